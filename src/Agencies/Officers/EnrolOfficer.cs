using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.Access;
using Writ.Store.Jobs;

namespace Writ.Agencies.Officers;

/// <param name="Title">Role and unit, for instance <c>Detective, fraud unit</c>.</param>
/// <param name="Name">As the agency writes it: a name or a badge. Colleagues see it, so that a stranger is noticed.</param>
public sealed record EnrolOfficerRequest(string Title, string? Name = null);

/// <param name="Scopes">Null: all that an officer may have.</param>
/// <param name="Days">How long the token lasts, 1 to 90.</param>
public sealed record IssueTokenRequest(IReadOnlyList<string>? Scopes, int Days = 30);

public sealed record OfficerView(string Id, string Agency, string Title, DateTimeOffset EnrolledAt, string? Name = null) : ICreated
{
    string ICreated.Address => $"/api/v1/officers/{Id}";
}

/// <param name="Token">Shown once; only its hash is kept.</param>
public sealed record TokenView(string Token, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt);

/// <param name="Tokens">How many tokens were ended.</param>
public sealed record RevokedView(string Subject, int Tokens);

public sealed class EnrolOfficer(IStore store, OfficerAccess access, AgencyOptions options, TimeProvider time)
{
    /// <summary>Job: the agency's admins are told that somebody was enrolled. Of the officer.</summary>
    public const string TellJob = "officer-enrolled";

    /// <param name="once">As for an agency: a form that is sent again enrols nobody again.</param>
    public async Task<Result<OfficerView>> Handle(AgencyId agencyId, EnrolOfficerRequest request, Caller caller, OfficerId? once = null)
    {
        var checks = new Checks();
        checks.Line(request.Title, 120, "/title");
        if (request.Name is not null) checks.Line(request.Name, 80, "/name");
        if (!checks.Ok) return checks.Refusal;
        return await store.Act<OfficerView>(async work =>
        {
            if (!await work.Db().Set<Agency>().AnyAsync(a => a.Id == agencyId)) return AgencyRefusals.Unknown;
            if (once is { } known && await work.Db().Set<Officer>().SingleOrDefaultAsync(o => o.Id == known) is { } earlier)
            {
                return earlier.EnrolledBy == caller.Subject && earlier.AgencyId == agencyId
                    ? new OfficerView(earlier.Id.Text, agencyId.Text, earlier.Title, earlier.EnrolledAt, earlier.Name)
                    : AgencyRefusals.Unknown;
            }

            var now = time.GetUtcNow();
            var officer = new Officer
            {
                Id = once ?? OfficerId.New(),
                AgencyId = agencyId,
                Title = request.Title,
                Name = request.Name,
                EnrolledAt = now,
                EnrolledBy = caller.Subject,
                LetInAt = now,
            };
            work.Db().Add(officer);
            await access.Wait(work, officer);
            if (!options.Replay) await JobQueue.Owe(work, TellJob, officer.Id.Text, now);
            return new OfficerView(officer.Id.Text, agencyId.Text, officer.Title, officer.EnrolledAt, officer.Name);
        });
    }

    public async Task<Result<TokenView>> IssueToken(OfficerId officerId, IssueTokenRequest request, Caller caller)
    {
        var scopes = request.Scopes ?? Scopes.OfOfficers;
        var checks = new Checks();
        checks.Require(scopes.Count > 0 && scopes.All(Scopes.OfOfficers.Contains), "agencies-scopes", $"An officer's token may hold: {string.Join(", ", Scopes.OfOfficers)}.", "/scopes");
        checks.Require(request.Days is >= 1 and <= 90, "agencies-token-days", "A token lasts 1 to 90 days.", "/days");
        if (!checks.Ok) return checks.Refusal;
        return await store.Act<TokenView>(async work =>
        {
            var officer = await work.Db().Set<Officer>().SingleOrDefaultAsync(o => o.Id == officerId);
            if (officer is null) return AgencyRefusals.Unknown;
            if (await access.LetIn(work, officerId) is { } off) return off;
            var now = time.GetUtcNow();
            var expires = now.AddDays(request.Days);
            var token = AccessTokens.Issue(work, CallerKind.Officer, officerId.Text, officer.AgencyId, scopes, now, expires, caller.Subject);
            return new TokenView(token, scopes, expires);
        });
    }

    /// <summary>Ends every token of the officer, for instance when a device is lost.</summary>
    public Task<Result<RevokedView>> RevokeTokens(OfficerId officerId) => store.Act<RevokedView>(async work =>
        await work.Db().Set<Officer>().AnyAsync(o => o.Id == officerId)
            ? new RevokedView(officerId.Text, await AccessTokens.Revoke(work, officerId.Text, time.GetUtcNow()))
            : AgencyRefusals.Unknown);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/agencies/{id}/officers", (string id, EnrolOfficerRequest request, EnrolOfficer use, Caller caller) =>
                AgencyId.TryParse(id, out var agency)
                    ? use.Handle(agency, request, caller)
                    : Task.FromResult<Result<OfficerView>>(AgencyRefusals.Unknown))
            .RequireAuthorization(Scopes.AgenciesWrite).WithSummary("Enrol an officer of an agency").Produces<OfficerView>(201);
        api.MapPost("/officers/{id}/tokens", (string id, IssueTokenRequest request, EnrolOfficer use, Caller caller) =>
                OfficerId.TryParse(id, out var officer)
                    ? use.IssueToken(officer, request, caller)
                    : Task.FromResult<Result<TokenView>>(AgencyRefusals.Unknown))
            .RequireAuthorization(Scopes.AgenciesWrite).WithSummary("Issue a token; it is shown once").Produces<TokenView>();
        api.MapPost("/officers/{id}/tokens/revocation", (string id, EnrolOfficer use) =>
                OfficerId.TryParse(id, out var officer)
                    ? use.RevokeTokens(officer)
                    : Task.FromResult<Result<RevokedView>>(AgencyRefusals.Unknown))
            .RequireAuthorization(Scopes.AgenciesWrite).WithSummary("End every token of an officer").Produces<RevokedView>();
    }
}
