using System.Reflection;
using System.Text;
using System.Text.Json;
using Writ.Agencies.Officers;
using Writ.Base;
using Writ.Gate.Grants;
using Writ.Ledger.Requests;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Oversight;
using Writ.Neighbors.Rules;

namespace Writ.Neighbors.Tests.Rules;

/// <summary>
/// Every number that an operator can set, at both edges of what the program takes. What each number does at its own edges is tested where it is used; here none is forgotten.
/// </summary>
public sealed class NumbersTests
{
    /// <summary>File and member; what is just taken (the default at one end), and what is just not.</summary>
    private static readonly (string File, string Member, string[] Taken, string[] Refused)[] Edges =
    [
        ("limits.json", "mostAreaBytes", ["1", "65536"], ["0", "65537"]),
        ("limits.json", "mostCorners", ["3", "500"], ["2", "501"]),
        ("limits.json", "leastSquareMetres", ["64749.8", "1294994"], ["64749", "1294995", "0"]),
        ("limits.json", "mostSquareMetres", ["64750", "1294994"], ["64749", "1294995", "1e300"]),
        ("limits.json", "leastRoundness", ["0.15", "0.785"], ["0.149", "0.786"]),
        ("limits.json", "leastDwellings", ["100", "1000000"], ["99", "1000001", "1"]),
        ("limits.json", "shortestWindow", [Q("00:15:00"), Q("12:00:00")], [Q("00:14:59.9999999"), Q("12:00:00.0000001")]),
        ("limits.json", "longestWindow", [Q("00:15:00"), Q("12:00:00")], [Q("00:14:59.9999999"), Q("12:00:00.0000001")]),
        ("limits.json", "oldestIncident", [Q("01:00:00"), Q("45.00:00:00")], [Q("00:59:59"), Q("45.00:00:00.0000001"), Q("9999.00:00:00")]),
        ("limits.json", "open", [Q("01:00:00"), Q("7.00:00:00")], [Q("00:59:59"), Q("7.00:00:00.0000001")]),
        ("limits.json", "postsPerCase", ["1", "2"], ["0", "3"]),
        ("limits.json", "dwellingHoursPerMonth", ["1", "50000"], ["0", "50001"]),
        ("limits.json", "rhythm", [Q("00:15:00"), Q("1.00:00:00")], [Q("00:14:59.9999999"), Q("1.00:00:00.0000001")]),
        ("limits.json", "mostDrafts", ["1", "1000"], ["0", "1001"]),
        ("feed.json", "leastAge", ["13", "18"], ["12", "19"]),
        ("feed.json", "mostText", ["20", "10000"], ["19", "10001"]),
        ("feed.json", "mostComment", ["1", "5000"], ["0", "5001"]),
        ("feed.json", "leastBehaviour", ["20", "2000"], ["19", "2001"]),
        ("feed.json", "leastDetails", ["2", "5"], ["1", "6"]),
        ("feed.json", "flagsHide", ["1", "3"], ["0", "4"]),
        ("feed.json", "postLasts", [Q("01:00:00"), Q("90.00:00:00")], [Q("00:59:59"), Q("90.00:00:00.0000001")]),
        ("feed.json", "draftLasts", [Q("01:00:00"), Q("14.00:00:00")], [Q("00:59:59"), Q("14.00:00:00.0000001")]),
        ("feed.json", "appealLasts", [Q("30.00:00:00"), Q("90.00:00:00")], [Q("29.23:59:59"), Q("90.00:00:00.0000001")]),
        ("feed.json", "mostDrafts", ["1", "100"], ["0", "101"]),
        ("feed.json", "postsPerDay", ["1", "5"], ["0", "6"]),
        ("feed.json", "commentsPerDay", ["1", "30"], ["0", "31"]),
        ("feed.json", "mostClip", ["1", "67108864"], ["0", "67108865"]),
        ("feed.json", "askLasts", [Q("30.00:00:00"), Q("400.00:00:00")], [Q("29.23:59:59"), Q("400.00:00:00.0000001")]),
        ("feed.json", "oldestAsk", [Q("45.00:00:00"), Q("400.00:00:00")], [Q("44.23:59:59"), Q("400.00:00:00.0000001")]),
        ("feed.json", "longestAsk", [Q("01:00:00"), Q("04:00:00")], [Q("00:59:59"), Q("04:00:00.0000001")]),
        ("feed.json", "asksWaiting", ["500", "100000"], ["499", "100001"]),
        ("feed.json", "pushPause", [Q("06:00:00"), Q("400.00:00:00")], [Q("05:59:59"), Q("400.00:00:00.0000001")]),
        ("feed.json", "mostPushes", ["1", "100"], ["0", "101"]),
        ("feed.json", "looksLast", [Q("365.00:00:00"), Q("400.00:00:00")], [Q("364.23:59:59"), Q("400.00:00:00.0000001")]),
        ("oversight.json", "epsilonOver", ["1"], ["0", "2"]),
        ("oversight.json", "epsilonUnder", ["2", "1000"], ["1", "1001"]),
        ("oversight.json", "threshold", ["10", "1000000"], ["9", "1000001"]),
        ("oversight.json", "keepWordsDays", ["1", "730"], ["0", "731"]),
        ("oversight.json", "mostPressureADay", ["500", "1000000"], ["499", "1000001"]),
        ("oversight.json", "followDays", ["90", "365"], ["89", "366"]),
        ("grants.json", "mostDays", ["1", "90"], ["0", "91"]),
        ("grants.json", "deletionDays", ["1", "7"], ["0", "8"]),
        ("grants.json", "mostLiving", ["1", "50"], ["0", "51"]),
        ("grants.json", "mostFile", ["1048576", "83886080"], ["1048575", "83886081"]),
        ("grants.json", "offerLasts", [Q("00:10:00"), Q("01:00:00")], [Q("00:09:59"), Q("01:00:00.0000001")]),
        ("grants.json", "consentLasts", [Q("00:10:00"), Q("01:00:00")], [Q("00:09:59"), Q("01:00:00.0000001")]),
        ("grants.json", "clockAhead", [Q("00:01:00"), Q("00:10:00")], [Q("00:00:59"), Q("00:10:00.0000001")]),
        ("officers.json", "invitationDays", ["1", "90"], ["0", "91"]),
        ("officers.json", "idleDays", ["7", "360"], ["6", "361"]),
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
        Of<RequestLimits>("limits.json").Concat(Of<FeedLimits>("feed.json")).Concat(Of<OversightSettings>("oversight.json"))
            .Concat(Of<GrantLimits>("grants.json")).Concat(Of<OfficerLimits>("officers.json")).Order(StringComparer.Ordinal),
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
        Assert.Equal((TimeSpan.FromDays(90), 3, 13), (feed.PostLasts, feed.FlagsHide, feed.LeastAge));
        var (grants, officers) = (new GrantLimits(), new OfficerLimits());
        Assert.Equal((90, 7, 50), (grants.MostDays, grants.DeletionDays, grants.MostLiving));
        Assert.Equal((90, 360, 90), (officers.InvitationDays, officers.IdleDays, oversight.FollowDays));
    }

