using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Ledger.Register.Batches;

/// <summary>Every schedule of a log, each in force from its own <see cref="Schedule.From"/> until the next one's. There is none that ends without another.</summary>
public sealed class ScheduleBook
{
    private readonly List<Schedule> schedules = [];

    public IReadOnlyList<Schedule> Schedules => schedules;

    /// <summary>From the entries that hold its facts, in the order of the log. Throws where one is no schedule or cannot follow: a bug of who wrote it.</summary>
    public static ScheduleBook Of(IEnumerable<byte[]> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var book = new ScheduleBook();
        foreach (var entry in facts)
        {
            if (Facts.Facts.Parse(entry).Value is not Fact.ScheduleSet fact || !book.Add(Schedule.Of(fact))) throw new ArgumentException("Not a schedule that can follow", nameof(facts));
        }

        return book;
    }

    /// <summary>False, and nothing changed, where it cannot follow the last: it begins later, at the time of one of that one's batches.</summary>
    public bool Add(Schedule next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.Wrong() is not null || (schedules.Count > 0 && !schedules[^1].MayEndAt(next.From))) return false;
        schedules.Add(next);
        return true;
    }

    /// <summary>Whether leaves wait at that moment.</summary>
    public bool Stands(DateTimeOffset now) => schedules.Count > 0 && schedules[0].From <= now;

    /// <summary>The one in force at a moment; null before the first.</summary>
    public Schedule? At(DateTimeOffset moment) => schedules.FindLast(s => s.From <= moment);

    /// <summary>The one that comes after the one that was due at <paramref name="last"/>; null there: the first of all. Null where there is no schedule.</summary>
    public BatchTime? Next(LeafKind kind, DateTimeOffset? last)
    {
        if (schedules.Count == 0) return null;
        var after = last is { } moment && moment > schedules[0].From ? moment : schedules[0].From;
        return At(after)!.After(kind, after);
    }

    /// <summary>The first that can hold what came in at a moment, and is not out yet. Null where there is no schedule.</summary>
    /// <param name="last">Due of the last that is out; null: none is.</param>
    public BatchTime? Expected(LeafKind kind, DateTimeOffset came, DateTimeOffset? last)
    {
        if (Next(kind, last > came ? last : came) is not { } first) return null;
        return first.Closes > came ? first : Next(kind, first.Due);
    }

    /// <summary>The one due at exactly this moment; null where none is.</summary>
    public BatchTime? DueAt(LeafKind kind, DateTimeOffset due) =>
        schedules.Count > 0 && due > schedules[0].From && Next(kind, due.AddTicks(-1)) is { } found && found.Due == due ? found : null;
}
