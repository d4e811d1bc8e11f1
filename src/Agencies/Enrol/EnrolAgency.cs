using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies.Verify;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Agencies.Enrol;

/// <summary>Enrolling an agency: from now on it is known, and still may ask for nothing.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Kind">police, fire, rescue, prosecutor, court, agency, legislature or unspecified.</param>
public sealed record EnrolAgencyRequest(string Name, string Country, string Kind);

/// <param name="State">Enrolled, Verified or Suspended.</param>
public sealed record AgencyView(
    string Id, string Name, string Country, string Kind, string State, DateTimeOffset EnrolledAt, DateTimeOffset? VerifiedAt, string? VerifiedHow,
    string? VerifiedBy, string? VerifiedEvidence)
    : ICreated
{
    string ICreated.Address => $"/api/v1/agencies/{Id}";

    internal static AgencyView Of(Agency a) =>
        new(a.Id.Text, a.Name, a.Country, a.Kind, a.State.ToString(), a.EnrolledAt, a.VerifiedAt, a.VerifiedHow, a.VerifiedBy, a.VerifiedEvidence);
}

/// <summary>Enrols agencies: for the endpoint, the seed and replays.</summary>
public sealed class EnrolAgency(IStore store, TimeProvider time)
{
    internal static readonly string[] Kinds = ["police", "fire", "rescue", "prosecutor", "court", "agency", "legislature", "unspecified"];

    /// <param name="once">The id it gets, where a form was given one beforehand: sent again, the form enrols nothing again.</param>
    public async Task<Result<AgencyView>> Handle(EnrolAgencyRequest request, Caller caller, AgencyId? once = null)
    {
        var checks = new Checks();
        checks.Line(request.Name, 200, "/name");
        checks.Require(request.Country is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'], "agencies-country", "Give the country as two capital letters (ISO 3166-1).", "/country");
        checks.Require(Kinds.Contains(request.Kind), "agencies-kind", $"Choose one of: {string.Join(", ", Kinds)}.", "/kind");
        if (!checks.Ok) return checks.Refusal;
        return await store.Act<AgencyView>(async work =>
        {
            if (once is { } known && await work.Db().Set<Agency>().SingleOrDefaultAsync(a => a.Id == known) is { } earlier)
                return earlier.EnrolledBy == caller.Subject ? AgencyView.Of(earlier) : AgencyRefusals.Unknown;
            var agency = new Agency
            {
                Id = once ?? AgencyId.New(),
                Name = request.Name,
                Country = request.Country,
                Kind = request.Kind,
                State = AgencyState.Enrolled,
                EnrolledAt = time.GetUtcNow(),
                EnrolledBy = caller.Subject,
            };
            work.Db().Add(agency);

            // At once: the tables that point at it are written in an order that nobody promises.
            await work.Db().SaveChangesAsync();
            work.Db().Add(new AgencyEvent { AgencyId = agency.Id, At = agency.EnrolledAt, Actor = caller.Subject, Kind = AgencyEventKind.Enrolled });
            await Outbox.Append(work, Facts.AgencyEnrolled(agency.Id, agency.Name, agency.Country, agency.Kind, agency.EnrolledAt));
            return AgencyView.Of(agency);
        });
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/agencies", (EnrolAgencyRequest request, EnrolAgency use, Caller caller) => use.Handle(request, caller))
            .RequireAuthorization(Scopes.AgenciesWrite).WithSummary("Enrol an agency").Produces<AgencyView>(201);
        api.MapGet("/agencies", (IStore store) => store.Look<Result<AgencyView[]>>(async work =>
                (await work.Db().Set<Agency>().OrderBy(a => a.Name).ToListAsync()).Select(AgencyView.Of).ToArray()))
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("All agencies and how they were verified").Produces<AgencyView[]>();
        api.MapGet("/agencies/{id}", (string id, IStore store) => store.Look<Result<AgencyView>>(async work =>
                AgencyId.TryParse(id, out var agencyId) && await work.Db().Set<Agency>().SingleOrDefaultAsync(a => a.Id == agencyId) is { } agency
                    ? AgencyView.Of(agency)
                    : AgencyRefusals.Unknown))
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("One agency").Produces<AgencyView>();
    }
}
