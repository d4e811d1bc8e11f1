using Microsoft.Data.Sqlite;
using Writ.Store.Migrations;

namespace Writ.Store.Tests.Migrations;

/// <summary>What the tables of persons allow: a customer is exactly the holder of one account, and a session begins as its kind must.</summary>
public sealed class PersonConstraintTests
{
    [Theory]
    [InlineData("INSERT INTO person_session VALUES ('n', 'nobody', 's', 'Mail', NULL, 1, 2, 3, NULL)")]
    [InlineData("INSERT INTO person_session VALUES ('n', 'acc_1', 's', 'Mail', 'pky_1', 1, 2, 3, NULL)")]
    [InlineData("INSERT INTO person_session VALUES ('n', 'acc_1', 's', 'Letter', NULL, 1, 2, 3, NULL)")]
    [InlineData("INSERT INTO person (subject, kind, title, roles, stamp, enrolled_at, enrolled_by) VALUES ('acc_2', 'Customer', 't', 'customer', 's', 1, 'x')")]
    [InlineData("INSERT INTO person (subject, kind, account_id, title, roles, stamp, enrolled_at, enrolled_by) VALUES ('stf_2', 'Staff', 'acc_2', 't', 'reviewer', 's', 1, 'x')")]
    [InlineData("INSERT INTO person (subject, kind, account_id, title, roles, stamp, enrolled_at, enrolled_by) VALUES ('other', 'Customer', 'acc_2', 't', 'customer', 's', 1, 'x')")]
    [InlineData("INSERT INTO person (subject, kind, account_id, title, roles, stamp, enrolled_at, enrolled_by) VALUES ('acc_3', 'Customer', 'acc_3', 't', 'customer', 's', 1, 'x')")]
    [InlineData("INSERT INTO sign_in_link VALUES ('h', 'ask_none', 'acc_1', NULL)")]
    public void What_cannot_be_is_not_written(string wrong)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Do(connection, "PRAGMA foreign_keys=ON");
        Migrator.Apply(connection);
        Do(connection, """
            INSERT INTO account VALUES ('acc_1', 'retail'), ('acc_2', 'retail');
            INSERT INTO person (subject, kind, account_id, title, roles, stamp, enrolled_at, enrolled_by) VALUES ('acc_1', 'Customer', 'acc_1', 't', 'customer', 's', 1, 'x');
            INSERT INTO person_passkey VALUES ('pky_1', 'c', 'acc_1', 'Laptop', x'01', 7, 'usb', 1, 0, 0, x'02', x'03', 1, 2, NULL);
            INSERT INTO person_session VALUES ('m', 'acc_1', 's', 'Mail', NULL, 1, 2, 3, NULL);
            """);
        Assert.Throws<SqliteException>(() => Do(connection, wrong));
    }

    private static void Do(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
