using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Writ.Store;

/// <summary>
/// One open connection with what is dear to make for it: a context, which Entity Framework equips with functions of its own each
/// time, and prepared statements. Used by one act or look after another.
/// </summary>
internal sealed class Session(SqliteConnection connection, IReadOnlyList<IModelPart> parts, QueryTrackingBehavior tracking) : IAsyncDisposable
{
    private readonly DbContextOptions<WritDb> options = new DbContextOptionsBuilder<WritDb>()
        .UseSqlite(connection)
        .UseQueryTrackingBehavior(tracking)
        .ReplaceService<IModelCacheKeyFactory, ModelOfRooms>()
        .Options;

    private readonly Statements statements = new(connection);
    private WritDb? db;

    public WritDb Db => db ??= Make();

    /// <summary>Between two statements of SQLite's own: no transaction is open.</summary>
    public bool IsIdle => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) != 0;

    public void Do(string sql) => statements.Execute(sql);

    /// <summary>Forgets what the last act or look loaded or added.</summary>
    public void Clear() => db?.ChangeTracker.Clear();

    /// <summary>After an exception nothing of the context is relied on.</summary>
    public void Renew()
    {
        db?.Dispose();
        db = null;
    }

    public async ValueTask DisposeAsync()
    {
        Renew();
        statements.Dispose();
        await connection.DisposeAsync();
    }

    private WritDb Make()
    {
        var made = new WritDb(options, parts) { Statements = statements };

        // The store begins and ends transactions and savepoints itself.
        made.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        made.Database.AutoSavepointsEnabled = false;
        return made;
    }
}
