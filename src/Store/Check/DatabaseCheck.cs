using Microsoft.Data.Sqlite;
using Writ.Store.Migrations;

namespace Writ.Store.Check;

/// <summary>The database file by itself: whether it is whole, of this program's form, and every reference leads somewhere.</summary>
public static class DatabaseCheck
{
    private const int MostLines = 20;

    /// <param name="readable">False where its rows cannot be relied on: nothing that reads them is worth running.</param>
    public static IReadOnlyList<RoomFault> Run(string file, out bool readable)
    {
        readable = false;
        if (!File.Exists(file)) return [new RoomFault("fsck-database-missing", "db/writ.db")];
        try
        {
            using var connection = ReadOnlyStore.Open(file);
            var damage = Lines(connection, $"PRAGMA integrity_check({MostLines})", row => row.GetString(0));
            if (damage is not ["ok"]) return [.. damage.Select(line => new RoomFault("fsck-database-damaged", "db/writ.db", line))];
            var faults = Versions(connection);
            readable = faults.Count == 0;
            var astray = Lines(connection, $"SELECT \"table\", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2", row => $"{row.GetInt64(2)} rows of {row.GetString(0)} name a {row.GetString(1)} that is not there");
            return [.. faults, .. astray.Select(line => new RoomFault("fsck-database-reference", "db/writ.db", line))];
        }
        catch (SqliteException e)
        {
            return [new RoomFault("fsck-database-damaged", "db/writ.db", e.Message)];
        }
    }

    private static List<RoomFault> Versions(SqliteConnection connection)
    {
        var there = Lines(connection, "SELECT number, name FROM schema_version ORDER BY number", row => (Number: row.GetInt32(0), Name: row.GetString(1)));
        var ours = Migrator.Scripts().Select(script => (script.Number, script.Name)).ToList();
        return
        [
            .. ours.Except(there).Select(script => new RoomFault("fsck-database-older", "db/writ.db", $"It lacks {script.Name}")),
            .. there.Except(ours).Select(script => new RoomFault("fsck-database-newer", "db/writ.db", $"It has {script.Name}, which this program does not know")),
        ];
    }

    private static List<T> Lines<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<T>();
        while (reader.Read()) lines.Add(read(reader));
        return lines;
    }
}
