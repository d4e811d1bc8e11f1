using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Bench.Harness;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Bench;

/// <summary>
/// One log that grows tenfold at a time; each number beside that of the same log at 10,000 entries. One entry in ten is a register leaf, the rest are
/// authorisation leaves. The verifier runs as a program of its own, the sequencer in this one.
/// </summary>
internal sealed class Growth(bool large) : IBench
{
    private const int Batch = 256;

    private const int Times = 200;

    public string Name => "growth";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        await using (var warm = await House.Open(workspace.NewFolder("growth-warm")))
        {
            await warm.Grow(5_000);
            _ = await warm.Measure(workspace, 0);
        }

        var sizes = new List<long> { 10_000, 100_000, 1_000_000 };
        if (large) sizes.Add(10_000_000);
        var folder = workspace.NewFolder("growth");
        var all = new List<Numbers>();
        await using (var house = await House.Open(folder))
        {
            foreach (var size in sizes) all.Add(await house.Measure(workspace, await house.Grow(size)));
        }

        Workspace.Drop(folder);
        return [.. all.SelectMany(at => Rows(at, all[0]))];
    }

    private IEnumerable<Row> Rows(Numbers at, Numbers first)
    {
        Row Of(string what, string ours, string beside, double ratio) => new(
            Name, $"{at.Size.ToString("N0", CultureInfo.InvariantCulture)} entries: {what}", ours, beside, at == first ? "1" : Text.Number(ratio), "-");

        yield return Of("append, from act to published", Text.Rate(at.Append, "entries"), Text.Rate(first.Append, "entries"), at.Append / first.Append);
        yield return Of("an act of 256 until it is published", Milliseconds(at.Publish), Milliseconds(first.Publish), at.Publish / first.Publish);
        yield return Of("tiles and bundles on disk, an entry", $"{Text.Number(at.Bytes, "0.0")} bytes", $"{Text.Number(first.Bytes, "0.0")} bytes", at.Bytes / first.Bytes);
        yield return Of("`writ-verify`, start of the program included", Text.Rate(at.Verify, "entries"), Text.Rate(first.Verify, "entries"), at.Verify / first.Verify);
        yield return Of("making a receipt", Milliseconds(at.Receipt), Milliseconds(first.Receipt), at.Receipt / first.Receipt);
        yield return Of("memory of this process while it appends, at its peak", Mebibytes(at.SequencerPeak), Mebibytes(first.SequencerPeak), at.SequencerPeak / first.SequencerPeak);
        yield return Of("memory of `writ-verify`, at its peak", Mebibytes(at.VerifierPeak), Mebibytes(first.VerifierPeak), at.VerifierPeak / first.VerifierPeak);
    }

    private static string Milliseconds(double value) => $"{Text.Number(value, "0.000")} ms";

    private static string Mebibytes(double value) => $"{Text.Number(value, "0")} MiB";

    private sealed record Numbers(long Size, double Append, double Publish, double Bytes, double Verify, double Receipt, double SequencerPeak, double VerifierPeak);

    private sealed class House(ServiceProvider services, Func<Task<bool>> step, string root) : IAsyncDisposable
    {
        private readonly IStore store = services.GetRequiredService<IStore>();
        private readonly LogFolder log = new(Path.Combine(root, "ledger"));
        private readonly List<byte[]> leaves = Leaves();
        private long size;

        public static async Task<House> Open(string root)
        {
            const string Origin = "writ.invalid/bench";
            var services = new ServiceCollection().AddStore(Path.Combine(root, "writ.db"), Path.Combine(root, "blobs")).BuildServiceProvider();
            var store = services.GetRequiredService<IStore>();
            using var promises = SigningKey.Generate(Promises.KeyNameFor(Origin));
            var opened = Facts.LogOpened(Origin, promises.Verifier.ToString(), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
            await store.Act<long>(async work => (await Outbox.Append(work, opened)).Seq);
            var (start, step) = Inside.Sequencer(
                services.GetRequiredService<LogLedger>(), new LogFolder(Directory.CreateDirectory(Path.Combine(root, "ledger")).FullName), SigningKey.Generate(Origin), null);
            await start();
            while (await step())
            {
            }

            return new House(services, step, root) { size = 1 };
        }

        /// <summary>Entries a second.</summary>
        public async Task<double> Grow(long to)
        {
            Memory.Reset();
            var (before, from, done) = (size, Stopwatch.GetTimestamp(), false);
            var sequencing = Task.Run(async () =>
            {
                while (true)
                {
                    var last = Volatile.Read(ref done);
                    if (!await step() && last) return;
                }
            });
            while (size < to) await Append((int)Math.Min(Batch, to - size));
            Volatile.Write(ref done, true);
            await sequencing;
            return (size - before) / Stopwatch.GetElapsedTime(from).TotalSeconds;
        }

        public async Task<Numbers> Measure(Workspace workspace, double append)
        {
            var at = size;
            var peak = Memory.Peak("self");
            var publish = new List<double>();
            for (var i = 0; i < 20; i++)
            {
                var from = Stopwatch.GetTimestamp();
                await Append(Batch);
                while (await step())
                {
                }

                publish.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }

            var note = log.ReadCheckpoint()!;
            var receipts = new List<double>();
            for (var i = 0; i < Times; i++)
            {
                var index = RandomNumberGenerator.GetInt32((int)at);
                var from = Stopwatch.GetTimestamp();
                _ = log.ReceiptFor(index, note);
                receipts.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }

            var bytes = Directory.EnumerateFiles(log.Root, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / (double)size;
            var (verify, verifierPeak) = Verify(workspace);
            return new Numbers(at, append, Rounds.Median(publish), bytes, verify, Rounds.Median(receipts), peak, verifierPeak);
        }

        public async ValueTask DisposeAsync() => await services.DisposeAsync();

        private (double Rate, double Peak) Verify(Workspace workspace)
        {
            var from = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo("dotnet", [workspace.Program("Verify", "writ-verify.dll"), root]) { RedirectStandardOutput = true })!;
            var reading = process.StandardOutput.ReadToEndAsync();
            var peak = 0.0;
            while (!process.WaitForExit(20)) peak = Math.Max(peak, Memory.Peak(process.Id.ToString(CultureInfo.InvariantCulture)));
            if (process.ExitCode != 0) throw new InvalidOperationException($"writ-verify ended with {process.ExitCode}: {reading.Result}");
            return (size / Stopwatch.GetElapsedTime(from).TotalSeconds, peak);
        }

        private async Task Append(int count)
        {
            var done = await store.Act<bool>(async work =>
            {
                for (var i = 0; i < count; i++) await Outbox.Append(work, Entry(size + i));
                return true;
            });
            if (!done.Ok) throw new InvalidOperationException(done.Refusal.Code);
            size += count;
        }

        private byte[] Entry(long index)
        {
            if (index % 10 != 0) return [(byte)'A', 1, .. RandomNumberGenerator.GetBytes(32)];
            var leaf = leaves[(int)(index / 10 % leaves.Count)].ToArray();
            RandomNumberGenerator.Fill(leaf.AsSpan(34));
            return leaf;
        }

        // Few commitments, for making one costs more than all the rest.
        private static List<byte[]> Leaves() => [.. Enumerable.Range(0, 64).Select(_ => RegisterOpening.Draw(DemandClass.Open, new RegisterRecord(
            new DateOnly(2026, 1, 1), "us/search-warrant", "search_warrant", true, "US", "court", "retail", false, 1, false, false, AgencyId.New(), DemandId.New())).Leaf())];
    }

    /// <summary>Resident memory as Linux counts it; 0 elsewhere.</summary>
    private static class Memory
    {
        /// <summary>Forgets the peak of this process.</summary>
        public static void Reset()
        {
            GC.Collect();
            if (OperatingSystem.IsLinux()) File.WriteAllText("/proc/self/clear_refs", "5");
        }

        /// <summary>MiB.</summary>
        public static double Peak(string process)
        {
            try
            {
                var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has just ended.
                return 0;
            }
        }
    }
}
