using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Writ.Store;

namespace Writ.App.Tests.Serving;

/// <summary>How much a server holds: what a refused request must leave as it was.</summary>
internal sealed record Holdings(
    long Demands, long Items, long Events, long Entries, long Keys, long Tokens, long Agencies, long Officers, long Authorisations, long Productions, long Blobs)
{
    public static async Task<Holdings> Of(WritServer server) => new(
        await server.Count("demand"), await server.Count("demand_item"), await server.Count("demand_event"), await server.Count("record_entry"),
        await server.Count("idempotent_request"), await server.Count("access_token"), await server.Count("agency"), await server.Count("officer"),
        await server.Count("gate_authorisation"), await server.Count("gate_production"), await server.Blobs());

    /// <summary>Does something that must change nothing, and gives its answer.</summary>
    public static async Task<T> Unchanged<T>(WritServer server, Func<Task<T>> act)
    {
        var before = await Of(server);
        var answer = await act();
        Assert.Equal(before, await Of(server));
        return answer;
    }
}

/// <summary>Behind the server's back: what no door allows.</summary>
internal static class RawDatabase
{
    public static Task<long> Count(this WritServer server, string table, string where = "1 = 1") => server.Store.Look(async work =>
        Convert.ToInt64(await Scalar(work.Db().Database, $"SELECT COUNT(*) FROM {table} WHERE {where}"), CultureInfo.InvariantCulture));

    public static Task<string> Text(this WritServer server, string sql) => server.Store.Look(async work =>
        Convert.ToString(await Scalar(work.Db().Database, sql), CultureInfo.InvariantCulture)!);

    /// <summary>Sealed files, large ones in their folder and small ones as rows.</summary>
    public static async Task<long> Blobs(this WritServer server) =>
        Directory.EnumerateFiles(server.Folder.Blobs, "*", SearchOption.AllDirectories).Count() + await server.Count("small_blob");

    /// <summary>Throws where a constraint forbids it.</summary>
    public static async Task Sql(this WritServer server, string sql) =>
        _ = (await server.Store.Act<int>(async work => await work.Db().Database.ExecuteSqlRawAsync(sql))).Value;

    private static async Task<object?> Scalar(Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade database, string sql)
    {
        await using var command = database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
