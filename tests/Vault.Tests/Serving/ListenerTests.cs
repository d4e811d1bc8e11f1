using System.Buffers.Binary;
using System.Net.Sockets;
using Writ.Base;
using Writ.Vault.Serving;

namespace Writ.Vault.Tests.Serving;

/// <summary>A vault behind its socket: what strangers send it, and who may.</summary>
public sealed class ListenerTests : IAsyncDisposable
{
    private readonly Harness harness = new();
    private readonly CancellationTokenSource stop = new();
    private readonly string folder = Directory.CreateTempSubdirectory("writ-sock-").FullName;
    private readonly List<Exception> broken = [];
    private Task running = Task.CompletedTask;

    private string SocketPath => Path.Combine(folder, "v");

    private ListenOptions Hasty => new(SocketPath) { Patience = TimeSpan.FromSeconds(2) };

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
        harness.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_asked_over_the_socket_is_answered_as_it_is_in_process()
    {
        Listen();
        using var socket = new VaultSocket(SocketPath);
        var client = new VaultClient(socket);
        Assert.Equal(harness.Vault.Id, (await client.Describe()).Value.Vault);
        Assert.Equal((await harness.Client.PublicKey(harness.Account)).Value, (await client.PublicKey(harness.Account)).Value);
        var record = await harness.Record(Harness.Transaction, new(2020, 7, 15));
        var logged = await harness.Authorise(d => d with { Nonce = client.Nonce().GetAwaiter().GetResult().Value });
        var given = (await client.Release(logged.Opening.ToJson(), [record], known => harness.Evidence(logged.Index, known.Size))).Value;
        Assert.Equal((await harness.Release(logged, record)).Value[record.Record], given[record.Record]);
    }

