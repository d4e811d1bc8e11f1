using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Oversight;

/// <summary>A number with the interval that holds the true one in 95 of 100 cases.</summary>
/// <param name="Value">Null where it is a number through nothing.</param>
/// <param name="High">Null where it has no upper end.</param>
public sealed record WithInterval(double? Value, double Low, double? High);

/// <summary>How often homes of one neighbourhood were asked.</summary>
/// <param name="Group">Of the operator's file, such as a fifth of all neighbourhoods by deprivation; null where it names none.</param>
/// <param name="Requests">Each request counts by the part of its dwellings that lie here.</param>
/// <param name="Rate">Requests per 1,000 dwellings; null where nobody lives.</param>
/// <param name="Ratio">The rate through that of all neighbourhoods; null where nothing was asked at all.</param>
public sealed record EquityArea(string Id, string Name, string? Group, long Dwellings, double Requests, WithInterval? Rate, WithInterval? Ratio);

/// <summary>As <see cref="EquityArea"/>, all neighbourhoods of a group together.</summary>
public sealed record EquityGroup(string Name, long Dwellings, double Requests, WithInterval? Rate, WithInterval? Ratio);

/// <summary>The rate of one group through that of another.</summary>
/// <param name="Ratio">Null where neither was asked.</param>
public sealed record EquityPair(string Of, string To, WithInterval? Ratio);

/// <summary>How often an ask was followed by a demand on the company.</summary>
/// <param name="Days">Within which it has to come to count.</param>
/// <param name="Asks">Requests of the quarter before, or of an earlier one where there are more than 90 days: for all of them the days are over.</param>
/// <param name="Demands">Those whose agency, within the days, filed a demand with the same reference.</param>
public sealed record EquityFollowed(int Days, long Asks, long Demands);

/// <summary>
/// What agencies asked of which neighbourhoods in a quarter (<c>writ.equity/v1</c>): canonical JSON, described in docs/spec/oversight.md. Made from published requests
/// and the operator's public files alone; small numbers are shown with their intervals, since requests are public. Numbers have four decimals.
/// </summary>
/// <param name="Requests">Put to homes in the quarter; corrections are not counted again.</param>
/// <param name="Refused">Not put to homes.</param>
/// <param name="Outside">The part of the requests whose dwellings lie in no neighbourhood of the file.</param>
/// <param name="Followed">Null where nobody counts it.</param>
public sealed record EquityDocument(
    Period Quarter, long Requests, long Refused, double Outside, IReadOnlyList<EquityArea> Areas, IReadOnlyList<EquityGroup> Groups, IReadOnlyList<EquityPair> Pairs, EquityFollowed? Followed)
{
    public const string Format = "writ.equity/v1";

    public byte[] ToBytes() => CanonicalJson.Write(ToJson());

    /// <summary>Bytes from outside; refusal <c>ledger-oversight-malformed</c> for whatever is not as the specification says.</summary>
    public static Result<EquityDocument> Parse(ReadOnlySpan<byte> bytes) =>
        CanonicalJson.ParseStrict(bytes, OversightPaths.MostBytes).TryGet(out var node, out _) && node is JsonObject json && Read(json) is { } document && document.ToBytes().AsSpan().SequenceEqual(bytes)
            ? document : TotalsDocument.Malformed;

    private JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["format"] = Format, ["quarter"] = Quarter.Text, ["requests"] = Requests, ["refused"] = Refused, ["outside"] = Outside,
            ["areas"] = new JsonArray([.. Areas.Select(a =>
            {
                var area = new JsonObject { ["id"] = a.Id, ["name"] = a.Name, ["dwellings"] = a.Dwellings, ["requests"] = a.Requests };
                if (a.Group is { } group) area["group"] = group;
                return (JsonNode)With(With(area, "rate", a.Rate), "ratio", a.Ratio);
            })]),
            ["groups"] = new JsonArray([.. Groups.Select(g => (JsonNode)With(
                With(new JsonObject { ["name"] = g.Name, ["dwellings"] = g.Dwellings, ["requests"] = g.Requests }, "rate", g.Rate), "ratio", g.Ratio))]),
            ["pairs"] = new JsonArray([.. Pairs.Select(p => (JsonNode)With(new JsonObject { ["of"] = p.Of, ["to"] = p.To }, "ratio", p.Ratio))]),
        };
        if (Followed is { } followed) json["followed"] = new JsonObject { ["days"] = followed.Days, ["asks"] = followed.Asks, ["demands"] = followed.Demands };
        return json;
    }

    private static JsonObject With(JsonObject json, string name, WithInterval? number)
    {
        if (number is null) return json;
        var member = new JsonObject { ["low"] = number.Low };
        if (number.Value is { } value) member["value"] = value;
        if (number.High is { } high) member["high"] = high;
        json[name] = member;
        return json;
    }

    private static EquityDocument? Read(JsonObject json)
    {
        var members = new Members();
        members.Require(members.Text(json, "format") == Format);
        var document = new EquityDocument(
            members.Quarter(json, "quarter"), members.Whole(json["requests"]), members.Whole(json["refused"]), members.Number(json["outside"]),
            [.. members.Objects(json, "areas").Select(a => new EquityArea(
                members.Text(a, "id"), members.Text(a, "name"), a.ContainsKey("group") ? members.Text(a, "group") : null, members.Whole(a["dwellings"]), members.Number(a["requests"]),
                Interval(members, a, "rate"), Interval(members, a, "ratio")))],
            [.. members.Objects(json, "groups").Select(g => new EquityGroup(
                members.Text(g, "name"), members.Whole(g["dwellings"]), members.Number(g["requests"]), Interval(members, g, "rate"), Interval(members, g, "ratio")))],
            [.. members.Objects(json, "pairs").Select(p => new EquityPair(members.Text(p, "of"), members.Text(p, "to"), Interval(members, p, "ratio")))],
            members.Perhaps(json, "followed", f => new EquityFollowed((int)members.Whole(f["days"], 1, 366), members.Whole(f["asks"]), members.Whole(f["demands"]))));
        members.InOrder(document.Areas.Select(a => a.Id));
        members.InOrder(document.Groups.Select(g => g.Name));
        members.Require(!(document.Followed?.Demands > document.Followed?.Asks));
        return members.AllRight ? document : null;
    }

    private static WithInterval? Interval(Members members, JsonObject json, string name) => members.Perhaps(json, name, number =>
    {
        var read = new WithInterval(
            number.ContainsKey("value") ? members.Number(number["value"]) : null, members.Number(number["low"]), number.ContainsKey("high") ? members.Number(number["high"]) : null);
        members.Require(!(read.Low > (read.Value ?? read.High)) && !(read.High < read.Value));
        return read;
    });
}
