using System.Net.Sockets;
using System.Security.Cryptography;
using Writ.Base;

namespace Writ.Vault.Serving;

/// <summary>How a vault that runs alone is spoken to.</summary>
/// <param name="Path">Of the socket, at most 107 bytes. Its folder must be closed to others, and only the vault's user may write to it.</param>
/// <param name="Mode">Of the socket: who may connect.</param>
/// <param name="Users">The only users whose processes are answered, by the kernel's word; empty: whoever the mode lets in.</param>
public sealed record ListenOptions(string Path, UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, IReadOnlyCollection<uint>? Users = null)
{
    /// <summary>Connections at once. More wait in the kernel's queue.</summary>
    public int MostConnections { get; init; } = 64;

    /// <summary>How long a connection may say nothing between two questions.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a question may take from its first byte to its last, and an answer to be taken.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>
/// A vault on a Unix socket. Each connection asks one thing after another. Whoever sends no frames, or half of one, or too slowly, loses
/// their connection, and nobody else notices.
/// </summary>
public sealed class VaultListener : IDisposable
{
    private const UnixFileMode Closed = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly IVault vault;
    private readonly ListenOptions options;
    private readonly Socket socket;
    private int closed;

    private VaultListener(IVault vault, ListenOptions options, Socket socket) => (this.vault, this.options, this.socket) = (vault, options, socket);

    /// <summary>
    /// Listens from here on; <see cref="Run"/> answers. Call it with the vault open: holding its folder, a socket that nobody answers at is one
    /// that a killed vault left. Refusals <c>vault-socket-open</c>, <c>vault-socket-taken</c>.
    /// </summary>
    public static Result<VaultListener> Open(IVault vault, ListenOptions options)
    {
        ArgumentNullException.ThrowIfNull(vault);
        ArgumentNullException.ThrowIfNull(options);
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(options.Path))!;
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if ((File.GetUnixFileMode(folder) & Closed) != 0) return VaultRefusals.SocketOpen;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (File.Exists(options.Path) && !IsLeftOver(options.Path)) return Taken(socket);
            File.Delete(options.Path);
            socket.Bind(new UnixDomainSocketEndPoint(options.Path));

            // Nobody can connect before Listen.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(options.Path, options.Mode);
            socket.Listen();
            return new VaultListener(vault, options, socket);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Taken(socket);
        }
    }

    /// <summary>Answers until cancelled; then lets go of the socket. What was asked and not answered yet may be asked again.</summary>
    /// <param name="broken">Told of what was not foreseen; the connection is closed, the vault goes on.</param>
    public async Task Run(Action<Exception> broken, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(broken);
        using var places = new SemaphoreSlim(options.MostConnections);
        var serving = new HashSet<Task>();
        try
        {
            while (true)
            {
                await places.WaitAsync(stop).ConfigureAwait(false);
                Socket peer;
                try
                {
                    peer = await socket.AcceptAsync(stop).ConfigureAwait(false);
                }
                catch (SocketException e)
                {
                    // Too many open files, as a rule: the next may fare better.
                    broken(e);
                    places.Release();
                    await Task.Delay(TimeSpan.FromMilliseconds(100), stop).ConfigureAwait(false);
                    continue;
                }

                serving.RemoveWhere(task => task.IsCompleted);
                serving.Add(Serve(peer, places, broken, stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Task.WhenAll(serving).ConfigureAwait(false);
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, 1) != 0) return;
        socket.Dispose();
        File.Delete(options.Path);
    }

    private static Result<VaultListener> Taken(Socket socket)
    {
        socket.Dispose();
        return VaultRefusals.SocketTaken;
    }

    /// <summary>Nothing in it, and nobody answers: a socket has no length, and what is no socket refuses a connection too.</summary>
    private static bool IsLeftOver(string path)
    {
        if (new FileInfo(path).Length > 0) return false;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }

    private async Task Serve(Socket peer, SemaphoreSlim places, Action<Exception> broken, CancellationToken stop)
    {
        try
        {
            using var stream = new NetworkStream(peer, ownsSocket: true);
            if (options.Users is { Count: > 0 } users && (SocketPeer.UserOf(peer) is not { } user || !users.Contains(user))) return;
            while (await One(stream, stop).ConfigureAwait(false))
            {
                // The next question.
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // Gone, half a frame, or too slow.
        }
        catch (Exception e)
        {
            broken(e);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>False where the connection is at its end.</summary>
    private async Task<bool> One(NetworkStream stream, CancellationToken stop)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timed.CancelAfter(options.Idle);
        byte[]? request;
        try
        {
            request = await VaultFrames.Read(stream, () => timed.CancelAfter(options.Patience), timed.Token).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            // What follows cannot be told from the next frame.
            await VaultFrames.Write(stream, VaultWire.Write(VaultRefusals.Request), timed.Token).ConfigureAwait(false);
            return false;
        }

        if (request is null) return false;
        timed.CancelAfter(Timeout.InfiniteTimeSpan);
        var answer = await vault.Exchange(request, stop).ConfigureAwait(false);
        try
        {
            timed.CancelAfter(options.Patience);
            await VaultFrames.Write(stream, answer, timed.Token).ConfigureAwait(false);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(answer);
        }
    }
}
