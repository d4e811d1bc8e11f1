using System.Text.Json;
using Writ.Ledger.Reports;

namespace Writ.Mirror;

/// <summary>
/// One own report on the shelf: an entry of <c>reports/index.json</c> in the published folder, which is an array of these.
/// </summary>
/// <param name="Period">Canonical text of the period.</param>
/// <param name="Version">The version that counts now, 1 and up.</param>
/// <param name="Path">Relative to the published folder: <c>reports/2015-01-01--2015-05-31/v1.json</c>.</param>
/// <param name="Provisional">True while the period still runs.</param>
/// <param name="Replay">True where published figures of the past were replayed.</param>
public sealed record ReportIndexEntry(string Period, int Version, string Path, bool Provisional, bool Replay);

/// <summary>How the index is written, so that writer and reader cannot drift apart.</summary>
public static class ReportIndex
{
    /// <summary>The index's place in the published folder.</summary>
    public const string File = "reports/index.json";

    private static readonly JsonSerializerOptions Indented = new(PublishedJson.Options) { WriteIndented = true };

    public static byte[] Write(IEnumerable<ReportIndexEntry> entries) => JsonSerializer.SerializeToUtf8Bytes(
        entries.OrderBy(entry => Base.Period.FromTrusted(entry.Period)).ToList(), Indented);
}
