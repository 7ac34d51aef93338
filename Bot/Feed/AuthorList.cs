using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Feed;

/// <summary>
/// Splits arXiv's one string of authors. Commas inside parentheses belong to affiliations, which arXiv copies to
/// authors they do not belong to (3,300 authors of one paper carry one man's name as theirs): they are dropped.
/// </summary>
public static partial class AuthorList
{
    /// <summary>As the feed writes it: commas between the names, suffixes behind theirs.</summary>
    public static IReadOnlyList<string> Read(string creator)
    {
        var names = new List<string>();
        foreach (var part in WithoutAffiliations(creator).Split(','))
        {
            // An author without a first name ("DeepSeek-AI") comes with a leading space, a dropped affiliation leaves
            // one behind.
            var name = string.Join(' ', part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (name.Length > 0)
            {
                names.Add(name);
            }
        }

        return names;
    }

    /// <summary>
    /// As authors wrote it and the archive keeps it: "A. Author (1), B. Writer Jr. and C. Scribe (2) ((1) Here, (2)
    /// There)". The names come out as the feed has them.
    /// </summary>
    public static IReadOnlyList<string> ReadRaw(string authors)
    {
        var names = new List<string>();
        foreach (var name in Read(Joint().Replace(Blank().Replace(WithoutAffiliations(authors), " "), ",")))
        {
            var bare = EtAl().Replace(OnBehalf().Replace(name, ""), "");
            if (bare.Length == 0)
            {
                continue;
            }
            // "Donald Author, Jr." is one man.
            if (Suffix().IsMatch(bare) && names.Count > 0)
            {
                names[^1] += " " + bare;
            }
            else
            {
                names.Add(bare);
            }
        }

        return names;
    }

    private static string WithoutAffiliations(string text)
    {
        var kept = new StringBuilder();
        var depth = 0;
        var balanced = IsBalanced(text);
        foreach (var c in text)
        {
            if (balanced && c == '(')
            {
                depth++;
            }
            else if (balanced && c == ')')
            {
                depth--;
            }
            else if (depth > 0)
            {
                continue;
            }
            else if (char.IsWhiteSpace(c))
            {
                kept.Append(' ');
            }
            // "G\u007F\"otz": other control characters came with a paste, in the middle of names.
            else if (!char.IsControl(c))
            {
                kept.Append(c);
            }
        }

        return kept.ToString();
    }

    // A parenthesis that never closes would swallow every author behind it: then it is taken as a plain character.
    private static bool IsBalanced(string text)
    {
        var depth = 0;
        foreach (var c in text)
        {
            if (c == '(')
            {
                depth++;
            }
            else if (c == ')' && --depth < 0)
            {
                return false;
            }
        }

        return depth == 0;
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blank();

    // The colon stands behind a collaboration's name: "ATLAS Collaboration: G. Aad, B. Abbott".
    [GeneratedRegex(@",? (?:and|&) | ?: ")]
    private static partial Regex Joint();

    [GeneratedRegex(@"^(?:and |& )?(?:(?:for|on behalf of) (?:the )?)?", RegexOptions.IgnoreCase)]
    private static partial Regex OnBehalf();

    [GeneratedRegex(@"(?:^| )et\.? al\.?\z|^and\z", RegexOptions.IgnoreCase)]
    private static partial Regex EtAl();

    [GeneratedRegex(@"^(?:Jr|Sr)\.?\z|^[IV]{2,3}\z")]
    private static partial Regex Suffix();
}
