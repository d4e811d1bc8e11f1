using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Reports;

namespace Writ.Mirror.Tests;

/// <summary>A published folder and a record's folder with three reports: a replay, a correction, and a provisional one.</summary>
public sealed class SampleFolder : IDisposable
{
    public const string Origin = "sample.example/record";
    public const string Root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mirror-tests-");

    public SampleFolder()
    {
        Put("2015-01-01--2015-05-31", 1, false, true, Replay2015);
        Put("2025-h2", 1, false, false, (period, version) => Document(period, version, false, false, Second2025));
        Put("2025-h2", 2, false, false, (period, version) => Document(period, version, false, false, Second2025));
        Put("2026-h1", 1, true, false, (period, version) => Document(period, version, true, false, First2026));
        WriteIndex();
    }

    private static byte[] Openings => "{\"leaf\":1}\n"u8.ToArray();

    public List<ReportIndexEntry> Index { get; } = [];

    /// <summary>The record's entries; <see cref="WriteLedger"/> publishes as many of them as it is told.</summary>
    public List<byte[]> Entries { get; } =
    [
        Encoding.UTF8.GetBytes("{\"at\":\"2026-01-01T00:00:00Z\",\"kind\":\"log-opened\",\"n\":1}"), [(byte)'R', .. new byte[97]], [(byte)'A', .. new byte[33]],
    ];

    public string Published => Path.Combine(folder.FullName, "published");

    public string Ledger => Path.Combine(folder.FullName, "ledger");

    public string PathOf(string period, int version) => Path.Combine(Published, "reports", period, $"v{version}.json");

    /// <summary>The index, and a record that holds every report put so far.</summary>
    public void WriteIndex()
    {
        WriteLedger(Entries.Count);
        Directory.CreateDirectory(Path.Combine(Published, "reports"));
        File.WriteAllBytes(Path.Combine(Published, ReportIndex.File), ReportIndex.Write(Index.GroupBy(entry => entry.Period).Select(group => group.MaxBy(entry => entry.Version)!)));
    }

