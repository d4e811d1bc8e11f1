using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Review;
using Writ.Gate.Notices;
using Writ.Store;

namespace Writ.Demands.Withdraw;

public sealed record WithdrawnView(string Id, string State);

/// <summary>An agency takes a demand back before it is approved. Its leaf stays in the record, and it is counted.</summary>
internal sealed class WithdrawDemand(IStore store, NoticeDesk notices, NoticeCases cases, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/demands/{id}/withdrawal", (string id, WithdrawDemand use, Caller caller) => use.Handle(id, caller))
            .RequireAuthorization(Scopes.DemandsWrite).WithSummary("Withdraw a demand of your agency").Produces<WithdrawnView>();

    private Task<Result<WithdrawnView>> Handle(string id, Caller caller) => store.Act<WithdrawnView>(async work =>
    {
        if (!DemandId.TryParse(id, out var demandId)) return DemandRefusals.Unknown;
        if (await DemandQueries.Find(work, demandId) is not { } d || d.AgencyId != caller.Agency) return DemandRefusals.Unknown;
        if (d.State is not (DemandState.Received or DemandState.Decided)) return DemandRefusals.WrongState;
        d.State = DemandState.Withdrawn;
        d.ClosedAt = time.GetUtcNow();
        DemandQueries.Tell(work, d.Id, d.ClosedAt.Value, caller.Subject, "withdrawn");
        await notices.Answered(work, await cases.Of(work, d, await DemandQueries.Items(work, d.Id)), withdrawn: true);
        return new WithdrawnView(d.Id.Text, d.State.Word());
    });
}
