using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Requests;

/// <summary>A corner or a point, in degrees (WGS 84).</summary>
public readonly record struct GroundPoint(double Latitude, double Longitude);

/// <summary>Why a request was not put to homes.</summary>
/// <param name="Rule">One of <see cref="RequestWords.Rules"/>.</param>
/// <param name="Reason">In the words of who refused it.</param>
public sealed record RequestRefusal(string Rule, string Reason);

/// <summary>
/// A community request as it is published, in full (<c>writ.request/v1</c>): canonical JSON, described in docs/spec/requests.md. Files of this kind never
/// change; what happens later stands in the record.
/// </summary>
/// <param name="AgencyName">As it was called that day.</param>
/// <param name="Corrects">The request in whose place this one stands; null for a first post.</param>
/// <param name="Area">Corners against the clock, the first not repeated.</param>
/// <param name="Dwellings">In the area, by the operator's grid.</param>
/// <param name="SquareMetres">Rounded.</param>
/// <param name="At">When it was published or refused.</param>
/// <param name="Until">End of the days on which it is open; null where it was refused.</param>
/// <param name="Refused">Set exactly where it was refused.</param>
public sealed record RequestDocument(
    RequestId Id, AgencyId Agency, string AgencyName, RequestId? Corrects, string Case, string Incident, string Facts, string LookingFor, string Contact,
    IReadOnlyList<GroundPoint> Area, GroundPoint Point, DateTimeOffset IncidentAt, DateTimeOffset From, DateTimeOffset To, int Dwellings, long SquareMetres,
    DateTimeOffset At, DateTimeOffset? Until, RequestRefusal? Refused)
{
    public const string Format = "writ.request/v1";

    public const int MostCorners = 500;

    private const int MostText = 4000;

    /// <summary>Where its file stands, relative to the site's root.</summary>
    public string Path => PathOf(Id);

    public static string PathOf(RequestId id) => $"requests/{id.Text}.json";

    public byte[] ToBytes() => CanonicalJson.Write(ToJson());

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["format"] = Format, ["id"] = Id.Text, ["agency"] = Agency.Text, ["agencyName"] = AgencyName, ["case"] = Case, ["incident"] = Incident, ["facts"] = Facts,
            ["lookingFor"] = LookingFor, ["contact"] = Contact, ["area"] = new JsonArray([.. Area.Select(Pair)]), ["point"] = Pair(Point),
            ["incidentAt"] = Strict.Timestamp(IncidentAt), ["from"] = Strict.Timestamp(From), ["to"] = Strict.Timestamp(To), ["dwellings"] = Dwellings,
            ["squareMetres"] = SquareMetres, ["at"] = Strict.Timestamp(At),
        };
        if (Corrects is { } first) json["corrects"] = first.Text;
        if (Until is { } until) json["until"] = Strict.Timestamp(until);
        if (Refused is { } refused) json["refused"] = new JsonObject { ["rule"] = refused.Rule, ["reason"] = refused.Reason };
        return json;
    }

    /// <summary>Bytes from outside; refusal <c>ledger-request-malformed</c> for whatever is not as the specification says.</summary>
    public static Result<RequestDocument> Parse(ReadOnlySpan<byte> bytes) =>
        CanonicalJson.ParseStrict(bytes).TryGet(out var node, out _) && node is JsonObject json ? Parse(json) : Malformed;

    internal static Result<RequestDocument> Parse(JsonObject json)
    {
        try
        {
            return Read(json) is { } document && CanonicalJson.Write(document.ToJson()).AsSpan().SequenceEqual(CanonicalJson.Write(json)) ? document : Malformed;
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException or ArgumentException or JsonException)
        {
            return Malformed;
        }
    }

    internal static Refusal Malformed { get; } = new(
        "ledger-request-malformed", "A published request is not as its specification says; take it again, or use a newer program.");

    // What is missing or of another type throws, and is caught above.
    private static RequestDocument? Read(JsonObject json)
    {
        if (Text(json, "format") != Format || !RequestId.TryParse(Text(json, "id"), out var id) || !AgencyId.TryParse(Text(json, "agency"), out var agency)) return null;
        var corrects = json["corrects"] is null ? (RequestId?)null : RequestId.TryParse(Text(json, "corrects"), out var first) ? first : throw new FormatException();
        var refused = json["refused"] is JsonObject no ? new RequestRefusal(Text(no, "rule"), Text(no, "reason")) : null;
        var document = new RequestDocument(
            id, agency, Text(json, "agencyName"), corrects, Text(json, "case"), Text(json, "incident"), Text(json, "facts"), Text(json, "lookingFor"), Text(json, "contact"),
            [.. There(json, "area").AsArray().Select(p => PointOf(p ?? throw new FormatException()))], PointOf(There(json, "point")), Time(json, "incidentAt"), Time(json, "from"), Time(json, "to"),
            (int)There(json, "dwellings"), (long)There(json, "squareMetres"), Time(json, "at"), json["until"] is null ? null : Time(json, "until"), refused);
        var fits = document.Area.Count is >= 3 and <= MostCorners && document.From < document.To && RequestWords.Incidents.Contains(document.Incident)
            && document.Dwellings >= 0 && document.SquareMetres >= 0 && (document.Until is null) == (refused is not null)
            && (refused is null || RequestWords.Rules.Contains(refused.Rule)) && (document.Until is not { } until || until > document.At);
        return fits ? document : null;
    }

    private static JsonNode There(JsonObject json, string name) => json[name] ?? throw new FormatException();

    private static string Text(JsonObject json, string name) => There(json, name).GetValue<string>() is { Length: <= MostText } text ? text : throw new FormatException();

    private static DateTimeOffset Time(JsonObject json, string name) => Strict.Timestamp(Text(json, name)) ?? throw new FormatException();

    private static JsonNode Pair(GroundPoint point) => new JsonArray(point.Longitude, point.Latitude);

    private static GroundPoint PointOf(JsonNode node)
    {
        var pair = node.AsArray();
        if (pair.Count != 2) throw new FormatException();
        var (longitude, latitude) = ((pair[0] ?? throw new FormatException()).GetValue<double>(), (pair[1] ?? throw new FormatException()).GetValue<double>());
        return Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 ? new GroundPoint(latitude, longitude) : throw new FormatException();
    }
}
