using Writ.App.Data;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Register.Batches;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Record;

/// <param name="From">Null: as soon as may be.</param>
/// <param name="Expected">Demands of all kinds in a half-year, as many as can come.</param>
/// <param name="BandTop">The highest number withheld in a half-year that is to stay provable: the upper end of its band.</param>
internal sealed record ScheduleAsked(
    DateTimeOffset? From, TimeSpan Every, int Leaves, int Reserve, TimeSpan EpochEvery, int Authorisations, long Expected, long BandTop);

/// <summary>Sets a schedule ahead of time, and refuses one that could not hide what it is to hide.</summary>
internal sealed class SetSchedule(IStore store, FolderKind kind, TimeProvider time)
{
    /// <summary>A person's copy of their own data has to be in the record well within the hour that the vault gives it.</summary>
    private static readonly TimeSpan LongestEpoch = TimeSpan.FromMinutes(15);

    /// <summary>With fewer a lane has no place in some epochs, and whoever waits for a copy waits for three.</summary>
    private const int LeastAuthorisations = 3;

    private static readonly TimeSpan HalfYear = TimeSpan.FromDays(181);

    /// <summary>The schedule as it was written for the record.</summary>
    public async Task<Result<Schedule>> Set(ScheduleAsked asked) => await store.Act<Schedule>(async work =>
    {
        var now = Seconds(time.GetUtcNow());
        var book = ScheduleBook.Of(RecordBatches.Schedules(work));
        var last = RecordBatches.Last(work, LeafKind.Register);
        var schedule = new Schedule(asked.From ?? Soonest(book, last, now), asked.Every, asked.Leaves, asked.Reserve, asked.EpochEvery, asked.Authorisations);
        if (Against(schedule, asked) is { } refusal) return refusal;

        // A promise names the batch after the one expected: what is promised already goes out before anything changes.
        if (schedule.From <= now || (book.Schedules.Count > 0 && schedule.From < Soonest(book, last, now)) || !book.Add(schedule)) return ScheduleRefusals.From;
        await RecordBatches.Set(work, Facts.ScheduleSet(schedule, now), schedule.From);
        return schedule;
    });

    private Refusal? Against(Schedule schedule, ScheduleAsked asked)
    {
        if (kind == FolderKind.Replay) return ScheduleRefusals.Replay;
        var quick = kind == FolderKind.Sample;
        if (asked.Every < (quick ? TimeSpan.FromSeconds(1) : TimeSpan.FromHours(1)) || asked.EpochEvery < TimeSpan.FromSeconds(quick ? 1 : 60)
            || asked.EpochEvery > LongestEpoch) return ScheduleRefusals.Rhythm;
        if (schedule.Wrong() is { } wrong) return wrong is "batch" or "epoch" ? ScheduleRefusals.Rhythm : wrong == "from" ? ScheduleRefusals.From : ScheduleRefusals.Numbers;
        var batches = HalfYear.Ticks / asked.Every.Ticks;
        if (asked.BandTop < 0 || asked.Expected < 0 || asked.Authorisations < LeastAuthorisations) return ScheduleRefusals.Numbers;

        if (schedule.Reserve * batches / 2 <= asked.BandTop) return ScheduleRefusals.Reserve;
        return (schedule.BatchLeaves - schedule.Reserve) * batches < asked.Expected ? ScheduleRefusals.Room : null;
    }

    /// <summary>The first schedule: soon. A later one: at the batch after the next.</summary>
    private DateTimeOffset Soonest(ScheduleBook book, DateTimeOffset? last, DateTimeOffset now)
    {
        if (book.Schedules.Count == 0) return now + (kind == FolderKind.Sample ? TimeSpan.FromSeconds(2) : TimeSpan.FromMinutes(10));
        var after = book.Schedules[^1].From;
        if (now > after) after = now;
        if (last > after) after = last.Value;
        return book.Next(LeafKind.Register, book.Next(LeafKind.Register, after)!.Value.Due)!.Value.Due;
    }

    private static DateTimeOffset Seconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}

internal static class ScheduleRefusals
{
    internal static Refusal From { get; } = new(
        "schedule-from", "A schedule is set ahead of time, and a later one begins with a batch of the one before it, after the next; leave --from out to have the soonest.", RefusalKind.Conflict);

    internal static Refusal Rhythm { get; } = new(
        "schedule-rhythm", "Batches go out every hour to every 28 days, epochs every 1 to 15 minutes, and a batch is a whole number of epochs; in a sample folder a second is enough.", RefusalKind.Invalid);

    internal static Refusal Numbers { get; } = new(
        "schedule-numbers", "Give 1 to 65536 leaves, fewer of them as a reserve, at least 3 authorisations, and no number below zero.", RefusalKind.Invalid);

    internal static Refusal Reserve { get; } = new(
        "schedule-reserve", "The dummies of a half-year have to be at least twice the upper end of the band; raise --reserve, and --leaves with it.", RefusalKind.Refused);

    internal static Refusal Room { get; } = new(
        "schedule-room", "The batches of a half-year would not hold the demands that you expect; raise --leaves, or let batches go out more often.", RefusalKind.Refused);

    internal static Refusal CatchUp { get; } = new(
        "schedule-catch-up", "Name the time now: not ahead of this machine's clock, and after the first epoch that is late; where none is late there is nothing to catch up with.", RefusalKind.Invalid);

    internal static Refusal Replay { get; } = new("schedule-replay", "A replay has the past's own times; it has no schedule.", RefusalKind.Refused);
}
