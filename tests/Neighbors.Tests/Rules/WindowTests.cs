using Writ.Base;
using Writ.Neighbors.Rules;

namespace Writ.Neighbors.Tests.Rules;

/// <summary>When: each limit from both sides, and the nights in which clocks change.</summary>
public sealed class WindowTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    private static readonly RequestLimits Limits = new();

    public static TheoryData<double, double, double, string> Edges => new()
    {
        // Minutes of incident, from and to before now; and the code.
        { 60, 60, 45, "" },
        { 60, 60, 45 + (1 / 60.0), "requests-window-short" },
        { 800, 800, 80, "" },
        { 800, 800, 80 - (1 / 60.0), "requests-window-long" },
        { 60, 60, 30, "" },
        { 30, 60, 30, "" },
        { 60 + (1 / 60.0), 60, 30, "requests-window-apart" },
        { 30 - (1 / 60.0), 60, 30, "requests-window-apart" },
        { 10, 20, 0, "" },
        { 10, 20, -1 / 60.0, "requests-window-future" },
        { 45 * 1440, (45 * 1440) + 10, (45 * 1440) - 10, "" },
        { (45 * 1440) + (1 / 60.0), (45 * 1440) + 10, (45 * 1440) - 10, "requests-incident-old" },
        { -1 / 60.0, 20, -20, "requests-incident-future" },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public void Each_limit_holds_to_the_second(double incident, double from, double to, string code)
    {
        DateTimeOffset Before(double minutes) => Now - TimeSpan.FromSeconds(Math.Round(minutes * 60));
        var checks = new Checks();
        new Window(Before(incident), Before(from), Before(to)).Check(checks, Limits, Now);
        Assert.Equal(code, checks.Ok ? "" : checks.Refusal.Code);
    }

    [Theory]
    [InlineData("2026-03-08 01:59", "2026-03-08T07:59:00Z")]
    [InlineData("2026-03-08 03:00", "2026-03-08T08:00:00Z")]
    [InlineData("2026-03-08T03:00", "2026-03-08T08:00:00Z")]
    [InlineData("2026-11-01 00:59", "2026-11-01T05:59:00Z")]
    [InlineData("2026-11-01 02:00", "2026-11-01T08:00:00Z")]
    public void A_time_is_that_of_the_agency_s_clocks(string typed, string utc) =>
        Assert.Equal(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), LocalTime.Read(typed, Chicago, null, "/from").Value);

    [Theory]
    [InlineData("2026-03-08 02:00")]
    [InlineData("2026-03-08 02:59")]
    public void A_time_that_never_was_is_refused(string typed) => Assert.Equal("requests-time-skipped", LocalTime.Read(typed, Chicago, LocalTime.First, "/from").Refusal?.Code);

    [Theory]
    [InlineData("2026-11-01 01:00", 6)]
    [InlineData("2026-11-01 01:59", 6)]
    public void A_time_that_came_twice_is_asked_back_and_an_hour_lies_between_the_two(string typed, int first)
    {
        Assert.Equal("requests-time-twice", LocalTime.Read(typed, Chicago, "", "/from").Refusal?.Code);
        Assert.Equal("requests-time-twice", LocalTime.Read(typed, Chicago, "both", "/from").Refusal?.Code);
        Assert.Equal(first, LocalTime.Read(typed, Chicago, LocalTime.First, "/from").Value.Hour);
        Assert.Equal(TimeSpan.FromHours(1), LocalTime.Read(typed, Chicago, LocalTime.Second, "/from").Value - LocalTime.Read(typed, Chicago, LocalTime.First, "/from").Value);
    }

    [Fact]
    public void A_window_across_the_night_is_as_long_as_it_was()
    {
        var from = LocalTime.Read("2026-10-31 20:00", Chicago, null, "/from").Value;
        Assert.Equal(TimeSpan.FromHours(12), LocalTime.Read("2026-11-01 07:00", Chicago, null, "/to").Value - from);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30 10:00")]
    [InlineData("2026-03-07 24:00")]
    [InlineData("2026-03-07 10:00:00")]
    [InlineData("9999-12-31 23:59")]
    [InlineData("0001-01-01 00:00")]
    [InlineData("٢٠٢٦-٠٣-٠٧ ١٠:٠٠")]
    public void What_is_no_time_is_refused(string typed) => Assert.Equal("requests-time-form", LocalTime.Read(typed, Chicago, null, "/from").Refusal?.Code);
}
