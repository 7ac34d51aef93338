using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Bot.Feed;

/// <summary>
/// A document's text on its way to the XML reader, which refuses a whole day for one character. Authors paste what no
/// XML may hold, and a server may write a blank line before the declaration. What XML forbids becomes a space or the
/// replacement character; tags, and so what a cut answer lacks, stay as they are.
/// </summary>
internal sealed partial class LenientXml : TextReader
{
    /// <summary>Stands for a character that was there and cannot be told.</summary>
    private const char Unreadable = '\uFFFD';

    private const string DataStart = "<![CDATA[";

    // The longest name that HTML knows has 31 characters.
    private const int LongestReference = 40;

    private readonly TextReader _inner;
    private readonly StringBuilder _ready = new();
    private int _at;
    private bool _hasBegun;
    private bool _hasRoot;
    private bool _isInTag;
    private bool _isInData;
    private int _dataStart;
    private int _brackets;

    private LenientXml(TextReader inner) => _inner = inner;

    /// <summary>The document, decoded as it says; a byte that is none of its encoding is replaced too.</summary>
    public static TextReader Of(MemoryStream document) =>
        new LenientXml(new StreamReader(document, EncodingOf(document), detectEncodingFromByteOrderMarks: true));

    public override int Peek() => Fill() ? _ready[_at] : -1;

    public override int Read() => Fill() ? _ready[_at++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var read = 0;
        while (read < count && Fill())
        {
            buffer[index + read++] = _ready[_at++];
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Encoding EncodingOf(MemoryStream document)
    {
        var start = new byte[200];
        var read = document.Read(start);
        document.Position -= read;
        if (start is [(byte)'<', 0, ..])
        {
            return Encoding.Unicode;
        }

        if (start is [0, (byte)'<', ..])
        {
            return Encoding.BigEndianUnicode;
        }

        return OneByte().IsMatch(Encoding.Latin1.GetString(start, 0, read)) ? Encoding.Latin1 : Encoding.UTF8;
    }

    // True when there is one more character to give.
    private bool Fill()
    {
        while (_at >= _ready.Length)
        {
            _ready.Clear();
            _at = 0;
            var next = _inner.Read();
            if (next < 0)
            {
                return false;
            }

            Take((char)next);
        }

        return true;
    }

    private void Take(char c)
    {
        var isAllowed = char.IsHighSurrogate(c) ? IsLow(_inner.Peek()) : XmlConvert.IsXmlChar(c);
        if (!_hasRoot && (!isAllowed || IsBlank(c)))
        {
            // Before the first element only blanks may stand, and before the declaration nothing.
            if (_hasBegun)
            {
                _ready.Append(' ');
            }
        }
        else if (!isAllowed && !char.IsHighSurrogate(c))
        {
            Replace(c);
        }
        else if (!isAllowed)
        {
            _ready.Append(Unreadable);
        }
        else if (char.IsHighSurrogate(c))
        {
            _ready.Append(c).Append((char)_inner.Read());
        }
        else if (c == '&' && !_isInData)
        {
            Refer();
        }
        else
        {
            Track(c);
            _ready.Append(c);
        }
    }

    // At a document's end such characters are dropped: behind the last tag only blanks may stand.
    private void Replace(char first)
    {
        _ready.Append(InPlaceOf(first));
        while (_inner.Peek() is var next and >= 0 && IsForbiddenOrBlank((char)next))
        {
            var c = (char)_inner.Read();
            _ready.Append(XmlConvert.IsXmlChar(c) ? c : InPlaceOf(c));
        }

        _brackets = 0;
        if (_inner.Peek() < 0)
        {
            _ready.Clear();
        }
    }

    private char InPlaceOf(char c) => _isInTag || Separates(c) ? ' ' : Unreadable;

    // An ampersand, and what it refers to.
    private void Refer()
    {
        var name = new StringBuilder();
        while (name.Length < LongestReference && _inner.Peek() is var next and >= 0 && IsOfName((char)next))
        {
            name.Append((char)_inner.Read());
        }

        var isClosed = _inner.Peek() == ';';
        if (isClosed)
        {
            _ = _inner.Read();
        }

        _ready.Append(Meant(name.ToString(), isClosed));
    }

    private static string Meant(string name, bool isClosed)
    {
        var text = isClosed ? name + ";" : name;
        if (isClosed && name is "amp" or "lt" or "gt" or "quot" or "apos")
        {
            return "&" + text;
        }

        if (isClosed && name.StartsWith('#'))
        {
            return NumberOf(name) is { } number ? InPlaceOf(number, text) : "&amp;" + text;
        }

        // Names that HTML has and XML has not ("&eacute;") are what a page's text was copied with. What nobody knows
        // stays as it is written: a paper is not lost for it, nor a day.
        var plain = isClosed ? WebUtility.HtmlDecode("&" + text) : "";
        return plain is { Length: 1 } && plain[0] > '\u007F' ? plain : "&amp;" + text;
    }

    private static string InPlaceOf(int number, string text)
    {
        if (number > char.MaxValue ? number <= 0x10FFFF : XmlConvert.IsXmlChar((char)number))
        {
            return "&" + text;
        }

        return number <= char.MaxValue && Separates((char)number) ? " " : $"{Unreadable}";
    }

    private static int? NumberOf(string name)
    {
        var isHex = name.Length > 1 && name[1] is 'x' or 'X';
        var isNumber = int.TryParse(
            name.AsSpan(isHex ? 2 : 1),
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        );
        // With a capital X, XML knows no number.
        return isNumber && number >= 0 && !name.StartsWith("#X", StringComparison.Ordinal) ? number : null;
    }

    // Where we are: a reference means nothing in CDATA, and a replacement character is no part of a tag.
    private void Track(char c)
    {
        _hasBegun = true;
        if (_isInData)
        {
            _isInData = !(c == '>' && _brackets >= 2);
            _brackets = c == ']' ? _brackets + 1 : 0;
            return;
        }

        _dataStart = c == DataStart[_dataStart] ? _dataStart + 1 : Convert.ToInt32(c == '<');
        if (_dataStart == DataStart.Length)
        {
            (_isInData, _isInTag, _dataStart, _brackets) = (true, false, 0, 0);
        }
        else if (c is '<' or '>')
        {
            _isInTag = c == '<';
            _hasRoot |= c == '<' && _inner.Peek() is not ('?' or '!');
        }
    }

    // Form feeds and the like, and ASCII's four separators.
    private static bool Separates(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';

    private static bool IsLow(int c) => c >= 0 && char.IsLowSurrogate((char)c);

    private static bool IsForbiddenOrBlank(char c) =>
        c is ' ' or '\t' or '\r' or '\n' || (!char.IsSurrogate(c) && !XmlConvert.IsXmlChar(c));

    // A byte-order mark that a program copied into the middle is a format character.
    private static bool IsBlank(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static bool IsOfName(char c) => c == '#' || char.IsAsciiLetterOrDigit(c);

    [GeneratedRegex(
        "<\\?xml[^>]*encoding\\s*=\\s*[\"'](?:iso-8859-1|latin-?1|windows-1252|us-ascii)[\"']",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OneByte();
}
