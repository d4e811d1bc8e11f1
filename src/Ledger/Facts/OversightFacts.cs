using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Facts;

/// <content>Oversight.</content>
public static partial class Facts
{
    public static byte[] GrantTotalsPublished(Period quarter, string path, string sha256, DateTimeOffset at) => Write(new Fact.GrantTotalsPublished(quarter.Text, path, sha256, at));

    public static byte[] EquityReportPublished(Period quarter, string path, string sha256, DateTimeOffset at) => Write(new Fact.EquityReportPublished(quarter.Text, path, sha256, at));

    public static byte[] PressureTotalsPublished(Period quarter, string path, string sha256, DateTimeOffset at) => Write(new Fact.PressureTotalsPublished(quarter.Text, path, sha256, at));

    /// <summary>Null where it is no kind of this family.</summary>
    private static Fact? Oversight(string kind, long number, FactReader reader, DateTimeOffset at) => (kind, number) switch
    {
        ("grant-totals-published", 49) => new Fact.GrantTotalsPublished(Quarter(reader, at), reader.SitePath("path"), reader.Hash("sha256"), at),
        ("equity-report-published", 50) => new Fact.EquityReportPublished(Quarter(reader, at), reader.SitePath("path"), reader.Hash("sha256"), at),
        ("pressure-totals-published", 51) => new Fact.PressureTotalsPublished(Quarter(reader, at), reader.SitePath("path"), reader.Hash("sha256"), at),
        _ => null,
    };

    private static JsonObject? OversightMembers(Fact fact) => fact switch
    {
        Fact.GrantTotalsPublished f => new() { ["kind"] = "grant-totals-published", ["quarter"] = f.Quarter, ["path"] = f.Path, ["sha256"] = f.Sha256 },
        Fact.EquityReportPublished f => new() { ["kind"] = "equity-report-published", ["quarter"] = f.Quarter, ["path"] = f.Path, ["sha256"] = f.Sha256 },
        Fact.PressureTotalsPublished f => new() { ["kind"] = "pressure-totals-published", ["quarter"] = f.Quarter, ["path"] = f.Path, ["sha256"] = f.Sha256 },
        _ => null,
    };

    // A quarter that is over: nobody says beforehand how it ended.
    private static string Quarter(FactReader reader, DateTimeOffset at)
    {
        var text = reader.Period("quarter");
        if (!reader.AllRight) return text;
        var quarter = Period.FromTrusted(text);
        if (!text.Contains("-q", StringComparison.Ordinal) || DateOnly.FromDateTime(at.UtcDateTime) <= quarter.Last) reader.Refuse("quarter");
        return text;
    }
}
