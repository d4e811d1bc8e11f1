using System.Net;
using System.Net.Http.Headers;

namespace Writ.Verify;

/// <summary>
/// A site over HTTP. Redirects are followed on the same origin only: another host is another witness. One file, headers
/// and body together, keeps it waiting so long and no longer.
/// </summary>
internal sealed class HttpSite : Site
{
    private const int MaxRedirects = 3;

    /// <summary>How often a site that says it is busy is asked again for one file.</summary>
    private const int MaxWaits = 6;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly Uri root;
    private readonly HttpClient client;
    private readonly TimeSpan timeout;
    private readonly TimeProvider clock;
    private readonly CancellationToken stop;

    // Told to one of several connections, it holds for all of them.
    private readonly Lock books = new();
    private long? quietUntil;

    /// <param name="timeout">For one file.</param>
    /// <param name="transport">What carries the requests; null for the network.</param>
    public HttpSite(Uri uri, TimeSpan timeout, TimeProvider clock, HttpMessageHandler? transport = null, CancellationToken stop = default)
    {
        (this.timeout, this.clock, this.stop) = (timeout, clock, stop);
        root = uri.AbsolutePath.EndsWith('/') ? uri : new Uri(uri.GetLeftPart(UriPartial.Path) + "/");
        client = new HttpClient(transport ?? Network()) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("writ-verify");
    }

    public override bool MakesDownloads => true;

    public override async Task<Stream?> Open(string path, long maxBytes)
    {
        var patience = new Patience(timeout, clock);
        var address = new Uri(root, path);
        try
        {
            for (var (redirects, waits) = (0, 0); redirects <= MaxRedirects; redirects++)
            {
                await Quiet();
                var response = await patience.Wait(token => client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, token));
                if (response.IsSuccessStatusCode) return new BoundedStream(new PatientStream(await response.Content.ReadAsStreamAsync(), patience), maxBytes, path);
                var (status, location, after) = (response.StatusCode, response.Headers.Location, response.Headers.RetryAfter);
                response.Dispose();
                if (status is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
                if (status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && waits < MaxWaits)
                {
                    BeQuiet(after, waits++);
                    redirects--;
                    continue;
                }

                if ((int)status is < 300 or > 399 || location is null) throw new UnreachableException($"{address} answers {(int)status}");
                var next = new Uri(address, location);
                if (next.GetLeftPart(UriPartial.Authority) != root.GetLeftPart(UriPartial.Authority))
                    throw new UnreachableException($"{address} points to another host, {next.Host}; check that one by itself");
                address = next;
            }
        }
        catch (ImpatientException e)
        {
            throw new UnreachableException($"{address} cannot be reached: {e.Message}", e);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            throw new UnreachableException($"{address} cannot be reached: {e.Message}", e);
        }

        throw new UnreachableException($"{address} redirects without end");
    }

    public override void Dispose() => client.Dispose();

    /// <summary>As long as the site asks, at most five minutes; where it does not say, a second, and twice as long each time.</summary>
    private void BeQuiet(RetryConditionHeaderValue? after, int waits)
    {
        var wait = after?.Delta ?? (after?.Date is { } date ? date - clock.GetUtcNow() : TimeSpan.FromSeconds(1 << waits));
        wait = wait > LongestWait ? LongestWait : wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);
        var until = clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency);
        lock (books) quietUntil = Math.Max(quietUntil ?? until, until);
    }

    private async Task Quiet()
    {
        while (true)
        {
            long? until;
            lock (books) until = quietUntil;
            if (until is not { } end || clock.GetElapsedTime(clock.GetTimestamp(), end) is var left && left <= TimeSpan.Zero) return;
            await Task.Delay(left, clock, stop);
        }
    }

    private static SocketsHttpHandler Network() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 64,
        UseCookies = false,
    };
}
