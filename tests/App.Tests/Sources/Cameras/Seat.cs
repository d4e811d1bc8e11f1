using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>A customer's browser, as the script on the cameras page uses it: cookies, antiforgery, JSON and bytes.</summary>
internal sealed class Seat : IDisposable
{
    private readonly HttpClient http;
    private readonly string token;

    private Seat(string origin, CookieContainer cookies, string token)
    {
        this.token = token;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = new Uri(origin) };
    }

    /// <summary>Whoever holds these cookies, at a server that runs elsewhere.</summary>
    public static Seat Of(string origin, CookieContainer cookies, string token) => new(origin, cookies, token);

    public static Task<Seat> Of(WritServer server, int customer) => Of(server, server.Customers[customer].Account);

    public static async Task<Seat> Of(WritServer server, AccountId account)
    {
        var reader = await server.SignedInHolder(account);
        return new Seat(reader.Origin, reader.Cookies, (await reader.Get("/my/cameras")).Token!);
    }

    public Task<Reply> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Reply> Post(string path, object body) => Send(HttpMethod.Post, path, JsonContent.Create(body, body.GetType(), options: HubWire.Json));

    public Task<Reply> Put(string path, byte[] body) => Send(HttpMethod.Put, path, new ByteArrayContent(body));

    public Task<Reply> Put(string path, object? body = null) =>
        Send(HttpMethod.Put, path, body is null ? null : JsonContent.Create(body, body.GetType(), options: HubWire.Json));

    public Task<Reply> Delete(string path) => Send(HttpMethod.Delete, path);

    public async Task<Reply> Send(HttpMethod method, string path, HttpContent? body = null, bool proves = true)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (proves && method != HttpMethod.Get) request.Headers.Add("RequestVerificationToken", token);
        return (await Send(request)).Reply;
    }

    /// <summary>The bytes themselves, or some of them.</summary>
    public async Task<(Reply Reply, byte[] Bytes)> Fetch(string path, RangeHeaderValue? range = null, string? ifRange = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = range;
        if (ifRange is not null) request.Headers.TryAddWithoutValidation("If-Range", ifRange);
        return await Send(request);
    }

    public void Dispose() => http.Dispose();

    private async Task<(Reply Reply, byte[] Bytes)> Send(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return (new Reply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, System.Text.Encoding.UTF8.GetString(bytes), headers), bytes);
    }
}

internal static class Replies
{
    public static T As<T>(this Reply reply)
    {
        Assert.True(reply.Status is 200 or 201, $"{reply.Status} {reply.Text}");
        return JsonSerializer.Deserialize<T>(reply.Text, HubWire.Json)!;
    }

    public static void Done(this Reply reply) => Assert.True(reply.Status == (int)HttpStatusCode.NoContent, $"{reply.Status} {reply.Text}");

    public static string Text(this Reply reply, string member) => (string)JsonNode.Parse(reply.Text)![member]!;
}
