using System.Reflection;
using System.Text;
using System.Text.Json;
using Writ.Base;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Oversight;
using Writ.Neighbors.Rules;

namespace Writ.Neighbors.Tests.Rules;

/// <summary>
/// Every number that an operator can set, at both edges of what the program takes. What each number does at its own edges is tested where it is used; here none is forgotten.
/// </summary>
public sealed class NumbersTests
{
    private const string Tick = "\"00:00:00.0000001\"";

    private const string None = "\"00:00:00\"";

    private const string Longest = "\"400.00:00:00\"";

    private const string Longer = "\"400.00:00:00.0000001\"";

    /// <summary>File and member; what is just taken, and what is just not. A number without an upper edge has none here.</summary>
    private static readonly (string File, string Member, string[] Taken, string[] Refused)[] Edges =
    [
        ("limits.json", "mostAreaBytes", ["1", "65536"], ["0", "65537"]),
        ("limits.json", "mostCorners", ["3", "500"], ["2", "501"]),
        ("limits.json", "leastSquareMetres", ["0.001", "1294994"], ["0", "1294995"]),
        ("limits.json", "mostSquareMetres", ["64750"], ["64749"]),
        ("limits.json", "leastRoundness", ["0", "0.999"], ["-0.001", "1"]),
        ("limits.json", "leastDwellings", ["1"], ["0"]),
        ("limits.json", "shortestWindow", [Tick, "\"12:00:00\""], [None, "\"12:00:00.0000001\""]),
        ("limits.json", "longestWindow", ["\"00:15:00\""], ["\"00:14:59.9999999\""]),
        ("limits.json", "oldestIncident", [Tick], [None]),
        ("limits.json", "open", [Tick], [None]),
        ("limits.json", "postsPerCase", ["1", "2"], ["0", "3"]),
        ("limits.json", "dwellingHoursPerMonth", ["1"], ["0"]),
        ("limits.json", "rhythm", ["\"00:00:01\"", "\"1.00:00:00\""], ["\"00:00:00.9999999\"", "\"1.00:00:00.0000001\""]),
        ("limits.json", "mostDrafts", ["1"], ["0"]),
        ("feed.json", "mostText", ["20", "10000"], ["19", "10001"]),
        ("feed.json", "mostComment", ["1", "5000"], ["0", "5001"]),
        ("feed.json", "leastBehaviour", ["1", "2000"], ["0", "2001"]),
        ("feed.json", "leastDetails", ["1", "5"], ["0", "6"]),
        ("feed.json", "flagsHide", ["1"], ["0"]),
        ("feed.json", "postLasts", [Tick, Longest], [None, Longer]),
        ("feed.json", "draftLasts", [Tick, Longest], [None, Longer]),
        ("feed.json", "appealLasts", [Tick, Longest], [None, Longer]),
        ("feed.json", "mostDrafts", ["1"], ["0"]),
        ("feed.json", "postsPerDay", ["1"], ["0"]),
        ("feed.json", "commentsPerDay", ["1"], ["0"]),
        ("feed.json", "mostClip", ["1", "67108864"], ["0", "67108865"]),
        ("feed.json", "askLasts", [Tick, Longest], [None, Longer]),
        ("feed.json", "oldestAsk", [Tick, Longest], [None, Longer]),
        ("feed.json", "longestAsk", [Tick, Longest], [None, Longer]),
        ("feed.json", "asksWaiting", ["1"], ["0"]),
        ("feed.json", "pushPause", [Tick, Longest], [None, Longer]),
        ("feed.json", "mostPushes", ["1"], ["0"]),
        ("feed.json", "looksLast", [Tick, Longest], [None, Longer]),
        ("oversight.json", "epsilonOver", ["1", "8"], ["0", "9"]),
        ("oversight.json", "epsilonUnder", ["1", "1000"], ["0", "1001"]),
        ("oversight.json", "threshold", ["2", "1000000"], ["1", "1000001"]),
        ("oversight.json", "keepWordsDays", ["1", "730"], ["0", "731"]),
        ("oversight.json", "mostPressureADay", ["1"], ["0"]),
    ];

    public static TheoryData<string> Names => new(Edges.Select(e => $"{e.File} {e.Member}"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_taken_at_its_edges_and_not_beyond(string name)
    {
        var (file, member, within, beyond) = Edges.Single(e => $"{e.File} {e.Member}" == name);
        foreach (var taken in within) Assert.Null(Read(file, member, taken));
        foreach (var refused in beyond.Concat(["null", "\"\"", "1e999", "[]"])) Assert.Equal(CodeOf(file), Read(file, member, refused)?.Code);
    }

    [Fact]
    public void None_is_forgotten() => Assert.Equal(
        Of<RequestLimits>("limits.json").Concat(Of<FeedLimits>("feed.json")).Concat(Of<OversightSettings>("oversight.json")).Order(StringComparer.Ordinal),
        Edges.Select(e => $"{e.File} {e.Member}").Order(StringComparer.Ordinal));

    [Fact]
    public void Each_has_the_default_that_the_design_names()
    {
        var (limits, feed, oversight) = (new RequestLimits(), new FeedLimits(), new OversightSettings());
        Assert.Equal((0.025, 0.5), (limits.LeastSquareMetres / RequestLimits.SquareMile, limits.MostSquareMetres / RequestLimits.SquareMile));
        Assert.Equal((100, 2), (limits.LeastDwellings, limits.PostsPerCase));
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromHours(12)), (limits.ShortestWindow, limits.LongestWindow));
        Assert.Equal((TimeSpan.FromDays(45), TimeSpan.FromDays(7)), (limits.OldestIncident, limits.Open));
        Assert.Equal((1, 2, 10), (oversight.EpsilonOver, oversight.EpsilonUnder, oversight.Threshold));
        Assert.Equal((TimeSpan.FromDays(90), 3), (feed.PostLasts, feed.FlagsHide));
    }

    private static Refusal? Read(string file, string member, string value)
    {
        Stream Open(string name) => new MemoryStream(Encoding.UTF8.GetBytes($"{{\"{member}\":{value}}}"));
        return file switch
        {
            "limits.json" => Refused(LimitsFile.Read(Open)),
            "feed.json" => Refused(FeedLimitsFile.Read(Open)),
            _ => Refused(OversightSettings.Read(Open)),
        };
    }

    private static Refusal? Refused<T>(Result<T> read) => read.Ok ? null : read.Refusal;

    private static string CodeOf(string file) => file switch
    {
        "limits.json" => "requests-limits-file",
        "feed.json" => "feed-limits-file",
        _ => "oversight-settings-file",
    };

    private static IEnumerable<string> Of<T>(string file) =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => $"{file} {JsonNamingPolicy.CamelCase.ConvertName(p.Name)}");
}
