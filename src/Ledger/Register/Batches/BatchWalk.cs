using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Ledger.Register.Batches;

/// <summary>A batch of register leaves as a log holds it.</summary>
/// <param name="First">Ordinal of its first leaf.</param>
/// <param name="Leaves">How many it has; those of a whole one are as many as its schedule says.</param>
public sealed record WalkedBatch(BatchTime Time, long First, long Leaves)
{
    /// <summary>Ordinal after the last.</summary>
    public long After => First + Leaves;
}

/// <summary>
/// Follows a log from entry 0 and says where it does not keep to its schedules: a batch of another size, one at another time or left out,
/// leaves beside them, a schedule that was not set ahead of time. Knows batches by the facts that stand before them.
/// </summary>
public sealed class BatchWalk
{
    private readonly ScheduleBook book = new();
    private readonly List<WalkedBatch> batches = [];
    private readonly Dictionary<LeafKind, DateTimeOffset> last = [];
    private BatchTime? open;
    private long openIndex;
    private long left;
    private long registers;
    private bool begun;

    /// <summary>Of register leaves, in order; the last may be cut short by the end of the log.</summary>
    public IReadOnlyList<WalkedBatch> Batches => batches;

    public ScheduleBook Book => book;

    /// <summary>The log ends within a batch: the rest is signed and not published yet, or will be.</summary>
    public bool EndsWithin => open is not null && left > 0;

    /// <summary>Every entry, in order. What is wrong, if anything, with a code and a sentence.</summary>
    /// <param name="fact">Of an open fact that could be read.</param>
    public IEnumerable<Refusal> Take(long index, LogEntryKind? kind, Fact? fact = null)
    {
        var leaf = kind switch { LogEntryKind.Register => LeafKind.Register, LogEntryKind.Authorisation => LeafKind.Authorisation, _ => (LeafKind?)null };
        var refusals = new List<Refusal>();
        if (open is { } now && left > 0 && leaf == now.Kind)
        {
            left--;
            if (now.Kind == LeafKind.Register) batches[^1] = batches[^1] with { Leaves = batches[^1].Leaves + 1 };
        }
        else
        {
            if (open is { } cut && left > 0)
                refusals.Add(Size($"The {Word(cut.Kind)} at entry {openIndex} has {cut.Leaves - left} leaves; its schedule says {cut.Leaves}."));
            open = null;
            if (leaf is not null && begun) refusals.Add(Size("This leaf stands in no batch and no epoch, though a schedule is in force."));
        }

        if (leaf == LeafKind.Register) registers++;
        if (fact is not null && Against(index, fact) is { } refusal) refusals.Add(refusal);
        return refusals;
    }

    private Refusal? Against(long index, Fact fact) => fact switch
    {
        Fact.ScheduleSet set => Set(Schedule.Of(set)),
        Fact.RegisterBatch batch => Begin(index, LeafKind.Register, batch.Due),
        Fact.AuthorisationEpoch epoch => Begin(index, LeafKind.Authorisation, epoch.Due),
        _ => null,
    };

    private Refusal? Set(Schedule next) => last.Values.All(due => due < next.From) && book.Add(next)
        ? null
        : new Refusal("verify-schedule-false", "A schedule begins at the time of a batch of the one before it, which is not out yet; this one does not.");

    private Refusal? Begin(long index, LeafKind kind, DateTimeOffset due)
    {
        begun = true;
        var expected = book.Next(kind, last.TryGetValue(kind, out var before) ? before : null);
        var found = due.Year > Schedule.LastYear ? null : book.DueAt(kind, due);
        (open, openIndex, left) = (found, index, found?.Leaves ?? 0);
        if (found is { Kind: LeafKind.Register } batch) batches.Add(new WalkedBatch(batch, registers, 0));
        if (found is not null && (expected is null || due >= expected.Value.Due)) last[kind] = due;
        if (expected?.Due == due) return null;
        return new Refusal(
            "verify-batch-gap",
            expected is { } wanted ? $"After the last {Word(kind)} comes the one of {Strict.Timestamp(wanted.Due)}; this is of {Strict.Timestamp(due)}." : $"There is no schedule for this {Word(kind)}.");
    }

    private static Refusal Size(string sentence) => new("verify-batch-size", sentence);

    private static string Word(LeafKind kind) => kind switch { LeafKind.Register => "batch", LeafKind.Authorisation => "epoch" };
}
