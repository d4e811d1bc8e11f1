using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.Access;
using Writ.Store.People;

namespace Writ.Agencies;

/// <summary>Who asks, as the gate and the doors may know it.</summary>
/// <param name="Verified">Whether the agency is verified now.</param>
public sealed record Requester(OfficerId Officer, AgencyId Agency, string AgencyName, string Country, string Kind, bool Verified);

/// <summary>An officer as their own pages, their colleagues' and the company's name them.</summary>
/// <param name="Title">Name or badge, role and unit.</param>
/// <param name="Role">Role and unit alone, for those who gave them something.</param>
public sealed record OfficerTitle(string Title, AgencyId Agency, string AgencyName, string Role);

/// <summary>An agency as lists name it.</summary>
public sealed record AgencyName(AgencyId Id, string Name);

/// <summary>A key that a production can be sealed to.</summary>
public sealed record RecipientKey(string Thumbprint, byte[] Spki, DateTimeOffset UsableFrom);

/// <summary>The register of those who may ask, for other rooms to look things up in.</summary>
public sealed class AgencyRegister
{
    /// <summary>Null where there is no such officer.</summary>
    public Task<Requester?> Find(IWork work, OfficerId officer) => Task.FromResult(work.Rows(
        "SELECT a.id, a.name, a.country, a.kind, a.state FROM officer o JOIN agency a ON a.id = o.agency_id WHERE o.id = $1",
        [officer.Text],
        row => new Requester(
            officer, AgencyId.FromTrusted(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetString(3),
            row.GetString(4) == nameof(AgencyState.Verified))).SingleOrDefault());

    /// <summary>Every agency there is, by name.</summary>
    public Task<IReadOnlyList<AgencyName>> Names(IWork work) => Task.FromResult<IReadOnlyList<AgencyName>>(work.Rows(
        "SELECT id, name FROM agency ORDER BY name, id", [], row => new AgencyName(AgencyId.FromTrusted(row.GetString(0)), row.GetString(1))));

    /// <summary>Whether the officer's access was ended or switched off. An officer may have a token only, and no person's row.</summary>
    public static bool IsOff(IWork work, OfficerId officer) =>
        work.Rows(
            "SELECT 1 FROM officer o LEFT JOIN person p ON p.subject = o.id WHERE o.id = $1 AND (o.off_at IS NOT NULL OR p.ended_at IS NOT NULL)", [officer.Text], _ => true).Count > 0;

    /// <summary>Whom an agency's admins are: officers who may come and have that role.</summary>
    public static async Task<IReadOnlyList<OfficerId>> Admins(IWork work, AgencyId agency)
    {
        var people = await work.Db().Set<Person>().AsNoTracking().Where(p => p.AgencyId == agency && p.EndedAt == null).ToListAsync();
        return [.. people.Where(p => p.Roles.Split(' ').Contains(Partnerships.Oversight.NameAdmin.Role)).Select(p => OfficerId.FromTrusted(p.Subject)).Where(id => !IsOff(work, id))];
    }

    /// <summary>The agency of an officer; null where there is no such officer.</summary>
    public static AgencyId? AgencyOf(IWork work, OfficerId officer) =>
        work.Rows("SELECT agency_id FROM officer WHERE id = $1", [officer.Text], row => (AgencyId?)AgencyId.FromTrusted(row.GetString(0))).SingleOrDefault();

    /// <summary>Name, role and unit of an officer, and their agency; null where there is no such officer.</summary>
    public async Task<OfficerTitle?> Title(IWork work, OfficerId officer) => await (
        from o in work.Db().Set<Officer>().AsNoTracking()
        join a in work.Db().Set<Agency>() on o.AgencyId equals a.Id
        where o.Id == officer
        select new OfficerTitle(o.Name == null ? o.Title : o.Name + ", " + o.Title, a.Id, a.Name, o.Title)).SingleOrDefaultAsync();

    /// <summary>
    /// Whether this member of staff enrolled the officer, issued one of their tokens or invited them to sign in: each is a way to
    /// act as the officer, so they may not also let data out to them.
    /// </summary>
    public async Task<bool> IsVouchedForBy(IWork work, OfficerId officer, string staff) =>
        work.Rows("SELECT 1 FROM officer WHERE id = $1 AND enrolled_by = $2", [officer.Text, staff], _ => true).Count > 0
        || await AccessTokens.WasIssuedBy(work, officer.Text, staff)
        || await Invitations.WasMadeBy(work, officer.Text, staff);

    /// <summary>The officer's keys that are not revoked, cooling-off or past it.</summary>
    public Task<IReadOnlyList<RecipientKey>> Keys(IWork work, OfficerId officer) => Task.FromResult<IReadOnlyList<RecipientKey>>(work.Rows(
        "SELECT thumbprint, spki, usable_from FROM officer_key WHERE officer_id = $1 AND revoked_at IS NULL ORDER BY thumbprint",
        [officer.Text],
        row => new RecipientKey(row.GetString(0), row.GetFieldValue<byte[]>(1), new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero))));
}
