using System.Text;
using Bot.Text.Unicode;

namespace Bot.Text.Latex;

/// <summary>
/// Writes a rendered text and notes for each character where it came from. Keeps white space in order: never two
/// spaces, none at an end of a line.
/// </summary>
internal sealed class RenderingBuilder(int capacity)
{
    private readonly StringBuilder _text = new(capacity);
    private readonly List<int> _origins = new(capacity);

    /// <summary>U+0000 while nothing is written.</summary>
    public char Last => _text.Length > 0 ? _text[^1] : '\0';

    /// <summary>A character that stands for itself.</summary>
    public void Add(char c, int origin)
    {
        if (c == ' ' && Last is ' ' or '\n' or '\0')
        {
            return;
        }

        if (char.IsWhiteSpace(c))
        {
            CloseWord();
        }

        _text.Append(c);
        _origins.Add(origin);
    }

    /// <summary>What one construct of the source reads as; it has one origin, so that no toot ends within it.</summary>
    public void Add(string construct, int origin)
    {
        foreach (var c in construct)
        {
            Add(c, origin);
        }
    }

    /// <summary>An empty line between paragraphs.</summary>
    public void AddParagraph(int origin)
    {
        TrimEnd();
        if (_text.Length == 0)
        {
            return;
        }

        Add('\n', origin);
        Add('\n', origin);
    }

    /// <summary>Takes back <paramref name="c"/> if it is the last character.</summary>
    public bool TryRemove(char c)
    {
        if (Last != c)
        {
            return false;
        }

        RemoveAt(_text.Length - 1);
        return true;
    }

    public void TrimEnd()
    {
        while (char.IsWhiteSpace(Last))
        {
            RemoveAt(_text.Length - 1);
        }

        CloseWord();
    }

    /// <summary>
    /// What was written, in NFC: authors write letters and marks apart, and so does TeX across a brace.
    /// </summary>
    /// <param name="source">Returned as it is where nothing was changed.</param>
    public Rendering Finish(string source)
    {
        TrimEnd();
        if (_text.Equals(source))
        {
            return new Rendering(Normalization.Nfc(source, out var origins), origins);
        }

        _origins.Add(source.Length);
        var text = Normalization.Nfc(_text.ToString(), out var places);
        return new Rendering(text, places is null ? [.. _origins] : [.. places.Select(place => _origins[place])]);
    }

    // "word ," and "word ." are left by dropped references, and by authors.
    private void CloseWord()
    {
        var end = _text.Length;
        var isStrayStop = end > 2 && _text[end - 1] is ',' or '.' or ';' && _text[end - 2] == ' ';
        if (!isStrayStop)
        {
            return;
        }

        var before = _text[end - 3];
        var isMeant =
            char.IsWhiteSpace(before)
            || char.IsSymbol(before)
            || before is ',' or '/'
            || (before == '.' && _text[end - 1] == '.');
        if (!isMeant)
        {
            RemoveAt(end - 2);
        }
    }

    private void RemoveAt(int index)
    {
        _text.Remove(index, 1);
        _origins.RemoveAt(index);
    }
}
