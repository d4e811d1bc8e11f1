using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Store.Record;

/// <summary>Looks into tables of openings for a drill, and keeps what was done with their keys.</summary>
public static class KeptOpenings
{
    /// <summary>Some of what is sealed under this key, as it is kept; none where nothing is.</summary>
    public static IReadOnlyList<byte[]> Under(IWork work, OpeningsTable table, SealKey key, int most)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(table);
        return work.Db().Statements.Rows(
            $"SELECT {table.Opening} FROM {table.Table} WHERE substr({table.Opening}, 2, 8) = $1 LIMIT {most}", [Convert.FromHexString(key.Id)], row => row.GetFieldValue<byte[]>(0));
    }

    public static void Tell(IWork work, DateTimeOffset at, string kind, Period period, string keyId) =>
        work.Insert(new SealKeyEvent { At = at, Kind = kind, Period = period.Text, KeyId = keyId });

    /// <summary>When this was last done with that key; with any key, where none is given.</summary>
    public static DateTimeOffset? Last(IWork work, string kind, string? keyId = null) => work.Db().Statements.Rows(
        "SELECT MAX(at) FROM seal_key_event WHERE kind = $1 AND ($2 IS NULL OR key_id = $2)", [kind, keyId], row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0))[0] is { } ticks
        ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : null;
}
