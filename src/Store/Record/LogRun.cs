using System.Data.Common;
using Writ.Base;

namespace Writ.Store.Record;

/// <summary>
/// A stretch of entries whose seqs follow one another, and so do their indexes in the log. Where a database numbers without
/// gaps, as SQLite does, there is one run and it grows. Written with the swap that signs them.
/// </summary>
public sealed class LogRun
{
    /// <summary>Index of the first entry.</summary>
    public required long FirstIndex { get; init; }

    /// <summary>Index after the last entry.</summary>
    public required long NextIndex { get; init; }

    public required long FirstSeq { get; init; }

    public required long LastSeq { get; init; }

    /// <summary>Last seq of the run before; null for the first run.</summary>
    public long? SeqBefore { get; init; }

    /// <summary>Index of an entry of this run.</summary>
    public long IndexOf(long seq) => FirstIndex + (seq - FirstSeq);

    /// <summary>From the columns first_index, next_index, first_seq, last_seq.</summary>
    internal static LogRun Read(DbDataReader row) => new()
    {
        FirstIndex = row.GetInt64(0), NextIndex = row.GetInt64(1), FirstSeq = row.GetInt64(2), LastSeq = row.GetInt64(3),
    };
}

/// <summary>Where entries stand in the log once they are under a signed checkpoint.</summary>
public static class LogPlaces
{
    private const string Columns = "SELECT first_index, next_index, first_seq, last_seq FROM log_run";

    /// <summary>How many entries are in the log.</summary>
    public static Task<long> Size(IWork work) => Task.FromResult(work.Db().Statements.Rows("SELECT COALESCE(MAX(next_index), 0) FROM log_run", [], row => row.GetInt64(0))[0]);

    /// <summary>Index in the log; null where the entry is not in it yet. Of a leaf that waited, where its batch put it.</summary>
    public static async Task<long?> Of(IWork work, long seq) => (await Of(work, [seq]))[0];

    /// <summary>Index of each, in the order asked.</summary>
    public static Task<long?[]> Of(IWork work, IReadOnlyList<long> seqs)
    {
        var statements = work.Db().Statements;
        var all = seqs.Select(seq => RecordBatches.SeqOf(statements, seq)).ToArray();
        if (all.All(seq => seq is null)) return Task.FromResult(new long?[all.Length]);
        var runs = statements.Rows($"{Columns} WHERE last_seq >= $1 AND first_seq <= $2 ORDER BY first_index", [all.Min()!.Value, all.Max()!.Value], LogRun.Read);
        return Task.FromResult(all.Select(seq => seq is { } known ? Among(runs, known)?.IndexOf(known) : null).ToArray());
    }

    /// <summary>Seq of the last of the first <paramref name="size"/> entries of the log; 0 for none.</summary>
    public static Task<long> LastSeq(IWork work, long size)
    {
        if (size == 0) return Task.FromResult(0L);
        var run = Holding(work.Db().Statements, size - 1) ?? throw new ArgumentOutOfRangeException(nameof(size), "The log is smaller");
        return Task.FromResult(run.FirstSeq + (size - 1 - run.FirstIndex));
    }

    /// <summary>The run that holds this index.</summary>
    internal static LogRun? Holding(Statements statements, long index) =>
        statements.Rows($"{Columns} WHERE next_index > $1 ORDER BY next_index LIMIT 1", [index], LogRun.Read).SingleOrDefault();

    /// <summary>Numbers entries from <paramref name="index"/> on: the last run grows, and each gap in the seqs begins another.</summary>
    internal static void Number(Statements statements, long index, IReadOnlyList<RecordEntry> entries)
    {
        for (var from = 0; from < entries.Count;)
        {
            var to = from + 1;
            while (to < entries.Count && entries[to].Seq == entries[to - 1].Seq + 1) to++;
            var (first, last, next) = (entries[from].Seq, entries[to - 1].Seq, index + to - from);
            if (statements.Execute("UPDATE log_run SET next_index = $1, last_seq = $2 WHERE next_index = $3 AND last_seq = $4", next, last, index, first - 1) == 0)
            {
                statements.Execute(
                    "INSERT INTO log_run (first_index, next_index, first_seq, last_seq, seq_before) VALUES ($1, $2, $3, $4, (SELECT last_seq FROM log_run WHERE next_index = $1))",
                    index, next, first, last);
            }

            (from, index) = (to, next);
        }
    }

    private static LogRun? Among(List<LogRun> runs, long seq)
    {
        var (low, high) = (0, runs.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (seq < runs[middle].FirstSeq) high = middle - 1;
            else if (seq > runs[middle].LastSeq) low = middle + 1;
            else return runs[middle];
        }

        return null;
    }
}
