using Microsoft.Data.Sqlite;

namespace Writ.Store.Migrations;

/// <summary>
/// Forward-only migrations: numbered SQL files of this folder, written by hand in the SQL that SQLite and PostgreSQL
/// share, but for <c>{bytes}</c> and <c>{identity}</c>. Each runs once, in one transaction with its number.
/// </summary>
internal static class Migrator
{
    public static void Apply(SqliteConnection connection)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)");
        foreach (var (number, name, sql) in Scripts())
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using var look = connection.CreateCommand();
            look.Transaction = transaction;
            look.CommandText = "SELECT COUNT(*) FROM schema_version WHERE number = $number";
            look.Parameters.AddWithValue("$number", number);
            if ((long)look.ExecuteScalar()! == 0)
            {
                connection.Execute(ForSqlite(sql), transaction);
                look.CommandText = "INSERT INTO schema_version (number, name) VALUES ($number, $name)";
                look.Parameters.AddWithValue("$name", name);
                look.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    internal static IEnumerable<(int Number, string Name, string Sql)> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (int.Parse(resource[..4]), resource, reader.ReadToEnd());
        }
    }

    private static string ForSqlite(string sql) => sql
        .Replace("{bytes}", "BLOB", StringComparison.Ordinal)
        .Replace("{identity}", "INTEGER PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal);
}
