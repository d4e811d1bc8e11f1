using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Hub.Neighbors;
using Writ.Base;
using Writ.Ledger.Requests;

namespace Writ.Hub.Tests.Neighbors;

/// <summary>The hub and the owner's page match alike: both are held against <c>docs/spec/match-vectors.json</c>.</summary>
public sealed class MatchVectorsTests
{
    private static readonly JsonNode Vectors = JsonNode.Parse(typeof(MatchVectorsTests).Assembly.GetManifestResourceStream("match-vectors.json")!)!;

    [Fact]
    public void Places_are_in_areas_as_the_vectors_say()
    {
        var seen = 0;
        foreach (var vector in Vectors["areas"]!.AsArray())
        {
            IReadOnlyList<GroundPoint> area = [.. vector!["area"]!.AsArray().Select(p => new GroundPoint((double)p![1]!, (double)p[0]!))];
            foreach (var place in vector["places"]!.AsArray())
            {
                Assert.True((bool)place!["inside"]! == RequestMatch.Holds(area, (double)place["latitude"]!, (double)place["longitude"]!), $"{vector["name"]}: {place.ToJsonString(JsonSerializerOptions.Web)}");
                seen++;
            }
        }

        Assert.True(seen > 20);
    }

    [Fact]
    public void Clips_are_of_a_time_as_the_vectors_say()
    {
        var at = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
        foreach (var vector in Vectors["times"]!.AsArray())
        {
            DateTimeOffset Time(string member) => DateTimeOffset.Parse((string)vector![member]!, System.Globalization.CultureInfo.InvariantCulture);
            var request = new RequestDocument(
                RequestId.FromTrusted("rqs_0123456789abcdef"), AgencyId.FromTrusted("agy_0123456789abcdef"), "Sample Police", null, "26-1", "burglary", "Facts.", "A van.", "555-0117",
                [new(0, 0), new(0, 1), new(1, 1)], new(0.5, 0.5), Time("from"), Time("from"), Time("to"), 200, 500_000, at, at.AddDays(7), null);
            var found = Assert.Single(RequestMatch.Find([request], [new CameraPlace(0.2, 0.5)], [new ClipTime(Time("clipFrom"), Time("clipTo"))], at));
            Assert.True((bool)vector!["has"]! == found.HasClips, (string)vector["name"]!);
        }
    }
}
