using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Review;
using Writ.Gate.Notices;
using Writ.Kit;
using Writ.Store;

namespace Writ.Demands.Withdraw;

public sealed record WithdrawnView(string Id, string State);

/// <summary>An agency takes a demand back before it is approved. Its leaf stays in the record, and it is counted.</summary>
internal sealed class WithdrawDemand(IStore store, NoticeDesk notices, NoticeCases cases, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/demands/{id}/withdrawal", (string id, WithdrawDemand use, Caller caller) => use.Handle(id, caller))
            .RequireAuthorization(Scopes.DemandsWrite).WithSummary("Withdraw a demand of your agency").Produces<WithdrawnView>();

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        const string Address = "/officer/demands/{id}/withdrawal";
        pages.MapGet(Address, (HttpContext http, string id, FollowPages use, Caller caller) => use.One<WithdrawPage>(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.DemandsWrite)).WarnsOfEnd();
        pages.MapPost(Address, (HttpContext http, string id, WithdrawDemand use, FollowPages follow, Caller caller) => use.Page(http, id, follow, caller))
            .RequireAuthorization(Scopes.Page(Scopes.DemandsWrite));
    }

    /// <summary>Only in the state that the officer saw; what is withdrawn already is what they wanted.</summary>
    private async Task<IResult> Page(HttpContext http, string id, FollowPages follow, Caller caller)
    {
        var withdrawn = await Handle(id, caller, (await Posted.Read(http)).Line("state"));
        if (withdrawn.Ok) return DeskAnswers.GoTo($"/officer/demands/{withdrawn.Value.Id}", "withdrawn");
        if (withdrawn.Refusal.Code != DemandRefusals.WrongState.Code) return DeskAnswers.Refused(withdrawn.Refusal);
        var now = await store.Look(work => FollowDemand.Mine(work, id, caller));
        return now is { State: DemandState.Withdrawn } ? DeskAnswers.GoTo($"/officer/demands/{id}", "withdrawn") : await follow.One<WithdrawPage>(http, id, caller, withdrawn.Refusal);
    }

    /// <param name="seen">The state's word as it was shown; null: whichever it is.</param>
    private Task<Result<WithdrawnView>> Handle(string id, Caller caller, string? seen = null) => store.Act<WithdrawnView>(async work =>
    {
        if (!DemandId.TryParse(id, out var demandId)) return DemandRefusals.Unknown;
        if (await DemandQueries.Find(work, demandId) is not { } d || d.AgencyId != caller.Agency) return DemandRefusals.Unknown;
        if (d.State is not (DemandState.Received or DemandState.Decided) || (seen ?? d.State.Word()) != d.State.Word()) return DemandRefusals.WrongState;
        d.State = DemandState.Withdrawn;
        d.ClosedAt = time.GetUtcNow();
        DemandQueries.Tell(work, d.Id, d.ClosedAt.Value, caller.Subject, "withdrawn");
        await notices.Answered(work, await cases.Of(work, d, await DemandQueries.Items(work, d.Id)), withdrawn: true);
        return new WithdrawnView(d.Id.Text, d.State.Word());
    });
}
