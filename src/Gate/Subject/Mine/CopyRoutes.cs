using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;

namespace Writ.Gate.Subject.Mine;

/// <summary><c>/my/data/copy</c>: a person asks for a copy of their own data, and downloads it. Nobody else can do either.</summary>
internal static class CopyRoutes
{
    public const string Home = "/my/data/copy";

    /// <summary>The page that leads here.</summary>
    public const string Above = "/my/data";

    /// <summary>A browser left open, or a stolen cookie, must not take away all there is.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(15);

    private const int LookAgainSeconds = 3;

    private const int LongestLookAgainSeconds = 60;

    public static string AddressOf(SubjectRequestId id) => $"{Home}/{id}";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Home, async (HttpContext http, OwnCopies copies, Caller caller) =>
                await DeskAnswers.Show<CopyStartPage>(http, new CopyStartModel(await copies.Of(caller.Account!.Value), await copies.Wait())))
            .RequireAuthorization(Scopes.Page(Scopes.OwnRead)).WarnsOfEnd();
        pages.MapPost(Home, async (HttpContext http, AskForCopy use, Caller caller) =>
                (await use.Ask(caller.Account!.Value, http.RequestAborted)).TryGet(out var id, out var refusal) ? DeskAnswers.GoTo(AddressOf(id)) : DeskAnswers.Refused(refusal))
            .RequireAuthorization(Scopes.Page(Scopes.OwnRead));
        pages.MapGet(Home + "/{id}", One).RequireAuthorization(Scopes.Page(Scopes.OwnRead)).WarnsOfEnd();
        pages.MapGet(Home + "/{id}/file", File).RequireAuthorization(Scopes.Page(Scopes.OwnRead)).WantsFreshSignIn(FreshFor);
    }

    private static async Task<IResult> One(HttpContext http, string id, OwnCopies copies, Caller caller, TimeProvider time)
    {
        if (await copies.Find(caller.Account!.Value, id) is not { } copy) return DeskAnswers.Refused(SubjectRefusals.NoCopy);
        var page = await DeskAnswers.Show<CopyPage>(http, copy);

        // Without a script: the page asks again by itself until the entry is in the record.
        var left = copy.Epoch is { } epoch ? (int)Math.Clamp((epoch - time.GetUtcNow()).TotalSeconds, 0, LongestLookAgainSeconds) : 0;
        if (copy.Standing == CopyStanding.Writing) http.Response.Headers["Refresh"] = $"{LookAgainSeconds + left}; url={AddressOf(copy.Id)}";
        return page;
    }

    private static async Task<IResult> File(HttpContext http, string id, TakeCopy use, Caller caller, TimeProvider time)
    {
        // Neither another site's link nor a browser that fetches ahead takes one of the few downloads.
        if (SubjectRequestId.TryParse(id, out var asked) && (http.Request.Headers["Sec-Fetch-Site"] == "cross-site" || http.Request.Headers.ContainsKey("Sec-Purpose")))
            return DeskAnswers.GoTo(AddressOf(asked));
        if ((await use.Begin(caller.Account!.Value, id, http.RequestAborted)).TryGet(out var copy, out var refusal)) return new CopyAnswer(copy, time);

        // The page of the copy says it better than a refusal could.
        return refusal == SubjectRefusals.Over || refusal == SubjectRefusals.NotReady || refusal == SubjectRefusals.Often
            ? DeskAnswers.GoTo(AddressOf(asked))
            : DeskAnswers.Refused(refusal);
    }

    private sealed class CopyAnswer(OwnCopy copy, TimeProvider time) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var ends = copy;
            var response = httpContext.Response;
            response.ContentType = "application/zip";
            response.Headers.ContentDisposition = $"attachment; filename=\"{copy.FileName}\"";
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            try
            {
                await copy.Write(response.Body, httpContext.RequestAborted);

                // What is written to a line that broke goes nowhere and says nothing, and word of the break comes a moment later: the flush knows first.
                if ((await response.BodyWriter.FlushAsync(httpContext.RequestAborted)).IsCompleted) throw new OperationCanceledException("Nobody reads on");
                httpContext.RequestAborted.ThrowIfCancellationRequested();
                await copy.Sent(time.GetUtcNow());
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // Whoever hung up gets nothing that could be taken for the whole.
                httpContext.Abort();
            }
            catch
            {
                httpContext.Abort();
                throw;
            }
        }
    }
}

/// <summary>Every copy that was asked for.</summary>
/// <param name="Wait">How long its entry waits before it goes into the record; null: not at all.</param>
internal sealed record CopyStartModel(IReadOnlyList<OwnCopyView> Before, TimeSpan? Wait)
{
    public string ReadyIn => Wait is { } wait && wait >= TimeSpan.FromMinutes(1) ? $"within {WordsOf.Count((long)Math.Ceiling(wait.TotalMinutes) + 1, "minute")} after you ask" : "a few seconds after you ask";

    /// <summary>The one that is still open; null: a new one can be asked for.</summary>
    public OwnCopyView? Open => Before.FirstOrDefault(copy => copy.Standing != CopyStanding.Ended);
}
