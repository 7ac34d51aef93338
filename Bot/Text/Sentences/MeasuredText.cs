using System.Globalization;
using System.Text;
using Bot.Text.Safety;

namespace Bot.Text.Sentences;

/// <summary>
/// A text whose stretches are priced as the server counts them, each in constant time after one pass over the whole.
/// </summary>
internal sealed class MeasuredText
{
    // What Text[..i] costs. A link is paid at its first character, so that no stretch ends within it for less.
    private readonly int[] _prices;

    // True where a cut would fall inside a grapheme; null when it can nowhere.
    private readonly bool[]? _inside;

    public MeasuredText(string text, CharacterCount counting)
    {
        Text = text;
        Counting = counting;
        _prices = new int[text.Length + 1];
        if (!Ascii.IsValid(text) || text.Contains('\r'))
        {
            _inside = new bool[text.Length + 1];
        }

        var at = 0;
        while (counting.LinkPrice > 0 && WebLinks.Next(text, at) is { } link)
        {
            PriceGraphemes(at, link.Start);
            Array.Fill(
                _prices,
                _prices[link.Start] + counting.OfLink(text, link),
                link.Start + 1,
                link.End - link.Start
            );
            MarkGraphemes(link.Start, link.End);
            at = link.End;
        }

        PriceGraphemes(at, text.Length);
    }

    public string Text { get; }

    public CharacterCount Counting { get; }

    public int Length => Text.Length;

    /// <summary>What all of it costs, in the server's counting.</summary>
    public int Price => _prices[^1];

    /// <summary>What a stretch costs whose ends are not within a link.</summary>
    public int PriceOf(int start, int end) => _prices[end] - _prices[start];

    /// <summary>
    /// The furthest place up to which the text from <paramref name="start"/> costs at most <paramref name="room"/>.
    /// </summary>
    public int Reach(int start, int room)
    {
        var most = _prices[start] + room;
        var low = start;
        var high = Length;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_prices[middle] <= most)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Boundary(low, start);
    }

    public bool IsBoundary(int index) => _inside is null || !_inside[index];

    /// <summary>
    /// The last place between graphemes at or before <paramref name="index"/>, but not before <paramref name="least"/>.
    /// </summary>
    public int Boundary(int index, int least)
    {
        while (index > least && !IsBoundary(index))
        {
            index--;
        }

        return index;
    }

    /// <summary>The first place between graphemes behind <paramref name="index"/>.</summary>
    public int NextBoundary(int index)
    {
        do
        {
            index++;
        } while (!IsBoundary(index));
        return index;
    }

    private void PriceGraphemes(int from, int to)
    {
        var price = _prices[from];
        var at = from;
        while (at < to)
        {
            var length = GraphemeLength(at, to);
            price += Counting.WithoutLinks(Text.AsSpan(at, length));
            var end = at + length;
            while (at < end)
            {
                at++;
                _prices[at] = price;
            }
        }

        MarkGraphemes(from, to);
    }

    private void MarkGraphemes(int from, int to)
    {
        if (_inside is null)
        {
            return;
        }

        for (var at = from; at < to; )
        {
            var end = at + GraphemeLength(at, to);
            while (++at < end)
            {
                _inside[at] = true;
            }
        }

        // A mark directly behind a link still hangs on the link's last letter.
        if (from > 0 && from < to && StringInfo.GetNextTextElementLength(Text.AsSpan(from - 1, 2)) > 1)
        {
            _inside[from] = true;
        }
    }

    private int GraphemeLength(int at, int to)
    {
        var isAlone =
            _inside is null
            || (char.IsAscii(Text[at]) && Text[at] != '\r' && (at + 1 == to || char.IsAscii(Text[at + 1])));
        return isAlone ? 1 : StringInfo.GetNextTextElementLength(Text.AsSpan(at, to - at));
    }
}
