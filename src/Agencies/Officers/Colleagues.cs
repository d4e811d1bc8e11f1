using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Store;
using Writ.Store.People;

namespace Writ.Agencies.Officers;

/// <summary>What another room gives officers to do beside their role, in words.</summary>
public interface IOfficerPart
{
    /// <summary>Of an agency's officers those who have the part.</summary>
    Task<(string Words, IReadOnlyList<OfficerId> Officers)> Of(IWork work, AgencyId agency);
}

internal enum ColleagueState
{
    /// <summary>Was here, or has a token.</summary>
    Comes,

    /// <summary>Enrolled, and not invited or not for long enough ago.</summary>
    NotInvited,

    /// <summary>An invitation is out that nobody has opened.</summary>
    Invited,

    Idle,

    Ended,
}

/// <param name="Roles">In words.</param>
/// <param name="By">Who enrolled them, in words.</param>
/// <param name="Seen">Midnight UTC of the day on which they were last here; the page says the month.</param>
/// <param name="Key">Whether a production can be sealed to them now.</param>
/// <param name="New">Enrolled within the last 30 days.</param>
internal sealed record Colleague(
    string Id, string? Name, string Title, IReadOnlyList<string> Roles, DateTimeOffset Since, string By, DateTimeOffset? Seen, ColleagueState State, DateTimeOffset? OffAt, bool Key, bool You, bool New)
{
    public string Shown => Name is null ? Title : $"{Name}, {Title}";

    public bool Off => State is ColleagueState.Idle or ColleagueState.Ended;

    public string StateWords => State switch
    {
        ColleagueState.Comes => "Active",
        ColleagueState.Invited => "Invited, link not used yet",
        ColleagueState.NotInvited => "Enrolled, was never here",
        ColleagueState.Idle => "Switched off",
        ColleagueState.Ended => "Ended",
    };
}

/// <param name="Admin">Whether who looks is an admin of the agency.</param>
internal sealed record ColleagueList(IReadOnlyList<Colleague> All, bool Admin, int IdleDays);

/// <summary>Who else of the agency can follow its demands, since when, by whom, with which parts, and who cannot any more: so that a chief notices a stranger.</summary>
internal sealed class Colleagues(IStore store, StaffNames staff, OfficerLimits limits, IEnumerable<IOfficerPart> parts, TimeProvider time)
{
    public const string List = "/officer/colleagues";

    private const int Most = 500;

    private static readonly TimeSpan Newly = TimeSpan.FromDays(30);

    public static void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapGet(List, async (HttpContext http, Colleagues use, Caller caller) => await DeskAnswers.Show<ColleaguesPage>(http, await use.Of(caller)))
            .RequireAuthorization(Scopes.Page(Scopes.DemandsRead)).WarnsOfEnd();

    private Task<ColleagueList> Of(Caller caller) => store.Look(async work =>
    {
        var (now, agency) = (time.GetUtcNow(), caller.Agency!.Value);
        var officers = await work.Db().Set<Officer>().AsNoTracking().Where(o => o.AgencyId == agency).OrderBy(o => o.EnrolledAt).ThenBy(o => o.Id).Take(Most).ToListAsync();
        var ids = officers.Select(o => o.Id).ToList();
        var usable = (await work.Db().Set<OfficerKey>().Where(k => ids.Contains(k.OfficerId) && k.RevokedAt == null && k.UsableFrom <= now).Select(k => k.OfficerId).ToListAsync()).ToHashSet();
        var (waiting, people) = ((await Invitations.Waiting(work, now)).ToHashSet(), await staff.All(work));
        var roles = new List<(string Words, HashSet<OfficerId> Officers)> { ("Admin of the agency", [.. await AgencyRegister.Admins(work, agency)]) };
        foreach (var part in parts)
        {
            var (words, who) = await part.Of(work, agency);
            roles.Add((words, [.. who]));
        }

        return new ColleagueList(
            [.. officers.Select(o => new Colleague(
                o.Id.Text, o.Name, o.Title, [.. roles.Where(r => r.Officers.Contains(o.Id)).Select(r => r.Words)], o.EnrolledAt, By(o), o.SeenAt, State(o), o.OffAt, usable.Contains(o.Id),
                o.Id.Text == caller.Subject, now - o.EnrolledAt < Newly))],
            caller.May(Scopes.PartnersOwn), limits.IdleDays);

        string By(Officer o) => officers.FirstOrDefault(c => c.Id.Text == o.EnrolledBy) is { } colleague ? colleague.Shown
            : people.TryGetValue(o.EnrolledBy, out var known) ? $"The company: {known.Name}" : "The company";

        ColleagueState State(Officer o) => o.OffWhy switch
        {
            OfficerOff.Ended => ColleagueState.Ended,
            OfficerOff.Idle => ColleagueState.Idle,
            null when now - o.IdleFrom >= limits.Idle() => ColleagueState.Idle,
            null when waiting.Contains(o.Id.Text) => ColleagueState.Invited,
            null => o.SeenAt is null ? ColleagueState.NotInvited : ColleagueState.Comes,
        };
    });
}
