using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bot.Tests.Support;

/// <summary>Gives raw answers, one per connection; the last one again and again.</summary>
public sealed class OneAnswer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public OneAnswer(params string[] answers)
    {
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = ServeAsync(answers);
    }

    public Uri Url { get; }

    /// <summary>How many have come.</summary>
    public int Connections { get; private set; }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(string[] answers)
    {
        for (var n = 0; ; n++)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            Connections = n + 1;
            var stream = client.GetStream();
            var buffer = new byte[16384];
            _ = await stream.ReadAsync(buffer);
            await Task.Delay(TimeSpan.FromSeconds(0.05), TimeProvider.System); // for a body that comes in a packet of its own
            if (client.Available > 0)
            {
                _ = await stream.ReadAsync(buffer);
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(answers[Math.Min(n, answers.Length - 1)]));
            client.Client.Shutdown(SocketShutdown.Send);
            await Task.Delay(TimeSpan.FromSeconds(0.05), TimeProvider.System);
        }
    }
}
