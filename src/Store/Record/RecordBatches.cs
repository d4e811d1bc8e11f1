using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.Record;

/// <summary>A leaf that waits.</summary>
/// <param name="Number">In the order in which they came.</param>
/// <param name="Came">Null for an authorisation leaf.</param>
public sealed record WaitingLeaf(long Number, DateTimeOffset? Came, byte[] Bytes);

/// <summary>What is to stand at one place of a batch.</summary>
/// <param name="Waiting">Number of the leaf; null for a dummy.</param>
/// <param name="Dummy">What opens a dummy, sealed; null for another.</param>
/// <param name="ForAuditors">Of a dummy, where auditors are designated; what waited was sealed to them when it came.</param>
public sealed record PlacedLeaf(byte[] Bytes, long? Waiting, byte[]? Dummy, byte[]? ForAuditors = null);

/// <summary>Leaves that wait, and the batches and epochs that they went out with.</summary>
public static class RecordBatches
{
    /// <summary>Whether leaves wait. Once a batch or an epoch is out they do, whatever the clock says.</summary>
    public static bool Stands(IWork work, DateTimeOffset now) => work.Db().Statements.Rows(
        "SELECT 1 FROM record_schedule WHERE from_at <= $1 OR EXISTS (SELECT 1 FROM record_batch) LIMIT 1", [now.UtcTicks], _ => true).Count > 0;

    /// <summary>The facts that set schedules, in the order of the log.</summary>
    public static List<byte[]> Schedules(IWork work) => work.Db().Statements.Rows(
        "SELECT e.bytes FROM record_schedule s JOIN record_entry e ON e.seq = s.entry_seq ORDER BY s.entry_seq", [], row => row.GetFieldValue<byte[]>(0));

    /// <summary>Until when the operator said that batches may be written, however many are late; null: they never did.</summary>
    public static DateTimeOffset? CatchUp(IWork work) =>
        work.Db().Statements.Rows("SELECT MAX(until) FROM record_catch_up", [], row => row.IsDBNull(0) ? (DateTimeOffset?)null : At(row.GetInt64(0)))[0];

    public static void AllowCatchUp(IWork work, DateTimeOffset until, DateTimeOffset now) => work.Db().Statements.Execute(
        "INSERT INTO record_catch_up (until, given_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", until.UtcTicks, now.UtcTicks);

    /// <summary>Writes a schedule for the record. That it can follow the others is the caller's to know.</summary>
    public static async Task Set(IWork work, byte[] fact, DateTimeOffset from)
    {
        var entry = await Outbox.Append(work, fact);
        work.Db().Statements.Execute("INSERT INTO record_schedule (entry_seq, from_at) VALUES ($1, $2)", entry.Seq, from.UtcTicks);
    }

    /// <summary>Keeps a leaf until its batch: an entry with a negative seq, which is in no log.</summary>
    internal static RecordEntry Keep(IWork work, LeafKind kind, byte[] bytes, DateTimeOffset now, LeafLane lane)
    {
        var statements = work.Db().Statements;
        var number = statements.Insert(
            "INSERT INTO record_waiting (kind, came, lane) VALUES ($1, $2, $3)", kind.ToString(), kind == LeafKind.Register ? now.UtcTicks : null, lane.ToString());
        statements.Execute("INSERT INTO record_entry (seq, bytes) VALUES ($1, $2)", -number, bytes);
        return RecordEntry.Written(-number, bytes);
    }

    /// <summary>When the last that is out was due; null where none is.</summary>
    public static DateTimeOffset? Last(IWork work, LeafKind kind) => work.Db().Statements.Rows(
        "SELECT due FROM record_batch WHERE kind = $1 ORDER BY due DESC LIMIT 1", [kind.ToString()], row => (DateTimeOffset?)At(row.GetInt64(0))).SingleOrDefault();

    /// <summary>Those of one lane that wait, oldest first: up to the first that came too late, so that nothing overtakes.</summary>
    public static List<WaitingLeaf> Waiting(IWork work, LeafKind kind, LeafLane lane, DateTimeOffset closes, int most)
    {
        var waiting = work.Db().Statements.Rows(
            "SELECT w.number, w.came, e.bytes FROM record_waiting w JOIN record_entry e ON e.seq = -w.number WHERE w.kind = $1 AND w.lane = $3 AND w.number > COALESCE("
            + "(SELECT v.number FROM record_waiting v JOIN record_slot s ON s.waiting = v.number WHERE v.kind = $1 AND v.lane = $3 ORDER BY v.number DESC LIMIT 1), 0) "
            + "ORDER BY w.number LIMIT $2",
            [kind.ToString(), (long)most, lane.ToString()],
            row => new WaitingLeaf(row.GetInt64(0), row.IsDBNull(1) ? null : At(row.GetInt64(1)), row.GetFieldValue<byte[]>(2)));
        return [.. waiting.TakeWhile(leaf => leaf.Came is not { } came || came < closes)];
    }

    /// <summary>Writes a batch for the record: the fact that names it, then its leaves, in the order of their places. All in the caller's act, or nothing.</summary>
    public static async Task Write(IWork work, RecordBatch batch, byte[] fact, IReadOnlyList<PlacedLeaf> leaves)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(leaves.Count, batch.Size);
        var (statements, kind) = (work.Db().Statements, batch.Kind.ToString());
        statements.Execute(
            "INSERT INTO record_batch (kind, due, closes, size) VALUES ($1, $2, $3, $4)", kind, batch.Due.UtcTicks, batch.Closes.UtcTicks, (long)batch.Size);
        await Outbox.Append(work, fact);
        for (var place = 0; place < leaves.Count; place++)
        {
            var leaf = leaves[place];
            var entry = await Outbox.Append(work, leaf.Bytes);
            statements.Execute(
                "INSERT INTO record_slot (kind, due, place, size, entry_seq, leaf_hash, waiting, dummy) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                kind, batch.Due.UtcTicks, (long)place, (long)batch.Size, entry.Seq, entry.LeafHash, leaf.Waiting, leaf.Dummy);
            Auditing.Keep(work, entry.LeafHash, leaf.ForAuditors);
        }
    }

    /// <summary>Whether a leaf is in its batch, or waited for none.</summary>
    public static bool IsOut(IWork work, long seq) => SeqOf(work.Db().Statements, seq) is not null;

    /// <summary>The seq in the log's order of a leaf that waited; null while it waits. Others keep theirs.</summary>
    internal static long? SeqOf(Statements statements, long seq) => seq > 0
        ? seq
        : statements.Rows("SELECT entry_seq FROM record_slot WHERE waiting = $1", [-seq], row => (long?)row.GetInt64(0)).SingleOrDefault();

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
