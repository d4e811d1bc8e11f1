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
    public static Result<TotalsDocument> Parse(ReadOnlySpan<byte> bytes) =>
        CanonicalJson.ParseStrict(bytes, OversightPaths.MostBytes).TryGet(out var node, out _) && node is JsonObject json && Read(json) is { } document && document.ToBytes().AsSpan().SequenceEqual(bytes)
            ? document : Malformed;

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

    private static TotalsDocument? Read(JsonObject json)
    {
        var members = new Members();
        var format = members.Text(json, "format");
        if (Enum.GetValues<TotalsKind>().Where(k => FormatOf(k) == format).ToList() is not [var kind]) return null;
        var epsilon = members.List(json, "epsilon");
        if (epsilon.Count != 2) return null;
        var threshold = (int)members.Whole(json["threshold"], 1, int.MaxValue);
        var document = new TotalsDocument(
            kind, members.Quarter(json, "quarter"), (int)members.Whole(epsilon[0], 1, int.MaxValue), (int)members.Whole(epsilon[1], 1, int.MaxValue), threshold,
            [.. members.Objects(json, "agencies").Select(line => new TotalLine(
                Id(members, line), members.Text(line, "name"), line.TryGetPropertyValue("shown", out var shown) ? members.Whole(shown, threshold) : null))]);
        members.InOrder(document.Lines.Select(line => line.Agency.Text));
        return members.AllRight ? document : null;
    }

    private static AgencyId Id(Members members, JsonObject line)
    {
        var fits = AgencyId.TryParse(members.Text(line, "agency"), out var id);
        members.Require(fits);
        return id;
    }
}
