using Writ.Base;
using Writ.Ledger.Requests;
using Writ.Mirror.Words;

namespace Writ.Mirror.Tests.Record;

/// <summary>What the page of a correction says that it changed.</summary>
public sealed class RequestChangesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly RequestDocument First = new(
        RequestId.FromTrusted("rqs_0123456789abcdef"), AgencyId.FromTrusted("agy_0123456789abcdef"), "Sample Police", null, "26-1", "burglary", "Facts.", "A van.", "555-0117",
        [new(44.288, -88.410), new(44.288, -88.400), new(44.292, -88.400), new(44.292, -88.410)], new(44.29, -88.405),
        Noon.AddHours(-3), Noon.AddHours(-4), Noon.AddHours(-2), 200, 500_000, Noon, Noon.AddDays(7), null);

    [Fact]
    public void Where_nothing_but_its_day_differs_nothing_changed() =>
        Assert.Empty(RequestChanges.Of(First, First with { Id = RequestId.FromTrusted("rqs_1123456789abcdef"), Corrects = First.Id, At = Noon.AddHours(1), Area = [.. First.Area] }));

    [Theory]
    [InlineData("Incident")]
    [InlineData("It happened")]
    [InlineData("Recordings asked")]
    [InlineData("Area")]
    [InlineData("Place of the incident")]
    [InlineData("Case of the agency")]
    [InlineData("Whom people can call")]
    [InlineData("Facts")]
    [InlineData("What would help")]
    public void Each_thing_that_differs_is_named_alone(string what)
    {
        var other = what switch
        {
            "Incident" => First with { Incident = "theft" },
            "It happened" => First with { IncidentAt = Noon.AddHours(-3.5) },
            "Recordings asked" => First with { To = Noon.AddHours(-1) },
            "Area" => First with { Area = [.. First.Area.Skip(1), new(44.293, -88.410)] },
            "Place of the incident" => First with { Point = new(44.291, -88.405) },
            "Case of the agency" => First with { Case = "26 1" },
            "Whom people can call" => First with { Contact = "555-0118" },
            "Facts" => First with { Facts = "Other facts." },
            _ => First with { LookingFor = "A car." },
        };
        var (named, before) = Assert.Single(RequestChanges.Of(First, other));
        Assert.Equal(what, named);
        Assert.NotEmpty(before);
    }
}
