using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Review.Case;
using Writ.Gate.Notices;
using Writ.Gate.Notices.Barring;
using Writ.Gate.Notices.Objecting;
using Writ.Gate.Notices.Tell;
using Writ.Store;

namespace Writ.Demands.Review;

/// <param name="Kind">court-order or statute.</param>
/// <param name="Authority">The court, or the law by name.</param>
/// <param name="Reference">Of the order, or the section.</param>
/// <param name="EndsOn">The day on which it has ended and notices go out; after today, at most 366 days from now.</param>
/// <param name="Reason">Why it applies here.</param>
public sealed record RecordBarRequest(string Kind, string Authority, string Reference, DateOnly EndsOn, string Reason);

/// <param name="Why">Why the bar no longer binds.</param>
public sealed record LiftBarRequest(string Why);

/// <param name="Reason">Why the gag that the demand asserts binds nobody.</param>
public sealed record NoBarRequest(string Reason);

/// <param name="Date">The day that stands on the letter: today.</param>
public sealed record LetterPrintedRequest(DateOnly Date);

/// <param name="Decision">uphold or overrule.</param>
/// <param name="Reason">What the person reads.</param>
public sealed record DecideObjectionRequest(string Decision, string Reason);

/// <summary>Everything about telling the persons concerned by one demand.</summary>
public sealed record CaseNoticesView(IReadOnlyList<NoticeView> Notices, BarsView Bars, IReadOnlyList<ObjectionView> Objections);

