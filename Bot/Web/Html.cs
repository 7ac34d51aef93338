using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Bot.Arxiv;

namespace Bot.Web;

/// <summary>
/// HTML being written. Every value in the braces of an interpolated string is escaped, except another <see
/// cref="Html"/>. So nobody can forget to escape what authors wrote.
/// </summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    public static Html Of(ref Fresh piece) => piece.Html;

    /// <summary>The piece where the condition holds, else nothing; its braces are not read then.</summary>
    public static Html If(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref Fresh piece) =>
        piece.Html;

    public Html Add([InterpolatedStringHandlerArgument("")] ref Piece piece) => this;

    public Html Add(Html inner)
    {
        _text.Append(inner._text);
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>
    /// Escapes markup and quotes, and drops characters that no document may hold. Letters of all scripts stay.
    /// </summary>
    private void Escape(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&':
                    _text.Append("&amp;");
                    break;
                case '<':
                    _text.Append("&lt;");
                    break;
                case '>':
                    _text.Append("&gt;");
                    break;
                case '"':
                    _text.Append("&quot;");
                    break;
                case '\'':
                    _text.Append("&#39;");
                    break;
                case '\t' or '\n' or '\r':
                    _text.Append(c);
                    break;
                case < ' ' or '\u007F' or (>= '\u0080' and <= '\u009F') or '\uFFFE' or '\uFFFF':
                    break;
                default:
                    _text.Append(c);
                    break;
            }
        }
    }

    [InterpolatedStringHandler]
    public readonly ref struct Piece
    {
        private readonly Html _html;

        // The compiler requires the two lengths as parameters; they are not used.
        public Piece(int literalLength, int formattedCount, Html html) => _html = html;

        public void AppendLiteral(string markup) => _html._text.Append(markup);

        public void AppendFormatted(string? text) => _html.Escape(text);

        public void AppendFormatted(ArxivId id) => _html.Escape(id.Value);

        public void AppendFormatted(Html inner) => _html.Add(inner);

        public void AppendFormatted(IEnumerable<Html> inner)
        {
            foreach (var one in inner)
            {
                _html.Add(one);
            }
        }

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => _html.Escape(value.ToString(format, CultureInfo.InvariantCulture));
    }

    [InterpolatedStringHandler]
    public readonly ref struct Fresh
    {
        private readonly Piece _piece;

        public Fresh(int literalLength, int formattedCount)
        {
            Html = new Html();
            _piece = new Piece(literalLength, formattedCount, Html);
        }

        /// <param name="literalLength">Told by the compiler.</param>
        /// <param name="formattedCount">Told by the compiler.</param>
        /// <param name="condition">Whether the text is wanted.</param>
        /// <param name="isWanted">Tells the compiler's code whether to write.</param>
        public Fresh(int literalLength, int formattedCount, bool condition, out bool isWanted)
            : this(literalLength, formattedCount) => isWanted = condition;

        public Html Html { get; }

        public void AppendLiteral(string markup) => _piece.AppendLiteral(markup);

        public void AppendFormatted(string? text) => _piece.AppendFormatted(text);

        public void AppendFormatted(ArxivId id) => _piece.AppendFormatted(id);

        public void AppendFormatted(Html inner) => _piece.AppendFormatted(inner);

        public void AppendFormatted(IEnumerable<Html> inner) => _piece.AppendFormatted(inner);

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable => _piece.AppendFormatted(value, format);
    }
}
