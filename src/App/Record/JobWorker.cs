using Writ.Base;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.App.Record;

/// <summary>Does the jobs that acts owe, some at a time, again and again until each is done.</summary>
/// <param name="host">Jobs wait until it has started: some name the site's address, which is known from then on. Null: they do not wait.</param>
internal sealed class JobWorker(
    IStore store, IEnumerable<IJobHandler> handlers, TimeProvider time, ILogger<JobWorker> logger, IHostApplicationLifetime? host = null) : BackgroundService
{
    private const int JobsAtOnce = 8;

    private const int MostJobsInOneRound = 128;

    private readonly Dictionary<string, IJobHandler> byKind = handlers.ToDictionary(h => h.Kind);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (host is not null) await Started(host, stoppingToken);
        var pause = new Pause(TimeSpan.FromMilliseconds(10));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (due, done) = await Round(stoppingToken);
                pause.Reset(idle: due == 0);
                if (done > 0) continue;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database itself, as a rule: every job stays owed.
                logger.LogError(e, "Jobs cannot be done now");
                pause.Longer();
            }

            await pause.Take(stoppingToken);
        }
    }

    private static async Task Started(IHostApplicationLifetime host, CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (host.ApplicationStarted.Register(() => started.TrySetResult())) await started.Task.WaitAsync(stop);
    }

    /// <summary>How many were due, and how many of them are done with.</summary>
    private async Task<(int Due, int Done)> Round(CancellationToken stop)
    {
        var due = await JobQueue.Due(store, time.GetUtcNow(), MostJobsInOneRound);
        var progress = 0;
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = JobsAtOnce, CancellationToken = stop }, async (job, _) =>
        {
            if (await RunOne(job, stop)) Interlocked.Increment(ref progress);
        });
        return (due.Count, progress);
    }

    /// <summary>True where it is done with.</summary>
    private async Task<bool> RunOne(Job job, CancellationToken stop)
    {
        var code = "job-threw";
        try
        {
            var result = await byKind[job.Kind].Run(job.Subject, stop);

            // Where that cannot be written the job stays owed, and runs again after a pause.
            if (result.Ok || result.Refusal.Kind != RefusalKind.Unavailable) return (await JobQueue.Done(store, job)).Ok;
            code = result.Refusal.Code;

            // Waits for the sequencer, which is a matter of the next round.
            if (code is "gate-not-recorded-yet" or "adjust-not-recorded-yet") return false;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            logger.LogError(e, "Job {Kind} failed and will be tried again", job.Kind);
        }

        // Witnesses are asked all the time: what waits for them goes soon after they are back.
        var most = code == "gate-witnesses-missing" ? 10 : 300;
        var wait = TimeSpan.FromSeconds(Math.Min(most, 1 << Math.Min(job.Attempts, 8)));
        await JobQueue.Later(store, job, time.GetUtcNow() + wait, code);
        return false;
    }
}
