using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Writ.App.Record;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.App.Tests.Record;

/// <summary>What an act owes is done, whatever one handler or the database does meanwhile.</summary>
public sealed class JobWorkerTests : IAsyncLifetime
{
    private static readonly Refusal Later = new("vault-in-use", "Not now.", RefusalKind.Unavailable);

    private static readonly Refusal Never = new("gate-no-ground", "No.", RefusalKind.Refused);

    private readonly LogHouse house = new();
    private readonly ManualTime time = new(WritServer.Noon);
    private IStore store = null!;

    public Task InitializeAsync()
    {
        store = house.Store();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await house.DisposeAsync();

    [Fact]
    public async Task A_handler_that_throws_is_tried_again_later_and_later()
    {
        var flaky = new Handler("flaky", run => run <= 2 ? throw new InvalidOperationException("broken") : true);
        await using var running = await Run(store, flaky);
        await Owe("flaky", "a");

        var first = await Settled(job => job.Attempts == 1);
        Assert.Equal((time.Now + TimeSpan.FromSeconds(1), "job-threw"), (first.DueAt, first.LastCode));
        await Passes(running);
        Assert.Equal(1, flaky.Runs);

        time.Now += TimeSpan.FromSeconds(1);
        var second = await Settled(job => job.Attempts == 2);
        Assert.Equal(time.Now + TimeSpan.FromSeconds(2), second.DueAt);

        time.Now += TimeSpan.FromSeconds(2);
        await Until(async () => await Find("flaky", "a") is null);
        Assert.Equal(3, flaky.Runs);
    }

    [Fact]
    public async Task A_job_that_is_refused_ends_and_one_that_is_not_possible_now_stays()
    {
        var refused = new Handler("refused", _ => Never);
        var unavailable = new Handler("unavailable", _ => Later);
        await using var running = await Run(store, refused, unavailable);
        await Owe("refused", "a");
        await Owe("unavailable", "a");

        await Until(async () => await Find("refused", "a") is null);
        var stays = await Settled(job => job.Kind == "unavailable" && job.Attempts == 1);
        Assert.Equal("vault-in-use", stays.LastCode);
        await Passes(running);
        Assert.Equal((1, 1), (refused.Runs, unavailable.Runs));
    }

    [Fact]
    public async Task A_job_of_an_unknown_kind_stays_and_stops_nobody()
    {
        await Owe("of-another-version", "a");
        await using var running = await Run(store);
        await Passes(running);
        Assert.Equal("job-threw", (await Settled(job => job.Kind == "of-another-version" && job.Attempts == 1)).LastCode);
    }

    [Fact]
    public async Task A_job_owed_anew_while_it_runs_runs_again()
    {
        var again = new Handler("again", run =>
        {
            if (run == 1) Owe("again", "a").GetAwaiter().GetResult();
            return true;
        });
        await using var running = await Run(store, again);
        await Owe("again", "a");
        await Until(async () => again.Runs == 2 && await Find("again", "a") is null);
    }

    [Fact]
    public async Task A_database_that_fails_for_a_while_does_not_end_the_loop()
    {
        var flaky = new FlakyStore(store) { Failures = 3 };
        await using var running = await Run(flaky);
        await Passes(running);
        Assert.Equal(0, flaky.Failures);
    }

    [Fact]
    public async Task A_job_whose_end_cannot_be_written_stays_owed_and_runs_again()
    {
        var flaky = new FlakyStore(store) { FullActs = 2 };
        var handler = new Handler("done", _ => true);
        await Owe("done", "a");
        await using var running = await Run(flaky, handler);
        await Until(async () => await Find("done", "a") is null);
        Assert.Equal(3, handler.Runs);
    }

    private async Task<Running> Run(IStore over, params IJobHandler[] handlers)
    {
        var running = new Running(over, [.. handlers, new Handler("marker", _ => true)], time);
        await running.Worker.StartAsync(CancellationToken.None);
        return running;
    }

    /// <summary>Waits until the loop has come round: a job owed now is done.</summary>
    private async Task Passes(Running running)
    {
        for (var round = 0; round < 2; round++)
        {
            var subject = $"{running.Passed++}";
            await Owe("marker", subject);
            await Until(async () => await Find("marker", subject) is null);
        }
    }

    private async Task Owe(string kind, string subject) => Assert.True((await store.Act<bool>(async work =>
    {
        await JobQueue.Owe(work, kind, subject, time.Now);
        return true;
    })).Ok);

    private Task<Job?> Find(string kind, string subject) =>
        store.Look(work => work.Db().Set<Job>().SingleOrDefaultAsync(j => j.Kind == kind && j.Subject == subject));

    private async Task<Job> Settled(Func<Job, bool> asWanted)
    {
        while (true)
        {
            var all = await store.Look(work => work.Db().Set<Job>().ToListAsync());
            if (all.FirstOrDefault(asWanted) is { } job) return job;
            await Task.Delay(10);
        }
    }

    private static async Task Until(Func<Task<bool>> so)
    {
        while (!await so()) await Task.Delay(10);
    }

    private sealed class Running(IStore store, IReadOnlyList<IJobHandler> handlers, TimeProvider time) : IAsyncDisposable
    {
        public JobWorker Worker { get; } = new(store, handlers, time, NullLogger<JobWorker>.Instance);

        public int Passed { get; set; }

        public async ValueTask DisposeAsync()
        {
            await Worker.StopAsync(CancellationToken.None);
            Worker.Dispose();
        }
    }

    private sealed class Handler(string kind, Func<int, Result<bool>> run) : IJobHandler
    {
        private readonly ConcurrentDictionary<string, int> runs = new(StringComparer.Ordinal);

        public string Kind => kind;

        public int Runs => runs.Values.Sum();

        public Task<Result<bool>> Run(string subject, CancellationToken cancel) => Task.FromResult(run(runs.AddOrUpdate(subject, 1, (_, n) => n + 1)));
    }

    /// <summary>A database on a disk that has its moments.</summary>
    private sealed class FlakyStore(IStore inner) : IStore
    {
        public int Failures { get; set; }

        public int FullActs { get; set; }

        public Task<Result<T>> Act<T>(Func<IWork, Task<Result<T>>> act, CancellationToken cancel = default) =>
            FullActs-- > 0 ? Task.FromResult<Result<T>>(StoreRefusals.DiskFull) : inner.Act(act, cancel);

        public Task<T> Look<T>(Func<IWork, Task<T>> look, CancellationToken cancel = default) =>
            Failures > 0 && Failures-- > 0 ? throw new IOException("The database cannot be read now") : inner.Look(look, cancel);
    }
}
