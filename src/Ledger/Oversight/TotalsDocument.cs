using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Oversight;

/// <summary>What is counted in a <see cref="TotalsDocument"/>.</summary>
public enum TotalsKind
{
    /// <summary>Homes that gave something to the agency.</summary>
    Grants,

    /// <summary>Reports of pressure.</summary>
    Pressure,
}

/// <summary>One agency's number.</summary>
/// <param name="AgencyName">As it was called when this was made.</param>
/// <param name="Shown">The true number and noise; null where that is below the threshold.</param>
public sealed record TotalLine(AgencyId Agency, string AgencyName, long? Shown);

/// <summary>
/// Totals of one quarter, an agency a line, each with noise that was drawn once (<c>writ.grant-totals/v1</c>, <c>writ.pressure-totals/v1</c>): canonical JSON, described
/// in docs/spec/oversight.md. An agency is listed for what is public of it, so that its line says nothing by being there.
/// </summary>
/// <param name="EpsilonOver">Numerator of epsilon.</param>
/// <param name="EpsilonUnder">Its denominator.</param>
/// <param name="Threshold">What is below is not shown.</param>
public sealed record TotalsDocument(TotalsKind Kind, Period Quarter, int EpsilonOver, int EpsilonUnder, int Threshold, IReadOnlyList<TotalLine> Lines)
{
    public byte[] ToBytes() => CanonicalJson.Write(ToJson());

    /// <summary>Bytes from outside; refusal <c>ledger-oversight-malformed</c> for whatever is not as the specification says.</summary>
    public static Result<TotalsDocument> Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return CanonicalJson.ParseStrict(bytes).TryGet(out var node, out _) && node is JsonObject json && Read(json) is { } document && document.ToBytes().AsSpan().SequenceEqual(bytes)
                ? document : Malformed;
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException or ArgumentException or JsonException or NullReferenceException)
        {
            return Malformed;
        }
    }

    internal static Refusal Malformed { get; } = new(
        "ledger-oversight-malformed", "A published file on oversight is not as its specification says; take it again, or use a newer program.");

    private static string FormatOf(TotalsKind kind) => kind switch
    {
        TotalsKind.Grants => "writ.grant-totals/v1",
        TotalsKind.Pressure => "writ.pressure-totals/v1",
    };

    private JsonObject ToJson() => new()
    {
        ["format"] = FormatOf(Kind), ["quarter"] = Quarter.Text, ["epsilon"] = new JsonArray(EpsilonOver, EpsilonUnder), ["threshold"] = Threshold,
        ["agencies"] = new JsonArray([.. Lines.Select(line =>
        {
            var json = new JsonObject { ["agency"] = line.Agency.Text, ["name"] = line.AgencyName };
            if (line.Shown is { } shown) json["shown"] = shown;
            return (JsonNode)json;
        })]),
    };

    // What is missing or of another type throws, and is caught above.
    private static TotalsDocument? Read(JsonObject json)
    {
        var format = json["format"]!.GetValue<string>();
        if (Enum.GetValues<TotalsKind>().Where(k => FormatOf(k) == format).ToList() is not [var kind]) return null;
        if (!Period.TryParse(json["quarter"]!.GetValue<string>(), out var quarter) || !quarter.Text.Contains("-q", StringComparison.Ordinal)) return null;
        var epsilon = json["epsilon"]!.AsArray();
        var document = new TotalsDocument(
            kind, quarter, (int)epsilon[0]!, (int)epsilon[1]!, (int)json["threshold"]!,
            [.. json["agencies"]!.AsArray().Select(line => new TotalLine(AgencyId.FromTrusted(Id(line!["agency"]!)), line["name"]!.GetValue<string>(), line["shown"] is { } shown ? (long)shown : null))]);
        var fits = document is { EpsilonOver: > 0, EpsilonUnder: > 0, Threshold: > 0 } && document.Lines.All(l => l.Shown is null || l.Shown >= document.Threshold)
            && document.Lines.Select(l => l.Agency).Distinct().Count() == document.Lines.Count;
        return fits ? document : null;
    }

    private static string Id(JsonNode node) => AgencyId.TryParse(node.GetValue<string>(), out var id) ? id.Text : throw new FormatException();
}
