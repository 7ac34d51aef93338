using System.Text;

namespace Bot.Sandbox;

/// <summary>The files embedded from <c>Sandbox/Resources</c>.</summary>
internal static class Resources
{
    public static byte[] Bytes(string name)
    {
        using var stream =
            typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded; it belongs in Sandbox/Resources");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));
}
