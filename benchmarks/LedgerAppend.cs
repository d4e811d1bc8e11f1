using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Bench.Bare;
using Writ.Bench.Harness;
using Writ.Ledger.Log;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Bench;

/// <summary>
/// Durable batched append: entries of 512 bytes reach the outbox, 256 an act, and are sequenced, integrated, signed, swapped and
/// published; beside bare inserts of the same entries, each with a hash of 32 bytes that ours does not store, 256 a commit.
/// </summary>
internal sealed class LedgerAppend : IBench
{
    private const int Batch = 256;

    private const int Batches = 64;

    private const int EntryBytes = 512;

    private const int Rounds = 7;

    public string Name => "ledger-append";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        await using var bare = new BareDatabase(Path.Combine(workspace.NewFolder("bare"), "bare.db"));
        await using var log = await Log.Open(workspace.NewFolder("log"));
        var entries = Enumerable.Range(0, Batch).Select(_ => RandomNumberGenerator.GetBytes(EntryBytes)).ToList();
        var rows = entries.Select(e => (e, SHA256.HashData(e))).ToList();
        var peer = () => Task.FromResult(Rate(() =>
        {
            for (var i = 0; i < Batches; i++) bare.InsertBatch(rows);
        }));
        var together = await Harness.Rounds.Alternate(Rounds, () => log.Beside(entries, Batches), peer);
        var turns = await Harness.Rounds.Alternate(Rounds, () => log.InTurns(entries, Batches), peer);
        var alone = await Harness.Rounds.Alternate(Rounds, () => log.SequencerAlone(entries, Batches), peer);
        return
        [
            Of("append in acts of 256, the sequencer beside it, until the last is published", together, ">= 0.5"),
            Of("the same in turns: one act, one sequencer step", turns, "-"),
            Of("the sequencer's part alone", alone, ">= 0.5"),
        ];

        Row Of(string what, Rounds rounds, string goal) => new(
            Name, what, Text.Rate(rounds.Ours, "entries"), $"{Text.Rate(rounds.Peer, "rows")} bare SQLite, batch 256", rounds.RatioText, goal);
    }

    private static double Rate(Action all)
    {
        var from = Stopwatch.GetTimestamp();
        all();
        return Batches * Batch / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private sealed class Log(ServiceProvider services, Func<Task<bool>> step) : IAsyncDisposable
    {
        // Acts in flight, as a busy server has them.
        private const int InFlight = 4;

        private readonly IStore store = services.GetRequiredService<IStore>();

        public static async Task<Log> Open(string folder)
        {
            var services = new ServiceCollection().AddStore(Path.Combine(folder, "writ.db"), Path.Combine(folder, "blobs")).BuildServiceProvider();
            services.GetRequiredService<IStore>();
            var key = SigningKey.Generate("writ.invalid/bench");
            var (start, step) = Inside.Sequencer(
                services.GetRequiredService<LogLedger>(), new LogFolder(Directory.CreateDirectory(Path.Combine(folder, "ledger")).FullName), key, null);
            await start();
            return new Log(services, step);
        }

        public async Task<double> Beside(IReadOnlyList<byte[]> entries, int batches)
        {
            var from = Stopwatch.GetTimestamp();
            var done = false;
            var sequencing = Task.Run(async () =>
            {
                while (true)
                {
                    var last = Volatile.Read(ref done);
                    if (!await step() && last) return;
                }
            });
            await Parallel.ForAsync(0, batches, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (_, _) => await Append(entries));
            Volatile.Write(ref done, true);
            await sequencing;
            return batches * entries.Count / Stopwatch.GetElapsedTime(from).TotalSeconds;
        }

        public async Task<double> InTurns(IReadOnlyList<byte[]> entries, int batches)
        {
            var from = Stopwatch.GetTimestamp();
            for (var i = 0; i < batches; i++)
            {
                await Append(entries);
                await step();
            }

            return batches * entries.Count / Stopwatch.GetElapsedTime(from).TotalSeconds;
        }

        public async Task<double> SequencerAlone(IReadOnlyList<byte[]> entries, int batches)
        {
            for (var i = 0; i < batches; i++) await Append(entries);
            var from = Stopwatch.GetTimestamp();
            while (await step())
            {
            }

            return batches * entries.Count / Stopwatch.GetElapsedTime(from).TotalSeconds;
        }

        public async ValueTask DisposeAsync() => await services.DisposeAsync();

        private async Task Append(IReadOnlyList<byte[]> entries)
        {
            var done = await store.Act<bool>(async work =>
            {
                foreach (var entry in entries) await Outbox.Append(work, entry);
                return true;
            });
            if (!done.Ok) throw new InvalidOperationException(done.Refusal.Code);
        }
    }
}
