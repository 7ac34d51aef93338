using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>
/// Reads an element with all that is in it, within bounds. The base library's own reading takes time with the square of
/// the depth: minutes for a feed of some megabytes that does nothing but nest.
/// </summary>
internal static class BoundedElement
{
    /// <summary>Below the document's root. arXiv's feeds nest three deep.</summary>
    public const int MaxDepth = 16;

    /// <summary>The longest item of two years has an author list of 76,882 characters.</summary>
    private const int MaxCharacters = 256 * 1024;

    /// <summary>Reads the element that the reader stands on, and moves behind it.</summary>
    /// <exception cref="FeedFormatException">It is deeper or longer than any of arXiv's.</exception>
    public static XElement Read(XmlReader reader)
    {
        var room = MaxCharacters;
        var buffer = new char[2048];
        XElement? open = null;
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    CheckDepth(reader);
                    var (element, empty) = Start(reader, ref room);
                    open?.Add(element);
                    if (!empty)
                    {
                        open = element;
                    }
                    else if (open is null)
                    {
                        return Done(element);
                    }

                    break;
                case XmlNodeType.EndElement:
                    if (open!.Parent is null)
                    {
                        return Done(open);
                    }

                    open = open.Parent;
                    break;
                case XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.Whitespace
                or XmlNodeType.SignificantWhitespace:
                    var text = new StringBuilder();
                    for (int read; (read = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0; )
                    {
                        text.Append(buffer, 0, Spend(read, ref room));
                    }

                    open!.Add(text.ToString());
                    break;
            }
        } while (reader.Read());
        throw new FeedFormatException(
            "the feed ends within an element; nothing of it is used, the bot asks again later"
        );

        XElement Done(XElement done)
        {
            reader.Read();
            return done;
        }
    }

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

    private static (XElement Element, bool IsEmpty) Start(XmlReader reader, ref int room)
    {
        var empty = reader.IsEmptyElement;
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == XNamespace.Xmlns.NamespaceName)
            {
                continue;
            }

            Spend(reader.Value.Length, ref room);
            element.SetAttributeValue(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
        }

        reader.MoveToElement();
        return (element, empty);
    }

    private static int Spend(int characters, ref int room)
    {
        if ((room -= characters) < 0)
        {
            throw new FeedFormatException(
                $"the feed holds an item of more than {MaxCharacters / 1024} thousand characters, as arXiv's "
                    + "never does; see what answers at Bot:Feed:BaseUrl"
            );
        }

        return characters;
    }
}
