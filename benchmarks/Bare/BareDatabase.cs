using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Writ.Bench.Bare;

/// <summary>
/// The limit: SQLite by itself, with the settings that Writ uses (WAL, synchronous=FULL), a prepared insert and nothing
/// else. One connection writes, as SQLite has it.
/// </summary>
internal sealed class BareDatabase : IAsyncDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private readonly SqliteParameter bytes;
    private readonly SqliteParameter hash;
    private readonly Channel<(byte[] Bytes, TaskCompletionSource Done)> queue = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly Task loop;

    public BareDatabase(string file)
    {
        SQLitePCL.Batteries_V2.Init();
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
        Execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY AUTOINCREMENT, bytes BLOB NOT NULL, hash BLOB)");
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO entry (bytes, hash) VALUES ($bytes, $hash)";
        bytes = insert.Parameters.Add("$bytes", SqliteType.Blob);
        hash = insert.Parameters.Add("$hash", SqliteType.Blob);
        insert.Prepare();
        loop = Task.Run(Write);
    }

    /// <summary>One commit for all of them.</summary>
    public void InsertBatch(IEnumerable<(byte[] Bytes, byte[] Hash)> rows)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        insert.Transaction = transaction;
        foreach (var row in rows)
        {
            bytes.Value = row.Bytes;
            hash.Value = row.Hash;
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        insert.Transaction = null;
    }

    /// <summary>One insert, one commit, in the order of asking; durable when it returns.</summary>
    public Task Insert(byte[] row)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Writer.TryWrite((row, done));
        return done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.Complete();
        await loop;
        await insert.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task Write()
    {
        await foreach (var (row, done) in queue.Reader.ReadAllAsync())
        {
            bytes.Value = row;
            hash.Value = DBNull.Value;
            insert.ExecuteNonQuery();
            done.SetResult();
        }
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
