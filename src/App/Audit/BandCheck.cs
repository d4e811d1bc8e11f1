using System.Security.Cryptography;
using System.Text.Json;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.App.Audit;

/// <summary>One version of a report, with the exact numbers of its range.</summary>
/// <param name="Sealed">Leaves of the range that this auditor could not open.</param>
internal sealed record AuditedReport(string Name, long Open, long Withheld, long Dummy, long Sealed, ReportBand? Band);

/// <summary>Holds every version of every report against an exact count of its range: what it opens, what it keeps closed, and its band.</summary>
internal sealed class BandCheck(AuditedLog log, OpenedLeaves opened, RecordSource source, AuditFindings findings)
{
    public async Task<IReadOnlyList<AuditedReport>> Run(CancellationToken cancel)
    {
        var reports = new List<AuditedReport>();
        foreach (var (_, fact) in log.Facts)
        {
            if (fact is Fact.ReportPublished report && await Check(report, cancel) is { } audited) reports.Add(audited);
        }

        return reports;
    }

    private async Task<AuditedReport?> Check(Fact.ReportPublished fact, CancellationToken cancel)
    {
        if (await source.Read(fact.Path, cancel) is not { } bytes)
        {
            findings.Unchecked("verify-file-missing", fact.Path, "The log says that this report was published; it is not there.");
            return null;
        }

        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != fact.Sha256 || Parse(bytes) is not { } report || report.TreeSize > log.Checkpoint.Size)
        {
            findings.False("verify-report-hash", fact.Path, "This is not the report that the log names.");
            return null;
        }

        var audited = Count(fact, report);
        var closed = report.Unopened?.Count ?? 0;
        if (audited.Band is { } said && audited.Withheld > said.Hi)
            findings.False("audit-band-false", fact.Path, $"The report says that at most {said.Hi} are withheld; {audited.Withheld} are, and maybe more.");
        if (audited.Sealed > 0)
        {
            // A report from before the auditor's time is none of theirs; of one that reaches into it they should know what was not counted.
            if (audited.Open + audited.Withheld + audited.Dummy > 0) findings.Unchecked("audit-range-not-opened", fact.Path, $"{audited.Sealed} leaves of this report's range are not sealed to this auditor, so its numbers cannot be counted.");
            return audited;
        }

        if (report.Openings.Count != audited.Open || closed != audited.Withheld + audited.Dummy)
            findings.False("audit-report-differs", fact.Path, $"The report opens {report.Openings.Count} leaves and keeps {closed} closed; {audited.Open} are open, {audited.Withheld} withheld and {audited.Dummy} dummies.");
        if (audited.Band is { } band && audited.Withheld < band.Lo)
            findings.False("audit-band-false", fact.Path, $"The report says that at least {band.Lo} are withheld; {audited.Withheld} are.");
        return audited;
    }

    private AuditedReport Count(Fact.ReportPublished fact, ReportDocument report)
    {
        var places = log.PlacesAt(report.TreeSize);
        var (open, withheld, dummy, closed) = (0L, 0L, 0L, 0L);
        for (var place = fact.From; place < Math.Min(fact.To, log.Registers.Count); place++)
        {
            if (places.LeafAt(place) is not { } leaf) continue;
            if (!opened.Registers.TryGetValue(leaf, out var register)) closed++;
            else if (register.Class == DemandClass.Open) open++;
            else if (register.Class == DemandClass.Withheld) withheld++;
            else dummy++;
        }

        return new AuditedReport($"{fact.Period} v{fact.Version}", open, withheld, dummy, closed, report.Unopened?.Band);
    }

    private static ReportDocument? Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<ReportDocument>(bytes, PublishedJson.Options) is { Openings: not null } report ? report : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
