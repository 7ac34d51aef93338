using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bot.Tests.Support;

/// <summary>
/// Answers every connection with a beginning and then the same piece again and again, until it has given enough or its
/// client hangs up.
/// </summary>
public sealed class PouringServer : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Task<int>> _pours = [];

    public PouringServer(string beginning, string piece, int megabytes)
    {
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = ServeAsync(
            Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + beginning),
            Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, Megabyte / piece.Length))),
            megabytes
        );
    }

    public Uri Url { get; }

    /// <summary>How many megabytes all clients together were given before they had enough.</summary>
    public async Task<int> MegabytesAsync()
    {
        var all = Task.WhenAll(_pours);
        await all.EndsAsync("the clients hang up");
        return (await all).Sum();
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(byte[] beginning, byte[] piece, int megabytes)
    {
        while (true)
        {
            _pours.Add(PourAsync(await _listener.AcceptTcpClientAsync(), beginning, piece, megabytes));
        }
    }

    private static async Task<int> PourAsync(TcpClient client, byte[] beginning, byte[] piece, int megabytes)
    {
        using var connection = client;
        var sent = 0;
        try
        {
            var stream = connection.GetStream();
            _ = await stream.ReadAtLeastAsync(new byte[16384], 1);
            await stream.WriteAsync(beginning);
            for (; sent < megabytes; sent++)
            {
                await stream.WriteAsync(piece);
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return sent; // the client has hung up
        }

        return sent;
    }
}
