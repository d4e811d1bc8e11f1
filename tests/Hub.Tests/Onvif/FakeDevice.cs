using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Writ.Shared;

namespace Writ.Hub.Tests.Onvif;

/// <summary>A small ONVIF camera on this machine's own address: answers the search over UDP and requests over HTTP. Its clock is three hours off.</summary>
internal sealed class FakeDevice : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 15, 0, 0, TimeSpan.Zero);

    private readonly UdpClient search = new(new IPEndPoint(IPAddress.Loopback, 0));

    private readonly HttpListener http = new();

    private readonly CancellationTokenSource over = new();

    public FakeDevice()
    {
        // The listener cannot choose a port itself.
        Base = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePorts.Take()}");
        http.Prefixes.Add(Base + "/");
        http.Start();
        _ = SearchAsync();
        _ = ServeAsync();
    }

    public string Base { get; }

    public IPEndPoint Search => (IPEndPoint)search.Client.LocalEndPoint!;

    /// <summary>What is answered to a probe with this id.</summary>
    public Func<string, IEnumerable<byte[]>>? Announce { get; set; }

    public string MediaNamespace { get; set; } = "http://www.onvif.org/ver20/media/wsdl";

    public string? MediaAddress { get; set; }

    public string StreamAddress { get; set; } = "rtsp://admin:hunter2@127.0.0.1:8554/main?a=1";

    /// <summary>Set: said to every request, with this status.</summary>
    public (int Status, byte[] Body)? Instead { get; set; }

    public List<string> Asked { get; } = [];

    public void Dispose()
    {
        over.Cancel();
        search.Dispose();
        http.Close();
    }

    public byte[] Match(string id, string? address = null, string name = "Front%20door") => Encoding.UTF8.GetBytes(
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery">
        <s:Header><a:RelatesTo>{id}</a:RelatesTo></s:Header><s:Body><d:ProbeMatches><d:ProbeMatch>
        <d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/{name} onvif://www.onvif.org/hardware/X1</d:Scopes>
        <d:XAddrs>http://192.0.2.1/onvif/device_service {address ?? Base + "/device"}</d:XAddrs></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>
        """);

    private async Task SearchAsync()
    {
        try
        {
            while (true)
            {
                var probe = await search.ReceiveAsync(over.Token);
                var id = XDocument.Parse(Encoding.UTF8.GetString(probe.Buffer)).Descendants().Single(e => e.Name.LocalName == "MessageID").Value;
                foreach (var answer in Announce?.Invoke(id) ?? [Match(id)]) await search.SendAsync(answer, probe.RemoteEndPoint, over.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Over.
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await http.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var (status, body) = Instead ?? Answer(XDocument.Parse(await reader.ReadToEndAsync(over.Token)));
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/soap+xml; charset=utf-8";
                await context.Response.OutputStream.WriteAsync(body, over.Token);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or OperationCanceledException)
        {
            // Over.
        }
    }

    private (int Status, byte[] Body) Answer(XDocument request)
    {
        var asked = request.Descendants().First(e => e.Name.LocalName == "Body").Elements().Single();
        Asked.Add(asked.Name.LocalName);
        if (asked.Name.LocalName != "GetSystemDateAndTime" && !Signed(request)) return (400, Envelope("<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code></s:Fault>"));
        return (200, Envelope(asked.Name.LocalName switch
        {
            "GetSystemDateAndTime" => $"<t:UTCDateTime xmlns:t=\"http://www.onvif.org/ver10/schema\"><t:Time><t:Hour>{Now.Hour}</t:Hour><t:Minute>0</t:Minute><t:Second>0</t:Second></t:Time>"
                + "<t:Date><t:Year>2026</t:Year><t:Month>3</t:Month><t:Day>1</t:Day></t:Date></t:UTCDateTime>",
            "GetServices" => $"<d:Service xmlns:d=\"http://www.onvif.org/ver10/device/wsdl\"><d:Namespace>{MediaNamespace}</d:Namespace><d:XAddr>{MediaAddress ?? Base + "/media"}</d:XAddr></d:Service>",
            "GetProfiles" => $"<m:Profiles xmlns:m=\"{MediaNamespace}\" xmlns:t=\"http://www.onvif.org/ver10/schema\" token=\"p&amp;1\"><m:Name>Main \u202Estream</m:Name><t:Name>Main \u202Estream</t:Name></m:Profiles>",
            _ => asked.Descendants().Last().Value == "p&1"
                ? $"<m:Uri xmlns:m=\"{(MediaNamespace.Contains("ver20", StringComparison.Ordinal) ? MediaNamespace : "http://www.onvif.org/ver10/schema")}\">{StreamAddress.Replace("&", "&amp;", StringComparison.Ordinal)}</m:Uri>"
                : "<nothing/>",
        }));
    }

    // Username Token Profile 1.0: SHA-1 of nonce, created and password; fresh by this device's own clock.
    private static bool Signed(XDocument request)
    {
        string? Value(string name) => request.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
        if (Value("Username") != "admin" || Value("Nonce") is not { } nonce || Value("Created") is not { } created) return false;
        var fresh = (DateTimeOffset.Parse(created, CultureInfo.InvariantCulture) - Now).Duration() < TimeSpan.FromMinutes(1);
        var digest = Convert.ToBase64String(SHA1.HashData([.. Convert.FromBase64String(nonce), .. Encoding.UTF8.GetBytes(created + "hunter2")]));
        return fresh && Value("Password") == digest;
    }

    private static byte[] Envelope(string body) =>
        Encoding.UTF8.GetBytes($"<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>{body}</s:Body></s:Envelope>");
}
