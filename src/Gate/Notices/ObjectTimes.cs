using System.Globalization;
using Writ.Kit;

namespace Writ.Gate.Notices;

/// <summary>Counts the time to object, and the company's days.</summary>
internal static class ObjectTimes
{
    /// <summary>Whole days: calendar days after the day of sending, to the end of the last one. Less than a day: from the moment of sending.</summary>
    public static ObjectTime Count(DateTimeOffset sent, NoticeOptions options)
    {
        var period = options.TimeToObject;
        if (period == TimeSpan.Zero)
            return new ObjectTime(sent, Clock(sent, options.Zone), "This server gives no time between a notice and the answer: it is a trial.");
        if (period < TimeSpan.FromDays(1))
        {
            var end = sent + period;
            return new ObjectTime(end, Clock(end, options.Zone), $"That is {Long(period)} after this notice was sent. It is that short since this is a trial; a company gives days.");
        }

        var day = DayOf(sent, options.Zone);
        var days = (int)Math.Ceiling(period.TotalDays);
        var last = day.AddDays(days);
        return new ObjectTime(
            StartOf(last.AddDays(1), options.Zone),
            $"the end of {WordsOf.Day(last)}, {ZoneWords(options.Zone)}",
            $"We count {WordsOf.Count(days, "calendar day")}. The first is the day after {WordsOf.Day(day)}, the day this notice was sent. Weekends and holidays count too.");
    }

    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The first moment of a day; where the clocks jump over midnight, the first that there is.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    public static string ZoneWords(TimeZoneInfo zone) => zone.HasSameRules(TimeZoneInfo.Utc) ? "UTC" : $"{zone.Id} time";

    private static string Clock(DateTimeOffset at, TimeZoneInfo zone) =>
        $"{TimeZoneInfo.ConvertTime(at, zone).ToString("dddd d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture)} {ZoneWords(zone)}";

    private static string Long(TimeSpan period) => period.TotalMinutes >= 1
        ? WordsOf.Count((long)period.TotalMinutes, "minute")
        : WordsOf.Count((long)period.TotalSeconds, "second");
}
