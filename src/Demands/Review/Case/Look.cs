using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Demands.Review.Case;

/// <summary>Somebody of staff looked at a demand.</summary>
internal sealed class Look
{
    public long Seq { get; private set; }

    public required DemandId DemandId { get; init; }

    public required string Person { get; init; }

    public required LookedAt What { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset LastAt { get; set; }

    public required int Times { get; set; }
}

internal enum LookedAt
{
    /// <summary>The case, on its page or over the API.</summary>
    Case,

    /// <summary>The instrument's file was taken.</summary>
    File,

    /// <summary>The page on which it is approved.</summary>
    Approval,
}

/// <summary>Writes looks down before anything is shown: what cannot be recorded is not shown.</summary>
internal sealed class Looks(IStore store, TimeProvider time)
{
    /// <summary>Looks of one person at one thing within this time of the first are one entry.</summary>
    public static TimeSpan Together { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Refused where there is no such demand.</summary>
    public Task<Result<DemandId>> Record(string id, Caller caller, LookedAt what) => store.Act<DemandId>(async work =>
    {
        if (!DemandId.TryParse(id, out var demand) || !await work.Db().Set<Demand>().AnyAsync(d => d.Id == demand)) return DemandRefusals.Unknown;
        var now = time.GetUtcNow();
        var since = now - Together;
        var open = await work.Db().Set<Look>()
            .Where(l => l.DemandId == demand && l.Person == caller.Subject && l.What == what && l.FirstAt > since && l.LastAt <= now)
            .OrderByDescending(l => l.Seq).FirstOrDefaultAsync();
        if (open is null)
        {
            work.Db().Add(new Look { DemandId = demand, Person = caller.Subject, What = what, FirstAt = now, LastAt = now, Times = 1 });
        }
        else
        {
            open.LastAt = now;
            open.Times++;
        }

        return demand;
    });
}
