using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Writ.App.Tests.Mail;

/// <summary>A mail server of a few lines that answers what the test wants. It offers no STARTTLS.</summary>
internal sealed class FakeSmtp : IDisposable
{
    private readonly TcpListener listener;

    public FakeSmtp(int port = 0, IPAddress? address = null)
    {
        listener = new TcpListener(address ?? IPAddress.Loopback, port);
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answer to a command, by its first word; null: the usual one. <c>BODY</c> is the end of the message.</summary>
    public Func<string, string?> Says { get; set; } = _ => null;

    public ConcurrentQueue<string> Messages { get; } = new();

    public ConcurrentQueue<string> Commands { get; } = new();

    public void Dispose() => listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true) _ = Speak(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task Speak(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 fake");
            while (await reader.ReadLineAsync() is { } line)
            {
                Commands.Enqueue(line);
                var word = line.Split(' ', ':')[0].ToUpperInvariant();
                var answer = Says(word) ?? (word == "DATA" ? "354 go on" : word == "QUIT" ? "221 bye" : "250 ok");
                await writer.WriteLineAsync(answer);
                if (word == "QUIT") return;
                if (word != "DATA" || !answer.StartsWith("354", StringComparison.Ordinal)) continue;
                var message = new StringBuilder();
                while (await reader.ReadLineAsync() is { } body && body != ".") message.AppendLine(body);
                var end = Says("BODY") ?? "250 taken";
                if (end.StartsWith("250", StringComparison.Ordinal)) Messages.Enqueue(message.ToString());
                await writer.WriteLineAsync(end);
            }
        }
    }
}
