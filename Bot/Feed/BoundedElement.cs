using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>
/// Reads one element of a feed within bounds, before the library sees it. A feed's elements are texts, or items whose
/// children are texts; markup inside a text is dropped, its words are kept. The base library's own reading takes time
/// with the square of the depth: minutes for a feed of some megabytes that only nests.
/// </summary>
internal sealed class BoundedElement
{
    /// <summary>Below the document's root. arXiv's feeds nest three deep.</summary>
    public const int MaxDepth = 16;

    /// <summary>The longest item of two years has an author list of 76,882 characters.</summary>
    private const int MaxCharacters = 256 * 1024;

    private readonly XmlReader _reader;
    private readonly char[] _buffer = new char[2048];
    private int _room = MaxCharacters;

    private BoundedElement(XmlReader reader) => _reader = reader;

    /// <summary>Reads the element that the reader stands on as one text, and moves behind it.</summary>
    /// <exception cref="FeedFormatException">It is deeper or longer than any of arXiv's.</exception>
    public static XElement ReadText(XmlReader reader) => new BoundedElement(reader).Text();

    /// <summary>
    /// Reads the element that the reader stands on, with those of its children that are wanted, each as one text; moves
    /// behind it. Text between the children is dropped.
    /// </summary>
    /// <param name="reader">Stands on the element's start.</param>
    /// <param name="wanted">Returns what to keep of a child; null for nothing.</param>
    /// <exception cref="FeedFormatException">It is deeper or longer than any of arXiv's.</exception>
    public static XElement ReadFields(XmlReader reader, Func<XElement, XElement?> wanted) =>
        new BoundedElement(reader).Fields(wanted);

    /// <exception cref="FeedFormatException">
    /// The reader stands deeper than arXiv's feeds go: the memory for what is open has no other bound.
    /// </exception>
    public static void CheckDepth(XmlReader reader)
    {
        if (reader.Depth > MaxDepth)
        {
            throw new FeedFormatException(
                $"the feed nests elements more than {MaxDepth} deep, as arXiv's never do; see what answers at "
                    + "Bot:Feed:BaseUrl"
            );
        }
    }

    private XElement Fields(Func<XElement, XElement?> wanted)
    {
        var element = Start();
        if (_reader.IsEmptyElement)
        {
            _reader.Read();
            return element;
        }

        _reader.Read();
        while (_reader.NodeType != XmlNodeType.EndElement)
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                element.Add(wanted(Text()));
            }
            else
            {
                _reader.Read();
            }
        }

        _reader.Read();
        return element;
    }

    private XElement Text()
    {
        var element = Start();
        var depth = _reader.Depth;
        var text = new StringBuilder();
        if (!_reader.IsEmptyElement)
        {
            while (_reader.Read() && _reader.Depth > depth)
            {
                CheckDepth(_reader);
                AppendTo(text);
            }
        }

        _reader.Read();
        element.Value = text.ToString();
        return element;
    }

    private void AppendTo(StringBuilder text)
    {
        var isText =
            _reader.NodeType
            is XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.Whitespace
                or XmlNodeType.SignificantWhitespace;
        if (!isText)
        {
            return;
        }

        for (int read; (read = _reader.ReadValueChunk(_buffer, 0, _buffer.Length)) > 0; )
        {
            Spend(read);
            text.Append(_buffer, 0, read);
        }
    }

    // Names count too: an item may hold a million elements without a text.
    private XElement Start()
    {
        CheckDepth(_reader);
        Spend(_reader.LocalName.Length);
        var element = new XElement(ListingItem.NameOf(_reader.LocalName, _reader.NamespaceURI));
        while (_reader.MoveToNextAttribute())
        {
            if (_reader.NamespaceURI == XNamespace.Xmlns.NamespaceName)
            {
                continue;
            }

            Spend(_reader.Value.Length);
            element.SetAttributeValue(XName.Get(_reader.LocalName, _reader.NamespaceURI), _reader.Value);
        }

        _reader.MoveToElement();
        return element;
    }

    private void Spend(int characters)
    {
        _room -= characters;
        if (_room < 0)
        {
            throw new FeedFormatException(
                $"the feed holds an item of more than {MaxCharacters / 1024} thousand characters, as arXiv's "
                    + "never does; see what answers at Bot:Feed:BaseUrl"
            );
        }
    }
}
