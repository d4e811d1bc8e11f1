using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base;
using Writ.Bench.Harness;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;
using Writ.Ledger.Register.Proofs;
using Writ.Ledger.Reports;

namespace Writ.Bench;

/// <summary>A half-year of 100,000 register leaves, half of them closed, verified by the program from first file to verdict: on one core, and on all; as demands come in, and by a schedule.</summary>
internal sealed class HalfYear : IBench
{
    private const int Leaves = 100_000;

    /// <summary>What an operator with a schedule has: a batch a day, an epoch of six every five minutes.</summary>
    private static readonly Schedule Rhythm = new(Start, TimeSpan.FromDays(1), 553, 270, TimeSpan.FromMinutes(5), 6);

    private static readonly HashSet<string> Shown = [.. RegisterSchema.Fields.Except(["agency", "demand"])];

    public string Name => "half-year";

    private static DateTimeOffset Start => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset End => new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var folder = workspace.NewFolder("half-year");
        using (var log = new Writing(folder))
        {
            for (var i = 0; i < Leaves; i++) log.Leaf(Class(i), ClosedLeaves.Record(i));
            log.Publish();
        }

        var one = Seconds(folder, 1);
        var all = Seconds(folder, All);
        var scheduled = workspace.NewFolder("half-year-scheduled");
        long entries;
        using (var log = new Writing(scheduled))
        {
            ByRhythm(log);
            entries = log.Publish();
        }

        var oneScheduled = Seconds(scheduled, 1);
        var allScheduled = Seconds(scheduled, All);
        return Task.FromResult<IReadOnlyList<Row>>(
        [
            new Row(Name, "100,000 register leaves, 50,000 opened, 50,000 proved, a band of 10,000, on one core", $"{Text.Number(one, "0.0")} s", "-", "-", "< 20 s"),
            new Row(Name, $"the same on {Environment.ProcessorCount}", $"{Text.Number(all, "0.0")} s", "-", "-", "-"),
            new Row(Name, $"as many by a schedule: {Text.Number(entries, "#,##0")} entries, 181 batches of 553, an epoch of 6 every five minutes, on one core", $"{Text.Number(oneScheduled, "0.0")} s", "-", "-", "< 20 s"),
            new Row(Name, $"the same on {Environment.ProcessorCount}", $"{Text.Number(allScheduled, "0.0")} s", "-", "-", "-"),
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

    private static void ByRhythm(Writing log)
    {
        log.Fact(Facts.ScheduleSet(Rhythm, Start.AddHours(-1)));
        var number = 0;
        for (var due = Start + Rhythm.EpochEvery; due <= End; due += Rhythm.EpochEvery)
        {
            if ((due - Start).Ticks % Rhythm.BatchEvery.Ticks == 0)
            {
                log.Fact(Facts.BatchOut(LeafKind.Register, due, due));
                var day = DateOnly.FromDateTime(due.UtcDateTime.AddDays(-1));
                for (var i = 0; i < Rhythm.BatchLeaves; i++, number++) log.Leaf(Class(number), ClosedLeaves.Record(number) with { Received = day });
            }

            log.Fact(Facts.BatchOut(LeafKind.Authorisation, due, due));
            for (var i = 0; i < Rhythm.EpochLeaves; i++) log.Fact([(byte)'A', 1, .. RandomNumberGenerator.GetBytes(32)]);
        }
    }

    /// <summary>A log, its report, and its publication.</summary>
    private sealed class Writing(string folder) : IDisposable
    {
        private readonly SigningKey key = SigningKey.Generate(ClosedLeaves.Origin);
        private readonly SigningKey promises = SigningKey.Generate(Promises.KeyNameFor(ClosedLeaves.Origin));
        private readonly List<(byte[]? Entry, DemandClass Class, RegisterRecord? Record)> acts = [];

        public void Fact(byte[] entry) => acts.Add((entry, default, null));

        public void Leaf(DemandClass cls, RegisterRecord record) => acts.Add((null, cls, record));

        /// <summary>How many entries there are.</summary>
        public long Publish()
        {
            var opened = Facts.LogOpened(ClosedLeaves.Origin, promises.Verifier.ToString(), Start.AddHours(-2));
            var drawn = acts.AsParallel().AsOrdered().Select(act => act.Record is { } record ? RegisterOpening.Draw(act.Class, record) : null).ToArray();
            List<byte[]> entries = [opened, .. acts.Zip(drawn).AsParallel().AsOrdered().Select(act => act.First.Entry ?? act.Second!.Leaf())];
            var leaves = drawn.Select((opening, i) => (Index: (long)i + 1, Opening: opening!)).Where(leaf => leaf.Opening is not null).ToArray();
            entries.Add(Report(folder, leaves, entries.Count));
            var writer = LogWriter.Open(new LogFolder(Directory.CreateDirectory(Path.Combine(folder, "ledger")).FullName), key, null).Value;
            writer.Accept(writer.Integrate([.. entries.Select(e => (ReadOnlyMemory<byte>)e)]));
            writer.Publish(writer.Sign(writer.Head));
            return entries.Count;
        }

        public void Dispose()
        {
            key.Dispose();
            promises.Dispose();
        }
    }

    private static byte[] Report(string folder, IReadOnlyList<(long Index, RegisterOpening Opening)> leaves, long treeSize)
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
        var statement = new UnopenedStatement(ClosedLeaves.Origin, ClosedLeaves.Period, 0, leaves.Count, closed.Length, new BandRange(0, 9_999));
        var proofs = Put(folder, $"{Path}-unopened.bin", stream => UnopenedProofs.Write(stream, statement, closed));
        var nothing = new Dictionary<string, IReadOnlyList<string>>();
        var form = new ReportForm("bench", "Bench", "Bench", [new FormTable("country", "By country", [new FormLine("ALL", "All", nothing)], "instrument", [new FormLine("received", "Received", nothing)], null)]);
        var document = new ReportDocument(
            "writ.report/v1", "Bench", ClosedLeaves.Origin, ClosedLeaves.Period, 1, false, false, 0, leaves.Count, treeSize, form, Recount.Tables(form, openings, []), [], [],
            new OpeningsFile($"{Path}-openings.jsonl", lines, openings.Length), new UnopenedPart(closed.Length, new ReportBand(0, 9_999, "bench"), new ProofsFile($"{Path}-unopened.bin", proofs)));
        var sha = Put(folder, $"{Path}.json", stream => JsonSerializer.Serialize(stream, document, PublishedJson.Options));
        _ = Put(folder, "reports/index.json", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes($$"""[{"period":"2026-h1","version":1,"path":"{{Path}}.json","provisional":false,"replay":false}]""")));
        return Facts.ReportPublished(ClosedLeaves.Period, 1, $"{Path}.json", sha, lines, 0, leaves.Count, false, End);
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