    [Fact]
    public async Task Many_at_once_share_a_few_connections()
    {
        Listen();
        using var socket = new VaultSocket(SocketPath);
        var client = new VaultClient(socket);
        var nonces = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.Nonce()));
        Assert.Equal(200, nonces.Select(nonce => nonce.Value).Distinct().Count());
    }

    public static TheoryData<string> Lies => ["garbage", "too long", "negative", "empty", "half a head", "half a frame", "no json", "another ask"];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_liar_loses_its_connection_or_is_refused_and_nobody_else_notices(string lie)
    {
        Listen(lie.StartsWith("half", StringComparison.Ordinal) ? Hasty : null);
        using var honest = new VaultSocket(SocketPath);
        Assert.True((await new VaultClient(honest).Describe()).Ok);
        using (var stream = Connect())
        {
            await stream.WriteAsync(BytesOf(lie));

            // Half of something: it waits for the rest, and not for ever.
            if (await VaultFrames.Read(stream, null, default) is { } answer)
                Assert.Equal("vault-request-malformed", VaultWire.ReadAnswer<VaultDescription>(answer).Refusal?.Code);
            else Assert.StartsWith("half", lie, StringComparison.Ordinal);
        }

        Assert.True((await new VaultClient(honest).Describe()).Ok);
        Assert.Empty(broken);
    }

    [Fact]
    public async Task A_length_out_of_bounds_is_refused_before_a_byte_of_it_is_read()
    {
        Listen();
        using var stream = Connect();
        await stream.WriteAsync(Head(VaultWire.MaxMessage + 1));
        Assert.Equal("vault-request-malformed", VaultWire.ReadAnswer<VaultNonce>((await VaultFrames.Read(stream, null, default))!).Refusal?.Code);
        Assert.Null(await VaultFrames.Read(stream, null, default));
    }

    [Fact]
    public async Task A_question_may_come_in_single_bytes_and_be_as_long_as_the_bound()
    {
        Listen();
        using var stream = Connect();
        var ask = VaultWire.Write(new AskDescribe());
        foreach (var one in (byte[])[.. Head(ask.Length), .. ask]) await stream.WriteAsync(new[] { one });
        Assert.True(VaultWire.ReadAnswer<VaultDescription>((await VaultFrames.Read(stream, null, default))!).Ok);
        byte[] padded = [.. ask, .. Enumerable.Repeat((byte)' ', VaultWire.MaxMessage - ask.Length)];
        await VaultFrames.Write(stream, padded, default);
        Assert.True(VaultWire.ReadAnswer<VaultDescription>((await VaultFrames.Read(stream, null, default))!).Ok);
    }

    [Fact]
    public async Task Whoever_holds_every_connection_and_says_nothing_is_shown_out()
    {
        Listen(Hasty with { MostConnections = 2, Idle = TimeSpan.FromSeconds(1) });
        using var one = Connect();
        using var two = Connect();
        using var socket = new VaultSocket(SocketPath);
        Assert.True((await new VaultClient(socket).Describe()).Ok);
    }

    [Fact]
    public async Task Only_the_users_that_are_named_are_answered()
    {
        if (!SocketPeer.IsTold) return;
        Listen(new ListenOptions(SocketPath, Users: [4_000_000_000]));
        using var socket = new VaultSocket(SocketPath);
        Assert.Equal("vault-unreachable", (await new VaultClient(socket).Describe()).Refusal?.Code);
    }

    [Fact]
    public async Task One_that_is_named_is_answered_and_the_vault_s_own_user_can_be_named_too()
    {
        if (!SocketPeer.IsTold) return;
        Listen();
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        probe.Connect(new UnixDomainSocketEndPoint(SocketPath));
        var me = SocketPeer.UserOf(probe)!.Value;
        using var believed = new VaultSocket(SocketPath, me);
        using var doubted = new VaultSocket(SocketPath, me + 1);
        Assert.True((await new VaultClient(believed).Describe()).Ok);
        Assert.Equal("vault-unreachable", (await new VaultClient(doubted).Describe()).Refusal?.Code);
        await Again(new ListenOptions(SocketPath, Users: [me]));
        Assert.True((await new VaultClient(believed).Describe()).Ok);
    }

    [Fact]
    public void The_socket_has_the_mode_that_was_asked_for()
    {
        if (OperatingSystem.IsWindows()) return;
        Listen();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));
    }

    [Theory]
    [InlineData(UnixFileMode.OtherExecute)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    public void A_folder_that_others_enter_or_change_is_refused(UnixFileMode open)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | open);
        Assert.Equal("vault-socket-open", VaultListener.Open(harness.Vault, new ListenOptions(SocketPath)).Refusal?.Code);
    }

    [Fact]
    public void Another_vault_that_listens_there_a_file_and_a_path_too_long_are_refused()
    {
        Listen();
        Assert.Equal("vault-socket-taken", VaultListener.Open(harness.Vault, new ListenOptions(SocketPath)).Refusal?.Code);
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "something");
        Assert.Equal("vault-socket-taken", VaultListener.Open(harness.Vault, new ListenOptions(file)).Refusal?.Code);
        Assert.Equal("something", File.ReadAllText(file));
        Assert.Equal("vault-socket-taken", VaultListener.Open(harness.Vault, new ListenOptions(Path.Combine(folder, new string('x', 120)))).Refusal?.Code);
    }

    [Fact]
    public void What_a_killed_vault_left_is_taken_over()
    {
        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            left.Bind(new UnixDomainSocketEndPoint(SocketPath));
            File.Move(SocketPath, SocketPath + ".kept");
        }

        File.Move(SocketPath + ".kept", SocketPath);
        Listen();
    }

    [Fact]
    public async Task A_vault_that_was_started_anew_is_found_by_whoever_spoke_to_the_old_one()
    {
        Listen();
        using var socket = new VaultSocket(SocketPath);
        var client = new VaultClient(socket);
        Assert.True((await client.Describe()).Ok);
        await Again(Hasty, () => Assert.Equal("vault-unreachable", client.Describe().GetAwaiter().GetResult().Refusal?.Code));
        Assert.True((await client.Describe()).Ok);
    }

    internal static byte[] Head(int length)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(head, length);
        return head;
    }

    private static byte[] BytesOf(string lie) => lie switch
    {
        "garbage" => "GET / HTTP/1.1\r\n\r\n"u8.ToArray(),
        "too long" => Head(int.MaxValue),
        "negative" => Head(-1),
        "empty" => Head(0),
        "half a head" => [0, 0],
        "half a frame" => [.. Head(1000), .. new byte[999]],
        "no json" => [.. Head(3), 1, 2, 3],
        "another ask" => [.. Head(17), .. """{"ask":"secrets"}"""u8],
        _ => throw new ArgumentException(lie),
    };

    private NetworkStream Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
        return new NetworkStream(socket, ownsSocket: true);
    }

    private void Listen(ListenOptions? options = null)
    {
        var listener = VaultListener.Open(harness.Vault, options ?? new ListenOptions(SocketPath)).Value;
        running = listener.Run(broken.Add, stop.Token);
    }

    private async Task Again(ListenOptions options, Action? between = null)
    {
        await stop.CancelAsync();
        await running;
        Assert.False(File.Exists(SocketPath));
        between?.Invoke();
        var listener = VaultListener.Open(harness.Vault, options).Value;
        _ = listener.Run(broken.Add, CancellationToken.None);
    }
}
