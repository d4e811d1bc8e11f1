using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Writ.App.Edge;
using Writ.Base;

namespace Writ.App.Client;

/// <summary>Speaks to a Writ server as anybody may: over HTTP, with a token. The command line, the seed and replays use it.</summary>
internal sealed class ApiClient(HttpClient http, string? token)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public ApiClient As(string other) => new(http, other);

    public Task<Result<T>> Get<T>(string path) => Send<T>(new HttpRequestMessage(HttpMethod.Get, path));

    /// <param name="key">Idempotency-Key, where the endpoint asks for one.</param>
    public Task<Result<T>> Post<T>(string path, object? body = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return Send<T>(request);
    }

    public async Task<Result<byte[]>> Download(string path)
    {
        using var request = Signed(new HttpRequestMessage(HttpMethod.Get, path));
        using var response = await http.SendAsync(request);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync() : await RefusalOf(response);
    }

    private async Task<Result<T>> Send<T>(HttpRequestMessage message)
    {
        using var request = Signed(message);
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            return new Refusal("client-unreachable", $"No server answers at {http.BaseAddress}; start one with ./run, or name yours with --url.", RefusalKind.Unavailable);
        }

        using (response)
        {
            return response.IsSuccessStatusCode
                ? (await response.Content.ReadFromJsonAsync<T>(Json))!
                : await RefusalOf(response);
        }
    }

    private HttpRequestMessage Signed(HttpRequestMessage request)
    {
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static async Task<Refusal> RefusalOf(HttpResponseMessage response)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<Problem>(Json);
            if (problem is { Code: not null })
            {
                return new Refusal(problem.Code, problem.Detail, KindOf((int)response.StatusCode), problem.Field)
                {
                    Others = [.. (problem.Errors ?? []).Select(e => new Refusal(e.Code, e.Detail, RefusalKind.Invalid, e.Field))],
                };
            }
        }
        catch (JsonException)
        {
            // Not ours: something stands between, and the status is all there is to say.
        }

        return new Refusal("client-unexpected", $"The server answered {(int)response.StatusCode} without saying why.", RefusalKind.Unavailable);
    }

    private static RefusalKind KindOf(int status) => status switch
    {
        401 => RefusalKind.Unauthenticated,
        403 => RefusalKind.Forbidden,
        404 => RefusalKind.NotFound,
        409 => RefusalKind.Conflict,
        410 => RefusalKind.Gone,
        413 => RefusalKind.TooLarge,
        422 => RefusalKind.Refused,
        429 => RefusalKind.TooMany,
        503 => RefusalKind.Unavailable,
        _ => RefusalKind.Invalid,
    };
}