    /// <summary>Files, a line of the index and a fact; <see cref="WriteIndex"/> publishes the last two.</summary>
    public void Put(string period, int version, bool provisional, bool replay, Func<string, int, ReportDocument> make)
    {
        Draft(period, version, make);
        var path = $"reports/{period}/v{version}.json";
        Index.Add(new ReportIndexEntry(period, version, path, provisional, replay));
        Entries.Add(Facts.ReportPublished(period, version, path, new string('0', 64), new string('0', 64), 0, 0, provisional, new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    /// <summary>Files alone.</summary>
    public void Draft(string period, int version, Func<string, int, ReportDocument> make)
    {
        Directory.CreateDirectory(Path.Combine(Published, "reports", period));
        File.WriteAllBytes(PathOf(period, version), JsonSerializer.SerializeToUtf8Bytes(make(period, version), PublishedJson.Options));
        File.WriteAllBytes(Path.Combine(Published, "reports", period, $"v{version}-openings.jsonl"), Openings);
    }

    public static ReportDocument Document(
        string period, int version, bool provisional, bool replay, IReadOnlyDictionary<string, Cell> cells, ReportForm? form = null, IReadOnlyList<ReadIn>? readIn = null, IReadOnlyList<string>? notes = null)
    {
        form ??= ReportForms.Find("amazon-2015")!;
        var opened = cells.GetValueOrDefault("country/ALL/received") is Cell.Count all ? all.Value : 984;
        readIn ??= [new ReadIn("national_security", "received", new Cell.Band(0, 249), "50 USC 1874, stated by the company's counsel")];
        return new ReportDocument(
            "writ.report/v1",
            "Sample Retail Company",
            Origin,
            period,
            version,
            provisional,
            replay,
            0,
            opened,
            opened + 1207,
            form,
            [.. form.Tables.Select((table, at) => Table(table, cells, at == 0 ? readIn : []))],
            readIn,
            notes ?? ["Demands that came in on the last day are counted by the day they were received, in UTC."],
            new OpeningsFile($"reports/{period}/v{version}-openings.jsonl", Convert.ToHexStringLower(SHA256.HashData(Openings)), opened));
    }

    public static ReportDocument Replay2015(string period, int version) => Document(
        period,
        version,
        false,
        true,
        PublishedFigures.Amazon.Where(figure => figure.Period.Text == period && figure.Category != "national_security")
            .ToDictionary(figure => $"instrument-outcome/{figure.Category}/{figure.Metric}", figure => figure.Value),
        readIn: [new ReadIn("national_security", "received", new Cell.Band(0, 249), "threatpost 113333, grade S")]);

    public void Dispose()
    {
        // The host and the test framework may both dispose of it.
        if (Directory.Exists(folder.FullName)) folder.Delete(true);
    }

    private static Dictionary<string, Cell> Second2025 { get; } = Numbers([1840, 1201, 388, 251], [212, 130, 51, 31], [96, 40, 33, 23], [301, 96, 80, 125], [7, 5, 0, 2], 0);

    private static Dictionary<string, Cell> First2026 { get; } = Numbers([1955, 1310, 195, 390], [229, 141, 60, 28], [89, 38, 30, 21], [270, 81, 69, 88], [0, 0, 0, 0], 60);

    private static Dictionary<string, Cell> Numbers(long[] subpoena, long[] warrant, long[] order, long[] foreign, long[] removal, long pending)
    {
        var cells = new Dictionary<string, Cell>();
        void Row(string id, long[] four, long open)
        {
            long[] six = [four[0], four[1], four[2], four[1] + four[2], four[3], open];
            foreach (var (column, value) in new[] { "received", "full", "partial", "full_or_partial", "none", "pending" }.Zip(six)) cells[$"instrument-outcome/{id}/{column}"] = new Cell.Count(value);
        }

        static long[] Sum(params long[][] rows) => [.. Enumerable.Range(0, 4).Select(at => rows.Sum(row => row[at]))];
        Row("subpoena", subpoena, pending);
        Row("search_warrant", warrant, 0);
        Row("other_court_order", order, 0);
        Row("us_total", Sum(subpoena, warrant, order), pending);
        Row("non_us", foreign, 0);
        Row("all", Sum(subpoena, warrant, order, foreign), pending);
        Row("removal", removal, 0);
        cells["instrument-outcome/removal/pending"] = new Cell.Withheld();
        var all = subpoena[0] + warrant[0] + order[0] + foreign[0] + removal[0];
        cells["country/ALL/received"] = new Cell.Count(all);
        long rest = all;
        foreach (var (code, count) in new[] { ("DE", foreign[0] / 2), ("ES", foreign[0] / 4), ("FR", foreign[0] / 6), ("GB", 11L) })
        {
            cells[$"country/{code}/received"] = new Cell.Count(count);
            rest -= count;
        }

        cells["country/US/received"] = new Cell.Count(rest);
        cells["disclosure/content/processed"] = new Cell.Count(142);
        cells["disclosure/non_content/processed"] = new Cell.Count(all - 142 - 431 - pending);
        cells["disclosure/nothing/processed"] = new Cell.Count(431);
        return cells;
    }

    private static ReportTable Table(FormTable form, IReadOnlyDictionary<string, Cell> cells, IReadOnlyList<ReadIn> readIn)
    {
        Cell At(string row, string column) =>
            readIn.FirstOrDefault(read => read.Row == row && read.Column == column)?.Cell
            ?? (cells.TryGetValue($"{form.Id}/{row}/{column}", out var cell) ? cell : new Cell.NotReported());
        var found = cells.Keys.Select(key => key.Split('/')).Where(key => key[0] == form.Id && form.Rows.All(row => row.Id != key[1])).Select(key => key[1]).Distinct().Order(StringComparer.Ordinal);
        return new ReportTable(form.Id, [.. form.Rows.Select(row => row.Id).Concat(form.RowsBy is null ? [] : found)
            .Select(row => new ReportRow(row, [.. form.Columns.Select(column => At(row, column.Id))]))]);
    }

    /// <summary>Bundle and checkpoint, with a made-up root: the mirror shows it and believes nothing of it.</summary>
    public void WriteLedger(int published)
    {
        Directory.CreateDirectory(Path.Combine(Ledger, "tile", "entries", "000.p"));
        Directory.CreateDirectory(Path.Combine(Ledger, "tile", "0", "000.p"));
        File.WriteAllText(Path.Combine(Ledger, "checkpoint"), $"{Origin}\n{published}\n{Root}\n\n— {Origin} AAAAAAAA\n");
        File.WriteAllText(Path.Combine(Ledger, "vkey"), $"{Origin}+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n");
        File.WriteAllBytes(Path.Combine(Ledger, "tile", "0", "000.p", $"{published}"), new byte[published * 32]);
        using var bundle = new MemoryStream();
        foreach (var entry in Entries.Take(published))
        {
            var length = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
            bundle.Write(length);
            bundle.Write(entry);
        }

        File.WriteAllBytes(Path.Combine(Ledger, "tile", "entries", "000.p", $"{published}"), bundle.ToArray());
    }
}
