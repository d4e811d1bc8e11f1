using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>
/// Holds every version of every own report against the record: its hash against its fact, its openings against their
/// leaves, its cells against a recount. Of each period the latest version counts; a replaced one stays what it was.
/// </summary>
internal sealed class ReportCheck(Site site, LogContents contents, Findings findings, Action<string> progress)
{
    private const long MaxReport = 64L << 20;

    private static readonly JsonSerializerOptions Strict = new(PublishedJson.Options) { RespectNullableAnnotations = true, AllowDuplicateProperties = false };

    private readonly Dictionary<string, (long Index, Fact.ReportPublished Fact)> latest = new(StringComparer.Ordinal);
    private readonly HashSet<string> demands = new(StringComparer.Ordinal);

    /// <summary>Paths of reports that keep leaves closed.</summary>
    private readonly HashSet<string> closed = new(StringComparer.Ordinal);

    /// <summary>What was counted, replaced versions last.</summary>
    public List<CheckedReport> Reports { get; } = [];

    /// <summary>By period the version that counts, as the record has it.</summary>
    public IReadOnlyDictionary<string, Fact.ReportPublished> Latest => latest.ToDictionary(pair => pair.Key, pair => pair.Value.Fact, StringComparer.Ordinal);

    /// <summary>By period the documents among <see cref="Latest"/> that are the files recorded, and whose every cell was counted.</summary>
    public Dictionary<string, ReportDocument> Verified { get; } = new(StringComparer.Ordinal);

    public void Run()
    {
        foreach (var (index, fact) in contents.Reports)
        {
            var before = latest.TryGetValue(fact.Period, out var earlier) ? earlier.Fact.Version : 0;
            if (fact.Version != before + 1)
                findings.False("verify-report-version", $"entry {index}", $"Version {fact.Version} of {fact.Period} follows version {before}.");
            if (fact.To > contents.RegistersBefore(index))
                findings.False("verify-report-ahead", $"entry {index}", $"This report covers register leaves up to {fact.To}, before they were in the log.");
            latest[fact.Period] = (index, fact);
        }

        Told();
        var ordered = latest.Values.OrderBy(report => report.Fact.From).ThenBy(report => report.Fact.To).ToArray();
        foreach (var (index, fact) in ordered) CheckOne(index, fact, demands, replaced: false);
        Ranges([.. ordered.Select(report => report.Fact).Where(fact => fact.To > fact.From)]);

        // A leaf is counted again in the version that replaces another, so demands are told apart within each version only.
        foreach (var (index, fact) in contents.Reports.Where(report => latest[report.Fact.Period].Index != report.Index))
            CheckOne(index, fact, new HashSet<string>(StringComparer.Ordinal), replaced: true);
    }

    /// <summary>No leaf is counted twice; and leaves counted nowhere are false where leaves are kept closed after them, else the reader is told.</summary>
    private void Ranges(Fact.ReportPublished[] facts)
    {
        var ranges = facts.Select(fact => new ReportRange(fact.From, fact.To, MayLeaveNoneOut(fact))).ToArray();
        foreach (var (at, _, refusal) in ReportRanges.Faults(ranges)) findings.False(refusal, facts[Array.IndexOf(ranges, at)].Path);
        var next = 0L;
        foreach (var fact in facts)
        {
            if (fact.From > next && !MayLeaveNoneOut(fact)) findings.Remarks.Add($"Register leaves {next} to {fact.From - 1} are counted in no report, though later ones are.");
            next = Math.Max(next, fact.To);
        }

        if (next < contents.Registers) findings.Remarks.Add($"{contents.Registers - next} register leaves at the end of the log are in no report yet.");
    }

    /// <summary>What is left out beside closed leaves, or once batches hide how many there are, could be anything.</summary>
    private bool MayLeaveNoneOut(Fact.ReportPublished fact) => closed.Contains(fact.Path) || (contents.Schedules.Batches is [var first, ..] && fact.To > first.First);

    private void Told()
    {
        var walk = contents.Schedules;
        if (walk.Book.Schedules.Count == 0) return;
        var (batches, of) = (walk.Batches.Count, walk.Book.Schedules[^1]);
        findings.Remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Leaves go out by schedule, in batches of {of.BatchLeaves} and epochs of {of.EpochLeaves}, dummies among them; {batches} batches are in the log."));
        if (walk.EndsWithin) findings.Remarks.Add("The log ends within a batch or an epoch, whose rest is not published yet: check again.");
    }

    /// <summary>A report counts whole batches, and those that closed in its period.</summary>
    private void Batches(Fact.ReportPublished fact, Period period)
    {
        foreach (var batch in contents.Schedules.Batches.Where(batch => batch.First < fact.To && batch.After > fact.From))
        {
            if (batch.First < fact.From || batch.After > fact.To || batch.Leaves < batch.Time.Leaves || !batch.Time.IsOf(period))
                findings.False("verify-report-batch", fact.Path, string.Create(CultureInfo.InvariantCulture, $"The batch of {batch.Time.Due.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC is counted in part, or is of another period."));
        }
    }

    private void CheckOne(long index, Fact.ReportPublished fact, HashSet<string> counted, bool replaced)
    {
        progress(fact.Path);
        var before = findings.Total;
        var bytes = site.Read(fact.Path, MaxReport).GetAwaiter().GetResult();
        if (bytes is null)
        {
            findings.Unchecked("verify-file-missing", fact.Path, $"Entry {index} says that this report was published; it is not served.");
            return;
        }

        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != fact.Sha256)
            findings.False("verify-report-hash", fact.Path, $"This is not the file that entry {index} of the log names.");
        if (Read(bytes) is not { } report)
        {
            findings.False("verify-report-malformed", fact.Path, "This report is not of the form writ.report/v1.");
            return;
        }

