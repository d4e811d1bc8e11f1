using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Writ.Base;

namespace Writ.Store;

/// <summary>
/// SQLite in WAL mode with synchronous=FULL. There is one writer; acts that arrive while it waits for the disk share the
/// next commit (group commit), each inside a savepoint of its own, so that one act's refusal does not undo another.
/// </summary>
internal sealed class SqliteStore : IStore, IAsyncDisposable
{
    // More would delay the first act of a batch; the disk is saturated well before this.
    private const int MostActsInOneCommit = 128;

    private readonly IReadOnlyList<IModelPart> parts;
    private readonly Channel<IPending> queue = Channel.CreateBounded<IPending>(
        new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly SqliteConnection writer;
    private readonly DbContextOptions<WritDb> writerOptions;
    private readonly DbContextOptions<WritDb> readerOptions;
    private readonly Task loop;

    private SqliteStore(string connectionString, IReadOnlyList<IModelPart> parts)
    {
        this.parts = parts;
        writer = Open(connectionString);
        writerOptions = new DbContextOptionsBuilder<WritDb>().UseSqlite(writer).Options;
        readerOptions = new DbContextOptionsBuilder<WritDb>()
            .UseSqlite(connectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;
        loop = Task.Run(Run);
    }

    public static SqliteStore Open(string file, IReadOnlyList<IModelPart> parts)
    {
        SQLitePCL.Batteries_V2.Init();
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
        using (var connection = Open(connectionString)) Migrations.Migrator.Apply(connection);
        return new SqliteStore(connectionString, parts);
    }

    public async Task<Result<T>> Act<T>(Func<IWork, Task<Result<T>>> act, CancellationToken cancel = default)
    {
        var pending = new Pending<T>(act);
        await queue.Writer.WriteAsync(pending, cancel);
        return await pending.Done;
    }

    public async Task<T> Look<T>(Func<IWork, Task<T>> look, CancellationToken cancel = default)
    {
        await using var db = new WritDb(readerOptions, parts);
        await db.Database.OpenConnectionAsync(cancel);

        // Deferred: a look must not take the writer's lock, which EF's own BeginTransaction would.
        await using var snapshot = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(snapshot, cancel);
        return await look(db);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        await writer.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000;");
        return connection;
    }

    private async Task Run()
    {
        var batch = new List<IPending>(MostActsInOneCommit);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            try
            {
                await using var transaction = writer.BeginTransaction(deferred: false);
                while (batch.Count < MostActsInOneCommit && queue.Reader.TryRead(out var pending))
                {
                    batch.Add(pending);
                    await RunOne(pending, transaction);
                }

                await transaction.CommitAsync();
            }
            catch (SqliteException full) when (full.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL)
            {
                foreach (var pending in batch) pending.Refuse(StoreRefusals.DiskFull);
            }
            catch (Exception broken)
            {
                foreach (var pending in batch) pending.Break(broken);
            }

            foreach (var pending in batch) pending.Complete();
        }
    }

    private async Task RunOne(IPending pending, SqliteTransaction transaction)
    {
        writer.Execute("SAVEPOINT act", transaction);
        var keep = false;
        try
        {
            await using var db = new WritDb(writerOptions, parts);
            db.Database.AutoSavepointsEnabled = false;
            await db.Database.UseTransactionAsync(transaction);
            keep = await pending.Run(db);
        }
        catch (Exception broken) when (!IsFull(broken))
        {
            pending.Break(broken);
        }

        writer.Execute(keep ? "RELEASE act" : "ROLLBACK TO act; RELEASE act", transaction);
    }

    private static bool IsFull(Exception e) => e.GetBaseException() is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL };

    private interface IPending
    {
        Task<bool> Run(WritDb db);

        void Refuse(Refusal refusal);

        void Break(Exception exception);

        void Complete();
    }

    private sealed class Pending<T>(Func<IWork, Task<Result<T>>> act) : IPending
    {
        private readonly TaskCompletionSource<Result<T>> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Result<T> outcome;
        private Exception? broken;

        public Task<Result<T>> Done => done.Task;

        public async Task<bool> Run(WritDb db)
        {
            outcome = await act(db);
            if (!outcome.Ok) return false;
            await db.SaveChangesAsync();
            return true;
        }

        public void Refuse(Refusal refusal) => (outcome, broken) = (refusal, null);

        public void Break(Exception exception) => broken ??= exception;

        public void Complete()
        {
            if (broken is null) done.TrySetResult(outcome);
            else done.TrySetException(broken);
        }
    }
}

internal static class SqliteExtensions
{
    public static void Execute(this SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
