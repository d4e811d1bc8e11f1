using Microsoft.EntityFrameworkCore;
using Writ.Store;

namespace Writ.App.Tests.Record;

/// <summary>A database that may not grow: what SQLite says of a full disk, without one.</summary>
internal static class Room
{
    /// <summary>From here on the database has no page to spare, and whoever updates this table asks for some thirty.</summary>
    /// <param name="spare">Kilobytes that are left all the same, fewer than that.</param>
    public static async Task Take(IStore store, string table, int spare = 0)
    {
        if (spare > 0)
        {
            await Run(store, $"INSERT INTO idempotent_request VALUES ('spare', 'b', 'c', hex(zeroblob({spare * 512})), 0)");
            await Run(store, "DELETE FROM idempotent_request WHERE caller = 'spare'");
        }

        await Run(store, $"CREATE TRIGGER grow AFTER UPDATE ON {table} BEGIN INSERT INTO idempotent_request VALUES ('a', 'b', 'c', hex(zeroblob(60000)), 0); END");
        await Run(store, "PRAGMA max_page_count = 1");
    }

    public static async Task Give(IStore store)
    {
        await Run(store, "PRAGMA max_page_count = 1073741823");
        await Run(store, "DROP TRIGGER grow");
    }

    public static async Task Run(IStore store, string sql) => Assert.True((await store.Act<bool>(async work =>
    {
        await work.Db().Database.ExecuteSqlRawAsync(sql);
        return true;
    })).Ok);
}
