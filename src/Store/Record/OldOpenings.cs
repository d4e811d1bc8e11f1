using System.Data.Common;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Store.Record;

/// <summary>A table that keeps openings, some of them from before there were keys to seal them under. Each room names its own.</summary>
/// <param name="Opening">Column of the opening.</param>
/// <param name="Entry">Column of the entry that holds the leaf.</param>
/// <param name="At">Column of when it was drawn.</param>
public sealed record OpeningsTable(string Table, string Opening, string Entry, string At);

/// <summary>Seals what still lies in the clear. Runs at each start, and finds nothing after the first.</summary>
public sealed class OldOpenings(IStore store, OpeningKeys keys, IEnumerable<OpeningsTable> tables)
{
    private const int AtOnce = 256;

    /// <summary>How many were sealed.</summary>
    public async Task<Result<long>> Seal()
    {
        var count = 0L;
        foreach (var table in tables)
        {
            // One has a few thousand rows, another some hundred thousand: never all of them in one act, which holds the writer.
            for (var done = AtOnce; done == AtOnce; count += done)
            {
                var some = await store.Act<int>(work => Task.FromResult<Result<int>>(SealSome(work, table)));
                if (!some.TryGet(out done, out var refusal)) return refusal;
            }
        }

        return count;
    }

    private int SealSome(IWork work, OpeningsTable t)
    {
        var statements = work.Db().Statements;
        var rows = statements.Rows(
            $"SELECT t.id, t.{t.Opening}, e.bytes, t.{t.At} FROM {t.Table} t JOIN record_entry e ON e.seq = t.{t.Entry} WHERE hex(substr(t.{t.Opening}, 1, 1)) = '7B' LIMIT {AtOnce}", [], Read);
        foreach (var (id, opening, leaf, at) in rows)
            statements.Execute($"UPDATE {t.Table} SET {t.Opening} = $1 WHERE id = $2", keys.Seal(new DateTimeOffset(at, TimeSpan.Zero), Outbox.LeafHash(leaf), opening), id);
        return rows.Count;
    }

    private static (string Id, byte[] Opening, byte[] Leaf, long At) Read(DbDataReader row) =>
        (row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3));
}
