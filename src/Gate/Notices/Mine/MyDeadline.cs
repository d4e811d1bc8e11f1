using Writ.Kit;

namespace Writ.Gate.Notices.Mine;

/// <summary>The time to object as a chip that says how it was counted.</summary>
internal static class MyDeadline
{
    public static Deadline Of(ObjectTime until, DateTimeOffset sent, DateTimeOffset now, TimeZoneInfo zone)
    {
        var left = until.Until - now;
        return new Deadline(
            "Your objection",
            until.Words.StartsWith("the end", StringComparison.Ordinal) ? $"at {until.Words}" : until.Words,
            left <= TimeSpan.Zero ? "the time is over" : $"{Long(left)} left",
            left <= TimeSpan.Zero ? Nearness.Past : left <= TimeSpan.FromDays(1) ? Nearness.Today : left <= TimeSpan.FromDays(3) ? Nearness.Soon : Nearness.Far,
            "Our own rule: we tell you before we give anything, and wait.",
            $"We sent this letter on {WordsOf.Day(ObjectTimes.DayOf(sent, zone))}.",
            until.Counted);
    }

    private static string Long(TimeSpan left) => left switch
    {
        { TotalDays: >= 2 } => WordsOf.Count((long)left.TotalDays, "day"),
        { TotalHours: >= 2 } => WordsOf.Count((long)left.TotalHours, "hour"),
        { TotalMinutes: >= 2 } => WordsOf.Count((long)left.TotalMinutes, "minute"),
        _ => "less than two minutes",
    };
}
