using System.Text;
using Bot.Text.Safety;

namespace Bot.Text.Sentences;

/// <summary>
/// Shortens an abstract to what the paper does and what came of it: the sentences that say so, in their order, each gap
/// marked <c>[...]</c>. The first sentences rarely say it, since abstracts begin with what is known already.
/// </summary>
internal static class ClaimShortener
{
    private const string Gap = "[...]";

    // In characters. Less than this shows no claim between two gaps.
    private const int LeastShare = 25;

    /// <summary>
    /// The abstract, or its claim and result, costing at most <paramref name="room"/>; empty when there is no room even
    /// for the mark.
    /// </summary>
    /// <param name="text">The abstract.</param>
    /// <param name="formulas">As <see cref="SafeText.Formulas"/> tells.</param>
    /// <param name="title">
    /// The paper's title: sentences that share its words are likely to tell what the paper does.
    /// </param>
    /// <param name="room">In the server's counting.</param>
    public static string Shorten(MeasuredText text, bool[]? formulas, string title, int room)
    {
        if (text.Price <= room)
        {
            return text.Text;
        }

        if (room < LeastShare)
        {
            return room < Gap.Length ? "" : Gap;
        }

        var roles = new SentenceReader(text, formulas, title).Read();
        // An abstract without cue words (another language, a list of numbers) is cut behind its beginning.
        var isUnderstood = roles.Exists(role => role.Understood);
        var pieces = isUnderstood ? new ClaimChoice(text, roles, room).Choose() : [];
        return pieces.Count > 0
            ? Join(text.Text, pieces, roles.Count)
            : AbstractShortener.Shorten(text, formulas, room);
    }

    private static string Join(string text, IReadOnlyList<Piece> pieces, int sentences)
    {
        var result = new StringBuilder();
        Piece? before = null;
        foreach (var piece in pieces)
        {
            if (result.Length > 0)
            {
                result.Append(' ');
            }

            if (!piece.Follows(before))
            {
                result.Append(Gap).Append(' ');
            }

            result.Append(text, piece.Start, piece.End - piece.Start);
            before = piece;
        }

        if (!pieces[^1].IsLast(sentences))
        {
            result.Append(' ').Append(Gap);
        }

        return result.ToString();
    }
}
