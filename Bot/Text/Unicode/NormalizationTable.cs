using System.Collections;
using System.Globalization;
using System.Text;

namespace Bot.Text.Unicode;

/// <summary>
/// What the Unicode Character Database says of single characters that normalization asks for. Read from
/// <c>Decompositions.txt</c>, which <c>eng/unicode</c> makes and which names its version of Unicode. Some 110 KB, made
/// when the first text needs it; sorted arrays, because dictionaries take four times as much.
/// </summary>
internal sealed class NormalizationTable
{
    // Nothing beyond the third plane has a decomposition or a combining class.
    private const int End = 0x30000;

    // Of a mapping, packed into one number: where it starts in the pool, its length, and whether it is canonical.
    private const int LengthBits = 5;

    private readonly string _pool;
    private readonly int[] _decomposed;
    private readonly int[] _mappings;
    private readonly int[] _classStarts;
    private readonly int[] _classEnds;
    private readonly byte[] _classes;
    private readonly long[] _pairs;
    private readonly int[] _composites;

    // Those that NFC may change or move: neither NFC_QC=Yes nor of combining class 0 are they.
    private readonly BitArray _unstable = new(End);

    private NormalizationTable(Source source)
    {
        _pool = source.Pool.ToString();
        var mappings = source.Mappings.OrderBy(mapping => mapping.Code).ToList();
        _decomposed = [.. mappings.Select(mapping => mapping.Code)];
        _mappings = [.. mappings.Select(mapping => mapping.Packed)];
        _classStarts = [.. source.Classes.Select(range => range.First)];
        _classEnds = [.. source.Classes.Select(range => range.Last)];
        _classes = [.. source.Classes.Select(range => range.Class)];

        var composites = new SortedDictionary<long, int>();
        foreach (var (code, packed) in mappings)
        {
            if ((packed & 1) == 0)
            {
                continue;
            }

            // Singletons and what begins with a mark are never composed (UAX #15, D107 and D108).
            var parts = Parts(packed).ToArray();
            if (parts.Length == 2 && Class(parts[0]) == 0 && Class(code) == 0 && !source.Excluded.Contains(code))
            {
                composites.Add(Pair(parts[0], parts[1]), code);
                _unstable[parts[1]] = true;
            }
            else
            {
                _unstable[code] = true;
            }
        }

        _pairs = [.. composites.Keys];
        _composites = [.. composites.Values];
        foreach (var (first, last, _) in source.Classes)
        {
            Mark(first, last);
        }

        Mark(Hangul.FirstVowel, Hangul.FirstVowel + Hangul.Vowels - 1);
        Mark(Hangul.FirstTrail, Hangul.FirstTrail + Hangul.Trails - 1);
    }

    /// <summary>The one that there is.</summary>
    public static NormalizationTable Shipped { get; } = new(Source.Read());

    /// <summary>
    /// False where NFC neither changes the character nor composes it with what stands before it, nor moves it: a text
    /// may be cut before it and each half be normalized alone (UAX #15, "stable code points").
    /// </summary>
    public bool IsUnstable(int code) => code < End && _unstable[code];

    /// <summary>The canonical combining class; 0 for all that starts anew.</summary>
    public byte Class(int code)
    {
        var at = Array.BinarySearch(_classStarts, code);
        at = at < 0 ? ~at - 1 : at;
        return at >= 0 && code <= _classEnds[at] ? _classes[at] : (byte)0;
    }

    /// <summary>Appends the full decomposition; marks keep the order in which they stand in it.</summary>
    /// <param name="code">A code point, or half a surrogate pair, which stays.</param>
    /// <param name="compatible">Whether compatibility mappings count too, as in NFKD.</param>
    /// <param name="output">Takes code points.</param>
    public void Decompose(int code, bool compatible, List<int> output)
    {
        if (Hangul.IsSyllable(code))
        {
            Hangul.Decompose(code, output);
            return;
        }

        var at = Array.BinarySearch(_decomposed, code);
        if (at < 0 || !(compatible || (_mappings[at] & 1) == 1))
        {
            output.Add(code);
            return;
        }

        foreach (var part in Parts(_mappings[at]))
        {
            Decompose(part, compatible, output);
        }
    }

    /// <summary>The one character that two are canonically; -1 where there is none.</summary>
    public int Compose(int first, int second)
    {
        if (Hangul.Compose(first, second) is var syllable and >= 0)
        {
            return syllable;
        }

        var at = Array.BinarySearch(_pairs, Pair(first, second));
        return at < 0 ? -1 : _composites[at];
    }

    private static long Pair(int first, int second) => ((long)first << 32) | (uint)second;

    private void Mark(int first, int last)
    {
        for (var code = first; code <= last; code++)
        {
            _unstable[code] = true;
        }
    }

    private IEnumerable<int> Parts(int packed)
    {
        var at = packed >> (LengthBits + 1);
        var end = at + ((packed >> 1) & ((1 << LengthBits) - 1));
        for (; at < end; at += char.IsHighSurrogate(_pool[at]) ? 2 : 1)
        {
            yield return char.ConvertToUtf32(_pool, at);
        }
    }

    private sealed class Source
    {
        public StringBuilder Pool { get; } = new();
        public List<(int Code, int Packed)> Mappings { get; } = [];
        public List<(int First, int Last, byte Class)> Classes { get; } = [];
        public HashSet<int> Excluded { get; } = [];

        public static Source Read()
        {
            var source = new Source();
            using var stream = typeof(NormalizationTable).Assembly.GetManifestResourceStream("Decompositions.txt")!;
            using var lines = new StreamReader(stream);
            while (lines.ReadLine() is { } line)
            {
                if (line[0] != '#')
                {
                    source.Add(line);
                }
            }

            return source;
        }

        // The form is told at the file's head.
        private void Add(string line)
        {
            var sign = line.AsSpan().IndexOfAny("=~!@");
            var codes = line.AsSpan(0, sign);
            var value = line.AsSpan(sign + 1);
            var dots = codes.IndexOf("..");
            var first = Hex(dots < 0 ? codes : codes[..dots]);
            switch (line[sign])
            {
                case '!':
                    Excluded.Add(first);
                    break;
                case '@':
                    var last = dots < 0 ? first : Hex(codes[(dots + 2)..]);
                    Classes.Add((first, last, byte.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)));
                    break;
                default:
                    Add(first, line[sign] == '=', value);
                    break;
            }
        }

        private void Add(int code, bool isCanonical, ReadOnlySpan<char> mapping)
        {
            var parts = new StringBuilder();
            foreach (var part in mapping.Split(' '))
            {
                parts.Append(char.ConvertFromUtf32(Hex(mapping[part])));
            }

            var start = Pool.Length;
            Pool.Append(parts);
            Mappings.Add((code, (start << (LengthBits + 1)) | (parts.Length << 1) | (isCanonical ? 1 : 0)));
        }

        private static int Hex(ReadOnlySpan<char> digits) =>
            int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
