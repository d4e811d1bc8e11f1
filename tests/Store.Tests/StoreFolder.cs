using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store.Jobs;
using Writ.Store.Record;

namespace Writ.Store.Tests;

/// <summary>A store on a database of its own.</summary>
internal sealed class StoreFolder : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("writ-store-").FullName;

    public StoreFolder() => Store = Open();

    public SqliteStore Store { get; private set; }

    public string Database => Path.Combine(folder, "writ.db");

    public string Blobs => Path.Combine(folder, "blobs");

    public SqliteStore Open() => SqliteStore.Open(Database, [new RecordModel(), new JobModel()]);

    public async Task Reopen()
    {
        await Store.DisposeAsync();
        Store = Open();
    }

    /// <summary>An act that writes one row.</summary>
    public Task<Result<bool>> Write(string subject) => Store.Act<bool>(work =>
    {
        Row(work, subject);
        return Task.FromResult<Result<bool>>(true);
    });

    public static void Row(IWork work, string subject) =>
        work.Db().Add(new Job { Kind = "row", Subject = subject, DueAt = DateTimeOffset.UnixEpoch });

    public Task<List<string>> Rows() => Store.Look(work => work.Db().Set<Job>().Select(j => j.Subject).Order().ToListAsync());

    /// <summary>
    /// Acts that are sure to share one commit: they wait in the queue while an act before them holds the writer.
    /// </summary>
    public async Task<List<Task<Result<bool>>>> Together(params Func<IWork, Task<Result<bool>>>[] acts)
    {
        var (holds, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holder = Store.Act<bool>(async _ =>
        {
            holds.SetResult();
            await go.Task;
            return true;
        });
        await holds.Task;
        var waiting = acts.Select(act => Store.Act(act)).ToList();
        go.SetResult();
        await holder;
        return waiting;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