    [Theory]
    [InlineData("limits.json", "leastDwellings", "1", "leastDwellings is 1 and must be from 100 to 1000000")]
    [InlineData("limits.json", "oldestIncident", "\"9999.00:00:00\"", "oldestIncident is 9999.00:00:00 and must be from 01:00:00 to 45.00:00:00")]
    [InlineData("oversight.json", "epsilonOver", "8", "epsilonOver is 8 and must be from 1 to 1")]
    [InlineData("grants.json", "mostDays", "91", "mostDays is 91 and must be from 1 to 90")]
    [InlineData("officers.json", "idleDays", "720", "idleDays is 720 and must be from 7 to 360")]
    [InlineData("officers.json", "idle", "\"720.00:00:00\"", "idle is not known, stands twice, or is not of its kind")]
    [InlineData("limits.json", "mostCorner", "3", "mostCorner is not known, stands twice, or is not of its kind")]
    public void A_refusal_names_the_number_and_its_bounds(string file, string member, string value, string words) =>
        Assert.Equal($"The file {file} cannot be used: {words}.", Read(file, member, value)!.Sentence);

    [Fact]
    public void Every_number_that_is_published_is_known_and_has_its_value()
    {
        var published = new PublishLimits(
            new NeighborsOptions("nowhere", null, false, TimeZoneInfo.Utc), new RequestLimits { LeastDwellings = 250 }, new FeedLimits(), new OversightSettings(),
            new GrantOptions(false, new GrantLimits { MostDays = 30 }), new OfficerLimits()).Document();
        Assert.Equal((250, 30, 64_750, 1_294_994), (published.Numbers["limits.leastDwellings"], published.Numbers["grants.mostDays"], published.Numbers["limits.leastSquareMetres"], published.Numbers["limits.mostSquareMetres"]));
        Assert.Equal(published.ToBytes(), LimitsDocument.Parse(published.ToBytes()).Value.ToBytes());
    }

    private static Refusal? Read(string file, string member, string value)
    {
        Stream Open(string name) => new MemoryStream(Encoding.UTF8.GetBytes($"{{\"{member}\":{value}}}"));
        return file switch
        {
            "limits.json" => Refused(LimitsFile.Read(Open)),
            "feed.json" => Refused(FeedLimitsFile.Read(Open)),
            "grants.json" => Refused(GrantLimits.Read(Open)),
            "officers.json" => Refused(OfficerLimits.Read(Open)),
            _ => Refused(OversightSettings.Read(Open)),
        };
    }

    private static Refusal? Refused<T>(Result<T> read) => read.Ok ? null : read.Refusal;

    private static string CodeOf(string file) => file switch
    {
        "limits.json" => "requests-limits-file",
        "feed.json" => "feed-limits-file",
        "grants.json" => "gate-grants-file",
        "officers.json" => "agencies-officers-file",
        _ => "oversight-settings-file",
    };

    private static string Q(string time) => $"\"{time}\"";

    private static IEnumerable<string> Of<T>(string file) =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => $"{file} {JsonNamingPolicy.CamelCase.ConvertName(p.Name)}");
}
