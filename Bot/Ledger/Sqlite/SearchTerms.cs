using System.Text;

namespace Bot.Ledger.Sqlite;

/// <summary>What people write into a search field, as a query of SQLite's full-text index.</summary>
internal static class SearchTerms
{
    /// <summary>More words than that narrow nothing down and cost time.</summary>
    private const int MostTerms = 12;

    private static readonly (string Prefix, string Column)[] Columns =
    [
        ("author:", "authors : "),
        ("title:", "title : "),
        ("abstract:", "abstract : "),
    ];

    /// <summary>Nearly every abstract has these, and to look through them all takes longer than the rest.</summary>
    private static readonly HashSet<string> Common = new(
        "a an and are as by for from in is of on or that the this to we with".Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    private sealed record Term(string Column, string Text, bool IsPhrase, bool IsLast)
    {
        public bool IsTelling => IsPhrase || Column.Length > 0 || !Common.Contains(Text);

        /// <summary>Whether a longer word that begins so will do: the reader may still be typing.</summary>
        private bool IsBeginning => IsLast && !IsPhrase && Text.Length > 2 && char.IsLetterOrDigit(Text[^1]);

        public override string ToString()
        {
            var quoted = Text.Replace("\"", "\"\"", StringComparison.Ordinal);
            return $"{Column}\"{quoted}\"{(IsBeginning ? "*" : "")}";
        }
    }

    /// <summary>
    /// Every word must be there, the last may be a beginning, quotes make a phrase, <c>author:</c>, <c>title:</c> and
    /// <c>abstract:</c> say where. Null when there is no word in it.
    /// </summary>
    public static string? ToMatch(string words)
    {
        var terms = Split(words).Where(term => term.Text.Any(char.IsLetterOrDigit)).ToList();
        var telling = terms.FindAll(term => term.IsTelling);
        var wanted = telling.Count > 0 ? telling : terms;
        return wanted.Count == 0 ? null : string.Join(" AND ", wanted.Take(MostTerms));
    }

    private static IEnumerable<Term> Split(string words)
    {
        var at = 0;
        while (at < words.Length)
        {
            while (at < words.Length && char.IsWhiteSpace(words[at]))
            {
                at++;
            }

            var (prefix, column) = Columns.FirstOrDefault(
                one => StartsAt(words, at, one.Prefix),
                (Prefix: "", Column: "")
            );
            at += prefix.Length;
            var isPhrase = at < words.Length && words[at] == '"';
            if (isPhrase)
            {
                at++;
            }

            var text = new StringBuilder();
            while (at < words.Length && !EndsTerm(words[at], isPhrase))
            {
                text.Append(char.IsControl(words[at]) ? ' ' : words[at]);
                at++;
            }

            if (isPhrase)
            {
                at++;
            }

            yield return new Term(column, text.ToString(), isPhrase, IsLast: at >= words.Length);
        }
    }

    private static bool StartsAt(string words, int at, string prefix) =>
        string.Compare(words, at, prefix, 0, prefix.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool EndsTerm(char c, bool isPhrase) => isPhrase ? c == '"' : char.IsWhiteSpace(c);
}
