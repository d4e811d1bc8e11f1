using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Writ.Shared;

/// <summary>Ports for what must be told its port before it listens, or leaves it and comes back.</summary>
internal static class FreePorts
{
    // Below those that systems give away by themselves: a port of theirs may go to another between the look and the use.
    private const int First = 15_000;
    private const int Count = 15_000;

    private static int next = RandomNumberGenerator.GetInt32(Count);

    /// <summary>One that nobody listens on, another at every call.</summary>
    public static int Take(IPAddress? at = null)
    {
        for (var tries = 0; ; tries++)
        {
            var port = First + (Interlocked.Increment(ref next) % Count);
            try
            {
                using var listener = new TcpListener(at ?? IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException) when (tries < Count)
            {
                // Another has it.
            }
        }
    }
}
