using System.Buffers.Binary;
using System.Net.Sockets;

namespace Writ.Base;

/// <summary>Who is at the other end of a Unix socket, by the kernel's word.</summary>
public static class SocketPeer
{
    // From sys/socket.h of Linux; a struct ucred is pid, uid, gid, 32 bits each.
    private const int SolSocket = 1;

    private const int SoPeerCred = 17;

    private const int CredLength = 12;

    /// <summary>Whether this system tells.</summary>
    public static bool IsTold => OperatingSystem.IsLinux();

    /// <summary>The user's id when the connection was made; null where the system does not tell.</summary>
    public static uint? UserOf(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (!IsTold) return null;
        Span<byte> cred = stackalloc byte[CredLength];
        if (socket.GetRawSocketOption(SolSocket, SoPeerCred, cred) != CredLength) return null;
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(cred[4..]) : BinaryPrimitives.ReadUInt32BigEndian(cred[4..]);
    }
}
