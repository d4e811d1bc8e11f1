using System.Globalization;
using Writ.Base;

namespace Writ.Store.Check;

/// <summary>What belongs to no room: places in the log, and jobs.</summary>
internal sealed class StoreCheck : IRoomCheck
{
    /// <summary>Jobs are tried again after five minutes at most.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromDays(1);

    public IEnumerable<RoomFault> Faults(IWork work, CheckAsOf asOf)
    {
        foreach (var fault in Places(work).Concat(KeptLeaves.Faults(work))) yield return fault;
        var jobs = work.Rows(
            "SELECT kind, subject, attempts, last_code FROM job WHERE due_at < $1 OR attempts > $2 ORDER BY kind, subject",
            [(asOf.Now - Stuck).UtcTicks, 300L],
            row => (Kind: row.GetString(0), Subject: row.GetString(1), Attempts: row.GetInt64(2), Code: row.IsDBNull(3) ? "none" : row.GetString(3)));
        foreach (var job in jobs)
            yield return new RoomFault("fsck-job-stuck", $"job {job.Kind} {job.Subject}", string.Create(CultureInfo.InvariantCulture, $"tried {job.Attempts} times; last answer: {job.Code}"));
    }

    /// <summary>Runs join end to end, hold an entry for every place, and end where the log was signed.</summary>
    private static IEnumerable<RoomFault> Places(IWork work)
    {
        const string Place = "log_run";
        var runs = work.Rows(
            "SELECT first_index, next_index, first_seq, last_seq, (SELECT COUNT(*) FROM record_entry WHERE seq BETWEEN first_seq AND last_seq) FROM log_run ORDER BY first_index",
            [], row => (First: row.GetInt64(0), Next: row.GetInt64(1), FirstSeq: row.GetInt64(2), LastSeq: row.GetInt64(3), Entries: row.GetInt64(4)));
        var (next, seq) = (0L, 0L);
        foreach (var run in runs)
        {
            if (run.First != next || run.FirstSeq <= seq) yield return new RoomFault("fsck-log-places", Place, $"A run begins at {run.First} after one that ends at {next}");
            if (run.Entries != run.Next - run.First || run.LastSeq - run.FirstSeq != run.Next - run.First - 1) yield return new RoomFault("fsck-log-places", Place, $"The run from {run.First} to {run.Next} has {run.Entries} entries");
            (next, seq) = (run.Next, run.LastSeq);
        }

        var states = work.Rows("SELECT size, through_seq FROM log_state", [], row => (Size: row.GetInt64(0), Through: row.GetInt64(1)));
        foreach (var state in states)
        {
            if ((state.Size, state.Through) != (next, seq)) yield return new RoomFault("fsck-log-places", "log_state", $"{state.Size} entries were signed, {next} have a place");
        }
    }
}
