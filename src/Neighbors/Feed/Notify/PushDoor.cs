using System.Net;
using System.Net.Http.Headers;

namespace Writ.Neighbors.Feed.Notify;

internal enum PushAnswer
{
    Taken,

    /// <summary>That browser is not there any more, or wants nothing from us.</summary>
    Gone,

    Later,
}

/// <summary>Hands a message to a push service. A seam for tests: nothing else here goes out to the network.</summary>
internal interface IPushDoor
{
    /// <summary>Never throws for what a service or the line does.</summary>
    /// <param name="authorization">Of <see cref="Vapid.Authorization"/>.</param>
    Task<PushAnswer> Send(Uri address, byte[] message, string authorization, CancellationToken cancel);
}

/// <summary>By HTTPS, with bounds on everything: no redirects, no proxy, public addresses only, and nothing of the answer is read but its status.</summary>
/// <param name="connect">How a line is made; for tests, whose receiver is on this machine.</param>
internal sealed class PushDoor(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) : IPushDoor, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Past this a service drops what it could not deliver: news of a day ago is none.
    private const string LivesSeconds = "86400";

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = connect, ConnectTimeout = Patience, MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    }) { Timeout = Patience };

    public async Task<PushAnswer> Send(Uri address, byte[] message, string authorization, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(message) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.TryAddWithoutValidation("TTL", LivesSeconds);
        request.Headers.TryAddWithoutValidation("Urgency", "low");
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return AnswerOf(response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return PushAnswer.Later;
        }
    }

    internal static PushAnswer AnswerOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => PushAnswer.Taken,
        429 or >= 500 => PushAnswer.Later,
        _ => PushAnswer.Gone,
    };

    public void Dispose() => http.Dispose();
}
