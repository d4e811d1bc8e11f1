using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Hub.Sync;

/// <summary>
/// The server, as the hub speaks to it. Answers are bounded; a refusal of the server keeps its code, and no answer at all is
/// <c>hub-server-unreachable</c>. It is never told a name, a place or a frame.
/// </summary>
internal sealed class HubServer : IDisposable
{
    private const int MostAnswer = 16 * 1024 * 1024;

    private const string Home = "api/v1/hub/home/";

    private static readonly TimeSpan LongestFile = TimeSpan.FromMinutes(30);

    private readonly HttpClient http;
    private readonly HttpClient files;

    public HubServer(Uri address, string? token = null, HttpMessageHandler? handler = null)
    {
        handler ??= new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), Expect100ContinueTimeout = TimeSpan.FromSeconds(5) };
        files = new HttpClient(handler, disposeHandler: false) { BaseAddress = address, MaxResponseContentBufferSize = MostAnswer, Timeout = LongestFile };
        http = new HttpClient(handler)
        {
            BaseAddress = address,
            MaxResponseContentBufferSize = MostAnswer,
            Timeout = TimeSpan.FromSeconds(HubWire.MostWait + 35),
        };
        foreach (var client in (HttpClient[])[http, files])
        {
            client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("writ-hub", null));
            if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>Where it is.</summary>
    public Uri At => http.BaseAddress!;

    /// <summary>https, or http to this machine itself. Refusal <c>hub-server-address</c>.</summary>
    public static Result<Uri> Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { AbsolutePath: "/", Query.Length: 0, Fragment.Length: 0, UserInfo.Length: 0 }
            ? address
            : SyncRefusals.Address;

    public Task<Result<PairingOpened>> OpenPairing(Holder hub, CancellationToken stop) =>
        Ask<PairingOpened>(HttpMethod.Post, "api/v1/hub/pairings", Json(new PairingRequest(hub.Sign.Spki.ToArray(), hub.Seal.Spki.ToArray())), stop);

    public Task<Result<PairingStanding>> Pairing(PairingOpened pairing, CancellationToken stop) =>
        Ask<PairingStanding>(HttpMethod.Get, $"api/v1/hub/pairings/{pairing.Name}?wait={HubWire.MostWait}", null, stop, pairing.Poll);

    public Task<Result<PairingDone>> AnswerPairing(PairingOpened pairing, PairingAnswer answer, CancellationToken stop) =>
        Ask<PairingDone>(HttpMethod.Post, $"api/v1/hub/pairings/{pairing.Name}", Json(answer), stop, pairing.Poll);

    public Task<Result<InboxView>> Inbox(int statements, long settings, string seen, int wait, CancellationToken stop) => Ask<InboxView>(
        HttpMethod.Get,
        string.Create(CultureInfo.InvariantCulture, $"api/v1/hub/inbox?statements={statements}&settings={settings}&seen={Uri.EscapeDataString(seen)}&wait={wait}"),
        null, stop);

    public Task<Result<bool>> SendKeys(IReadOnlyList<string> records, CancellationToken stop) =>
        Tell(HttpMethod.Post, "api/v1/hub/home-keys", Json(new HomeKeysRequest(records)), stop);

    public Task<Result<bool>> SendCamera(CameraId camera, CoarseCell cell, CancellationToken stop) =>
        Tell(HttpMethod.Put, $"api/v1/hub/cameras/{camera.Text}", Json(new CameraRequest(cell.Text)), stop);

    public Task<Result<bool>> SendHealth(CameraId camera, byte[] box, CancellationToken stop) =>
        Tell(HttpMethod.Put, $"api/v1/hub/cameras/{camera.Text}/health", Raw(box), stop);

    /// <summary>Refusals <c>sources-camera-owner-held</c>; those of a server without a vault.</summary>
    public Task<Result<VaultKeyView>> VaultKey(CameraId camera, CancellationToken stop) =>
        Ask<VaultKeyView>(HttpMethod.Get, $"api/v1/hub/cameras/{camera.Text}/vault-key", null, stop);

    public Task<Result<ClipStanding>> OpenClip(ClipId clip, ClipRequest request, CancellationToken stop) =>
        Ask<ClipStanding>(HttpMethod.Put, $"api/v1/hub/clips/{clip.Text}", Json(request), stop);

    public Task<Result<PartStanding>> SendPart(ClipId clip, string part, long offset, ReadOnlyMemory<byte> bytes, CancellationToken stop) => Ask<PartStanding>(
        HttpMethod.Patch, string.Create(CultureInfo.InvariantCulture, $"api/v1/hub/clips/{clip.Text}/{part}?offset={offset}"), Raw(bytes), stop);

    public Task<Result<bool>> CompleteClip(ClipId clip, CancellationToken stop) => Tell(HttpMethod.Post, $"api/v1/hub/clips/{clip.Text}/complete", null, stop);

    public Task<Result<bool>> DeleteClip(ClipId clip, CancellationToken stop) => Tell(HttpMethod.Delete, $"api/v1/hub/clips/{clip.Text}", null, stop);

    /// <summary>Refusal <c>hub-watching-ended</c>: nobody watches.</summary>
    public Task<Result<bool>> SendLive(LiveId live, int number, byte[] box, CancellationToken stop) =>
        Tell(HttpMethod.Put, string.Create(CultureInfo.InvariantCulture, $"api/v1/hub/live/{live.Text}/{number}"), Raw(box), stop);

    /// <summary>An order as the page sealed it.</summary>
    public async Task<Result<byte[]>> Order(OrderId order, CancellationToken stop)
    {
        var (answer, refusal) = await Send(HttpMethod.Get, $"api/v1/hub/orders/{order.Text}", null, null, stop);
        if (refusal is not null) return refusal;
        using (answer) return await answer!.Content.ReadAsByteArrayAsync(stop);
    }

    /// <summary>Refusals <c>footage-order-waits</c>: bring it again; <c>hub-watching-ended</c>: nobody waits for it any more.</summary>
    public Task<Result<bool>> SendPiece(OrderId order, int number, byte[] box, CancellationToken stop) => Tell(
        HttpMethod.Put, string.Create(CultureInfo.InvariantCulture, $"api/v1/hub/orders/{order.Text}/{number}?wait={HubWire.MostWait}"), Raw(box), stop);

    public Task<Result<PinsView>> Pins(CancellationToken stop) => AtHome<PinsView>("pins", stop);

    /// <summary>Something that the pages at home show.</summary>
    /// <param name="tail">Below <c>hub/home</c>, with its query.</param>
    public Task<Result<T>> AtHome<T>(string tail, CancellationToken stop) => Ask<T>(HttpMethod.Get, Home + tail, null, stop);

    /// <summary>A question of a page at home, and the answer's text; null where there is nothing to say.</summary>
    public async Task<Result<string?>> Pass(HttpMethod method, string tail, byte[]? body, string? type, CancellationToken stop)
    {
        var content = body is null ? null : new ByteArrayContent(body) { Headers = { ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type) } };
        var (answer, refusal) = await Send(method, Home + tail, content, null, stop);
        if (refusal is not null) return refusal;
        using (answer) return Result<string?>.Of(answer!.StatusCode == HttpStatusCode.NoContent ? null : await answer.Content.ReadAsStringAsync(stop));
    }

    /// <summary>Sealed bytes of a part as they come; the caller disposes of the response.</summary>
    public async Task<Result<HttpResponseMessage>> Part(ClipId clip, string part, RangeHeaderValue? range, CancellationToken stop)
    {
        var (answer, refusal) = await Send(HttpMethod.Get, $"{Home}clips/{clip.Text}/{part}", null, null, stop, range, streams: true);
        return refusal is null ? answer! : refusal;
    }

    /// <summary>A sealed file on its way from a page at home, as it comes: nothing of it stays here. The server may refuse it before the first byte.</summary>
    /// <param name="tail">Below <c>hub/home</c>.</param>
    public async Task<Result<bool>> Carry(string tail, Stream file, long length, CancellationToken stop)
    {
        using var content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream"), ContentLength = length } };
        using var request = new HttpRequestMessage(HttpMethod.Put, Home + tail) { Content = content };
        request.Headers.ExpectContinue = true;
        var (answer, refusal) = await Send(files, request, HttpCompletionOption.ResponseContentRead, stop);
        answer?.Dispose();
        return refusal is null ? true : refusal;
    }

    public void Dispose()
    {
        files.Dispose();
        http.Dispose();
    }

    private static JsonContent Json<T>(T value) => JsonContent.Create(value, options: HubWire.Json);

    private static ReadOnlyMemoryContent Raw(ReadOnlyMemory<byte> bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    private async Task<Result<bool>> Tell(HttpMethod method, string path, HttpContent? content, CancellationToken stop)
    {
        var (answer, refusal) = await Send(method, path, content, null, stop);
        answer?.Dispose();
        return refusal is null ? true : refusal;
    }

    private async Task<Result<T>> Ask<T>(HttpMethod method, string path, HttpContent? content, CancellationToken stop, string? token = null)
    {
        var (answer, refusal) = await Send(method, path, content, token, stop);
        if (refusal is not null) return refusal;
        using (answer)
        {
            try
            {
                return await answer!.Content.ReadFromJsonAsync<T>(HubWire.Json, stop) is { } value ? value : SyncRefusals.Odd;
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                return SyncRefusals.Odd;
            }
            catch (HttpRequestException)
            {
                return SyncRefusals.Unreachable;
            }
        }
    }

    private async Task<(HttpResponseMessage? Answer, Refusal? Refusal)> Send(HttpMethod method, string path, HttpContent? content, string? token, CancellationToken stop, RangeHeaderValue? range = null, bool streams = false)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Range = range;
        return await Send(http, request, streams ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead, stop);
    }

    private static async Task<(HttpResponseMessage? Answer, Refusal? Refusal)> Send(HttpClient client, HttpRequestMessage request, HttpCompletionOption until, CancellationToken stop)
    {
        try
        {
            var answer = await client.SendAsync(request, until, stop);
            if (answer.IsSuccessStatusCode) return (answer, null);
            using (answer) return (null, await RefusalOf(answer, request.RequestUri!.AbsolutePath.StartsWith("/" + Home, StringComparison.Ordinal), stop));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, SyncRefusals.Unreachable);
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, SyncRefusals.Unreachable);
        }
    }

    /// <param name="forPages">Of a page at home, which is told in the server's own words; of the hub's own work a live view or an order that is over.</param>
    private static async Task<Refusal> RefusalOf(HttpResponseMessage answer, bool forPages, CancellationToken stop)
    {
        if (answer.StatusCode == HttpStatusCode.Gone && !forPages) return SyncRefusals.Gone;
        var kind = (int)answer.StatusCode switch
        {
            401 => RefusalKind.Unauthenticated,
            403 => RefusalKind.Forbidden,
            404 => RefusalKind.NotFound,
            409 => RefusalKind.Conflict,
            410 => RefusalKind.Gone,
            413 => RefusalKind.TooLarge,
            422 => RefusalKind.Refused,
            429 or >= 500 => RefusalKind.Unavailable,
            _ => RefusalKind.Invalid,
        };
        try
        {
            using var problem = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), default, stop);
            if (problem.RootElement.TryGetProperty("code", out var code) && code.GetString() is { Length: > 0 and < 80 } text && text.All(c => char.IsAsciiLetterLower(c) || c == '-'))
                return kind == RefusalKind.Unauthenticated && !forPages ? SyncRefusals.LetGo : new Refusal(text, SentenceOf(problem.RootElement), kind);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not one of our problem documents: a proxy's page, as a rule.
        }

        return kind == RefusalKind.Unavailable ? SyncRefusals.Unreachable : SyncRefusals.Odd with { Kind = kind };
    }

    private static string SentenceOf(JsonElement problem) =>
        problem.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String && detail.GetString() is { Length: > 0 and < 400 } sentence && !sentence.Any(char.IsControl)
            ? sentence
            : SyncRefusals.Odd.Sentence;
}
