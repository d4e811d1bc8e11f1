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
        "SELECT seq, bytes FROM record_entry WHERE seq > $1 ORDER BY seq LIMIT $2", [throughSeq, (long)most], RecordEntry.Read)));

    /// <summary>Entries that are in the log, by index, from <paramref name="from"/> on: at most to the end of their run, so ask again. None after the last.</summary>
    public Task<List<RecordEntry>> Sequenced(long from, int most) => store.Look(work =>
    {
        var statements = work.Db().Statements;
        return Task.FromResult(LogPlaces.Holding(statements, from) is { } run
            ? statements.Rows(
                "SELECT seq, bytes FROM record_entry WHERE seq BETWEEN $1 AND $2 ORDER BY seq LIMIT $3",
                [run.FirstSeq + (from - run.FirstIndex), run.LastSeq, (long)most],
                RecordEntry.Read)
            : []);
    });

    /// <summary>
    /// Records that <paramref name="next"/> was signed after <paramref name="last"/>, and numbers the entries. False,
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
        if (changed == 1) LogPlaces.Number(statements, last?.Size ?? 0, entries);
        return Task.FromResult<Result<bool>>(changed == 1);
    });

    /// <summary>Remembers that everything up to <paramref name="size"/> is flushed.</summary>
    public Task<Result<bool>> MarkSynced(string origin, long size) => store.Act<bool>(async work =>
        await work.Db().Set<LogState>().Where(s => s.Origin == origin && s.Synced < size && s.Size >= size)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Synced, size)) == 1);

    /// <summary>The cosigned checkpoint that was last published; null before the first.</summary>
    public Task<string?> Published(string origin) => store.Look(work => Task.FromResult(
        work.Db().Statements.Rows("SELECT note FROM log_published WHERE origin = $1", [origin], row => row.GetString(0)).SingleOrDefault()));

    /// <summary>Remembers a cosigned checkpoint before readers see it. A smaller one than is remembered changes nothing.</summary>
    public Task<Result<bool>> Publish(string origin, long size, string note) => store.Act<bool>(work => Task.FromResult<Result<bool>>(
        work.Db().Statements.Execute(
            "INSERT INTO log_published (origin, size, note) VALUES ($1, $2, $3) ON CONFLICT (origin) DO UPDATE SET size = excluded.size, note = excluded.note WHERE log_published.size <= excluded.size",
            origin, size, note) == 1));
}
