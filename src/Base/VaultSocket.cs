using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Writ.Base;

/// <summary>
/// The vault in a process of its own, over its Unix socket. A few connections are kept and made again when the vault was started anew: whatever
/// is asked of a vault may be asked twice. When it does not answer in time, or not in frames, the answer is the refusal <c>vault-unreachable</c>.
/// </summary>
/// <param name="path">Of the socket.</param>
/// <param name="user">The only user whose process is believed to be the vault; null: whoever may put a socket there.</param>
/// <param name="patience">For one exchange, from asking to the last byte; null: 30 seconds.</param>
public sealed class VaultSocket(string path, uint? user = null, TimeSpan? patience = null) : IVault, IDisposable
{
    /// <summary>Below what a vault takes, so that others may ask it too.</summary>
    private const int MostConnections = 24;

    private readonly TimeSpan patience = patience ?? TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim places = new(MostConnections);
    private readonly ConcurrentStack<NetworkStream> kept = new();
    private volatile bool closed;

    private static Refusal Unreachable { get; } = new(
        "vault-unreachable", "The vault does not answer; start it, or look at why it is slow, and what waits for it goes on by itself.", RefusalKind.Unavailable);

    /// <inheritdoc/>
    public async Task<byte[]> Exchange(byte[] request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Length is 0 or > VaultWire.MaxMessage) return VaultWire.Write(VaultWire.RequestMalformed);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(patience);
        try
        {
            await places.WaitAsync(timed.Token).ConfigureAwait(false);
            try
            {
                return await Ask(request, timed.Token).ConfigureAwait(false);
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return VaultWire.Write(Unreachable);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException)
        {
            return VaultWire.Write(Unreachable);
        }
    }

    /// <summary>Closes what is kept; an exchange under way ends by itself.</summary>
    public void Dispose()
    {
        closed = true;
        Forget();
    }

    private async Task<byte[]> Ask(byte[] request, CancellationToken cancel)
    {
        if (kept.TryPop(out var before))
        {
            try
            {
                return await On(before, request, cancel).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // The vault was started anew, or closed what was idle for long. The others are as stale.
                Forget();
            }
        }

        return await On(await Connect(cancel).ConfigureAwait(false), request, cancel).ConfigureAwait(false);
    }

    private async Task<byte[]> On(NetworkStream connection, byte[] request, CancellationToken cancel)
    {
        var whole = false;
        try
        {
            await VaultFrames.Write(connection, request, cancel).ConfigureAwait(false);
            var answer = await VaultFrames.Read(connection, null, cancel).ConfigureAwait(false) ?? throw new EndOfStreamException();
            whole = true;
            return answer;
        }
        finally
        {
            // What broke off may still bring the answer to another question: never asked again.
            if (whole) kept.Push(connection);
            else await connection.DisposeAsync().ConfigureAwait(false);
            if (closed) Forget();
        }
    }

    private async Task<NetworkStream> Connect(CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
            if (user is { } only && SocketPeer.UserOf(socket) != only) throw new IOException("Another user's process listens on the vault's socket");
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Forget()
    {
        while (kept.TryPop(out var connection)) connection.Dispose();
    }
}