        foreach (var differs in Differences(report, fact, index))
            findings.False("verify-report-fact-differs", fact.Path, $"The report and entry {index} of the log differ in {differs}.");
        if (!Period.TryParse(report.Period, out var period) || Recount.Wrong(report.Form) is not null)
        {
            findings.False("verify-report-malformed", fact.Path, "The period or the form of this report cannot be counted.");
            return;
        }

        Batches(fact, period);
        if (report.Unopened is not null) closed.Add(fact.Path);
        if (fact.To > contents.Registers) return;
        Count(report, fact, period, counted, replaced);
        if (!replaced && findings.Total == before) Verified[fact.Period] = report;
    }

    private void Count(ReportDocument report, Fact.ReportPublished fact, Period period, HashSet<string> counted, bool replaced)
    {
        using var stream = site.Open(report.Openings.Path, MaxOpenings(fact)).GetAwaiter().GetResult();
        if (stream is null)
        {
            findings.Unchecked("verify-file-missing", report.Openings.Path, "The report names this file of openings; it is not served.");
            return;
        }

        using var openings = new OpeningsCheck(new OpeningLines(stream), report, fact, period, contents, counted, findings);
        IReadOnlyList<ReportTable> tables;
        try
        {
            tables = Recount.Tables(report.Form, openings.Read(), report.ReadIn);
        }
        catch (ArgumentException e)
        {
            findings.False("verify-read-in-stray", fact.Path, e.Message);
            return;
        }

        openings.Finish();
        if (openings.StandIns > 0) findings.Remarks.Add($"{fact.Path}: {openings.StandIns} of its places are counted by a leaf that was put in the place of another.");
        if (openings.Carried > 0) findings.Remarks.Add($"{fact.Path}: {openings.Carried} demands came in before the period, and waited for room in a batch.");
        new UnopenedReportCheck(site, report, fact, findings, progress).Run(openings);
        var cells = CellCheck.Compare(fact.Path, tables, report, findings);
        Reports.Add(new CheckedReport(report, fact.To - fact.From, openings.Opened, cells, replaced));
    }

    /// <summary>Far more than the openings of that many leaves, and not without end.</summary>
    private static long MaxOpenings(Fact.ReportPublished fact) => (64L << 20) + ((fact.To - fact.From) * (64L << 10));

    private IEnumerable<string> Differences(ReportDocument report, Fact.ReportPublished fact, long index)
    {
        if (report.Origin != contents.Checkpoint.Origin) yield return "origin";
        if (report.Period != fact.Period) yield return "period";
        if (report.Version != fact.Version) yield return "version";
        if (report.Provisional != fact.Provisional) yield return "provisional";
        if (report.From != fact.From) yield return "from";
        if (report.To != fact.To) yield return "to";
        if (report.Openings.Sha256 != fact.OpeningsSha256) yield return "openings";
        if (report.TreeSize > index || report.TreeSize < 0 || contents.RegistersBefore(report.TreeSize) < report.To) yield return "treeSize";
    }

    internal static ReportDocument? Read(byte[] bytes)
    {
        try
        {
            var report = JsonSerializer.Deserialize<ReportDocument>(bytes, Strict);
            return report is not null && Whole.Is(report) ? report : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // The latter for a cell that does not begin by saying what it is.
            return null;
        }
    }
}

/// <param name="Covered">Register leaves in its range.</param>
/// <param name="Opened">Of these, how many were opened.</param>
/// <param name="Cells">Cells recounted and found equal or not.</param>
/// <param name="Replaced">True where a later version counts instead.</param>
internal sealed record CheckedReport(ReportDocument Document, long Covered, long Opened, long Cells, bool Replaced)
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Document.Period} v{Document.Version}{Kind}{(Replaced ? " (replaced)" : "")}");

    private string Kind => (Document.Replay, Document.Provisional) switch
    {
        (true, _) => " (replay of past figures)",
        (false, true) => " (provisional)",
        (false, false) => "",
    };
}

/// <summary>The reader leaves missing members null; here they are looked for once, so that nothing after has to.</summary>
internal static class Whole
{
    public static bool Is(ReportDocument r) =>
        r.Schema == "writ.report/v1" && r.Publisher is not null && r.Origin is not null && r.Period is not null && r.Form is not null
        && r.Openings is { Path: { } path, Sha256: not null } && SitePaths.Fits(path)
        && (r.Unopened is null || (r.Unopened is { Band: null or { Structure: not null }, Proofs: { Path: { } proofs, Sha256: not null } } && SitePaths.Fits(proofs)))
        && All(r.Tables, t => t.Id is not null && All(t.Rows, row => row.Id is not null && All(row.Cells, _ => true)))
        && All(r.ReadIn, c => c is { Row: not null, Column: not null, Cell: not null, Source: not null })
        && All(r.Notes, _ => true)
        && r.Form is { Id: not null, Title: not null, Vocabulary: not null }
        && All(r.Form.Tables, t => t.Id is not null && t.Title is not null && All(t.Rows, Is) && All(t.Columns, Is) && (t.Reported is null || All(t.Reported, _ => true)));

    public static bool Is(DemandOpening o) =>
        o.Class is not null && o.Blind is not null && All(o.Fields, _ => true) && o.Outcome is { State: not null } && All(o.Outcome.Items, item => item.Category is not null);

    private static bool Is(FormLine line) => line.Id is not null && line.Label is not null && line.Where is not null && line.Where.Values.All(values => All(values, _ => true));

    private static bool All<T>(IReadOnlyList<T>? list, Func<T, bool> whole) => list is not null && list.All(item => item is not null && whole(item));
}
