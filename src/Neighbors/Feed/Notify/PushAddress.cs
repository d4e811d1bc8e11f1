using System.Net;
using System.Net.Sockets;

namespace Writ.Neighbors.Feed.Notify;

/// <summary>
/// Where a message to a browser may go. The address comes from a browser, so it could name anything: https by name on the usual port is taken, and what the name
/// leads to must be a public address at the moment of connecting.
/// </summary>
internal static class PushAddress
{
    private const int Longest = 1000;

    private static readonly string[] NotPublic = ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "test", "example", "invalid", "onion"];

    public static bool IsPossible(string? text)
    {
        if (text is not { Length: > 0 and <= Longest } || !text.All(c => c is > ' ' and < '\u007f') || !Uri.TryCreate(text, UriKind.Absolute, out var uri)) return false;
        if (uri.Scheme != Uri.UriSchemeHttps || !uri.IsDefaultPort || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || uri.HostNameType != UriHostNameType.Dns) return false;
        var labels = uri.Host.ToLowerInvariant().TrimEnd('.').Split('.');

        // A name of digits alone, or a number written as a name, is an address to some resolvers.
        return labels.Length >= 2 && !NotPublic.Contains(labels[^1]) && labels[^1].All(char.IsAsciiLetter) && labels.All(l => l.Length > 0);
    }

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        var b = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // Only what is routed in the open, and nothing in it that stands for another address: 6to4, Teredo, documentation.
            return (b[0] & 0xe0) == 0x20 && !(b[0] == 0x20 && b[1] == 0x02) && !(b[0] == 0x20 && b[1] == 0x01 && (b[2] is 0 or 1 || (b[2] == 0x0d && b[3] == 0xb8)));
        }

        return (b[0], b[1], b[2]) switch
        {
            (0 or 10 or 127, _, _) => false,
            (100, >= 64 and <= 127, _) => false,
            (169, 254, _) => false,
            (172, >= 16 and <= 31, _) => false,
            (192, 168, _) => false,
            (192, 0, 0 or 2) => false,
            (192, 88, 99) => false,
            (198, 18 or 19, _) => false,
            (198, 51, 100) => false,
            (203, 0, 113) => false,
            (>= 224, _, _) => false,
            _ => true,
        };
    }

    /// <summary>For the one connection: resolves, and connects to what is public only, so that a name cannot change between looking and connecting.</summary>
    public static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var all = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        if (Array.Find(all, IsPublic) is not { } address || !all.All(IsPublic)) throw new HttpRequestException("Not a public address");
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
