using System.Globalization;
using Writ.Base;
using Writ.Store.Record;

namespace Writ.Store.Check;

/// <summary>A place of a batch or an epoch that is out, as the database has it.</summary>
/// <param name="Entry">As it was written for the log.</param>
/// <param name="Dummy">What opens a dummy, sealed; null of a leaf that waited.</param>
public sealed record KeptSlot(LeafKind Kind, DateTimeOffset Due, int Place, byte[] Entry, byte[]? Dummy)
{
    public string At => string.Create(CultureInfo.InvariantCulture, $"{(Kind == LeafKind.Register ? "batch" : "epoch")} of {Due:yyyy-MM-dd HH:mm:ss} UTC, place {Place}");
}

/// <summary>Leaves and what opens them, for <c>writ fsck</c>: in pieces, for there may be many.</summary>
public static class KeptLeaves
{
    private const int AtOnce = 500;

    /// <summary>Everything that a batch or an epoch has, dummies and others, in the order of the log.</summary>
    public static IEnumerable<KeptSlot> Slots(IWork work)
    {
        for (var last = 0L; ;)
        {
            var some = work.Rows(
                "SELECT s.entry_seq, s.kind, s.due, s.place, e.bytes, s.dummy FROM record_slot s JOIN record_entry e ON e.seq = s.entry_seq WHERE s.entry_seq > $1 ORDER BY s.entry_seq LIMIT $2",
                [last, (long)AtOnce],
                row => (Seq: row.GetInt64(0), Slot: new KeptSlot(
                    Enum.Parse<LeafKind>(row.GetString(1)), new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero), row.GetInt32(3), row.GetFieldValue<byte[]>(4),
                    row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5))));
            foreach (var (_, slot) in some) yield return slot;
            if (some.Count == 0) yield break;
            last = some[^1].Seq;
        }
    }

    /// <summary>Every opening that a table keeps, with the leaf that it is of.</summary>
    public static IEnumerable<(string Id, byte[] Opening, byte[] Leaf)> Openings(IWork work, OpeningsTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        for (var last = ""; ;)
        {
            var some = work.Rows(
                $"SELECT t.id, t.{table.Opening}, e.bytes FROM {table.Table} t JOIN record_entry e ON e.seq = t.{table.Entry} WHERE t.id > $1 AND t.{table.Opening} IS NOT NULL ORDER BY t.id LIMIT $2",
                [last, (long)AtOnce],
                row => (Id: row.GetString(0), Opening: row.GetFieldValue<byte[]>(1), Leaf: row.GetFieldValue<byte[]>(2)));
            foreach (var opening in some) yield return opening;
            if (some.Count == 0) yield break;
            last = some[^1].Id;
        }
    }

    /// <summary>Under which keys something is sealed there, by their ids, and how much.</summary>
    public static IReadOnlyList<(string KeyId, long Count)> Keys(IWork work, string table, string column) => work.Rows(
        $"SELECT lower(hex(substr({column}, 2, 8))), COUNT(*) FROM {table} WHERE hex(substr({column}, 1, 1)) = '01' GROUP BY 1 ORDER BY 1", [], row => (row.GetString(0), row.GetInt64(1)));

    /// <summary>Batches and epochs whose rows contradict each other, or the entries that they name.</summary>
    internal static IEnumerable<RoomFault> Faults(IWork work)
    {
        foreach (var (kind, due, size, places) in work.Rows(
            "SELECT kind, due, size, (SELECT COUNT(*) FROM record_slot s WHERE s.kind = b.kind AND s.due = b.due) FROM record_batch b ORDER BY due, kind", [],
            row => (row.GetString(0), new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero), row.GetInt64(2), row.GetInt64(3))))
        {
            if (size != places) yield return new RoomFault("fsck-batch-differs", Name(kind, due), string.Create(CultureInfo.InvariantCulture, $"It has {places} of {size} places"));
        }

        for (var last = 0L; ;)
        {
            var some = work.Rows(
                "SELECT s.entry_seq, s.kind, s.due, s.place, s.leaf_hash, e.bytes, w.bytes, s.waiting FROM record_slot s LEFT JOIN record_entry e ON e.seq = s.entry_seq "
                + "LEFT JOIN record_entry w ON w.seq = -s.waiting WHERE s.entry_seq > $1 ORDER BY s.entry_seq LIMIT $2",
                [last, (long)AtOnce],
                row => (Seq: row.GetInt64(0), Of: Name(row.GetString(1), new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero)), Place: row.GetInt64(3), Hash: row.GetFieldValue<byte[]>(4),
                    Entry: row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5), Waited: row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6), IsReal: !row.IsDBNull(7)));
            foreach (var slot in some)
            {
                var wrong = slot.Entry is null ? "No entry is there"
                    : !Outbox.LeafHash(slot.Entry).AsSpan().SequenceEqual(slot.Hash) ? "The entry is another"
                    : slot.IsReal && (slot.Waited is null || !slot.Waited.AsSpan().SequenceEqual(slot.Entry)) ? "The leaf that waited is another"
                    : null;
                if (wrong is not null) yield return new RoomFault("fsck-batch-differs", string.Create(CultureInfo.InvariantCulture, $"{slot.Of}, place {slot.Place}"), wrong);
            }

            if (some.Count == 0) yield break;
            last = some[^1].Seq;
        }
    }

    private static string Name(string kind, DateTimeOffset due) =>
        string.Create(CultureInfo.InvariantCulture, $"{(kind == nameof(LeafKind.Register) ? "batch" : "epoch")} of {due:yyyy-MM-dd HH:mm:ss} UTC");
}
