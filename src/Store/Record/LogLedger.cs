using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Writ.Base;

namespace Writ.Store.Record;

/// <summary>The sequencer's view of the outbox.</summary>
public sealed class LogLedger(IStore store)
{
    public Task<LogState?> State(string origin) => store.Look(work =>
        work.Db().Set<LogState>().SingleOrDefaultAsync(s => s.Origin == origin));

    /// <summary>Entries after <paramref name="throughSeq"/>, oldest first.</summary>
    public Task<List<RecordEntry>> Pending(long throughSeq, int most) => store.Look(work =>
        work.Db().Set<RecordEntry>().Where(e => e.Seq > throughSeq).OrderBy(e => e.Seq).Take(most).ToListAsync());

    /// <summary>Entries that are in the log, by index, from <paramref name="from"/> on.</summary>
    public Task<List<RecordEntry>> Sequenced(long from, int most) => store.Look(work =>
        work.Db().Set<RecordEntry>().Where(e => e.LogIndex >= from).OrderBy(e => e.LogIndex).Take(most).ToListAsync());

    /// <summary>
    /// Records that <paramref name="next"/> was signed after <paramref name="last"/>, and gives each entry its index. False,
    /// and nothing changed, where another sequencer signed in between. Refuses on a full disk, and nothing changed either.
    /// </summary>
    public Task<Result<bool>> Swap(LogState? last, LogState next, IReadOnlyList<RecordEntry> entries) => store.Act<bool>(async work =>
    {
        var connection = work.Db().Database.GetDbConnection();
        var transaction = work.Db().Database.CurrentTransaction!.GetDbTransaction();
        var changed = last is null
            ? await connection.ExecuteAsync(
                "INSERT INTO log_state (origin, size, through_seq, note) VALUES (@Origin, @Size, @ThroughSeq, @Note) ON CONFLICT DO NOTHING",
                next,
                transaction)
            : await connection.ExecuteAsync(
                "UPDATE log_state SET size = @Size, through_seq = @ThroughSeq, note = @Note WHERE origin = @Origin AND size = @OldSize AND note = @OldNote",
                new { next.Origin, next.Size, next.ThroughSeq, next.Note, OldSize = last.Size, OldNote = last.Note },
                transaction);
        if (changed != 1) return false;
        await Number(connection, transaction, last?.Size ?? 0, entries);
        return true;
    });

    /// <summary>Remembers that everything up to <paramref name="size"/> is flushed.</summary>
    public Task<Result<bool>> MarkSynced(string origin, long size) => store.Act<bool>(async work =>
        await work.Db().Set<LogState>().Where(s => s.Origin == origin && s.Synced < size && s.Size >= size)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Synced, size)) == 1);

    private static async Task Number(
        System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, long first, IReadOnlyList<RecordEntry> entries)
    {
        if (entries.Count == 0) return;
        var (from, to) = (entries[0].Seq, entries[^1].Seq);
        if (to - from + 1 == entries.Count)
        {
            await connection.ExecuteAsync(
                "UPDATE record_entry SET log_index = seq - @shift WHERE seq BETWEEN @from AND @to",
                new { shift = from - first, from, to },
                transaction);
            return;
        }

        await connection.ExecuteAsync(
            "UPDATE record_entry SET log_index = @index WHERE seq = @seq",
            entries.Select((e, i) => new { index = first + i, seq = e.Seq }),
            transaction);
    }
}
