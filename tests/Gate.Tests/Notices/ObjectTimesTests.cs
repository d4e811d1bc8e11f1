using Writ.Gate.Notices;

namespace Writ.Gate.Tests.Notices;

public sealed class ObjectTimesTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T12:00:00Z", "2026-04-04T22:00:00Z")]
    [InlineData("America/New_York", "2026-03-05T02:00:00Z", "2026-03-12T04:00:00Z")]
    [InlineData("UTC", "2026-03-10T00:00:00Z", "2026-03-18T00:00:00Z")]
    [InlineData("UTC", "2026-03-10T23:59:59Z", "2026-03-18T00:00:00Z")]
    public void Days_are_the_companys_own_and_summer_time_takes_none_away(string zone, string sent, string until)
    {
        var options = new NoticeOptions("Company", [], TimeSpan.FromDays(7), TimeZoneInfo.FindSystemTimeZoneById(zone), _ => "localhost");
        var counted = ObjectTimes.Count(DateTimeOffset.Parse(sent, null), options);
        Assert.Equal(DateTimeOffset.Parse(until, null), counted.Until);
    }

    [Fact]
    public void Less_than_a_day_runs_from_the_moment_of_sending_and_none_is_over_at_once()
    {
        var sent = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
        ObjectTime Of(TimeSpan time) => ObjectTimes.Count(sent, new NoticeOptions("Company", [], time, TimeZoneInfo.Utc, _ => "localhost"));
        Assert.Equal(sent.AddMinutes(2), Of(TimeSpan.FromMinutes(2)).Until);
        Assert.Contains("2 minutes after this notice was sent", Of(TimeSpan.FromMinutes(2)).Counted, StringComparison.Ordinal);
        Assert.Equal(sent, Of(TimeSpan.Zero).Until);
    }

    [Fact]
    public void A_day_that_begins_after_midnight_is_found()
    {
        // In Beirut the clocks jumped from midnight to one o'clock on 31 March 2024.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Beirut");
        Assert.Equal(new DateTimeOffset(2024, 3, 30, 22, 0, 0, TimeSpan.Zero), ObjectTimes.StartOf(new DateOnly(2024, 3, 31), zone));
    }
}
