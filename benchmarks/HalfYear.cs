using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Writ.Bench.Harness;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;
using Writ.Ledger.Reports;

namespace Writ.Bench;

/// <summary>A half-year of 100,000 register leaves, half of them closed, verified by the program from first file to verdict: on one core, and on all.</summary>
internal sealed class HalfYear : IBench
{
    private const int Leaves = 100_000;

    private static readonly HashSet<string> Shown = [.. RegisterSchema.Fields.Except(["agency", "demand"])];

    public string Name => "half-year";

    public Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var folder = workspace.NewFolder("half-year");
        Write(folder);
        var one = Seconds(folder, 1);
        var all = Seconds(folder, All);
        return Task.FromResult<IReadOnlyList<Row>>(
        [
            new Row(Name, "100,000 register leaves, 50,000 opened, 50,000 proved, a band of 10,000, on one core", $"{Text.Number(one, "0.0")} s", "-", "-", "< 20 s"),
            new Row(Name, $"the same on {Environment.ProcessorCount}", $"{Text.Number(all, "0.0")} s", "-", "-", "-"),
        ]);
    }

    private static double Seconds(string folder, int cores)
    {
        var (output, said) = (Console.Out, new StringWriter());
        Console.SetOut(said);
        On(cores);
        var from = Stopwatch.GetTimestamp();
        var exit = Inside.Run("writ-verify", folder);
        var took = Stopwatch.GetElapsedTime(from).TotalSeconds;
        On(All);
        Console.SetOut(output);
        return exit == 0 ? took : throw new InvalidOperationException($"writ-verify ended with {exit}: {said}");
    }

    private static int All => (1 << Environment.ProcessorCount) - 1;

    private static void On(int cores)
    {
        using var process = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux()) process.ProcessorAffinity = cores;
    }

    private static void Write(string folder)
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var key = SigningKey.Generate(ClosedLeaves.Origin);
        using var promises = SigningKey.Generate(Promises.KeyNameFor(ClosedLeaves.Origin));
        (long Index, RegisterOpening Opening)[] leaves = [.. Enumerable.Range(0, Leaves).AsParallel().AsOrdered().Select(i => ((long)i + 1, RegisterOpening.Draw(Class(i), ClosedLeaves.Record(i))))];
        List<byte[]> entries = [Facts.LogOpened(ClosedLeaves.Origin, promises.Verifier.ToString(), at), .. leaves.AsParallel().AsOrdered().Select(leaf => leaf.Opening.Leaf())];
        entries.Add(Report(folder, leaves, at));
        var writer = LogWriter.Open(new LogFolder(Directory.CreateDirectory(Path.Combine(folder, "ledger")).FullName), key, null).Value;
        writer.Accept(writer.Integrate([.. entries.Select(e => (ReadOnlyMemory<byte>)e)]));
        writer.Publish(writer.Sign(writer.Head));
    }

    private static byte[] Report(string folder, IReadOnlyList<(long Index, RegisterOpening Opening)> leaves, DateTimeOffset at)
    {
        const string Path = "reports/2026-h1/v1";
        var outcome = new DemandOutcome("closed", [new ItemOutcome("subscriber", false, "produce", true, true, null)]);
        DemandOpening[] openings = [.. leaves.Where(leaf => leaf.Opening.Class == DemandClass.Open).AsParallel().AsOrdered().Select(leaf => leaf.Opening.Reveal(leaf.Index, Shown, outcome))];
        var lines = Put(folder, $"{Path}-openings.jsonl", stream =>
        {
            foreach (var opening in openings)
            {
                JsonSerializer.Serialize(stream, opening, PublishedJson.Options);
                stream.WriteByte((byte)'\n');
            }
        });
        var closed = leaves.Where(leaf => leaf.Opening.Class != DemandClass.Open).ToArray();
        var statement = new UnopenedStatement(ClosedLeaves.Origin, ClosedLeaves.Period, 0, Leaves, closed.Length, new BandRange(0, 9_999));
        var proofs = Put(folder, $"{Path}-unopened.bin", stream => UnopenedProofs.Write(stream, statement, closed));
        var nothing = new Dictionary<string, IReadOnlyList<string>>();
        var form = new ReportForm("bench", "Bench", "Bench", [new FormTable("country", "By country", [new FormLine("ALL", "All", nothing)], "instrument", [new FormLine("received", "Received", nothing)], null)]);
        var document = new ReportDocument(
            "writ.report/v1", "Bench", ClosedLeaves.Origin, ClosedLeaves.Period, 1, false, false, 0, Leaves, Leaves + 1, form, Recount.Tables(form, openings, []), [], [],
            new OpeningsFile($"{Path}-openings.jsonl", lines, openings.Length), new UnopenedPart(closed.Length, new ReportBand(0, 9_999, "bench"), new ProofsFile($"{Path}-unopened.bin", proofs)));
        var sha = Put(folder, $"{Path}.json", stream => JsonSerializer.Serialize(stream, document, PublishedJson.Options));
        _ = Put(folder, "reports/index.json", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes($$"""[{"period":"2026-h1","version":1,"path":"{{Path}}.json","provisional":false,"replay":false}]""")));
        return Facts.ReportPublished(ClosedLeaves.Period, 1, $"{Path}.json", sha, lines, 0, Leaves, false, at.AddMonths(7));
    }

    private static DemandClass Class(int i) => (i % 20) switch { < 10 => DemandClass.Open, 10 => DemandClass.Withheld, _ => DemandClass.Dummy };

    private static string Put(string folder, string path, Action<Stream> content)
    {
        var place = Path.Combine(folder, "published", path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using (var file = File.Create(place)) content(file);
        using var written = File.OpenRead(place);
        return Convert.ToHexStringLower(SHA256.HashData(written));
    }
}
