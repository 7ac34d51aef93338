using System.Globalization;

namespace Bot.Sandbox;

/// <summary>Pairs the runs of <c>*</c>, <c>_</c> and <c>~~</c> of a paragraph by CommonMark's rules.</summary>
internal sealed class MarkdownEmphasis
{
    private sealed record Delimiter(char Sign, int Start, int Length, int Token, bool MayOpen, bool MayClose)
    {
        public Delimiter? Partner { get; set; }
        public bool IsOpener { get; set; }
    }

    private readonly List<Delimiter> _delimiters = [];

    /// <summary>Takes up a run; each of its signs becomes a token of words, which may turn out to be markup.</summary>
    public void Add(string source, int start, int length, List<MarkdownToken> tokens)
    {
        var sign = source[start];
        var before = start > 0 ? source[start - 1] : ' ';
        var next = start + length < source.Length ? source[start + length] : ' ';
        var leans = (
            Left: !IsBlank(next) && (!IsPunctuation(next) || IsBlank(before) || IsPunctuation(before)),
            Right: !IsBlank(before) && (!IsPunctuation(before) || IsBlank(next) || IsPunctuation(next))
        );
        var mayOpen = leans.Left && (sign != '_' || !leans.Right || IsPunctuation(before));
        var mayClose = leans.Right && (sign != '_' || !leans.Left || IsPunctuation(next));
        var size = sign == '~' ? 2 : 1;
        if (length % size > 0)
        {
            tokens.Add(new MarkdownToken(MarkdownTokenKind.Text, $"{sign}"));
        }

        for (var at = 0; at < length / size; at++)
        {
            _delimiters.Add(new Delimiter(sign, start, length, tokens.Count, mayOpen, mayClose));
            tokens.Add(new MarkdownToken(MarkdownTokenKind.Text, new string(sign, size)));
        }
    }

    /// <summary>The tokens, those of them that are markup as HTML.</summary>
    public IReadOnlyList<MarkdownToken> Resolve(List<MarkdownToken> tokens)
    {
        Pair();
        for (var at = _delimiters.Count - 1; at >= 0; at--)
        {
            var one = _delimiters[at];
            if (one is not { IsOpener: true, Partner: { } partner })
            {
                continue;
            }

            var outer = at > 0 ? _delimiters[at - 1] : null;
            var isStrong =
                one.Sign != '~'
                && outer is { IsOpener: true, Partner: { } outerPartner }
                && outer.Sign == one.Sign
                && outer.Token == one.Token - 1
                && outerPartner.Token == partner.Token + 1;
            var name = (isStrong, one.Sign) switch
            {
                (true, _) => "strong",
                (_, '~') => "s",
                _ => "em",
            };
            tokens[one.Token] = new MarkdownToken(MarkdownTokenKind.Html, $"<{name}>");
            tokens[partner.Token] = new MarkdownToken(MarkdownTokenKind.Html, $"</{name}>");
            if (isStrong)
            {
                tokens[outer!.Token] = tokens[outer.Partner!.Token] = new MarkdownToken(MarkdownTokenKind.Html, "");
                at--;
            }
        }

        return tokens;
    }

    // A closer takes the nearest opener of its sign; what lies between them and has no partner stays words.
    private void Pair()
    {
        for (var at = 0; at < _delimiters.Count; at++)
        {
            var closer = _delimiters[at];
            if (!closer.MayClose)
            {
                continue;
            }

            for (var back = at - 1; back >= 0; back--)
            {
                var opener = _delimiters[back];
                if (opener.Partner is { } other && !opener.IsOpener)
                {
                    back = _delimiters.IndexOf(other);
                    continue;
                }

                var isOpener = opener.MayOpen && opener.Sign == closer.Sign && opener.Start != closer.Start;
                if (opener.Partner is not null || !isOpener || IsOdd(opener, closer))
                {
                    continue;
                }

                (opener.Partner, opener.IsOpener, closer.Partner) = (closer, true, opener);
                break;
            }
        }
    }

    // "The rule of three": where one of the runs may both open and close.
    private static bool IsOdd(Delimiter opener, Delimiter closer) =>
        (opener.MayClose || closer.MayOpen)
        && (opener.Length + closer.Length) % 3 == 0
        && (opener.Length % 3 > 0 || closer.Length % 3 > 0);

    private static bool IsBlank(char c) => char.IsWhiteSpace(c);

    // Signs count too, and half a surrogate pair is none.
    private static bool IsPunctuation(char c) =>
        char.IsPunctuation(c)
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.MathSymbol
                or UnicodeCategory.CurrencySymbol
                or UnicodeCategory.ModifierSymbol
                or UnicodeCategory.OtherSymbol;
}
