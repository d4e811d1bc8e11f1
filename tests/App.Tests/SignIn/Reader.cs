using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.SignIn;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.SignIn;

/// <summary>A person at a browser without a screen: keeps cookies, fills in forms, follows nothing by itself.</summary>
internal sealed partial class Reader : IDisposable
{
    private readonly HttpClient http;

    /// <param name="direct">True: asks by number, as a proxy does, and not by the site's name.</param>
    /// <param name="from">This machine's address that it asks from; only so many may try from one in a minute.</param>
    public Reader(WritServer server, bool direct = false, IPAddress? from = null)
    {
        Origin = server.App.Services.GetRequiredService<PublicAddress>().Origin;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies };
        if (from is not null) handler.ConnectCallback = async (context, cancel) => await Connected(from, context.DnsEndPoint.Port, cancel);
        http = new HttpClient(handler) { BaseAddress = direct ? server.Http.BaseAddress : new Uri(Origin) };
    }

    public string Origin { get; }

    public CookieContainer Cookies { get; } = new();

    public string? SessionCookie => Cookies.GetCookies(new Uri(Origin))["writ-session"]?.Value;

    public SoftPasskey NewPasskey() => new() { Origin = Origin };

    public async Task<Page> Get(string path)
    {
        using var response = await http.GetAsync(path);
        return await Page.Of(response);
    }

    /// <summary>As it came, nothing decoded.</summary>
    public async Task<(HttpStatusCode Status, string Body)> GetRaw(string path)
    {
        using var response = await http.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The answer while it still comes in; the caller disposes of it.</summary>
    public Task<HttpResponseMessage> Open(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Sends a form that stands on a page, with the page's token.</summary>
    public async Task<Page> Post(string page, string path, params (string Name, string Value)[] fields) =>
        await Send(path, fields, (await Get(page)).Token);

    /// <param name="site">What a browser says of the page that the form stood on (Sec-Fetch-Site).</param>
    public async Task<Page> Send(string path, (string Name, string Value)[] fields, string? token, string? site = null)
    {
        var form = fields.Select(f => KeyValuePair.Create(f.Name, f.Value));
        if (token is not null) form = form.Append(KeyValuePair.Create("__RequestVerificationToken", token));
        using var content = new FormUrlEncodedContent(form);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        using var response = await http.SendAsync(request);
        return await Page.Of(response);
    }

    /// <summary>Sends a form with a file, as it stands on a page.</summary>
    public Task<Page> Upload(string page, string path, string name, byte[] content, params (string Name, string Value)[] fields) => UploadAs("file", page, path, name, content, fields);

    /// <summary>As <see cref="Upload"/>, where the form calls the file otherwise.</summary>
    public async Task<Page> UploadAs(string called, string page, string path, string name, byte[] content, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent((await Get(page)).Token!), "__RequestVerificationToken");
        foreach (var (field, value) in fields) form.Add(new StringContent(value), field);
        form.Add(new ByteArrayContent(content), called, name);
        using var response = await http.PostAsync(path, form);
        return await Page.Of(response);
    }

    /// <summary>What the script on a page asks for.</summary>
    public async Task<Page> Ask(string page, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("RequestVerificationToken", (await Get(page)).Token);
        using var response = await http.SendAsync(request);
        return await Page.Of(response);
    }

    public async Task<Page> SignIn(SoftPasskey passkey, string from = "/sign-in", string? to = null)
    {
        var options = await Ask(from, "/sign-in/options");
        return await Post(from, "/sign-in", ("to", to ?? string.Empty), ("credential", passkey.Show(options.Body)));
    }

    /// <summary>Opens an invitation and registers a passkey.</summary>
    public async Task<Page> Accept(string link, SoftPasskey passkey, string name = "Test device")
    {
        var path = new Uri(link).AbsolutePath;
        var options = await Ask(path, path + "/options");
        return await Post(path, path, ("name", name), ("credential", passkey.Make(options.Body)));
    }

    public async Task<Page> AddDevice(SoftPasskey passkey, string name)
    {
        var options = await Ask("/account/devices", "/account/devices/options");
        return await Post("/account/devices", "/account/devices", ("name", name), ("credential", passkey.Make(options.Body)));
    }

    /// <summary>The address of a device's own page, by its name.</summary>
    public async Task<string> Device(string name)
    {
        var rows = (await Get("/account/devices")).Body.Split("<tr role=\"row\">");
        return DeviceLink().Match(rows.Single(row => row.Contains($">{name}<", StringComparison.Ordinal) && DeviceLink().IsMatch(row))).Value;
    }

    private static async Task<Stream> Connected(IPAddress from, int port, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("/account/devices/pky_[0-9a-z]+")]
    private static partial Regex DeviceLink();
}

/// <summary>An answer.</summary>
/// <param name="Body">As a reader sees it, without the form's token: among its random letters may be any short word that a test looks for.</param>
internal sealed partial record Page(HttpStatusCode Status, string? Location, string Body, string Policy, IReadOnlyList<string> SetCookies, string? Refresh, IReadOnlyList<string> Headers, string Raw)
{
    public string? Token => TokenField().Match(Raw) is { Success: true } match ? match.Groups[1].Value : null;

    public static async Task<Page> Of(HttpResponseMessage response)
    {
        string Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join("; ", values) : string.Empty;
        var body = await response.Content.ReadAsStringAsync();
        return new Page(
            response.StatusCode,
            response.Headers.Location?.ToString(),
            response.Content.Headers.ContentType?.MediaType == "text/html" ? WebUtility.HtmlDecode(TokenField().Replace(body, string.Empty)) : body,
            Header("Content-Security-Policy"),
            response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [],
            Header("Refresh"),
            [.. response.Headers.Concat(response.Content.Headers).SelectMany(h => h.Value.Select(value => $"{h.Key}: {value}")).Order(StringComparer.Ordinal)],
            body);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
