using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.App.Edge;

namespace Writ.App.Tests.Serving;

/// <summary>What came back, to the byte.</summary>
internal sealed record Reply(int Status, string? Type, string Text, IReadOnlyDictionary<string, string> Headers)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public Problem Problem => JsonSerializer.Deserialize<Problem>(Text, Web)!;

    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>A whole problem document: status, type of content, code and its page, a sentence, and no word of our insides.</summary>
    public Problem Refused(int status, string code)
    {
        var problem = AnyRefusal();
        Assert.Equal((status, code), (Status, problem.Code));
        return problem;
    }

    /// <summary>Refused, in order, whatever the code.</summary>
    public Problem AnyRefusal()
    {
        Assert.True(Status is >= 400 and < 500 or 503, $"{Status} {Text}");
        Assert.Equal("application/problem+json", Type);
        var problem = Problem;
        Assert.Equal(Status, problem.Status);
        Assert.Equal($"/refusals/{problem.Code}", problem.Type);
        Assert.NotEqual("request-failed", problem.Code);
        Assert.NotEmpty(problem.Detail);
        Assert.DoesNotContain("Exception", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        return problem;
    }
}

/// <summary>Requests that <see cref="Client.ApiClient"/> would never send.</summary>
internal static class RawRequests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static JsonNode Node(object body) => JsonSerializer.SerializeToNode(body, body.GetType(), Web)!;

    public static ByteArrayContent Content(byte[] body, string? type = "application/json")
    {
        var content = new ByteArrayContent(body);
        if (type is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    public static ByteArrayContent Content(string body, string? type = "application/json") => Content(Encoding.UTF8.GetBytes(body), type);

    /// <summary>An act of the review team. An approval without a body looks at the case first and names the decisions it saw, as people's does.</summary>
    public static async Task<Reply> Review(this WritServer server, string id, string act, string who, object? body = null)
    {
        if (act == "approval" && body is null)
        {
            var seen = await server.As(who).Get<Writ.Demands.Review.CaseView>($"api/v1/review/{id}");
            body = new Writ.Demands.Review.ApproveRequest(seen.Ok ? seen.Value.Decision : string.Empty);
        }

        return await server.Send(HttpMethod.Post, $"api/v1/review/{id}/{act}", server.TokenOf(who), body is null ? null : Content(Node(body).ToJsonString()));
    }

    /// <summary>Files this body with a fresh key.</summary>
    public static Task<Reply> FileRaw(this WritServer server, string body, string? key = null, string token = "officer") =>
        server.Send(HttpMethod.Post, "api/v1/demands", server.TokenOf(token), Content(body), key ?? WritServer.Key());

    public static Task<Reply> FileRaw(this WritServer server, byte[] body) =>
        server.Send(HttpMethod.Post, "api/v1/demands", server.TokenOf("officer"), Content(body), WritServer.Key());

    public static Task<Reply> Lint(this WritServer server, string body) =>
        server.Send(HttpMethod.Post, "api/v1/demands/lint", server.TokenOf("officer"), Content(body));

    public static async Task<Reply> Send(
        this WritServer server, HttpMethod method, string path, string? token = null, HttpContent? content = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await server.Send(request);
    }

    public static async Task<Reply> Send(this WritServer server, HttpRequestMessage request)
    {
        using var response = await server.Http.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), headers);
    }
}
