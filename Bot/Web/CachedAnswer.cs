using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Bot.Web;

/// <summary>An answer ready to be sent, compressed when first asked for that way.</summary>
internal sealed class CachedAnswer
{
    /// <summary>In bytes. Compression gains nothing on shorter texts.</summary>
    private const int LeastToCompress = 600;

    private readonly byte[] _plain;
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;
    private readonly string _tag;

    public CachedAnswer(SiteAnswer answer)
    {
        _plain = answer.Bytes ?? Encoding.UTF8.GetBytes(answer.Body);
        IsCompressed = answer.Bytes is null && _plain.Length >= LeastToCompress;
        // The text has done its work: as bytes it takes half the room.
        Answer = answer with
        {
            Body = "",
            Bytes = null,
        };
        var level = answer.Compression;
        _brotli = new(() => Compressed(stream => new BrotliStream(stream, level)));
        _gzip = new(() => Compressed(stream => new GZipStream(stream, level)));
        _tag = Convert.ToHexStringLower(SHA256.HashData(_plain))[..24];
    }

    /// <summary>Without its text.</summary>
    public SiteAnswer Answer { get; }

    /// <summary>Bytes that it holds, in all encodings that were asked for.</summary>
    public long Bytes => _plain.Length + Made(_brotli) + Made(_gzip);

    public bool IsCompressed { get; }

    /// <summary>The text as sent.</summary>
    /// <param name="encoding"><c>br</c>, <c>gzip</c> or empty.</param>
    public byte[] Body(string encoding) => Lazily(encoding)?.Value ?? _plain;

    /// <summary>As <see cref="Body"/>; null when it is still to be compressed.</summary>
    public byte[]? Has(string encoding) =>
        Lazily(encoding) is { } compressed ? (compressed.IsValueCreated ? compressed.Value : null) : _plain;

    /// <summary>Each encoding's bytes have a tag of their own, as strong tags must.</summary>
    public string Tag(string encoding) => $"\"{_tag}{(encoding.Length > 0 ? "-" : "")}{encoding}\"";

    private Lazy<byte[]>? Lazily(string encoding) =>
        encoding switch
        {
            "br" => _brotli,
            "gzip" => _gzip,
            _ => null,
        };

    private static long Made(Lazy<byte[]> bytes) => bytes.IsValueCreated ? bytes.Value.Length : 0;

    private byte[] Compressed(Func<Stream, Stream> compressor)
    {
        using var memory = new MemoryStream(_plain.Length / 4);
        using (var stream = compressor(memory))
        {
            stream.Write(_plain);
        }

        return memory.ToArray();
    }
}
