using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Writ.Store;

/// <summary>
/// Statements of one connection that are prepared once and kept: for what every request does, where preparing costs more than
/// doing. Parameters are <c>$1</c>, <c>$2</c> and so on, in the order of the values. Used by one act or look at a time, like its connection.
/// </summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> kept = new(StringComparer.Ordinal);

    /// <summary>Rows that were changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        var command = Bound(sql, values);
        try
        {
            return command.ExecuteNonQuery();
        }
        catch
        {
            Drop(sql);
            throw;
        }
    }

    /// <summary>One row; gives the number that the database gave it. Asking for it with RETURNING costs as much as the row.</summary>
    public long Insert(string sql, params ReadOnlySpan<object?> values)
    {
        Execute(sql, values);
        return SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);
    }

    public List<T> Rows<T>(string sql, ReadOnlySpan<object?> values, Func<DbDataReader, T> read)
    {
        var command = Bound(sql, values);
        try
        {
            var rows = new List<T>();
            using var reader = command.ExecuteReader();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }
        catch
        {
            Drop(sql);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var command in kept.Values) command.Dispose();
        kept.Clear();
    }

    private SqliteCommand Bound(string sql, ReadOnlySpan<object?> values)
    {
        if (!kept.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            command.Prepare();
            kept.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.Parameters[i];

            // Else the type of the value before would be taken for this one too.
            parameter.ResetSqliteType();
            parameter.Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    // A statement that failed may be in any state; the next use prepares it anew.
    private void Drop(string sql)
    {
        if (kept.Remove(sql, out var command)) command.Dispose();
    }
}
