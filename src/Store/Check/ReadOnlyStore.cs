using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.Check;

/// <summary>Looks at a database that is never written to, migrated or locked: beside a running server, or where none runs.</summary>
internal sealed class ReadOnlyStore(string file, IEnumerable<IModelPart> parts) : IStore
{
    private readonly IReadOnlyList<IModelPart> rooms = [.. parts];

    public Task<Result<T>> Act<T>(Func<IWork, Task<Result<T>>> act, CancellationToken cancel = default) =>
        throw new InvalidOperationException("This store is only looked at");

    public async Task<T> Look<T>(Func<IWork, Task<T>> look, CancellationToken cancel = default)
    {
        try
        {
            await using var reader = new Session(Open(file), rooms, QueryTrackingBehavior.NoTracking);
            reader.Do("BEGIN DEFERRED");
            return await look(reader.Db);
        }
        catch (Exception e) when (e.GetBaseException() is SqliteException fault)
        {
            throw new IOException($"The database cannot be read: {fault.Message}", e);
        }
    }

    internal static SqliteConnection Open(string file)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        return connection;
    }
}
