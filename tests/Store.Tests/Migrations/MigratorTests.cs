using Microsoft.Data.Sqlite;
using Writ.Store.Migrations;

namespace Writ.Store.Tests.Migrations;

public sealed class MigratorTests
{
    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var folder = new StoreFolder();
        await folder.Write("a");
        var before = Schema(folder.Database);
        await folder.Reopen();
        using (var connection = new SqliteConnection($"Data Source={folder.Database}"))
        {
            connection.Open();
            Migrator.Apply(connection);
        }

        Assert.Equal(before, Schema(folder.Database));
        Assert.Equal(["a"], await folder.Rows());
    }

    [Fact]
    public async Task Each_migration_is_remembered_by_its_number()
    {
        await using var folder = new StoreFolder();
        using var connection = new SqliteConnection($"Data Source={folder.Database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT number FROM schema_version ORDER BY number";
        using var reader = command.ExecuteReader();
        var numbers = new List<int>();
        while (reader.Read()) numbers.Add(reader.GetInt32(0));
        Assert.Equal(Migrator.Scripts().Select(s => s.Number), numbers);
    }

    [Fact]
    public async Task Two_processes_that_start_at_once_migrate_once()
    {
        await using var folder = new StoreFolder();
        var path = folder.Database + ".new";
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var connection = new SqliteConnection($"Data Source={path};Default Timeout=30");
            connection.Open();
            Migrator.Apply(connection);
        })));
        Assert.Equal(Schema(folder.Database), Schema(path));
    }

    private static string Schema(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name)";
        return (string)command.ExecuteScalar()!;
    }
}
