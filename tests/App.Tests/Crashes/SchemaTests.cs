using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Writ.App.Tests.Serving;
using Writ.Store;

namespace Writ.App.Tests.Crashes;

/// <summary>Migrations are written by hand, and so is the model: here the two are held against each other, for every room.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task Every_rooms_model_and_the_migrated_tables_agree()
    {
        await using var server = await WritServer.Start();
        var drift = await server.Store.Look(async work =>
        {
            var found = new List<string>();
            var entities = work.Db().Model.GetEntityTypes().ToList();
            Assert.True(entities.Count > 10);
            foreach (var entity in entities) found.AddRange(Drift(entity, await Columns(work.Db(), entity.GetTableName()!)));
            return found;
        });
        Assert.Empty(drift);
    }

    [Fact]
    public async Task No_table_is_without_a_model()
    {
        await using var server = await WritServer.Start();
        var (tables, modelled) = await server.Store.Look(async work => (
            await work.Db().Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").ToListAsync(),
            work.Db().Model.GetEntityTypes().Select(e => e.GetTableName()!).ToList()));

        // The migrator's own, and the blobs', which no query asks anything of.
        Assert.Equal(modelled.Concat(["schema_version", "small_blob"]).Order(StringComparer.Ordinal), tables.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Drift(IEntityType entity, Dictionary<string, Column> columns)
    {
        var table = entity.GetTableName();
        if (columns.Count == 0) yield return $"{table}: there is no such table";
        foreach (var property in entity.GetProperties())
        {
            var name = property.GetColumnName();
            if (!columns.Remove(name, out var column))
            {
                yield return $"{table}.{name}: there is no such column";
                continue;
            }

            if (column.Nullable != property.IsColumnNullable()) yield return $"{table}.{name}: nullable in the {(column.Nullable ? "table" : "model")} only";
            if (!Stores(column.Type, property)) yield return $"{table}.{name}: the table has {column.Type}, the model {property.GetRelationalTypeMapping().StoreType}";
            if (property.IsPrimaryKey() != column.Key) yield return $"{table}.{name}: part of the key in the {(column.Key ? "table" : "model")} only";
        }

        foreach (var column in columns.Keys) yield return $"{table}.{column}: the model does not know it";
    }

    private static bool Stores(string type, IProperty property) => property.GetRelationalTypeMapping().StoreType switch
    {
        "INTEGER" => type is "INTEGER" or "BIGINT" or "BOOLEAN",
        var other => type == other,
    };

    private static async Task<Dictionary<string, Column>> Columns(WritDb db, string table)
    {
        var rows = await db.Database.SqlQuery<string>(
            $"SELECT name || ' ' || type || ' ' || (\"notnull\" = 0 AND pk = 0) || ' ' || (pk > 0) AS Value FROM pragma_table_info({table})").ToListAsync();
        return rows.Select(row => row.Split(' ')).ToDictionary(
            part => part[0], part => new Column(part[1], part[2] == "1", int.Parse(part[3], CultureInfo.InvariantCulture) == 1), StringComparer.Ordinal);
    }

    private sealed record Column(string Type, bool Nullable, bool Key);
}
