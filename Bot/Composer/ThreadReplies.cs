using Bot.Options;
using Bot.Text.Safety;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>Composes the replies that continue an article's abstract.</summary>
internal sealed class ThreadReplies
{
    // A reply with less room than this for its share is not worth a notification.
    private const int LeastReply = 30;

    private readonly AccountOptions _account;
    private readonly TootLimits _limits;
    private readonly IReadOnlyList<string> _tags;
    private readonly int _room;

    public ThreadReplies(AccountOptions account, TootLimits limits)
    {
        _account = account;
        _limits = limits;
        var ofReplies = account.Style == TootStyle.Classic ? [] : account.Tags.Reply;
        _tags = TagLine.LeavingRoom(LeastReply, limits, TagLine.Of(account, ofReplies), TagLine.Of(account, []));
        _room = TagLine.RoomBeside(_tags, limits);
    }

    /// <summary>False where the server's limit is too small for replies that are worth sending.</summary>
    public bool HaveRoom => _room >= LeastReply;

    /// <summary>What a reply's share of the abstract may cost, in the server's counting.</summary>
    /// <param name="part">Its number in the thread.</param>
    /// <param name="digits">How many digits the number of parts has.</param>
    public int ShareRoom(int part, int digits) => _room - Marker.Price(part, digits);

    /// <summary>What splits the abstract into shares.</summary>
    public ThreadSplitter Splitter(MeasuredText text, SafeText safe)
    {
        // Readers of "readable" get whole sentences even where that leaves a quarter of a toot free.
        var fillBeforeSentence = _account.Style == TootStyle.Classic ? 0.9 : 0.75;
        return new ThreadSplitter(text, safe.Formulas, fillBeforeSentence);
    }

    /// <summary>One reply for each share.</summary>
    public IReadOnlyList<Toot> Compose(SafeText safe, List<Share> shares, int firstPart)
    {
        var parts = firstPart - 1 + shares.Count;
        return [.. shares.Select((share, at) => Reply(safe, share, firstPart + at, parts))];
    }

    private Toot Reply(SafeText safe, Share share, int part, int parts)
    {
        var text = TagLine.After($"{Marker.Of(part, parts)} {share.Of(safe.Text)}", _tags);
        return new TootTemplate(_account, _limits).Toot(TootKind.Abstract, text, _tags) with
        {
            Visibility = _account.QuietVisibility,
            Part = part,
            Parts = parts,
            AbstractStart = safe.Origin(share.Start),
        };
    }
}
