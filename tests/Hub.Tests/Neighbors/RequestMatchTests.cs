using Writ.Base;
using Writ.Hub.Neighbors;
using Writ.Ledger.Requests;

namespace Writ.Hub.Tests.Neighbors;

/// <summary>Matching at home: place, time, and what is over.</summary>
public sealed class RequestMatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    // An L: its inner corner at 44.292, -88.405.
    private static readonly RequestDocument Request = new(
        RequestId.FromTrusted("rqs_0123456789abcdef"), AgencyId.FromTrusted("agy_0123456789abcdef"), "Sample Police", null, "26-1", "burglary", "Facts.", "A van.", "555-0117",
        [new(44.288, -88.410), new(44.288, -88.400), new(44.292, -88.400), new(44.292, -88.405), new(44.296, -88.405), new(44.296, -88.410)], new(44.29, -88.405),
        Noon.AddHours(-3), Noon.AddHours(-4), Noon.AddHours(-2), 200, 500_000, Noon, Noon.AddDays(7), null);

    [Theory]
    [InlineData(44.290, -88.402, true)]
    [InlineData(44.294, -88.408, true)]
    [InlineData(44.294, -88.402, false)]
    [InlineData(44.287, -88.405, false)]
    [InlineData(44.297, -88.408, false)]
    [InlineData(44.290, -88.411, false)]
    [InlineData(44.290, -88.399, false)]
    [InlineData(-44.290, 88.402, false)]
    public void A_camera_is_in_an_area_or_not(double latitude, double longitude, bool inside)
    {
        Assert.Equal(inside, RequestMatch.Holds(Request.Area, latitude, longitude));
        Assert.Equal(inside, RequestMatch.Holds([.. Request.Area.Reverse()], latitude, longitude));
        Assert.Equal(inside ? 1 : 0, RequestMatch.Find([Request], [new CameraPlace(0, 0), new CameraPlace(latitude, longitude)], [], Noon).Count);
    }

    [Fact]
    public void Clips_of_the_time_asked_are_said_to_the_second()
    {
        bool Has(double from, double to) => RequestMatch.Find([Request], [new CameraPlace(44.29, -88.402)], [new ClipTime(Noon.AddHours(from), Noon.AddHours(to))], Noon).Single().HasClips;
        Assert.True(Has(-5, -3.9));
        Assert.True(Has(-2.1, -1));
        Assert.True(Has(-5, -1));
        Assert.False(Has(-5, -4));
        Assert.False(Has(-2, -1));
    }

    [Fact]
    public void What_is_over_concerns_nobody()
    {
        IReadOnlyList<CameraPlace> here = [new(44.29, -88.402)];
        Assert.Single(RequestMatch.Find([Request], here, [], Noon.AddDays(7).AddSeconds(-1)));
        Assert.Empty(RequestMatch.Find([Request], here, [], Noon.AddDays(7)));
        Assert.Empty(RequestMatch.Find([Request with { Until = null, Refused = new RequestRefusal("threat", "No.") }], here, [], Noon));
        Assert.Empty(RequestMatch.Find([Request], [], [], Noon));
    }
}
