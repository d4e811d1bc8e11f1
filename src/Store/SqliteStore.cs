using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
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
    private readonly ConcurrentBag<Session> idleReaders = [];
    private readonly string readers;
    private readonly Session writer;
    private readonly Thread loop;
    private volatile bool closed;

    private SqliteStore(string connectionString, IReadOnlyList<IModelPart> parts)
    {
        this.parts = parts;
        readers = new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly }.ToString();
        writer = new Session(Open(connectionString), parts, QueryTrackingBehavior.TrackAll);
        loop = new Thread(Run) { IsBackground = true, Name = "Writer" };
        loop.Start();
    }

    public static SqliteStore Open(string file, IReadOnlyList<IModelPart> parts)
    {
        SQLitePCL.Batteries_V2.Init();
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ToString();
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
        cancel.ThrowIfCancellationRequested();
        Session? reader = null;
        try
        {
            reader = idleReaders.TryTake(out var idle) ? idle : OpenReader();

            // Deferred: any other transaction takes the writer's lock, and looks would wait for acts and for one another.
            reader.Do("BEGIN DEFERRED");
            var seen = await look(reader.Db);
            reader.Do("ROLLBACK");
            reader.Clear();
            (idle, reader) = (reader, null);
            if (closed) await idle.DisposeAsync();
            else idleReaders.Add(idle);
            return seen;
        }
        catch (Exception e) when (IsDisk(e))
        {
            throw new IOException("The database cannot be read now", e);
        }
        finally
        {
            // Not given back: after an exception nothing of it is relied on.
            if (reader is not null) await reader.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.Run(loop.Join);
        closed = true;
        while (idleReaders.TryTake(out var reader)) await reader.DisposeAsync();

        // The writer closes last: only then is the write-ahead log folded into the database file, and gone.
        await writer.DisposeAsync();
    }

    private Session OpenReader()
    {
        var connection = new SqliteConnection(readers);
        connection.Open();
        return new Session(connection, parts, QueryTrackingBehavior.NoTracking);
    }

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();

        // secure_delete: what is deleted is written over, not only given up.
        connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000; PRAGMA secure_delete=ON;");

        // What an act may have to undo is kept in memory, not in a file elsewhere; pages of many random ids stay at hand, and go home many at once.
        connection.Execute("PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=8192;");
        return connection;
    }

    /// <summary>On a thread of its own: it waits for the disk, and a thread of the pool that waits is missing where requests are prepared meanwhile.</summary>
    private void Run()
    {
        var batch = new List<IPending>(MostActsInOneCommit);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            try
            {
                Commit(batch);
            }
            catch (Exception full) when (IsFull(full))
            {
                foreach (var pending in batch) pending.Refuse(StoreRefusals.DiskFull);
            }
            catch (Exception broken)
            {
                var told = IsDisk(broken) ? new IOException("The database cannot be written now", broken) : broken;
                foreach (var pending in batch) pending.Break(told);
            }

            foreach (var pending in batch) pending.Complete();
        }
    }

    /// <summary>Those that wait now. Whoever comes later has the next commit, and is prepared while this one waits for the disk.</summary>
    private void Commit(List<IPending> batch)
    {
        var waiting = Math.Min(queue.Reader.Count, MostActsInOneCommit);

        // Taken before the transaction: where none can begin, somebody must hear of it.
        if (!queue.Reader.TryRead(out var pending)) return;
        batch.Add(pending);
        writer.Do("BEGIN IMMEDIATE");
        try
        {
            RunOne(pending);
            while (batch.Count < waiting && queue.Reader.TryRead(out pending))
            {
                batch.Add(pending);
                RunOne(pending);
            }

            writer.Do("COMMIT");
        }
        catch
        {
            writer.Renew();

            // After some errors SQLite has undone the transaction by itself.
            if (!writer.IsIdle) writer.Do("ROLLBACK");
            throw;
        }
    }

    private void RunOne(IPending pending)
    {
        writer.Do("SAVEPOINT act");
        var keep = false;
        try
        {
            keep = pending.Run(writer.Db).GetAwaiter().GetResult();
            writer.Clear();
        }
        catch (Exception broken) when (!IsDisk(broken))
        {
            pending.Break(broken);
            writer.Renew();
        }

        if (!keep) writer.Do("ROLLBACK TO act");
        writer.Do("RELEASE act");
    }

    private static bool IsFull(Exception e) => e.GetBaseException() is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL };

    /// <summary>The disk's fault, not the act's: SQLite may have undone the whole transaction by itself, savepoints and all.</summary>
    private static bool IsDisk(Exception e) => e.GetBaseException() is SqliteException
    {
        SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_BUSY,
    };

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
