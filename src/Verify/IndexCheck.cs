using System.Text.Json;
using Writ.Ledger.Facts;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>
/// Holds the site's list of reports against the record: of each period recorded one entry, with the version that counts,
/// and no other; and that no version lies there which the record does not hold.
/// </summary>
internal sealed class IndexCheck(Site site, ReportCheck reports, Later later, Findings findings, TimeProvider clock)
{
    private const string Place = "reports/index.json";
    private const long MaxIndex = 4L << 20;

    private static readonly JsonSerializerOptions Strict = new(PublishedJson.Options) { RespectNullableAnnotations = true, AllowDuplicateProperties = false };

    // The list follows the record by a moment.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    public void Run()
    {
        var entries = Read();
        if (entries is not null && reports.Latest.Values.Any(fact => Behind(entries, fact)))
        {
            Task.Delay(Moment, clock).GetAwaiter().GetResult();
            entries = Read();
        }

        if (entries is not null) Compare(entries);
        foreach (var fact in reports.Latest.Values) Beyond(fact);
    }

    private static bool Behind(IReadOnlyList<IndexEntry> entries, Fact.ReportPublished fact) =>
        !entries.Any(entry => entry.Period == fact.Period && entry.Version >= fact.Version);

    /// <summary>Null where there is nothing to compare; then that is a finding already, unless there is no report either.</summary>
    private IReadOnlyList<IndexEntry>? Read()
    {
        var bytes = site.Read(Place, MaxIndex).GetAwaiter().GetResult();
        if (bytes is null)
        {
            if (reports.Latest.Count > 0) findings.Unchecked("verify-file-missing", Place, "The log holds reports; their list is not served.");
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize<List<IndexEntry?>>(bytes, Strict) is { } entries && entries.All(entry => entry is { Period: not null, Path: not null }))
                return [.. entries.Select(entry => entry!)];
        }
        catch (JsonException)
        {
            // Told below, like a list of something else.
        }

        findings.False("verify-index-malformed", Place, "This is not a list of reports.");
        return null;
    }

    private void Compare(IReadOnlyList<IndexEntry> entries)
    {
        foreach (var again in entries.GroupBy(entry => entry.Period).Where(group => group.Count() > 1))
            findings.False("verify-index-malformed", Place, $"The period {again.Key} stands here more than once.");
        foreach (var entry in entries)
        {
            if (!reports.Latest.TryGetValue(entry.Period, out var fact))
                later.Found(findings, "verify-index-stray", $"{Place} {entry.Period}", "The log holds no report of this period.");
            else if (entry.Version > fact.Version)
                later.Found(findings, "verify-index-stray", $"{Place} {entry.Period}", $"Version {entry.Version} is listed; the log holds versions up to {fact.Version}.");
            else
                Compare(entry, fact);
        }

        foreach (var fact in reports.Latest.Values.Where(fact => entries.All(entry => entry.Period != fact.Period)))
            findings.False("verify-index-omits", $"{Place} {fact.Period}", "The log holds a report of this period; the list does not name it.");
    }

    private void Compare(IndexEntry entry, Fact.ReportPublished fact)
    {
        var differs = new List<string>();
        if (entry.Version != fact.Version) differs.Add("version");
        if (entry.Path != fact.Path) differs.Add("path");
        if (entry.Provisional != fact.Provisional) differs.Add("provisional");
        if (reports.Verified.TryGetValue(fact.Period, out var report) && entry.Replay != report.Replay) differs.Add("replay");
        if (differs.Count > 0) findings.False("verify-index-differs", $"{Place} {fact.Period}", $"The list and the log differ in {string.Join(", ", differs)}.");
    }

    /// <summary>The version after the last: a site shows none that is not recorded, though a folder may hold its draft.</summary>
    private void Beyond(Fact.ReportPublished fact)
    {
        var path = $"reports/{fact.Period}/v{fact.Version + 1}.json";
        using (var stream = site.Open(path, long.MaxValue).GetAwaiter().GetResult())
        {
            if (stream is null) return;
        }

        if (site.MakesDownloads) later.Found(findings, "verify-version-unrecorded", path, "This version is served, and the log does not hold it.");
        else findings.Remarks.Add($"{path} lies in the folder and is not in the log: a draft, not a report.");
    }

    private sealed record IndexEntry(
        string Period,
        [property: System.Text.Json.Serialization.JsonRequired] int Version,
        string Path,
        [property: System.Text.Json.Serialization.JsonRequired] bool Provisional,
        [property: System.Text.Json.Serialization.JsonRequired] bool Replay);
}
