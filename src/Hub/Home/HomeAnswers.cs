using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Writ.Base;

namespace Writ.Hub.Home;

/// <summary>
/// What pages at home ask about giving: below <c>/answers/</c>, at the server's own addresses. The hub carries it there and back with its own token and keeps nothing
/// of it; that something is given, a device of the owner signs. Only a number that is one is handed on.
/// </summary>
internal sealed class HomeAnswers(ServerLine line)
{
    /// <summary>Bytes of a sealed file at most, as at the server.</summary>
    public const long MostFile = 80L * 1024 * 1024;

    private const HomeRole Owner = HomeRole.Owner;

    // So that a household that gives does not take the whole line.
    private readonly SemaphoreSlim files = new(2);

    public IReadOnlyList<HomeRoute> All => field ??=
    [
        new("GET", "recipients/{request}", Owner, Recipients),
        new("GET", "grants", Owner, a => Pass(a, "grants")),
        new("POST", "grants", Owner, a => Pass(a, "grants", withBody: true)),
        new("PUT", "grants/{grant}/file", Owner, File),
        new("POST", "grants/{grant}/withdraw", Owner, a => One(a, "withdraw")),
        new("POST", "grants/{grant}/ask-deletion", Owner, a => One(a, "ask-deletion")),
        new("POST", "grants/{grant}/messages", Owner, a => One(a, "messages", withBody: true)),
        new("POST", "grants/{grant}/close-contact", Owner, a => One(a, "close-contact")),
        new("POST", "grants/{grant}/asks/{ask}/refuse", Owner, a => PassingId.TryParse(a.Parts["ask"], out var ask) ? One(a, $"asks/{ask}/refuse") : Unknown()),
        new("GET", "grants/{grant}/receipt", Owner, a => Receipt(a, "receipt")),
        new("GET", "grants/{grant}/deletion-receipt", Owner, a => Receipt(a, "deletion-receipt")),
    ];

    private static Task<IResult> Unknown() => Task.FromResult(HomeRoutes.No(HomeRefusals.NoGrant));

    private Task<IResult> Recipients(HomeAsked asked)
    {
        if (!RequestId.TryParse(asked.Parts["request"], out var request)) return Unknown();
        if (asked.One("ask") is not { } text) return Pass(asked, $"recipients/{request}");
        return PassingId.TryParse(text, out var ask) ? Pass(asked, $"recipients/{request}?ask={ask}") : Unknown();
    }

    private Task<IResult> One(HomeAsked asked, string act, bool withBody = false) =>
        GrantId.TryParse(asked.Parts["grant"], out var grant) ? Pass(asked, $"grants/{grant}/{act}", withBody) : Unknown();

    private Task<IResult> Receipt(HomeAsked asked, string which)
    {
        if (!GrantId.TryParse(asked.Parts["grant"], out var grant)) return Unknown();
        asked.Http.Response.Headers.ContentDisposition = $"attachment; filename=\"{grant}-{which}.json\"";
        return Pass(asked, $"grants/{grant}/{which}");
    }

    private async Task<IResult> Pass(HomeAsked asked, string tail, bool withBody = false)
    {
        var body = withBody ? await HomeRoutes.Body(asked) : null;
        if (withBody && body is not { Length: > 0 }) return HomeRoutes.No(HomeRefusals.Malformed);
        var passed = await line.Pass(new HttpMethod(asked.Http.Request.Method), "answers/" + tail, body, body is null ? null : "application/json", asked.Stop);
        if (!passed.TryGet(out var text, out var refusal))
        {
            asked.Http.Response.Headers.Remove("Content-Disposition");
            return HomeRoutes.No(refusal);
        }

        return text is null ? Results.NoContent() : Results.Text(text, "application/json", Encoding.UTF8);
    }

    /// <summary>Straight through, byte by byte as it comes; on no disk, and never whole in memory.</summary>
    private async Task<IResult> File(HomeAsked asked)
    {
        if (!GrantId.TryParse(asked.Parts["grant"], out var grant)) return await Unknown();
        var (http, length) = (asked.Http, asked.Http.Request.ContentLength);
        if (length is not > 0) return HomeRoutes.No(HomeRefusals.Malformed);
        if (length > MostFile) return HomeRoutes.No(HomeRefusals.FileTooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most) most.MaxRequestBodySize = MostFile;
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        await files.WaitAsync(asked.Stop);
        try
        {
            var carried = await line.Carry($"answers/grants/{grant}/file", http.Request.Body, length.Value, asked.Stop);
            return carried.Ok ? Results.NoContent() : HomeRoutes.No(carried.Refusal);
        }
        finally
        {
            files.Release();
        }
    }
}
