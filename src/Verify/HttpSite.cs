using System.Net;

namespace Writ.Verify;

/// <summary>
/// A site over HTTP. Redirects are followed on the same origin only: another host is another witness. One file, headers
/// and body together, keeps it waiting so long and no longer.
/// </summary>
internal sealed class HttpSite : Site
{
    private const int MaxRedirects = 3;

    private readonly Uri root;
    private readonly HttpClient client;
    private readonly TimeSpan timeout;
    private readonly TimeProvider clock;

    /// <param name="timeout">For one file.</param>
    /// <param name="transport">What carries the requests; null for the network.</param>
    public HttpSite(Uri uri, TimeSpan timeout, TimeProvider clock, HttpMessageHandler? transport = null)
    {
        (this.timeout, this.clock) = (timeout, clock);
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
            for (var redirects = 0; redirects <= MaxRedirects; redirects++)
            {
                var response = await patience.Wait(token => client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, token));
                if (response.IsSuccessStatusCode) return new BoundedStream(new PatientStream(await response.Content.ReadAsStreamAsync(), patience), maxBytes, path);
                var (status, location) = (response.StatusCode, response.Headers.Location);
                response.Dispose();
                if (status is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
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
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            throw new UnreachableException($"{address} cannot be reached: {e.Message}", e);
        }

        throw new UnreachableException($"{address} redirects without end");
    }

    public override void Dispose() => client.Dispose();

    private static SocketsHttpHandler Network() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 64,
        UseCookies = false,
    };
}
