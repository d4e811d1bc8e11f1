using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using static Writ.Hub.Onvif.OnvifNames;

namespace Writ.Hub.Onvif;

/// <summary>A camera that answered.</summary>
/// <param name="Name">Its own word for itself, made fit to be shown.</param>
/// <param name="Service">Where its device service is; always on the machine that answered.</param>
internal sealed record FoundCamera(string Name, string Hardware, Uri Service);

/// <summary>WS-Discovery: asks the network who is a network video transmitter.</summary>
internal sealed class CameraSearch(TimeProvider clock)
{
    private const int MostAnswers = 256;

    private const int Announce = 3702;

    private static readonly IPAddress Group = new([239, 255, 255, 250]);

    /// <summary>Asks on every network of this machine.</summary>
    public Task<IReadOnlyList<FoundCamera>> AskEverywhereAsync(TimeSpan wait, CancellationToken stop)
    {
        var sockets = new List<Socket>();
        foreach (var address in OwnAddresses())
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, address.GetAddressBytes());
            socket.Bind(new IPEndPoint(address, 0));
            sockets.Add(socket);
        }

        return AskAsync(sockets, new IPEndPoint(Group, Announce), wait, MostAnswers, stop);
    }

    /// <summary>Asks one address; stops early after so many different answers.</summary>
    internal Task<IReadOnlyList<FoundCamera>> AskAsync(IPEndPoint to, TimeSpan wait, int enough, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        return AskAsync([socket], to, wait, enough, stop);
    }

    private async Task<IReadOnlyList<FoundCamera>> AskAsync(IReadOnlyList<Socket> sockets, IPEndPoint to, TimeSpan wait, int enough, CancellationToken stop)
    {
        var found = new Dictionary<Uri, FoundCamera>();
        var id = $"urn:uuid:{new Guid(RandomNumberGenerator.GetBytes(16))}";
        var probe = Encoding.UTF8.GetBytes(Probe(id).ToString(SaveOptions.DisableFormatting));
        using var patience = new CancellationTokenSource(wait, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        await Task.WhenAll(sockets.Select(socket => ListenAsync(socket, to, probe, id, found, enough, both)));
        stop.ThrowIfCancellationRequested();
        return [.. found.Values.OrderBy(f => f.Service.Host, StringComparer.Ordinal)];
    }

    private static async Task ListenAsync(Socket own, IPEndPoint to, byte[] probe, string id, Dictionary<Uri, FoundCamera> found, int enough, CancellationTokenSource over)
    {
        using var socket = own;
        var datagram = new byte[64 * 1024];
        try
        {
            // Twice, as the specification has it: datagrams get lost.
            await socket.SendToAsync(probe, to, over.Token);
            await socket.SendToAsync(probe, to, over.Token);
            for (var answers = 0; answers < MostAnswers; answers++)
            {
                var got = await socket.ReceiveFromAsync(datagram, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), over.Token);
                if (Read(datagram.AsMemory(0, got.ReceivedBytes), id, ((IPEndPoint)got.RemoteEndPoint).Address) is not { } camera) continue;
                lock (found)
                {
                    found.TryAdd(camera.Service, camera);
                    if (found.Count < enough) continue;
                }

                await over.CancelAsync();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The time to answer is over, or this network cannot be asked.
        }
    }

    /// <summary>One answer to our own question, from the machine that it names; otherwise null.</summary>
    internal static FoundCamera? Read(ReadOnlyMemory<byte> datagram, string id, IPAddress from)
    {
        if (SafeXml.Read(datagram)?.Root is not { } envelope || envelope.Name != Soap + "Envelope") return null;
        if (envelope.Descendants(Addressing + "RelatesTo").FirstOrDefault()?.Value.Trim() != id) return null;
        if (envelope.Descendants(Discovery + "ProbeMatch").FirstOrDefault() is not { } match) return null;
        var service = Words(match, "XAddrs")
            .Select(word => Uri.TryCreate(word, UriKind.Absolute, out var address) ? address : null)
            .FirstOrDefault(address => address is { Scheme: "http" or "https", UserInfo: "" } && IPAddress.TryParse(address.Host, out var host) && host.Equals(from));
        if (service is null) return null;
        var scopes = Words(match, "Scopes").ToList();
        return new FoundCamera(Scope(scopes, "name") ?? "(no name)", Scope(scopes, "hardware") ?? string.Empty, service);
    }

    internal static XDocument Probe(string id) => new(new XElement(
        Soap + "Envelope",
        new XElement(
            Soap + "Header",
            new XElement(Addressing + "MessageID", id),
            new XElement(Addressing + "To", "urn:schemas-xmlsoap-org:ws:2005:04:discovery"),
            new XElement(Addressing + "Action", "http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe")),
        new XElement(
            Soap + "Body",
            new XElement(Discovery + "Probe", new XElement(Discovery + "Types", new XAttribute(XNamespace.Xmlns + "dn", Network), "dn:NetworkVideoTransmitter")))));

    private static IEnumerable<string> Words(XElement match, string name) =>
        (match.Element(Discovery + name)?.Value ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(64);

    private static string? Scope(IEnumerable<string> scopes, string kind)
    {
        var start = $"onvif://www.onvif.org/{kind}/";
        var scope = scopes.FirstOrDefault(s => s.StartsWith(start, StringComparison.OrdinalIgnoreCase));
        return scope is null ? null : SafeXml.Word(Uri.UnescapeDataString(scope[start.Length..]));
    }

    private static IEnumerable<IPAddress> OwnAddresses() =>
        from network in NetworkInterface.GetAllNetworkInterfaces()
        where network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback && network.SupportsMulticast
        from address in network.GetIPProperties().UnicastAddresses
        where address.Address.AddressFamily == AddressFamily.InterNetwork
        select address.Address;
}
