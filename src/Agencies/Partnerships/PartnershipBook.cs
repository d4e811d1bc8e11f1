using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Record;

namespace Writ.Agencies.Partnerships;

/// <summary>A fact that an act wants to write.</summary>
/// <param name="Slot">Which of the things that can be done once it is.</param>
/// <param name="Evidence">Kept beside it, not published.</param>
internal sealed record NewFact(Fact Fact, string Slot, string? Evidence = null);

/// <summary>What an act decides by.</summary>
/// <param name="Now">In whole seconds, as the fact will say it.</param>
internal sealed record PartnershipCase(IWork Work, Agency Agency, Partnership Partnership, DateTimeOffset Now)
{
    /// <summary>The last agreement, where it has not ended; otherwise the refusal.</summary>
    public Result<PartnershipAgreement> Live() => Partnership.Last is not { } last ? PartnershipRefusals.NoAgreement
        : Partnership.EndOf(last, Now) is not null ? PartnershipRefusals.Over : last;
}

/// <summary>Reads an agency's facts, and writes one: entry, row and what is owed after it in one transaction.</summary>
internal sealed class PartnershipBook(IStore store, TimeProvider time)
{
    public const string EdgeJob = "partnership-edge";

    public const string DayJob = "register-day";

    /// <summary>Now, in whole seconds: facts say no finer time, and what is decided must be what is written.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow().ToUniversalTime();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        }
    }

    public static Task<Partnership> Of(IWork work, AgencyId agency) => Task.FromResult(Partnership.Of(work.Rows(
        "SELECT e.bytes FROM partnership_act p JOIN record_entry e ON e.seq = p.entry_seq WHERE p.agency_id = $1 ORDER BY p.entry_seq",
        [agency.Text], row => Facts.Parse(row.GetFieldValue<byte[]>(0)).Value)));

    public static async Task<PartnershipCase?> Case(IWork work, AgencyId id, DateTimeOffset now) =>
        await work.Db().Set<Agency>().SingleOrDefaultAsync(a => a.Id == id) is { } agency ? new PartnershipCase(work, agency, await Of(work, id), now) : null;

    /// <summary>A look at an agency; null: there is none.</summary>
    public Task<T?> Look<T>(AgencyId agency, Func<PartnershipCase, Task<T>> look)
        where T : class => store.Look(async work => await Case(work, agency, Now) is { } found ? await look(found) : null);

    /// <summary>Writes what is decided, if anything. Done twice by the same person in the same words it is done once, and no fault.</summary>
    public Task<Result<Fact>> Act(AgencyId agency, string actor, Func<PartnershipCase, Task<Result<NewFact>>> decide) => store.Act<Fact>(async work =>
    {
        if (await Case(work, agency, Now) is not { } found) return AgencyRefusals.Unknown;
        return (await decide(found)).TryGet(out var fact, out var refusal) ? await Write(found, actor, fact) : refusal;
    });

    public Task<Result<Fact>> Act(AgencyId agency, string actor, Func<PartnershipCase, Result<NewFact>> decide) =>
        Act(agency, actor, found => Task.FromResult(decide(found)));

    /// <summary>Within an act that has more to do.</summary>
    public static async Task<Result<Fact>> Write(PartnershipCase found, string actor, NewFact made)
    {
        var (work, agency) = (found.Work, found.Agency.Id);
        var earlier = await work.Db().Set<PartnershipAct>().SingleOrDefaultAsync(a => a.AgencyId == agency && a.Slot == made.Slot);
        if (earlier is not null)
        {
            var there = Facts.Parse((await Outbox.Find(work, earlier.EntrySeq)).Bytes).Value;
            return earlier.Actor == actor && there == made.Fact with { At = there.At } ? there : PartnershipRefusals.Done;
        }

        var entry = await Outbox.Append(work, Facts.OfPartnership(made.Fact));
        work.Db().Add(new PartnershipAct
        {
            EntrySeq = entry.Seq, AgencyId = agency, Slot = made.Slot, Kind = made.Fact.Number, Agreement = Partnership.NumberOf(made.Fact), Actor = actor, At = made.Fact.At,
        });
        await work.Db().SaveChangesAsync();
        if (made.Evidence is { } evidence)
            work.Db().Add(new PartnershipEvidence { EntrySeq = entry.Seq, Sha256 = Papers.Hash(System.Text.Encoding.UTF8.GetBytes(evidence)), Text = evidence });

        // What time alone changes is looked after at once, and at each edge from there; the day's file when the day is over.
        await JobQueue.Owe(work, EdgeJob, agency.Text, found.Now);
        var day = DateOnly.FromDateTime(found.Now.UtcDateTime);
        await JobQueue.Owe(work, DayJob, $"{day:yyyy-MM-dd}", new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        return made.Fact;
    }

    /// <summary>Whether this person was named to this office for the agency.</summary>
    public static bool IsNamed(Partnership partnership, string subject, string office) =>
        partnership.Accounts.Any(a => a.Account.Text == subject && a.Office == office);

    /// <summary>Agencies that somebody was named for, by name.</summary>
    public Task<List<Agency>> NamedFor(string subject) => store.Look(work => (
        from act in work.Db().Set<PartnershipAct>()
        join agency in work.Db().Set<Agency>() on act.AgencyId equals agency.Id
        where act.Slot == "account/" + subject
        orderby agency.Name
        select agency).ToListAsync());
}
