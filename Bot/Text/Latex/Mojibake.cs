using System.Text;

namespace Bot.Text.Latex;

/// <summary>Mends UTF-8 that was once read as Windows-1252, as in <c>â€œspikinessâ€</c>.</summary>
internal static class Mojibake
{
    // Windows-1252 from 0x80 on; the five holes stand for themselves, as every decoder takes them.
    private const string HighControls = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>
    /// The character that begins at <paramref name="at"/> and how much of the text it takes; null when there is nothing
    /// to mend.
    /// </summary>
    public static (string Character, int Length)? Read(string text, int at)
    {
        var length = text[at] switch
        {
            'Â' or 'Ã' or 'Ä' or 'Å' => 2,
            'â' => 3,
            'ð' => 4,
            _ => 0,
        };
        if (length == 0 || at + length > text.Length)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[length];
        for (var i = 0; i < length; i++)
        {
            var c = text[at + i];
            var high = HighControls.IndexOf(c, StringComparison.Ordinal);
            if (high < 0 && c > '\u00FF')
            {
                return null;
            }

            bytes[i] = (byte)(high >= 0 ? 0x80 + high : c);
            if (i > 0 && bytes[i] is < 0x80 or > 0xBF)
            {
                return null;
            }
        }

        return
            Rune.DecodeFromUtf8(bytes, out var rune, out var read) == System.Buffers.OperationStatus.Done
            && read == length
            ? (rune.ToString(), length)
            : null;
    }
}
