using System.Runtime.InteropServices;

namespace Bot.Text.Latex;

/// <summary>A stretch of a text, half-open, in UTF-16 units.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(int Start, int End)
{
    public bool IsEmpty => Start >= End;

    public int Length => End - Start;

    public string Of(string text) => text[Start..End];
}

/// <summary>
/// Walks over a stretch of TeX. Nothing in it is an error: what TeX would refuse is read as well as it can be.
/// </summary>
internal sealed class LatexReader(string text, Stretch stretch)
{
    // Without a bound, a text of many braces without partners would be read through for each of them.
    private const int LongestGroup = 600;

    public string Text => text;

    public int At { get; set; } = stretch.Start;

    public int Start => stretch.Start;

    public int End => stretch.End;

    public bool Done => At >= stretch.End;

    public char Current => text[At];

    /// <summary>The character so many places on; U+0000 behind the end.</summary>
    public char Ahead(int steps = 1) =>
        At + steps < stretch.End && At + steps >= stretch.Start ? text[At + steps] : '\0';

    public bool StartsWith(string words) =>
        stretch.End - At >= words.Length && text.AsSpan(At, words.Length).SequenceEqual(words);

    public void SkipSpaces()
    {
        while (!Done && char.IsWhiteSpace(Current))
        {
            At++;
        }
    }

    /// <summary>
    /// Reads a command from its backslash on: letters, or one other character. A star behind letters goes with them.
    /// </summary>
    public string Command()
    {
        var start = ++At;
        while (!Done && char.IsAsciiLetter(Current))
        {
            At++;
        }

        if (At == start && !Done)
        {
            At++;
        }

        var name = text[start..At];
        if (name.Length > 0 && char.IsAsciiLetter(name[0]) && Ahead(0) == '*' && Ahead() == '{')
        {
            At++;
        }

        return name;
    }

    /// <summary>The name of the command that begins here, which stays unread.</summary>
    public string NextCommand()
    {
        var start = At;
        var name = Command();
        At = start;
        return name;
    }

    /// <summary>
    /// Reads <c>{...}</c>, spaces before it included, and gives what is inside; null, and stays, when none is there.
    /// </summary>
    public Stretch? Group() => Enclosed('{', '}');

    /// <summary>The same, unread.</summary>
    public Stretch? NextGroup()
    {
        var start = At;
        var group = Group();
        At = start;
        return group;
    }

    /// <summary>Reads <c>[...]</c> likewise.</summary>
    public Stretch? Option() => Enclosed('[', ']');

    /// <summary>
    /// Reads what a command takes: a group, or one character, or one command with the groups right behind it.
    /// </summary>
    public Stretch Argument()
    {
        if (Group() is { } group)
        {
            return group;
        }

        SkipSpaces();
        var start = At;
        if (Done)
        {
            return new Stretch(start, start);
        }

        if (Current != '\\')
        {
            At += char.IsHighSurrogate(Current) && char.IsLowSurrogate(Ahead()) ? 2 : 1;
        }
        else
        {
            Command();
            while (!Done && Current == '{' && Group() is not null)
            {
                // The command takes each group right behind it.
            }
        }

        return new Stretch(start, At);
    }

    private Stretch? Enclosed(char open, char close)
    {
        var start = At;
        while (start < stretch.End && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        if (start >= stretch.End || text[start] != open)
        {
            return null;
        }

        var depth = 0;
        var last = Math.Min(stretch.End, start + LongestGroup);
        for (var at = start; at < last; at++)
        {
            if (text[at] == '\\')
            {
                at++;
                continue;
            }

            if (text[at] == '{')
            {
                depth++;
            }
            else if (text[at] == '}')
            {
                depth--;
            }

            if (text[at] != close || depth != 0)
            {
                continue;
            }

            At = at + 1;
            return new Stretch(start + 1, at);
        }

        return null;
    }
}
