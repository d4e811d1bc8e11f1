using Microsoft.Data.Sqlite;
using Writ.Store.Migrations;

namespace Writ.Store.Tests.Migrations;

/// <summary>Migration 10 makes the tables of persons anew: who was there stays, with devices, links and sessions, and the constraints hold.</summary>
public sealed class CustomerMigrationTests
{
    [Fact]
    public void Persons_devices_links_and_sessions_come_through_and_point_at_each_other()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Do(connection, "PRAGMA foreign_keys=ON; CREATE TABLE schema_version (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)");
        foreach (var (_, _, sql) in Migrator.Scripts().Where(s => s.Number < 10)) Do(connection, Sqlite(sql));
        Do(connection, """
            INSERT INTO person VALUES ('stf_1', 'Staff', NULL, 'Reviewer', 'reviewer', 's', 1, 'x', NULL, NULL);
            INSERT INTO person_passkey VALUES ('pky_1', 'c', 'stf_1', 'Laptop', x'01', 7, 'usb', 1, 0, 0, x'02', x'03', 1, 2, NULL);
            INSERT INTO person_invitation VALUES ('h', 'stf_1', 1, 'x', 2, NULL, NULL);
            INSERT INTO person_session VALUES ('h', 'stf_1', 's', 'Passkey', 'pky_1', 1, 2, 3, NULL);
            INSERT INTO person_identity VALUES ('https://login.example.org', 'x', 'stf_1', 1);
            INSERT INTO account VALUES ('acc_1', 'retail');
            """);
        foreach (var (_, _, sql) in Migrator.Scripts().Where(s => s.Number >= 10)) Do(connection, Sqlite(sql));

        Assert.Equal("Staff reviewer", One(connection, "SELECT kind || ' ' || roles FROM person"));
        Assert.Equal("7 Laptop", One(connection, "SELECT sign_count || ' ' || name FROM person_passkey"));
        Assert.Equal("1", One(connection, "SELECT COUNT(*) FROM person_invitation"));
        Assert.Equal("stf_1", One(connection, "SELECT subject FROM person_identity"));
        Assert.Equal("pky_1", One(connection, "SELECT passkey_id FROM person_session"));
        Assert.Null(One(connection, "PRAGMA foreign_key_check"));
        Do(connection, "INSERT INTO person (subject, kind, account_id, title, roles, stamp, enrolled_at, enrolled_by) VALUES ('acc_1', 'Customer', 'acc_1', 't', 'customer', 's', 1, 'x')");
        Do(connection, "INSERT INTO person_session VALUES ('m', 'acc_1', 's', 'Mail', NULL, 1, 2, 3, NULL)");
        foreach (var wrong in (string[])
            [
                "INSERT INTO person_session VALUES ('n', 'nobody', 's', 'Mail', NULL, 1, 2, 3, NULL)",
                "INSERT INTO person_session VALUES ('o', 'acc_1', 's', 'Mail', 'pky_1', 1, 2, 3, NULL)",
                "INSERT INTO person (subject, kind, title, roles, stamp, enrolled_at, enrolled_by) VALUES ('acc_2', 'Customer', 't', 'customer', 's', 1, 'x')",
                "INSERT INTO person (subject, kind, account_id, title, roles, stamp, enrolled_at, enrolled_by) VALUES ('stf_2', 'Staff', 'acc_1', 't', 'reviewer', 's', 1, 'x')",
                "DELETE FROM person WHERE subject = 'stf_1'",
            ])
            Assert.Throws<SqliteException>(() => Do(connection, wrong));
    }

    private static string Sqlite(string sql) => sql
        .Replace("{bytes}", "BLOB", StringComparison.Ordinal).Replace("{identity}", "INTEGER PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal);

    private static void Do(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? One(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
    }
}
