using System.Text;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>
/// Tells in one toot's room what a paper does and what came of it: the sentences of its abstract that say so, in their
/// order, each gap marked <c>[...]</c>. Abstracts begin with what everybody knows, so their first sentences rarely
/// tell.
/// </summary>
internal static class ClaimShortener
{
    private const string Gap = "[...]";

    // Less than this shows no claim between two gaps.
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
        // What the cue words do not understand (another language, a list of numbers) is told from its beginning.
        var pieces = roles.Exists(role => role.Understood) ? new ClaimChoice(text, roles, room).Choose() : [];
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

        return pieces[^1].IsLast(sentences) ? result.ToString() : result.Append(' ').Append(Gap).ToString();
    }
}
