using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using Writ.Base;
using Writ.Ledger.Requests;
using Writ.Neighbors.Places;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Standing;
using Writ.Neighbors.Text;
using Writ.Store;

namespace Writ.Neighbors.Rules;

/// <summary>A request that breaks none of the rules that a machine can hold.</summary>
/// <param name="Document">As it would be published, were it published now.</param>
internal sealed record CheckedRequest(RequestDocument Document, string CaseKey, long DwellingMinutes, IReadOnlyList<Touched> Touched);

/// <summary>All rules of a request in one place, in the order of its form. Everything that is wrong is said at once.</summary>
internal sealed class CheckRequest(RequestLimits limits, TownMap town)
{
    private const int MostText = 2000;

    public async Task<Result<CheckedRequest>> Check(
        IWork work, CommunityRequest row, TypedRequest typed, AgencyStanding standing, string agencyName, DateTimeOffset now)
    {
        if (!standing.InForce) return RuleRefusals.Inert;
        var checks = new Checks();
        TextForm.Line(checks, typed.Case, 60, "/case");
        var key = CaseKeyOf(typed.Case);
        if (typed.Case.Length > 0 && key.Length < 3) checks.Add(new Refusal("input-missing", "Give the reference of your own case, with its number.", RefusalKind.Invalid, "/case"));
        if (Incident.Find(typed.Incident) is null) checks.Add(RuleRefusals.Incident);
        var window = WindowOf(typed, standing.Zone, checks, now);
        var point = Found(AreaText.Line(typed.Point), RuleRefusals.PointForm, checks);
        var area = Found(AreaText.Read(typed.Area, limits), checks);
        if (area is not null && point is { } place)
        {
            if (!area.Holds(place)) checks.Add(RuleRefusals.PointOutsideArea);
            if (!standing.Jurisdiction!.Covers(new Point(place.Longitude, place.Latitude))) checks.Add(RuleRefusals.PointOutsideJurisdiction);
        }

        var dwellings = area is null ? 0 : Dwellings(area, checks);
        TextForm.Check(checks, typed.Facts, MostText, "/facts");
        TextForm.Check(checks, typed.LookingFor, MostText, "/looking-for");
        TextForm.Line(checks, typed.Contact, 120, "/contact");
        if (!checks.Ok || window is null || area is null || point is null) return checks.Refusal;

        // Rounded up: a minute begun is a minute asked.
        var minutes = dwellings * (long)Math.Ceiling(window.Length.TotalMinutes);
        if (await Case(work, row, key, now) is { } used) return used;
        if (await Budget(work, row, minutes, now) is { } spent) return spent;
        var document = new RequestDocument(
            row.Id, row.AgencyId, agencyName, row.Corrects, typed.Case, typed.Incident, typed.Facts, typed.LookingFor, typed.Contact,
            [.. area.Corners.Select(c => new GroundPoint(c.Latitude, c.Longitude))], new GroundPoint(point.Value.Latitude, point.Value.Longitude),
            Whole(window.Incident), Whole(window.From), Whole(window.To), dwellings, (long)Math.Round(area.SquareMetres), Whole(now), Whole(now) + limits.Open, null);
        return new CheckedRequest(document, key, minutes, town.TouchedBy(area, window.From, window.To));
    }

    /// <summary>What may have changed while it waited for people: standing, the incident's age, the case, the budget. Null where nothing forbids it.</summary>
    public async Task<Refusal?> Again(IWork work, CommunityRequest row, AgencyStanding standing, DateTimeOffset now)
    {
        if (!standing.InForce) return RuleRefusals.Inert;
        if (now - row.IncidentAt!.Value > limits.OldestIncident) return RuleRefusals.IncidentOld(limits.OldestIncident);
        return await Case(work, row, row.CaseKey!, now) ?? await Budget(work, row, row.DwellingMinutes!.Value, now);
    }

    /// <summary>Two spellings of one reference are one case.</summary>
    public static string CaseKeyOf(string reference) => string.Concat(reference.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private Window? WindowOf(TypedRequest typed, TimeZoneInfo zone, Checks checks, DateTimeOffset now)
    {
        DateTimeOffset? Read(string text, string field) => LocalTime.Read(text, zone, typed.Pass, field) is { } read && read.TryGet(out var at, out var refusal) ? at : Add(checks, refusal!);
        var (incident, from, to) = (Read(typed.IncidentAt, "/incident-at"), Read(typed.From, "/from"), Read(typed.To, "/to"));
        if (incident is null || from is null || to is null) return null;
        var window = new Window(incident.Value, from.Value, to.Value);
        window.Check(checks, limits, now);
        return window;
    }

    private int Dwellings(Area area, Checks checks)
    {
        if (town.Schools is null || town.Assemblies is null) checks.Add(RuleRefusals.NoGrounds);
        if (town.Dwellings is null)
        {
            checks.Add(RuleRefusals.NoDwellings);
            return 0;
        }

        var dwellings = town.Dwellings.Count(area);
        if (dwellings < limits.LeastDwellings) checks.Add(RuleRefusals.FewDwellings(limits.LeastDwellings));
        return dwellings;
    }

    private async Task<Refusal?> Case(IWork work, CommunityRequest row, string key, DateTimeOffset now)
    {
        // Refused ones were never put to homes, and may be asked again in better words.
        var others = await work.Db().Set<CommunityRequest>()
            .Where(r => r.AgencyId == row.AgencyId && r.CaseKey == key && r.Id != row.Id && r.State != RequestState.Draft && r.State != RequestState.Refused).ToListAsync();
        if (row.Corrects is not { } first) return others.Count > 0 ? RuleRefusals.CaseUsed : null;
        var corrected = await work.Db().Set<CommunityRequest>().SingleAsync(r => r.Id == first);
        if (corrected.CaseKey != key) return RuleRefusals.CorrectionOtherCase;
        if (limits.PostsPerCase < 2) return RuleRefusals.NoCorrections;
        if (others.Count >= limits.PostsPerCase) return RuleRefusals.CorrectionUsed;
        return corrected.IsOpen(now) ? null : RuleRefusals.CorrectionClosed;
    }

    /// <summary>What is on its way counts as if it were published: otherwise twenty at once would each find the month unspent.</summary>
    private async Task<Refusal?> Budget(IWork work, CommunityRequest row, long minutes, DateTimeOffset now)
    {
        var month = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var spent = await work.Db().Set<CommunityRequest>()
            .Where(r => r.AgencyId == row.AgencyId && r.Id != row.Id && r.State != RequestState.Draft && r.State != RequestState.Refused && (r.AnsweredAt == null || r.AnsweredAt >= month))
            .SumAsync(r => r.DwellingMinutes ?? 0);
        var left = (limits.DwellingHoursPerMonth * 60L) - spent;
        return minutes > left ? RuleRefusals.Budget(Math.Max(0, left / 60)) : null;
    }

    private static DateTimeOffset Whole(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static T? Found<T>(Result<T>? read, Refusal otherwise, Checks checks)
        where T : struct
    {
        if (read is { Ok: true } found) return found.Value;
        checks.Add(read?.Refusal is { } refusal ? refusal with { Field = otherwise.Field } : otherwise);
        return null;
    }

    private static T? Found<T>(Result<T> read, Checks checks)
        where T : class
    {
        if (read.TryGet(out var found, out var refusal)) return found;
        checks.Add(refusal);
        return null;
    }

    private static DateTimeOffset? Add(Checks checks, Refusal refusal)
    {
        checks.Add(refusal);
        return null;
    }
}
