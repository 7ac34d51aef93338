using System.Text;

namespace Bot.Feed;

/// <summary>
/// Splits arXiv's one string of authors. Commas inside parentheses belong to affiliations, which arXiv copies to authors
/// they do not belong to (3,300 authors of one paper carry one man's name as theirs): they are dropped.
/// </summary>
public static class AuthorList
{
    public static IReadOnlyList<string> Read(string creator)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        var depth = 0;
        var balanced = IsBalanced(creator);
        foreach (var c in creator)
        {
            if (balanced && c == '(') depth++;
            else if (balanced && c == ')') depth--;
            else if (depth > 0) continue;
            else if (c == ',') Add();
            else name.Append(char.IsControl(c) ? ' ' : c);
        }

        Add();
        return names;

        void Add()
        {
            // An author without a first name ("DeepSeek-AI") comes with a leading space, a dropped affiliation leaves one behind.
            var text = string.Join(' ', name.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (text.Length > 0) names.Add(text);
            name.Clear();
        }
    }

    // A parenthesis that never closes would swallow every author behind it: then it is taken as a plain character.
    private static bool IsBalanced(string text)
    {
        var depth = 0;
        foreach (var c in text)
        {
            if (c == '(') depth++;
            else if (c == ')' && --depth < 0) return false;
        }

        return depth == 0;
    }
}
