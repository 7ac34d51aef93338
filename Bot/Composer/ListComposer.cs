using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>A toot that lists papers, and the papers it lists.</summary>
public sealed record PaperList(Toot Toot, IReadOnlyList<Announcement> Papers);

/// <summary>
/// Lists papers in as few toots as possible: title, brief authors and abs link of each, a blank line between two. An
/// entry is never split between toots; only one that is too long for any toot is shortened.
/// </summary>
internal sealed class ListComposer
{
    private const string Gap = "\n\n";

    // A link and some words of a title. Tags that leave less room than this are left out.
    private const int LeastEntry = 80;

    private readonly AccountOptions _account;
    private readonly TootLimits _limits;
    private readonly IReadOnlyList<string> _tags;
    private readonly ListForm _form;
    private readonly int _room;
    private readonly string _heading;

    /// <param name="account">The account that lists the papers.</param>
    /// <param name="limits">Of its server.</param>
    /// <param name="form">Which kind of list.</param>
    public ListComposer(AccountOptions account, TootLimits limits, ListForm form)
    {
        _account = account;
        _limits = limits;
        _form = form;
        _tags = TagLine.LeavingRoom(LeastEntry, limits, TagLine.Of(account, form.Tags), TagLine.Of(account, []));
        _room = TagLine.RoomBeside(_tags, limits);

        // A reader may meet any of the lists alone, so each has the heading, unless it would take a paper's place.
        var besideHeading = _room - Price(form.Heading) - Gap.Length;
        _heading = form.Heading.Length > 0 && besideHeading >= LeastEntry ? form.Heading : "";
    }

    /// <summary>The lists, in the order of the papers.</summary>
    /// <param name="papers">All that are to be listed.</param>
    /// <param name="firstPart">The first list's number.</param>
    public IReadOnlyList<PaperList> Compose(IReadOnlyList<Announcement> papers, int firstPart)
    {
        var items = papers.Select(ItemOf).ToList();
        // A single list has no number. Otherwise the numbers get as many digits as the total needs, fewer tried first.
        for (var digits = firstPart == 1 ? 0 : Marker.Digits(firstPart); ; digits++)
        {
            var drafts = Fill(items, firstPart, digits);
            var parts = firstPart - 1 + drafts.Count;
            var needsMoreDigits = digits == 0 ? drafts.Count > 1 : Marker.Digits(parts) > digits;
            if (needsMoreDigits)
            {
                continue;
            }

            return
            [
                .. drafts.Select((draft, at) => ListOf(draft.Items, NumberOf(firstPart + at), firstPart + at, parts)),
            ];

            string NumberOf(int part) => digits == 0 ? "" : Marker.Of(part, parts);
        }
    }

    /// <summary>A paper's entry.</summary>
    /// <param name="IsWarned">The title, which is all that a list shows of it, mentions a subject to warn of.</param>
    private sealed record Item(Announcement Paper, string Entry, int Price, bool IsWarned);

    /// <summary>A list that is being filled. Its price is that of its head and its entries.</summary>
    private sealed record Draft(List<Item> Items)
    {
        public required int Price { get; set; }
    }

    private List<Draft> Fill(List<Item> items, int firstPart, int digits)
    {
        var drafts = new List<Draft>();
        foreach (var item in items)
        {
            if (drafts.Count == 0 || RoomIn(drafts[^1], item) < item.Price)
            {
                drafts.Add(new Draft([]) { Price = HeadPrice(firstPart + drafts.Count, digits) });
            }

            var draft = drafts[^1];
            var room = RoomIn(draft, item);
            var fitting = room < item.Price ? Shortened(item, room) : item;
            draft.Price += fitting.Price + (draft.Items.Count > 0 ? Gap.Length : 0);
            draft.Items.Add(fitting);
        }

        return drafts;
    }

    private int RoomIn(Draft draft, Item item) =>
        _room - Price(SpoilerOf(draft.Items.Append(item))) - draft.Price - (draft.Items.Count > 0 ? Gap.Length : 0);

    private string Head(string number)
    {
        string[] parts = [_heading, number];
        var head = string.Join(' ', parts.Where(part => part.Length > 0));
        return head.Length > 0 ? head + Gap : "";
    }

    private int HeadPrice(int part, int digits)
    {
        // The marker's price includes a space, which only a heading before it needs.
        var number = digits == 0 ? 0 : Marker.Price(part, digits) - (_heading.Length > 0 ? 0 : " ".Length);
        var hasHead = _heading.Length > 0 || digits > 0;
        return Price(_heading) + number + (hasHead ? Gap.Length : 0);
    }

    private PaperList ListOf(List<Item> items, string number, int part, int parts)
    {
        var spoiler = SpoilerOf(items);
        var text = TagLine.After(Head(number) + string.Join(Gap, items.Select(item => item.Entry)), _tags);
        var toot = new TootTemplate(_account, _limits).Toot(_form.Kind, text, _tags) with
        {
            SpoilerText = spoiler,
            Visibility = _account.QuietVisibility,
            Part = part,
            Parts = parts,
            Characters = TootLength.Count(text, spoiler, _limits),
        };
        return new PaperList(toot, [.. items.Select(item => item.Paper)]);
    }

    private Item ItemOf(Announcement paper)
    {
        var authors = AuthorLadder.Brief(ReadableArticle.NamesOf(paper), _limits).Longest(int.MaxValue).Text;
        var toot = _form.TootOf(paper.Id) is { } address ? $"Toot: {address}" : "";
        string[] lines = [TitleOf(paper).Text, authors, LinkOf(paper), toot];
        var entry = string.Join('\n', lines.Where(line => line.Length > 0));
        return new Item(paper, entry, Price(entry), _account.Shared.Warnings.SubjectsIn(paper.Title).Count > 0);
    }

    // Without the authors, and with as much of the title as fits; the link stays.
    private Item Shortened(Item item, int room)
    {
        var link = LinkOf(item.Paper);
        var title = TitleCut.Fit(TitleOf(item.Paper), room - Price(link) - "\n".Length, _limits);
        var entry = title.Length > 0 ? $"{title}\n{link}" : link;
        return item with { Entry = entry, Price = Price(entry) };
    }

    private SafeText TitleOf(Announcement paper) =>
        ReadableArticle.TitleOf(
            _form.NamesVersions ? paper with { Title = $"v{paper.Version}: {paper.Title}" } : paper
        );

    private string LinkOf(Announcement paper) =>
        _form.NamesVersions ? paper.Id.VersionUrl(paper.Version) : paper.Id.AbsUrl;

    private string SpoilerOf(IEnumerable<Item> items) =>
        SpoilerText.Mentions(
            _account.Shared.Warnings.SubjectsIn([
                .. items.Where(item => item.IsWarned).Select(item => item.Paper.Title),
            ])
        );

    private int Price(string text) => TootLength.Count(text, "", _limits);
}
