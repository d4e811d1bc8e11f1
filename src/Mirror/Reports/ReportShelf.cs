using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Writ.Base;
using Writ.Ledger.Reports;
using Writ.Mirror.Record;

namespace Writ.Mirror.Reports;

/// <summary>An entry of the index, checked.</summary>
internal sealed record ShelfEntry(Period Period, ReportIndexEntry Index);

/// <summary>
/// The publisher's own reports in the published folder, read only and believed in nothing. A version is on the shelf once
/// its fact is in the published tree; before that its files are drafts, and there is nothing at their address.
/// </summary>
internal sealed partial class ReportShelf(string root, RecordedFacts recorded)
{
    private const long MostBytes = 32 << 20;

    /// <summary>Every report, oldest first. An empty shelf where there is no index yet.</summary>
    public Result<ShelfEntry[]> Entries()
    {
        if (root.Length == 0 || !File.Exists(Path.Combine(root, ReportIndex.File))) return Array.Empty<ShelfEntry>();
        if (!Read<List<ReportIndexEntry?>>(ReportIndex.File).TryGet(out var index, out var refusal)) return refusal;
        var (entries, periods) = (new List<ShelfEntry>(), new HashSet<Period>());
        foreach (var entry in index)
        {
            if (entry is null || !Period.TryParse(entry.Period, out var period) || period.Text != entry.Period
                || entry.Version < 1 || entry.Path != PathOf(period, entry.Version) || !periods.Add(period))
            {
                return Unreadable(ReportIndex.File, "an entry is not a canonical period with its version and path, once");
            }

            if (Shown(period, entry) is { } shown) entries.Add(new ShelfEntry(period, shown));
        }

        return entries.OrderBy(entry => entry.Period).ToArray();
    }

    /// <summary>The document that counts for a period.</summary>
    public Result<ReportDocument> Document(ShelfEntry entry)
    {
        if (!Read<ReportDocument>(entry.Index.Path).TryGet(out var document, out var refusal)) return refusal;
        return ReportCheck.Fault(document, entry) is { } fault ? Unreadable(entry.Index.Path, fault) : document;
    }

    /// <summary>A published file by its address below the site's root; null unless it is a report, its openings or proofs, a file of unsealed leaves, or the index.</summary>
    public string? Resolve(string path)
    {
        if (root.Length == 0 || PublicFile().Match(path) is not { Success: true } name) return null;
        if (name.Groups["unsealed"].Success)
        {
            if (!recorded.IsUnsealed(path)) return null;
        }
        else if (path != ReportIndex.File && recorded.Find(name.Groups["period"].Value, int.Parse(name.Groups["version"].Value, CultureInfo.InvariantCulture)) is null)
        {
            return null;
        }

        var place = Path.GetFullPath(root);
        foreach (var step in path.Split('/'))
        {
            place = Path.Combine(place, step);
            if (new FileInfo(place).LinkTarget is not null) return null;
        }

        return File.Exists(place) ? place : null;
    }

    /// <summary>The index may run ahead of the published tree; what it says of a version is believed once that version is there.</summary>
    private ReportIndexEntry? Shown(Period period, ReportIndexEntry entry)
    {
        if (recorded.Newest(period.Text, entry.Version) is not { } fact) return null;
        if (fact.Version == entry.Version) return entry;
        var path = PathOf(period, fact.Version);
        return new ReportIndexEntry(
            period.Text, fact.Version, path, fact.Provisional, Read<ReportDocument>(path).TryGet(out var document, out _) ? document.Replay : entry.Replay);
    }

    private static string PathOf(Period period, int version) => $"reports/{period.Text}/v{version}.json";

    private static Refusal Unreadable(string path, string why) => new(
        "mirror-document-unreadable", $"The published document {path} cannot be read: {why}.", RefusalKind.Unavailable);

    private Result<T> Read<T>(string path)
    {
        try
        {
            var file = Resolve(path);
            if (file is null) return Unreadable(path, "there is no such file");
            if (new FileInfo(file).Length > MostBytes) return Unreadable(path, "it is larger than 32 MiB");
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<T>(stream, PublishedJson.Options) is { } read ? read : Unreadable(path, "it is empty");
        }
        catch (JsonException fault)
        {
            return Unreadable(path, $"it is not a document of the published kind (line {(fault.LineNumber ?? 0) + 1})");
        }
        catch (NotSupportedException)
        {
            // What System.Text.Json throws for a cell without its kind.
            return Unreadable(path, "a cell does not say what kind it is");
        }
        catch (IOException)
        {
            return Unreadable(path, "the file could not be opened");
        }
    }

    [GeneratedRegex(@"\Areports/(index\.json|(?<period>[0-9][0-9a-z-]{3,23})/v(?<version>[1-9][0-9]{0,5})(\.json|-openings\.jsonl|-unopened\.bin)|(?<unsealed>unsealed/[1-9][0-9]{0,5}\.jsonl))\z", RegexOptions.CultureInvariant)]
    private static partial Regex PublicFile();
}
