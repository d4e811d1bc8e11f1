using System.Net.Sockets;
using Writ.Base;

namespace Writ.Vault.Tests.Serving;

/// <summary>What the server makes of somebody who listens in the vault's place and does not speak as one.</summary>
public sealed class LyingVaultTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("writ-sock-").FullName;
    private readonly Socket listening = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public LyingVaultTests()
    {
        listening.Bind(new UnixDomainSocketEndPoint(SocketPath));
        listening.Listen();
    }

    private string SocketPath => Path.Combine(folder, "v");

    public void Dispose()
    {
        listening.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    public static TheoryData<string, string> Answers => new()
    {
        { "garbage", "vault-unreachable" },
        { "too long", "vault-unreachable" },
        { "empty", "vault-unreachable" },
        { "half a frame", "vault-unreachable" },
        { "nothing", "vault-unreachable" },
        { "slow", "vault-unreachable" },
        { "no json", "vault-answer-malformed" },
        { "another answer", "vault-answer-malformed" },
        { "a code with no kind", "vault-answer-malformed" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_liar_in_the_vault_s_place_makes_a_refusal_that_is_waited_out(string lie, string code)
    {
        var gone = new TaskCompletionSource();
        var lying = Task.Run(async () =>
        {
            using var peer = await listening.AcceptAsync();
            using var stream = new NetworkStream(peer);
            _ = await VaultFrames.Read(stream, null, default);
            await stream.WriteAsync(BytesOf(lie));
            if (lie == "slow") await gone.Task;
        });
        using var socket = new VaultSocket(SocketPath, patience: lie == "slow" ? TimeSpan.FromMilliseconds(200) : null);
        var answer = await new VaultClient(socket).Describe();
        gone.SetResult();
        Assert.Equal((code, RefusalKind.Unavailable), (answer.Refusal?.Code, answer.Refusal!.Kind));
        await lying;
    }

    [Fact]
    public async Task An_answer_that_came_too_late_is_never_taken_for_that_to_another_question()
    {
        var asked = new TaskCompletionSource();
        var late = new TaskCompletionSource();
        var lying = Task.Run(async () =>
        {
            using var first = await listening.AcceptAsync();
            using var stream = new NetworkStream(first);
            _ = await VaultFrames.Read(stream, null, default);
            asked.SetResult();
            await late.Task;
            using var second = await listening.AcceptAsync();
            using var again = new NetworkStream(second);
            _ = await VaultFrames.Read(again, null, default);
            await VaultFrames.Write(again, VaultWire.Write(new VaultNonce(new string('b', 64))), default);
        });
        using var socket = new VaultSocket(SocketPath);
        using var hurry = new CancellationTokenSource();
        var given = new VaultClient(socket).Nonce(hurry.Token);
        await asked.Task;
        await hurry.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        late.SetResult();
        Assert.Equal(new string('b', 64), (await new VaultClient(socket).Nonce()).Value);
        await lying;
    }

    [Fact]
    public async Task No_socket_no_vault()
    {
        using var socket = new VaultSocket(Path.Combine(folder, "none"));
        Assert.Equal("vault-unreachable", (await new VaultClient(socket).Nonce()).Refusal?.Code);
    }

    [Fact]
    public async Task A_question_too_long_does_not_leave()
    {
        using var socket = new VaultSocket(Path.Combine(folder, "none"));
        Assert.Equal("vault-request-malformed", VaultWire.ReadAnswer<VaultNonce>(await socket.Exchange(new byte[VaultWire.MaxMessage + 1], default)).Refusal?.Code);
    }

    private static byte[] BytesOf(string lie) => lie switch
    {
        "garbage" => "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(),
        "too long" => ListenerTests.Head(VaultWire.MaxMessage + 1),
        "empty" => ListenerTests.Head(0),
        "half a frame" => [.. ListenerTests.Head(1000), .. new byte[10]],
        "nothing" => [],
        "slow" => [0, 0, 0],
        "no json" => [.. ListenerTests.Head(3), 1, 2, 3],
        "another answer" => Framed(VaultWire.Write(new VaultNonce(new string('a', 64)))),
        "a code with no kind" => Framed("""{"answer":"refusal","code":"vault-spent","sentence":"No."}"""u8.ToArray()),
        _ => throw new ArgumentException(lie),
    };

    private static byte[] Framed(byte[] message) => [.. ListenerTests.Head(message.Length), .. message];
}
