using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Ledger.Register.Batches;

/// <summary>
/// How many leaves go out, and how often; fixed ahead of time, so that the log tells neither how many were real nor when one came in.
/// Batches are at <c>From + k * BatchEvery</c>, epochs at <c>From + k * EpochEvery</c>, k from 1.
/// </summary>
/// <param name="From">From then on leaves wait. UTC, whole seconds.</param>
/// <param name="BatchLeaves">Register leaves of a batch, real ones and dummies.</param>
/// <param name="Reserve">So many of them, at least, no report opens: dummies and what is withheld.</param>
/// <param name="EpochLeaves">Authorisation leaves of an epoch.</param>
public sealed record Schedule(DateTimeOffset From, TimeSpan BatchEvery, int BatchLeaves, int Reserve, TimeSpan EpochEvery, int EpochLeaves)
{
    public const int MostLeaves = 65_536;

    /// <summary>Far from where times end, so that a time after another can always be said.</summary>
    internal const int LastYear = 9000;

    /// <summary>A batch longer than a month could hold the end of two.</summary>
    public static TimeSpan LongestBatch { get; } = TimeSpan.FromDays(28);

    public static Schedule Of(Fact.ScheduleSet fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return new(
            fact.From, TimeSpan.FromSeconds(fact.BatchSeconds), fact.BatchLeaves, fact.Reserve, TimeSpan.FromSeconds(fact.EpochSeconds), fact.EpochLeaves);
    }

    /// <summary>Null where the numbers can be those of a schedule; else the member of the fact that cannot.</summary>
    public string? Wrong() =>
        From.Ticks % TimeSpan.TicksPerSecond != 0 || From.Year > LastYear ? "from"
        : !IsRhythm(BatchEvery) || BatchEvery > LongestBatch ? "batch"
        : BatchLeaves is < 1 or > MostLeaves ? "leaves"
        : Reserve < 0 || Reserve >= BatchLeaves ? "reserve"
        : !IsRhythm(EpochEvery) || EpochEvery > BatchEvery || BatchEvery.Ticks % EpochEvery.Ticks != 0 ? "epoch"
        : EpochLeaves is < 1 or > MostLeaves ? "authorisations"
        : null;

    public TimeSpan Every(LeafKind kind) => kind switch { LeafKind.Register => BatchEvery, LeafKind.Authorisation => EpochEvery };

    /// <summary>Whether a later schedule may begin then: at the time of a batch of this one.</summary>
    public bool MayEndAt(DateTimeOffset from) => from > From && (from - From).Ticks % BatchEvery.Ticks == 0;

    /// <summary>The first that is due after a moment, which is not before <see cref="From"/>.</summary>
    internal BatchTime After(LeafKind kind, DateTimeOffset moment)
    {
        var every = Every(kind);
        var number = ((moment - From).Ticks / every.Ticks) + 1;
        var due = From + (number * every);
        return kind switch
        {
            LeafKind.Register => new BatchTime(kind, due, Closes(due - every, due), BatchLeaves, Reserve),
            LeafKind.Authorisation => new BatchTime(kind, due, due, EpochLeaves, 0, (int)(number % BatchTime.Lanes)),
        };
    }

    private static bool IsRhythm(TimeSpan every) => every >= TimeSpan.FromSeconds(1) && every.Ticks % TimeSpan.TicksPerSecond == 0;

    /// <summary>What comes in after the end of a month waits for the next batch: so none mixes two periods.</summary>
    private static DateTimeOffset Closes(DateTimeOffset opens, DateTimeOffset due)
    {
        var month = new DateTimeOffset(opens.UtcDateTime.Year, opens.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        return month < due ? month : due;
    }
}

/// <summary>One batch, or epoch.</summary>
/// <param name="Due">When it goes out; its name, for no two of a kind have the same.</param>
/// <param name="Closes">What came in before then may be in it; at or before <paramref name="Due"/>. The period that holds the moment before it counts it.</param>
/// <param name="Leaves">All of them.</param>
/// <param name="Reserve">Of these at least so many no report opens.</param>
/// <param name="Turn">Of an epoch: its number in its schedule modulo three. Says which lanes have what three do not divide.</param>
public readonly record struct BatchTime(LeafKind Kind, DateTimeOffset Due, DateTimeOffset Closes, int Leaves, int Reserve, int Turn = 0)
{
    /// <summary>Of an epoch.</summary>
    internal const int Lanes = 3;

    /// <summary>How many leaves a report can open of it.</summary>
    public int Room => Leaves - Reserve;

    /// <summary>
    /// How many leaves of a lane it takes. Of a batch: open ones beside the reserve; withheld ones half of it, for the rest is always dummies (without a reserve, what the others leave).
    /// Of an epoch: a third each, and what is over goes to the lanes in turn.
    /// </summary>
    public int RoomOf(LeafLane lane) => Kind switch
    {
        LeafKind.Register => lane switch
        {
            LeafLane.Open => Room,
            LeafLane.Withheld => Reserve == 0 ? Leaves : (Reserve + 1) / 2,
            LeafLane.Own => 0,
        },
        LeafKind.Authorisation => (Leaves + (((int)lane + Turn) % Lanes)) / Lanes,
    };

    /// <summary>Whether a report on these days counts it. Says nothing of where the leaves in it come from.</summary>
    public bool IsOf(Period period) => period.Contains(LastDay);

    /// <summary>The last day on which what is in it can have come in.</summary>
    public DateOnly LastDay => DateOnly.FromDateTime(Closes.UtcDateTime.AddTicks(-1));
}
