using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.Record;

/// <summary>The sequencer's view of the outbox.</summary>
public sealed class LogLedger(IStore store)
{
    public Task<LogState?> State(string origin) => store.Look(work =>
        work.Db().Set<LogState>().SingleOrDefaultAsync(s => s.Origin == origin));

    /// <summary>Entries after <paramref name="throughSeq"/>, oldest first.</summary>
    public Task<List<RecordEntry>> Pending(long throughSeq, int most) => store.Look(work => Task.FromResult(work.Db().Statements.Rows(
        "SELECT seq, bytes, leaf_hash, log_index FROM record_entry WHERE seq > $1 ORDER BY seq LIMIT $2", [throughSeq, (long)most], RecordEntry.Read)));

    /// <summary>Entries that are in the log, by index, from <paramref name="from"/> on.</summary>
    public Task<List<RecordEntry>> Sequenced(long from, int most) => store.Look(work => Task.FromResult(work.Db().Statements.Rows(
        "SELECT seq, bytes, leaf_hash, log_index FROM record_entry WHERE log_index >= $1 ORDER BY log_index LIMIT $2", [from, (long)most], RecordEntry.Read)));

    /// <summary>
    /// Records that <paramref name="next"/> was signed after <paramref name="last"/>, and gives each entry its index. False,
    /// and nothing changed, where another sequencer signed in between. Refuses on a full disk, and nothing changed either.
    /// </summary>
    public Task<Result<bool>> Swap(LogState? last, LogState next, IReadOnlyList<RecordEntry> entries) => store.Act<bool>(work =>
    {
        var statements = work.Db().Statements;
        var changed = last is null
            ? statements.Execute(
                "INSERT INTO log_state (origin, size, through_seq, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                next.Origin, next.Size, next.ThroughSeq, next.Note)
            : statements.Execute(
                "UPDATE log_state SET size = $1, through_seq = $2, note = $3 WHERE origin = $4 AND size = $5 AND note = $6",
                next.Size, next.ThroughSeq, next.Note, next.Origin, last.Size, last.Note);
        if (changed == 1) Number(statements, last?.Size ?? 0, entries);
        return Task.FromResult<Result<bool>>(changed == 1);
    });

    /// <summary>Remembers that everything up to <paramref name="size"/> is flushed.</summary>
    public Task<Result<bool>> MarkSynced(string origin, long size) => store.Act<bool>(async work =>
        await work.Db().Set<LogState>().Where(s => s.Origin == origin && s.Synced < size && s.Size >= size)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Synced, size)) == 1);

    private static void Number(Statements statements, long first, IReadOnlyList<RecordEntry> entries)
    {
        if (entries.Count == 0) return;
        var (from, to) = (entries[0].Seq, entries[^1].Seq);
        if (to - from + 1 == entries.Count)
        {
            statements.Execute("UPDATE record_entry SET log_index = seq - $1 WHERE seq BETWEEN $2 AND $3", from - first, from, to);
            return;
        }

        for (var i = 0; i < entries.Count; i++)
            statements.Execute("UPDATE record_entry SET log_index = $1 WHERE seq = $2", first + i, entries[i].Seq);
    }
}
