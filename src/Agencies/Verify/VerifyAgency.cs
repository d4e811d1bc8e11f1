using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies.Enrol;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Agencies.Verify;

/// <summary>
/// Verifying an agency out of band. Control of a mailbox is not identity: genuine police mailboxes are sold.
/// </summary>
/// <param name="How">call-back, in-person, registered-post or official-register: the closed set.</param>
/// <param name="Evidence">What was done. Kept here, never published.</param>
/// <param name="Source">Where the number or address came from: not from the agency itself. Kept here, never published.</param>
public sealed record VerifyAgencyRequest(string How, string Evidence, string? Source = null);

/// <param name="Reason">Published in the record.</param>
public sealed record SuspendAgencyRequest(string Reason);

public sealed class VerifyAgency(IStore store, AgencyOptions options, TimeProvider time)
{
    internal static readonly string[] Ways = ["call-back", "in-person", "registered-post", "official-register"];

    public Task<Result<AgencyView>> Handle(AgencyId id, VerifyAgencyRequest request, Caller caller)
    {
        var checks = new Checks();
        checks.Require(Ways.Contains(request.How) || (options.Replay && request.How == "replay"), "agencies-way", $"Choose how it was checked: {string.Join(", ", Ways)}.", "/how");
        checks.Line(request.Evidence, 1000, "/evidence");
        if (request.Source is not null) checks.Line(request.Source, 300, "/source");
        return checks.Ok ? Act() : Task.FromResult<Result<AgencyView>>(checks.Refusal);

        Task<Result<AgencyView>> Act() => Change(id, async (agency, work) =>
        {
            if (agency.State == AgencyState.Verified) return AgencyRefusals.WrongState;
            if (agency.EnrolledBy == caller.Subject) return AgencyRefusals.SameVerifier;
            agency.State = AgencyState.Verified;
            agency.VerifiedAt = time.GetUtcNow();
            agency.VerifiedBy = caller.Subject;
            agency.VerifiedHow = request.How;
            agency.VerifiedEvidence = request.Evidence;
            work.Db().Add(new AgencyEvent
            {
                AgencyId = id, At = agency.VerifiedAt.Value, Actor = caller.Subject, Kind = AgencyEventKind.Verified,
                How = request.How, Source = request.Source, Evidence = request.Evidence,
            });
            await Outbox.Append(work, Facts.AgencyVerified(agency.Id, request.How, "staff", agency.VerifiedAt.Value));
            return AgencyView.Of(agency);
        });
    }

    public Task<Result<AgencyView>> Suspend(AgencyId id, SuspendAgencyRequest request, Caller caller)
    {
        var checks = new Checks();
        checks.Line(request.Reason, 300, "/reason");
        return checks.Ok ? Act() : Task.FromResult<Result<AgencyView>>(checks.Refusal);

        Task<Result<AgencyView>> Act() => Change(id, async (agency, work) =>
        {
            if (agency.State == AgencyState.Suspended) return AgencyRefusals.WrongState;
            agency.State = AgencyState.Suspended;
            var now = time.GetUtcNow();
            work.Db().Add(new AgencyEvent { AgencyId = id, At = now, Actor = caller.Subject, Kind = AgencyEventKind.Suspended, Reason = request.Reason });
            await Outbox.Append(work, Facts.AgencySuspended(agency.Id, request.Reason, now));
            return AgencyView.Of(agency);
        });
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/agencies/{id}/verification", (string id, VerifyAgencyRequest request, VerifyAgency use, Caller caller) =>
                AgencyId.TryParse(id, out var agency) ? use.Handle(agency, request, caller) : Unknown())
            .RequireAuthorization(Scopes.AgenciesVerify).WithSummary("Verify an agency, with evidence").Produces<AgencyView>();
        api.MapPost("/agencies/{id}/suspension", (string id, SuspendAgencyRequest request, VerifyAgency use, Caller caller) =>
                AgencyId.TryParse(id, out var agency) ? use.Suspend(agency, request, caller) : Unknown())
            .RequireAuthorization(Scopes.AgenciesVerify).WithSummary("Suspend an agency, publicly").Produces<AgencyView>();
    }

    private static Task<Result<AgencyView>> Unknown() => Task.FromResult<Result<AgencyView>>(AgencyRefusals.Unknown);

    private Task<Result<AgencyView>> Change(AgencyId id, Func<Agency, IWork, Task<Result<AgencyView>>> change) => store.Act<AgencyView>(
        async work => await work.Db().Set<Agency>().SingleOrDefaultAsync(a => a.Id == id) is { } agency
            ? await change(agency, work)
            : AgencyRefusals.Unknown);
}
