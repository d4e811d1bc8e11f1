using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Live;
using Writ.Hub.Orders;
using Writ.Hub.Sync;

namespace Writ.Hub.Home;

/// <summary>One question of the pages: below <c>/my/cameras/</c> or <c>/answers/</c>, with parts in braces.</summary>
/// <param name="Least">Who may ask it.</param>
internal sealed record HomeRoute(string Method, string Path, HomeRole Least, Func<HomeAsked, Task<IResult>> Answer);

/// <param name="Parts">What stood in the place of the parts in braces, by name.</param>
internal sealed record HomeAsked(HttpContext Http, LetIn Browser, IReadOnlyDictionary<string, string> Parts)
{
    public CancellationToken Stop => Http.RequestAborted;

    public string Query => Http.Request.QueryString.Value ?? string.Empty;

    public string? One(string name) => Http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    public long? Number(string name) => long.TryParse(One(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>
/// What the pages ask and the hub answers: the same addresses and words as the server's, so that the pages are the same. Each says who may ask; what is
/// not here there is not. Three kinds: the hub's own answer, the server's passed on, and what only the site can do.
/// </summary>
internal sealed class HomeRoutes(
    HomeRead read, HomeClips clips, HomeLooks looks, LiveAtHome live, OrdersAtHome orders, ServerLine line, Keyring ring, OwnerSettings wishes, OwnerProfile profile, Action<CameraId> changed, IReadOnlyList<CameraId> cameras)
{
    private const int MostBody = 768 * 1024;

    private const HomeRole Member = HomeRole.Member;

    private const HomeRole Owner = HomeRole.Owner;

    public HomeId Home => read.Home;

    /// <summary>What is asked about giving, below <c>/answers/</c>.</summary>
    public IReadOnlyList<HomeRoute> Answers => field ??= new HomeAnswers(line).All;

    public IReadOnlyList<HomeRoute> All => field ??=
    [
        new("GET", "homes", Member, a => Task.FromResult(Json(read.Homes(a.Browser.Role)))),
        new("GET", "{home}/state", Member, async a => Answer(await read.State(a.Browser.Role, (int)(a.Number("statements") ?? 0), a.Stop))),
        new("POST", "{home}/statements", Member, Statement),

        new("GET", "{home}/cameras/{camera}/days", Member, async a => Camera(a) is { } camera ? Answer(await clips.Days(camera, a.Stop)) : No(HomeRefusals.NoCamera)),
        new("GET", "{home}/cameras/{camera}/clips", Member, async a => Camera(a) is { } camera
            ? Answer(await clips.OfDay(camera, a.One("day") ?? string.Empty, a.Number("before"), (int?)a.Number("most"), a.Stop))
            : No(HomeRefusals.NoCamera)),
        new("GET", "{home}/export", Member, async a => Answer(await clips.All(a.One("after"), a.Stop))),
        new("GET", "{home}/clips/{clip}", Member, async a => Clip(a) is { } clip ? Answer(await clips.One(clip, a.Stop)) : No(HomeRefusals.NoClip)),
        new("GET", "{home}/clips/{clip}/{part}", Member, Part),
        new("DELETE", "{home}/clips/{clip}", Owner, async a => Clip(a) is { } clip ? Done(await clips.Delete(clip, a.Stop)) : No(HomeRefusals.NoClip)),
        new("PUT", "{home}/clips/{clip}/pin", Owner, async a => Clip(a) is { } clip ? Done(await clips.Pin(clip, pinned: true, a.Stop)) : No(HomeRefusals.NoClip)),
        new("DELETE", "{home}/clips/{clip}/pin", Owner, async a => Clip(a) is { } clip ? Done(await clips.Pin(clip, pinned: false, a.Stop)) : No(HomeRefusals.NoClip)),

        new("POST", "{home}/live", Member, Watch),
        new("GET", "{home}/live/{live}/{number}", Member, Box),
        new("POST", "{home}/orders/{order}", Owner, Order),
        new("GET", "{home}/orders/{order}/{number}", Owner, Piece),
        new("DELETE", "{home}/orders/{order}", Owner, a => Task.FromResult(EndOrder(a))),
        new("GET", "{home}/looks", Member, async a => Answer(await looks.Page((int)Math.Min(a.Number("from") ?? 0, int.MaxValue), a.Stop))),
        new("POST", "{home}/looks", Member, async a => a.Number("number") is <= int.MaxValue and { } number && await Body(a) is { } box ? Done(await looks.Add((int)number, box, a.Stop)) : No(HomeRefusals.Malformed)),

        new("PUT", "{home}/cameras/{camera}/settings", Owner, Settings),
        new("PUT", "{home}/profile", Owner, Profile),
        new("GET", "{home}/recovery", Owner, a => Pass(a)),
        new("PUT", "{home}/recovery", Owner, a => Pass(a)),

        new("GET", "{home}/asking", Owner, a => Pass(a)),
        new("POST", "{home}/asking", Member, Ask),
        new("GET", "{home}/members", Owner, a => Pass(a)),
        new("DELETE", "{home}/members/{member}", Owner, a => Pass(a)),

        new("POST", "{home}/members", Owner, OnlyThere),
        new("DELETE", "{home}", Owner, OnlyThere),
        new("PUT", "{home}/cameras/{camera}/custody", Owner, OnlyThere),
        new("POST", "{home}/membership", Member, OnlyThere),
        new("DELETE", "{home}/membership", Member, OnlyThere),
        new("GET", "pairings/{name}", Member, OnlyThere),
        new("POST", "pairings/{name}", Member, OnlyThere),
        new("GET", "pairings/{name}/answer", Member, OnlyThere),
    ];

    public static IResult No(Refusal refusal) => Results.Json(
        new { type = $"/refusals/{refusal.Code}", title = refusal.Sentence, status = refusal.Kind.HttpStatus(), detail = refusal.Sentence, code = refusal.Code }, HubWire.Json,
        "application/problem+json", refusal.Kind.HttpStatus());

    private static IResult Json<T>(T value) => Results.Json(value, HubWire.Json);

    private static IResult Answer<T>(Result<T> result) => result.TryGet(out var value, out var refusal) ? Json(value) : No(refusal);

    private static IResult Done<T>(Result<T> result) => result.Ok ? Results.NoContent() : No(result.Refusal);

    private static Task<IResult> OnlyThere(HomeAsked asked) => Task.FromResult(No(HomeRefusals.OnlyThere));

    private CameraId? Camera(HomeAsked asked) => CameraId.TryParse(asked.Parts["camera"], out var camera) ? camera : null;

    private static ClipId? Clip(HomeAsked asked) => ClipId.TryParse(asked.Parts["clip"], out var clip) ? clip : null;

    /// <summary>Null where it is longer than anything that a page sends.</summary>
    internal static async Task<byte[]?> Body(HomeAsked asked)
    {
        if (asked.Http.Request.ContentLength > MostBody) return null;
        using var bytes = new MemoryStream();
        await asked.Http.Request.Body.CopyToAsync(bytes, asked.Stop);
        return bytes.Length <= MostBody ? bytes.ToArray() : null;
    }

    private static async Task<T?> Read<T>(HomeAsked asked)
        where T : class
    {
        try
        {
            return await Body(asked) is { } bytes ? JsonSerializer.Deserialize<T>(bytes, HubWire.Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the server says, word for word.</summary>
    private async Task<IResult> Pass(HomeAsked asked, byte[]? body = null)
    {
        var request = asked.Http.Request;
        if (body is null && !HttpMethods.IsGet(request.Method)) body = await Body(asked);
        var tail = request.Path.Value!["/my/cameras/".Length..][(Home.Text.Length + 1)..];
        var passed = await line.Pass(new HttpMethod(request.Method), tail + asked.Query, body is { Length: > 0 } ? body : null, request.ContentType, asked.Stop);
        if (!passed.TryGet(out var text, out var refusal)) return No(refusal);
        return text is null ? Results.NoContent() : Results.Text(text, "application/json", Encoding.UTF8);
    }

    /// <summary>The server takes it first, since there is one list alone; then the hub, at once.</summary>
    private async Task<IResult> Statement(HomeAsked asked)
    {
        if (await Read<StatementRequest>(asked) is not { } request) return No(HomeRefusals.Malformed);
        var passed = await line.Pass(HttpMethod.Post, "statements", JsonSerializer.SerializeToUtf8Bytes(request, HubWire.Json), "application/json", asked.Stop);
        if (passed.Ok) _ = ring.Take([Encoding.UTF8.GetBytes(request.Statement)]);
        return Done(passed);
    }

    private async Task<IResult> Settings(HomeAsked asked)
    {
        if (Camera(asked) is not { } camera || await Body(asked) is not { } box) return No(HomeRefusals.NoCamera);
        var passed = await Pass(asked, box);
        if (passed is Microsoft.AspNetCore.Http.HttpResults.NoContent && wishes.Take(camera, box) is { Ok: true, Value: true }) changed(camera);
        return passed;
    }

    private async Task<IResult> Profile(HomeAsked asked)
    {
        if (await Body(asked) is not { } box) return No(HomeRefusals.Malformed);
        var passed = await Pass(asked, box);
        if (passed is Microsoft.AspNetCore.Http.HttpResults.NoContent) _ = profile.Take(box);
        return passed;
    }

    private async Task<IResult> Ask(HomeAsked asked)
    {
        if (await Read<WireHolder>(asked) is not { } keys) return No(HomeRefusals.Malformed);
        var ask = new HomeAsk(keys.Sign, keys.Seal, asked.Browser.Role == HomeRole.Member);
        return Done(await line.Pass(HttpMethod.Post, "asking", JsonSerializer.SerializeToUtf8Bytes(ask, HubWire.Json), "application/json", asked.Stop));
    }

    /// <summary>The bytes as they were sealed; with <c>Range</c> some of them. From the server they are handed on as they come.</summary>
    private async Task<IResult> Part(HomeAsked asked)
    {
        ClipPart? known = asked.Parts["part"] switch
        {
            "video" => ClipPart.Video,
            "poster" => ClipPart.Poster,
            "card" => ClipPart.Card,
            _ => null,
        };
        if (Clip(asked) is not { } clip || known is not { } part) return No(HomeRefusals.NoClip);
        if (clips.Open(clip, part) is { } here)
        {
            var tag = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(clip.Text + KeptClip.FileOf(part)))[..16]);
            return Results.Stream(here, "application/octet-stream", entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true);
        }

        var range = System.Net.Http.Headers.RangeHeaderValue.TryParse(asked.Http.Request.Headers.Range, out var some) ? some : null;
        if (!(await line.Part(clip, KeptClip.FileOf(part), range, asked.Stop)).TryGet(out var answer, out var refusal)) return No(refusal);
        return new Handed(answer);
    }

    private async Task<IResult> Watch(HomeAsked asked) =>
        await Read<LiveRequest>(asked) is { } request && CameraId.TryParse(request.Camera, out var camera) && cameras.Contains(camera) ? Answer(live.Watch(camera)) : No(HomeRefusals.NoCamera);

    private async Task<IResult> Box(HomeAsked asked)
    {
        if (!LiveId.TryParse(asked.Parts["live"], out var id) || !int.TryParse(asked.Parts["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return No(HomeRefusals.LiveOver);
        var (got, next) = await live.Get(id, asked.One("viewer"), number, (int)Math.Min(asked.Number("wait") ?? 0, HubWire.MostWait), asked.Stop);
        if (got.Refusal?.Code != HomeRefusals.LiveOver.Code) asked.Http.Response.Headers[HubWire.NextHeader] = next.ToString(CultureInfo.InvariantCulture);
        if (!got.TryGet(out var box, out var refusal) && refusal is not null) return No(refusal);
        return box is null ? Results.NoContent() : Results.Bytes(box, "application/octet-stream");
    }

    private async Task<IResult> Order(HomeAsked asked) =>
        OrderId.TryParse(asked.Parts["order"], out var order) && await Body(asked) is { } box ? Done(orders.Add(order, box)) : No(HomeRefusals.Malformed);

    private async Task<IResult> Piece(HomeAsked asked)
    {
        if (!OrderId.TryParse(asked.Parts["order"], out var order) || !int.TryParse(asked.Parts["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return No(HomeRefusals.Malformed);
        var got = await orders.Get(order, number, (int)Math.Min(asked.Number("wait") ?? 0, HubWire.MostWait), asked.Stop);
        if (!got.TryGet(out var piece, out var refusal) && refusal is not null) return No(refusal);
        return piece is null ? Results.NoContent() : Results.Bytes(piece, "application/octet-stream");
    }

    private IResult EndOrder(HomeAsked asked)
    {
        if (OrderId.TryParse(asked.Parts["order"], out var order)) orders.End(order);
        return Results.NoContent();
    }

    private sealed class Handed(HttpResponseMessage answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using (answer)
            {
                httpContext.Response.StatusCode = (int)answer.StatusCode;
                httpContext.Response.ContentType = "application/octet-stream";
                httpContext.Response.ContentLength = answer.Content.Headers.ContentLength;
                if (answer.Content.Headers.ContentRange is { } range) httpContext.Response.Headers.ContentRange = range.ToString();
                await answer.Content.CopyToAsync(httpContext.Response.Body, httpContext.RequestAborted);
            }
        }
    }
}
