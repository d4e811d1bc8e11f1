using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Writ.Base;
using Writ.Hub.Cameras;
using static Writ.Hub.Onvif.OnvifNames;

namespace Writ.Hub.Onvif;

/// <summary>A stream that a camera offers.</summary>
/// <param name="Name">The camera's word for its profile, made fit to be shown.</param>
internal sealed record OfferedStream(string Name, CameraAddress Address);

/// <summary>
/// Asks a camera for its streams (ONVIF Profile T: Media2; Media where there is no Media2). Speaks only to the machine that it was told, whatever
/// that machine answers.
/// </summary>
internal sealed class OnvifClient : IDisposable
{
    private const int MostProfiles = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http;

    private readonly Uri device;

    private readonly Login login;

    private readonly TimeProvider clock;

    private TimeSpan ahead;

    public OnvifClient(Uri device, Login login, TimeProvider clock)
    {
        (this.device, this.login, this.clock) = (device, login, clock);

        // Cameras ask for one way of signing in or the other. Basic, which sends the password, is not among them.
        var digest = new CredentialCache { { new Uri(device.GetLeftPart(UriPartial.Authority)), "Digest", new NetworkCredential(login.User, login.Password) } };
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, Credentials = digest, ConnectTimeout = Patience })
        {
            Timeout = Patience, MaxResponseContentBufferSize = SafeXml.MostBytes,
        };
    }

    public async Task<Result<IReadOnlyList<OfferedStream>>> StreamsAsync(CancellationToken stop)
    {
        await LearnClockAsync(stop);
        var services = new XElement(Device + "GetServices", new XElement(Device + "IncludeCapability", false));
        if (!(await AskAsync(device, services, signed: true, stop)).TryGet(out var answer, out var refusal)) return refusal;
        if (!Service(answer).TryGet(out var media, out refusal)) return refusal;

        var (space, address) = media;
        if (!(await AskAsync(address, new XElement(space + "GetProfiles"), signed: true, stop)).TryGet(out answer, out refusal)) return refusal;
        var streams = new List<OfferedStream>();
        foreach (var profile in answer.Descendants(space + "Profiles").Take(MostProfiles))
        {
            if ((string?)profile.Attribute("token") is not { Length: > 0 and <= 64 } token) return OnvifRefusals.Malformed;
            var name = SafeXml.Word((string?)profile.Element(space == Media2 ? Media2 + "Name" : Schema + "Name") ?? token);
            if (!(await AskAsync(address, UriRequest(space, token), signed: true, stop)).TryGet(out var given, out refusal)) return refusal;
            if (!Stream(given, name).TryGet(out var stream, out refusal)) return refusal;
            streams.Add(stream);
        }

        return Result<IReadOnlyList<OfferedStream>>.Of(streams);
    }

    public void Dispose() => http.Dispose();

    // A camera whose clock is wrong refuses whoever is right; so the digest is made by the camera's time, which anyone may ask for.
    private async Task LearnClockAsync(CancellationToken stop)
    {
        if (!(await AskAsync(device, new XElement(Device + "GetSystemDateAndTime"), signed: false, stop)).TryGet(out var answer, out _)) return;
        if (answer.Descendants(Schema + "UTCDateTime").FirstOrDefault() is not { } utc) return;
        var parts = new[] { "Year", "Month", "Day", "Hour", "Minute", "Second" }
            .Select(name => int.TryParse(utc.Descendants(Schema + name).FirstOrDefault()?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        var text = string.Create(CultureInfo.InvariantCulture, $"{parts[0]:0000}-{parts[1]:00}-{parts[2]:00}T{parts[3]:00}:{parts[4]:00}:{parts[5]:00}Z");
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs)) ahead = theirs - clock.GetUtcNow();
    }

    private Result<(XNamespace Space, Uri Address)> Service(XElement answer)
    {
        foreach (var space in (XNamespace[])[Media2, Media])
        {
            var service = answer.Descendants(Device + "Service").FirstOrDefault(s => s.Element(Device + "Namespace")?.Value.Trim() == space.NamespaceName);
            if (service?.Element(Device + "XAddr")?.Value.Trim() is not { } text) continue;
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) return OnvifRefusals.Malformed;
            return SameMachine(address.Host) ? (space, address) : OnvifRefusals.Elsewhere;
        }

        return OnvifRefusals.Malformed;
    }

    private Result<OfferedStream> Stream(XElement answer, string name)
    {
        var text = (answer.Descendants(Media2 + "Uri").FirstOrDefault() ?? answer.Descendants(Schema + "Uri").FirstOrDefault())?.Value.Trim() ?? string.Empty;
        if (!CameraAddress.Parse(WithoutLogin(text), "/address").TryGet(out var address, out _)) return OnvifRefusals.Malformed;
        return SameMachine(address.Host) ? new OfferedStream(name, address) : OnvifRefusals.Elsewhere;
    }

    // Some cameras put the login into the address that they give.
    private static string WithoutLogin(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return address;
        var rest = address[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var at = (slash < 0 ? rest : rest[..slash]).LastIndexOf('@');
        return at < 0 ? address : address[..(scheme + 3)] + rest[(at + 1)..];
    }

    private static XElement UriRequest(XNamespace space, string token) => space == Media2
        ? new XElement(space + "GetStreamUri", new XElement(space + "Protocol", "RTSP"), new XElement(space + "ProfileToken", token))
        : new XElement(
            space + "GetStreamUri",
            new XElement(
                space + "StreamSetup",
                new XElement(Schema + "Stream", "RTP-Unicast"),
                new XElement(Schema + "Transport", new XElement(Schema + "Protocol", "RTSP"))),
            new XElement(space + "ProfileToken", token));

    private bool SameMachine(string host) => string.Equals(host, device.Host, StringComparison.OrdinalIgnoreCase);

    private async Task<Result<XElement>> AskAsync(Uri address, XElement request, bool signed, CancellationToken stop)
    {
        var header = new XElement(Soap + "Header");
        if (signed) header.Add(UsernameToken.Of(login, clock.GetUtcNow() + ahead));
        var envelope = new XElement(Soap + "Envelope", header, new XElement(Soap + "Body", request));
        using var content = new StringContent(envelope.ToString(SaveOptions.DisableFormatting));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/soap+xml; charset=utf-8");
        try
        {
            using var answer = await http.PostAsync(address, content, stop);
            var bytes = await answer.Content.ReadAsByteArrayAsync(stop);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return OnvifRefusals.Login;
            if (SafeXml.Read(bytes)?.Root is not { } root || root.Name != Soap + "Envelope") return OnvifRefusals.Malformed;
            if (root.Descendants(Soap + "Fault").FirstOrDefault() is { } fault)
                return fault.Value.Contains("NotAuthorized", StringComparison.Ordinal) || fault.Value.Contains("FailedAuthentication", StringComparison.Ordinal) ? OnvifRefusals.Login : OnvifRefusals.Malformed;
            return answer.IsSuccessStatusCode ? root : OnvifRefusals.Malformed;
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return OnvifRefusals.Malformed;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return OnvifRefusals.Unreachable;
        }
    }
}
