using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;
using Writ.Ledger.Reports;

namespace Writ.Verify.Tests;

/// <summary>A small site, true in every part: a log of about 300 entries, one report of ten demands, a promise and a receipt.</summary>
internal sealed class SampleSite : IDisposable
{
    public const string Origin = "record.example/writ";

    public static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Now = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<ReadOnlyMemory<byte>> entries = [];
    private readonly List<(long Index, RegisterOpening Opening)> leaves = [];

    public SampleSite(params DemandClass[] classes)
    {
        Key = SigningKey.Generate(Origin);
        PromiseKey = SigningKey.Generate(Promises.KeyNameFor(Origin));
        var agency = AgencyId.New();
        entries.Add(Ledger.Facts.Facts.LogOpened(Origin, PromiseKey.Verifier.ToString(), Start));
        entries.Add(Ledger.Facts.Facts.AgencyEnrolled(agency, "Sample Police Department", "US", "police", Start));
        entries.Add(Ledger.Facts.Facts.AgencyVerified(agency, "call back to a published number", "agency desk", Start));
        for (var i = 0; i < 10; i++)
        {
            var opening = RegisterOpening.Draw(i < classes.Length ? classes[i] : DemandClass.Open, Record(i, agency));
            leaves.Add((entries.Count, opening));
            entries.Add(opening.Leaf());
            for (var j = 0; j < 28; j++) entries.Add(new byte[] { (byte)'A', 1 }.Concat(RandomNumberGenerator.GetBytes(32)).ToArray());
        }

        PromisedLeaf = leaves[3].Opening.Leaf();
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("writ-verify-").FullName;

    public SigningKey Key { get; }

    public SigningKey PromiseKey { get; }

    public byte[] PromisedLeaf { get; }

    public long PromisedIndex => leaves[3].Index;

    public IList<ReadOnlyMemory<byte>> Entries => entries;

    public IReadOnlyList<(long Index, RegisterOpening Opening)> Leaves => leaves;

    /// <summary>The file of proofs, as it will be published; empty where every leaf is opened.</summary>
    public byte[] Proofs { get; set; } = [];

    /// <summary>The report and its openings, as they will be published; a test may change them before <see cref="Publish"/>.</summary>
    public ReportDocument? Report { get; set; }

    /// <summary>By period, an entry of the list of reports.</summary>
    public SortedDictionary<string, string> Index { get; } = new(StringComparer.Ordinal);

    public List<DemandOpening> Openings { get; private set; } = [];

    public static ReportForm Form { get; } = new(
        "sample", "Sample", "Sample",
        [
            new FormTable(
                "instrument-outcome", "Demands by instrument and outcome",
                [Line("subpoena", "instrument", "subpoena"), Line("warrant", "instrument", "search-warrant"), new FormLine("national-security", "National security", Where("instrument", "nsl"))],
                null,
                [new FormLine("received", "Received", Where()), Line("full", "outcome", "full"), Line("partial", "outcome", "partial"), Line("none", "outcome", "none")],
                null),
            new FormTable("country", "By country", [new FormLine("all", "All", Where())], "country", [new FormLine("received", "Received", Where()), Line("content", "disclosed", "content")], null),
        ]);

    /// <summary>Fills <see cref="Report"/> and <see cref="Openings"/> from the leaves.</summary>
    public SampleSite Draft(string period = "2026-h1", int from = 0, int to = 10)
    {
        var shown = RegisterSchema.Fields.Where(field => field is not ("agency" or "accounts")).ToHashSet();
        Openings = [.. leaves.Select((leaf, i) => (leaf, i)).Take(from..to).Where(one => one.leaf.Opening.Class == DemandClass.Open)
            .Select(one => one.leaf.Opening.Reveal(one.leaf.Index, shown, Outcome(one.i)))];
        var readIn = new[] { new ReadIn("national-security", "received", new Cell.Band(0, 249), "the publisher's own figure") };
        Report = new ReportDocument(
            "writ.report/v1", "Sample Company", Origin, period, 1, false, false, from, to, entries.Count, Form,
            Recount.Tables(Form, Openings, readIn), readIn, [], new OpeningsFile($"reports/{period}/v1-openings.jsonl", "", Openings.Count));
        return leaves.Take(from..to).Any(leaf => leaf.Opening.Class != DemandClass.Open) ? Prove(new ReportBand(0, 249, "us/250")) : this;
    }

    /// <summary>Proofs for the leaves of the report's range that are not opened, and the part of the report that says so.</summary>
    public SampleSite Prove(ReportBand? band, IReadOnlyList<(long Index, RegisterOpening Opening)>? closed = null)
    {
        closed ??= [.. leaves.Take((int)Report!.From..(int)Report.To).Where(leaf => leaf.Opening.Class != DemandClass.Open)];
        Report = Report! with { Unopened = new UnopenedPart(closed.Count, band, new ProofsFile($"reports/{Report.Period}/v{Report.Version}-unopened.bin", "")) };
        using var file = new MemoryStream();
        UnopenedProofs.Write(file, Report.Unopened.Statement(Report), closed);
        Proofs = file.ToArray();
        return this;
    }

    /// <summary>Writes openings and report under published/, their fact into the log, and the log.</summary>
    public SampleSite Publish()
    {
        if (Report is null) Draft();
        var lines = Openings.SelectMany(opening => (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(opening, PublishedJson.Options), (byte)'\n']).ToArray();
        Report = Report! with { Openings = Report!.Openings with { Sha256 = Hash(lines) } };
        if (Report.Unopened is { } part)
        {
            Report = Report with { Unopened = part with { Proofs = part.Proofs with { Sha256 = Hash(Proofs) } } };
            Write($"published/{part.Proofs.Path}", Proofs);
        }

        var report = JsonSerializer.SerializeToUtf8Bytes(Report, PublishedJson.Options);
        var path = $"reports/{Report.Period}/v{Report.Version}.json";
        Write($"published/{Report.Openings.Path}", lines);
        Write($"published/{path}", report);
        entries.Add(Ledger.Facts.Facts.ReportPublished(
            Report.Period, Report.Version, path, Hash(report), Hash(lines), Report.From, Report.To, Report.Provisional, Start.AddMonths(6)));
        Index[Report.Period] = $$"""{"period":"{{Report.Period}}","version":{{Report.Version}},"path":"{{path}}","provisional":{{Word(Report.Provisional)}},"replay":{{Word(Report.Replay)}}}""";
        return WriteIndex().WriteLog();
    }

    public SampleSite WriteIndex()
    {
        Write("published/reports/index.json", $"[{string.Join(",", Index.Values)}]");
        return this;
    }

    /// <summary>The downloads of these periods, as fixed files: first made with the code they now hold, then read over. What Mirror really serves is checked in App.Tests.</summary>
    public SampleSite WriteDownloads(params string[] periods)
    {
        foreach (var name in periods.SelectMany(period => new[] { $"{period}.csv", $"{period}.cells.json", $"{period}.svg" }))
            Write($"published/reports/{name}", System.IO.File.ReadAllBytes(System.IO.Path.Combine(AppContext.BaseDirectory, "Downloads", name)));
        return this;
    }

    public SampleSite WriteLog()
    {
        if (Directory.Exists(File("ledger"))) Directory.Delete(File("ledger"), recursive: true);
        var writer = LogWriter.Open(new LogFolder(File("ledger")), Key, null).Value;
        writer.Accept(writer.Integrate(entries));
        writer.Publish(writer.Sign(writer.Head));
        return this;
    }

    public string Receipt()
    {
        var folder = new LogFolder(File("ledger"));
        return folder.ReceiptFor(PromisedIndex, folder.ReadCheckpoint()!);
    }

    public string File(string relative) => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(relative))!);
        System.IO.File.WriteAllBytes(File(relative), bytes);
        return File(relative);
    }

    public string Write(string relative, string text) => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        Key.Dispose();
        PromiseKey.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    internal static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    internal static DemandOutcome Outcome(int i) => (i % 4) switch
    {
        0 => new DemandOutcome("closed", [new ItemOutcome("subscriber", false, "produce", true, true, null)]),
        1 => new DemandOutcome("closed", [new ItemOutcome("subscriber", false, "produce", true, true, null), new ItemOutcome("content", true, "refuse", null, false, "outside-reach")]),
        2 => new DemandOutcome("closed", [new ItemOutcome("content", true, "produce", true, true, null)]),
        _ => new DemandOutcome("refused", [new ItemOutcome("subscriber", false, "refuse", null, false, "not-authentic")]),
    };

    internal static RegisterRecord Record(int i, AgencyId agency) => new(
        new DateOnly(2026, 1 + (i / 2), 10), i % 3 == 0 ? "search-warrant" : "subpoena", "us", i % 3 == 0, i % 5 == 0 ? "DE" : "US", "police", "retail",
        i % 3 == 0, 1 + i, false, false, agency, DemandId.New());

    private static string Word(bool flag) => flag ? "true" : "false";

    private static FormLine Line(string id, string field, string value) => new(id, id, Where(field, value));

    private static Dictionary<string, IReadOnlyList<string>> Where(string? field = null, string? value = null) => field is null ? [] : new() { [field] = [value!] };
}
