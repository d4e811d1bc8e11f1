using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.Access;
using Writ.Store.People;

namespace Writ.Agencies;

/// <summary>Who asks, as the gate and the doors may know it.</summary>
/// <param name="Verified">Whether the agency is verified now.</param>
public sealed record Requester(OfficerId Officer, AgencyId Agency, string AgencyName, string Country, string Kind, bool Verified);

/// <summary>An officer as their own pages name them.</summary>
public sealed record OfficerTitle(string Title, AgencyId Agency, string AgencyName);

/// <summary>A key that a production can be sealed to.</summary>
public sealed record RecipientKey(string Thumbprint, byte[] Spki, DateTimeOffset UsableFrom);

/// <summary>The register of those who may ask, for other rooms to look things up in.</summary>
public sealed class AgencyRegister
{
    /// <summary>Null where there is no such officer.</summary>
    public async Task<Requester?> Find(IWork work, OfficerId officer) => await (
        from o in work.Db().Set<Officer>().AsNoTracking()
        join a in work.Db().Set<Agency>() on o.AgencyId equals a.Id
        where o.Id == officer
        select new Requester(o.Id, a.Id, a.Name, a.Country, a.Kind, a.State == AgencyState.Verified)).SingleOrDefaultAsync();

    /// <summary>Role and unit of an officer, and their agency; null where there is no such officer.</summary>
    public async Task<OfficerTitle?> Title(IWork work, OfficerId officer) => await (
        from o in work.Db().Set<Officer>().AsNoTracking()
        join a in work.Db().Set<Agency>() on o.AgencyId equals a.Id
        where o.Id == officer
        select new OfficerTitle(o.Title, a.Id, a.Name)).SingleOrDefaultAsync();

    /// <summary>
    /// Whether this member of staff enrolled the officer, issued one of their tokens or invited them to sign in: each is a way to
    /// act as the officer, so they may not also let data out to them.
    /// </summary>
    public async Task<bool> IsVouchedForBy(IWork work, OfficerId officer, string staff) =>
        await work.Db().Set<Officer>().AnyAsync(o => o.Id == officer && o.EnrolledBy == staff)
        || await AccessTokens.WasIssuedBy(work, officer.Text, staff)
        || await Invitations.WasMadeBy(work, officer.Text, staff);

    /// <summary>The officer's keys that are not revoked, cooling-off or past it.</summary>
    public async Task<IReadOnlyList<RecipientKey>> Keys(IWork work, OfficerId officer) => await work.Db().Set<OfficerKey>()
        .AsNoTracking()
        .Where(k => k.OfficerId == officer && k.RevokedAt == null)
        .OrderBy(k => k.Thumbprint)
        .Select(k => new RecipientKey(k.Thumbprint, k.Spki, k.UsableFrom))
        .ToListAsync();
}