/// <summary>What the team does about telling people: bars, letters, objections, previews.</summary>
internal sealed class TellPeople(IStore store, TeamNotices team, Bars bars, NoticeLetters letters, Objections objections, TimeProvider time)
{
    /// <summary>Word in the timeline: somebody of staff took the file of an objection.</summary>
    public const string FileTaken = "objection-file-taken";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/review/{id}/notices", (string id, TellPeople use) => use.Show(id))
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("Notices, bars and objections of a case").Produces<CaseNoticesView>();
        api.MapGet("/review/{id}/notices/{notice}", (string id, string notice, TellPeople use, CancellationToken cancel) => use.Preview(id, notice, null, cancel))
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("A notice's mail and letter, as they went or would go now").Produces<NoticePreview>();
        api.MapPost("/review/{id}/notices/{notice}/letter", (string id, string notice, LetterPrintedRequest request, TellPeople use, Caller caller) => use.Printed(id, notice, request, caller))
            .RequireAuthorization(Scopes.ReviewDecide).WithSummary("Say that a letter was printed and goes to the post").Produces<CaseNoticesView>();
        api.MapPost("/review/{id}/bars", (string id, RecordBarRequest request, TellPeople use, Caller caller) => use.Record(id, request, caller))
            .RequireAuthorization(Scopes.ReviewDecide).WithSummary("Record a legal bar to telling, with its end").Produces<CaseNoticesView>();
        api.MapPost("/review/{id}/bars/none", (string id, NoBarRequest request, TellPeople use, Caller caller) => use.None(id, request, caller))
            .RequireAuthorization(Scopes.ReviewDecide).WithSummary("Say that no bar forbids telling").Produces<CaseNoticesView>();
        api.MapPost("/review/{id}/bars/{bar}/lifting", (string id, string bar, LiftBarRequest request, TellPeople use, Caller caller) => use.Lift(id, bar, request, caller))
            .RequireAuthorization(Scopes.ReviewDecide).WithSummary("Lift a bar before its end").Produces<CaseNoticesView>();
        api.MapPost("/review/{id}/objections/{objection}/decision", (string id, string objection, DecideObjectionRequest request, TellPeople use, Caller caller) => use.Decide(id, objection, request, caller))
            .RequireAuthorization(Scopes.ReviewDecide).WithSummary("Decide an objection: uphold or overrule").Produces<CaseNoticesView>();
        api.MapGet("/review/{id}/objections/{objection}/file", (string id, string objection, TellPeople use, Caller caller, CancellationToken cancel) => use.File(id, objection, caller, cancel))
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("The file that came with an objection").Produces(200, contentType: "application/octet-stream");
    }

    /// <summary>Part of a case, too.</summary>
    public async Task<CaseNoticesView> Of(IWork work, Demand d) =>
        new(await team.Notices(work, d.Id), await team.Bars(work, d.Id, d.Gag), await team.Objections(work, d.Id));

    private Task<Result<CaseNoticesView>> Show(string id) => store.Look<Result<CaseNoticesView>>(async work =>
        DemandId.TryParse(id, out var demandId) && await DemandQueries.Find(work, demandId) is { } d ? await Of(work, d) : DemandRefusals.Unknown);

    /// <param name="back">Where the letter is opened from.</param>
    internal async Task<Result<NoticePreview>> Preview(string id, string notice, string? back, CancellationToken cancel) =>
        DemandId.TryParse(id, out var demandId) && NoticeId.TryParse(notice, out var noticeId)
            ? await letters.Preview(demandId, noticeId, back, cancel)
            : DemandRefusals.Unknown;

    internal Task<Result<CaseNoticesView>> Record(string id, RecordBarRequest request, Caller caller) => Act(id, async (work, d) =>
        (await bars.Record(work, d.Id, d.Gag, new NewBar(request.Kind, request.Authority, request.Reference, request.EndsOn, request.Reason), caller.Subject)).Map(_ => true));

    internal Task<Result<CaseNoticesView>> None(string id, NoBarRequest request, Caller caller) => Act(id, (work, d) =>
        bars.SayNone(work, d.Id, d.Gag, request.Reason, caller.Subject));

    internal Task<Result<CaseNoticesView>> Lift(string id, string bar, LiftBarRequest request, Caller caller) => Act(id, async (work, d) =>
        BarId.TryParse(bar, out var barId) ? await bars.Lift(work, d.Id, barId, request.Why, caller.Subject) : DemandRefusals.Unknown);

    internal Task<Result<CaseNoticesView>> Printed(string id, string notice, LetterPrintedRequest request, Caller caller) => Act(id, async (work, d) =>
        NoticeId.TryParse(notice, out var noticeId) ? await letters.Printed(work, d.Id, noticeId, request.Date, caller.Subject) : DemandRefusals.Unknown);

    internal Task<Result<CaseNoticesView>> Decide(string id, string objection, DecideObjectionRequest request, Caller caller) => Act(id, async (work, d) =>
    {
        if (!ObjectionId.TryParse(objection, out var objectionId)) return DemandRefusals.Unknown;
        var checks = new Checks();
        checks.Require(request.Decision is "uphold" or "overrule", "demands-objection-decision", "Decide uphold or overrule.", "/decision");
        checks.Line(request.Reason, 500, "/reason");
        return checks.Ok ? await objections.Decide(work, d.Id, objectionId, request.Decision == "uphold", request.Reason, caller.Subject) : checks.Refusal;
    });

    /// <summary>That it was taken is written down before it is handed out.</summary>
    internal async Task<Result<IResult>> File(string id, string objection, Caller caller, CancellationToken cancel)
    {
        if (!DemandId.TryParse(id, out var demandId) || !ObjectionId.TryParse(objection, out var objectionId)) return DemandRefusals.Unknown;
        if (!(await objections.File(demandId, objectionId, cancel)).TryGet(out var file, out var refusal)) return refusal;
        var recorded = await store.Act<bool>(async work =>
        {
            var (now, note) = (time.GetUtcNow(), objectionId.Text);
            var since = now - Looks.Together;
            if (!await work.Db().Set<DemandEvent>().AnyAsync(e => e.DemandId == demandId && e.Actor == caller.Subject && e.Kind == FileTaken && e.Note == note && e.At > since))
                DemandQueries.Tell(work, demandId, now, caller.Subject, FileTaken, note);
            return true;
        }, cancel);

        // Never the type that a stranger declared: a browser must not be led to run it.
        return recorded.Ok ? Result<IResult>.Of(Results.Bytes(file.Content, "application/octet-stream", $"{objectionId}.objection")) : recorded.Refusal;
    }

    /// <summary>Acts, then shows what stands now; a row that the act only tracks is seen after it.</summary>
    private async Task<Result<CaseNoticesView>> Act(string id, Func<IWork, Demand, Task<Result<bool>>> act)
    {
        var done = await store.Act<bool>(async work =>
            DemandId.TryParse(id, out var demandId) && await DemandQueries.Find(work, demandId) is { } d ? await act(work, d) : DemandRefusals.Unknown);
        return done.Ok ? await Show(id) : done.Refusal;
    }
}
