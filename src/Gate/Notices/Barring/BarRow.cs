using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Gate.Notices.Barring;

/// <summary>A legal bar to telling a person, as a reviewer recorded it.</summary>
internal sealed class BarRow
{
    public required BarId Id { get; init; }

    public required DemandId DemandId { get; init; }

    public required BarKind Kind { get; init; }

    public required string Authority { get; init; }

    public required string Reference { get; init; }

    public required string Reason { get; init; }

    public required DateOnly EndsOn { get; init; }

    /// <summary>The first moment of that day, in the company's time zone.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    public DateTimeOffset? LiftedAt { get; set; }

    public string? LiftedBy { get; set; }

    public string? LiftedWhy { get; set; }

    public bool InForce(DateTimeOffset now) => LiftedAt is null && now < EndsAt;
}

internal enum BarKind
{
    CourtOrder,
    Statute,
}

/// <summary>Whether a person may be told of a demand now.</summary>
internal enum BarStanding
{
    /// <summary>Nothing forbids it.</summary>
    Clear,

    /// <summary>The demand asserts a gag; nobody has recorded a bar or said that there is none. Nobody is told meanwhile.</summary>
    Undecided,

    /// <summary>A recorded bar forbids it until its end.</summary>
    InForce,
}

internal static class BarQueries
{
    /// <summary>As of what was written; null where the gate has heard of no such demand.</summary>
    public static async Task<BarStanding?> Standing(IWork work, DemandId demand, DateTimeOffset now)
    {
        var found = await work.Db().Set<NoticeCaseRow>().AsNoTracking().SingleOrDefaultAsync(c => c.DemandId == demand);
        if (found is null) return null;
        var bars = await work.Db().Set<BarRow>().AsNoTracking().Where(b => b.DemandId == demand).ToListAsync();
        if (bars.Any(b => b.InForce(now))) return BarStanding.InForce;
        return found is { Gag: true, NoneSaidAt: null } && bars.Count == 0 ? BarStanding.Undecided : BarStanding.Clear;
    }
}
