using Writ.App.Data;
using Writ.Demands.Report;
using Writ.Mirror;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.App.Record;

/// <summary>Two loops at the machine's own pace: the sequencer, and the jobs that acts owe.</summary>
internal sealed class RecordWorker(
    Sequencer sequencer, Shelf shelf, IStore store, IEnumerable<IJobHandler> handlers, TimeProvider time, ILogger<RecordWorker> logger)
    : BackgroundService
{
    private const int JobsAtOnce = 8;

    private const int MostJobsInOneRound = 128;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, IJobHandler> byKind = handlers.ToDictionary(h => h.Kind);

    /// <summary>Set when the record cannot go on; readiness says so.</summary>
    public string? Broken { get; private set; }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Sequence(stoppingToken), RunJobs(stoppingToken));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await sequencer.Sync();
    }

    private async Task Sequence(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await sequencer.Step())
                {
                    await shelf.Refresh();
                    continue;
                }
            }
            catch (IOException e)
            {
                // A full disk, as a rule: nothing is lost, and it goes on by itself when there is room.
                logger.LogError(e, "The record cannot be written now");
            }
            catch (Exception e)
            {
                Broken = "record-stopped";
                logger.LogCritical(e, "The record has stopped; run writ-verify before starting again");
                return;
            }

            await Pause(stop);
        }
    }

    private async Task RunJobs(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var due = await JobQueue.Due(store, time.GetUtcNow(), MostJobsInOneRound);
            var progress = 0;
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = JobsAtOnce }, async (job, _) =>
            {
                if (await RunOne(job, stop)) Interlocked.Increment(ref progress);
            });
            if (progress == 0) await Pause(stop);
        }
    }

    /// <summary>True where it is done with.</summary>
    private async Task<bool> RunOne(Job job, CancellationToken stop)
    {
        var code = "job-threw";
        try
        {
            var result = await byKind[job.Kind].Run(job.Subject, stop);
            if (result.Ok || result.Refusal.Kind != Base.RefusalKind.Unavailable)
            {
                await JobQueue.Done(store, job);
                return true;
            }

            code = result.Refusal.Code;

            // Waits for the sequencer, which is a matter of the next round.
            if (code == "gate-not-recorded-yet") return false;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            logger.LogError(e, "Job {Kind} failed and will be tried again", job.Kind);
        }

        var wait = TimeSpan.FromSeconds(Math.Min(300, 1 << Math.Min(job.Attempts, 8)));
        await JobQueue.Later(store, job, time.GetUtcNow() + wait, code);
        return false;
    }

    private static async Task Pause(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Idle, stop);
        }
        catch (OperationCanceledException)
        {
            // Stopping is what it was waiting for.
        }
    }
}

/// <summary>Keeps the index of published reports in step with the record: a report stands on it once its fact is in.</summary>
internal sealed class Shelf(PublishReport reports, DataFolder folder)
{
    private int shown = -1;

    public async Task Refresh()
    {
        var all = await reports.InRecord();
        if (all.Count == shown) return;
        var newest = all.GroupBy(r => r.Period).Select(g => g.MaxBy(r => r.Version)!)
            .Select(r => new ReportIndexEntry(r.Period, r.Version, r.Path, r.Provisional, r.Replay));
        var path = Path.Combine(folder.Published, ReportIndex.File);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path + ".draft", ReportIndex.Write(newest));
        File.Move(path + ".draft", path, overwrite: true);
        shown = all.Count;
    }
}
