using System.Net;
using System.Net.Sockets;
using System.Text;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.File;

/// <summary>More than 12 MiB is refused, whether its length is announced or not.</summary>
public sealed class LargeBodyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int Most = 12 * 1024 * 1024;

    private readonly WritServer server = shared.Server;

    [Theory]
    [InlineData(Most + 1)]
    [InlineData(Most + 8192)]
    public async Task A_body_that_announces_too_much_is_refused_before_it_is_read(int length)
    {
        var reply = await Holdings.Unchanged(server, () => Announce(length));

        reply.Refused(413, "demands-body-too-large");
    }

    [Theory]
    [InlineData(Most + 1, "demands-body-too-large")]
    [InlineData(Most + (1 << 20), null)]
    public async Task A_body_in_chunks_is_refused_when_it_becomes_too_large(int length, string? code)
    {
        var problem = (await Holdings.Unchanged(server, () => Chunks(length))).AnyRefusal();

        Assert.Equal(413, problem.Status);
        if (code is not null) Assert.Equal(code, problem.Code);
    }

    [Fact]
    public async Task A_body_of_exactly_12_MiB_is_read()
    {
        var body = RawRequests.Node(server.Demand()).ToJsonString();

        Assert.Equal(201, (await server.FileRaw(body.PadRight(Most))).Status);
    }

    [Fact]
    public async Task Another_endpoint_refuses_too_much_as_well()
    {
        var body = RawRequests.Content(new string(' ', Most + (1 << 20)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/agencies") { Content = body };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {server.TokenOf("desk")}");
        request.Headers.ExpectContinue = true;

        (await Holdings.Unchanged(server, () => server.Send(request))).Refused(413, "request-too-large");
    }

    [Fact]
    public async Task A_body_that_ends_before_its_length_files_nothing()
    {
        var body = RawRequests.Node(server.Demand()).ToJsonString();
        var before = await Holdings.Of(server);
        using (var socket = await Connect($"Content-Length: {body.Length + 100}"))
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(body));
            socket.Shutdown(SocketShutdown.Send);
            var answer = await Read(socket);
            Assert.True(answer.Length == 0 || answer.Contains(" 400 ", StringComparison.Ordinal), answer);
        }

        Assert.Equal(before, await Holdings.Of(server));
    }

    // Only the head is sent: the answer must not wait for the body.
    private async Task<Reply> Announce(int length)
    {
        using var socket = await Connect($"Content-Length: {length}");
        var answer = await Read(socket);
        var (head, body) = (answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)], answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        var json = body[body.IndexOf('{', StringComparison.Ordinal)..(body.LastIndexOf('}') + 1)];
        return new Reply(int.Parse(head.Split(' ')[1]), head.Contains("Content-Type: application/problem+json", StringComparison.Ordinal) ? "application/problem+json" : null, json, new Dictionary<string, string>());
    }

    private async Task<Socket> Connect(string header)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/demands HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {server.TokenOf("officer")}\r\n"
            + $"Idempotency-Key: {WritServer.Key()}\r\nContent-Type: application/json\r\n{header}\r\n\r\n"));
        return socket;
    }

    /// <summary>Until the answer's JSON has ended, or the other side closed.</summary>
    private static async Task<string> Read(Socket socket)
    {
        var all = new StringBuilder();
        var buffer = new byte[4096];
        while (!all.ToString().Contains('}', StringComparison.Ordinal))
        {
            try
            {
                var n = await socket.ReceiveAsync(buffer);
                if (n == 0) break;
                all.Append(Encoding.UTF8.GetString(buffer, 0, n));
            }
            catch (SocketException)
            {
                // Reset: that is an answer too.
                break;
            }
        }

        return all.ToString();
    }

    private async Task<Reply> Chunks(int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/demands") { Content = RawRequests.Content(Encoding.ASCII.GetBytes(new string(' ', length))) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = true;
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {server.TokenOf("officer")}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", WritServer.Key());
        return await server.Send(request);
    }
}
