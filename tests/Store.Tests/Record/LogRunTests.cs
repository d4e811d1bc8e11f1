using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Writ.Store.Migrations;
using Writ.Store.Record;

namespace Writ.Store.Tests.Record;

/// <summary>Entries are written once; where they stand in the log is told by runs.</summary>
public sealed class LogRunTests
{
    private const string Origin = "writ.invalid/runs";

    [Fact]
    public async Task Entries_without_gaps_are_one_run_that_grows()
    {
        await using var folder = new StoreFolder();
        var ledger = new LogLedger(folder.Store);
        LogState? state = null;
        foreach (var count in new[] { 3, 1, 40 })
        {
            await Append(folder, count);
            state = await Sign(ledger, state);
        }

        var run = Assert.Single(await Runs(folder));
        Assert.Equal((0, 44, 1, 44), (run.FirstIndex, run.NextIndex, run.FirstSeq, run.LastSeq));
        Assert.Null(run.SeqBefore);
        Assert.Equal(44, await folder.Store.Look(LogPlaces.Size));
        Assert.Equal([0L, 43L, null], await folder.Store.Look(work => LogPlaces.Of(work, [1, 44, 45])));
    }

    [Fact]
    public async Task Seqs_with_gaps_within_a_batch_and_between_batches_are_runs_that_join_in_the_log()
    {
        await using var folder = new StoreFolder();
        var ledger = new LogLedger(folder.Store);
        await Append(folder, 3);
        await Skip(folder, 5);
        await Append(folder, 2);
        var state = await Sign(ledger, null);
        await Skip(folder, 1);
        await Append(folder, 1);
        await Sign(ledger, state);

        Assert.Equal(
            [(0, 3, 1, 3, null), (3, 5, 9, 10, 3), (5, 6, 12, 12, 10)],
            (await Runs(folder)).Select(r => (r.FirstIndex, r.NextIndex, r.FirstSeq, r.LastSeq, r.SeqBefore)));
        Assert.Equal([5L, null, 4L, 2L, null, 0L], await folder.Store.Look(work => LogPlaces.Of(work, [12, 11, 10, 3, 4, 1])));
        Assert.Equal([1L, 2, 3], Seqs(await ledger.Sequenced(0, 100)));
        Assert.Equal([2L], Seqs(await ledger.Sequenced(1, 1)));
        Assert.Equal([10L], Seqs(await ledger.Sequenced(4, 100)));
        Assert.Equal([12L], Seqs(await ledger.Sequenced(5, 100)));
        Assert.Empty(await ledger.Sequenced(6, 100));
    }

    [Fact]
    public async Task Nothing_is_in_an_empty_log()
    {
        await using var folder = new StoreFolder();
        await Append(folder, 1);
        Assert.Equal(0, await folder.Store.Look(LogPlaces.Size));
        Assert.Null(await folder.Store.Look(work => LogPlaces.Of(work, 1)));
        Assert.Empty(await folder.Store.Look(work => LogPlaces.Of(work, [])));
        Assert.Empty(await new LogLedger(folder.Store).Sequenced(0, 10));
    }

    [Fact]
    public async Task A_swap_that_comes_second_numbers_nothing()
    {
        await using var folder = new StoreFolder();
        var ledger = new LogLedger(folder.Store);
        await Append(folder, 2);
        var pending = await ledger.Pending(0, 100);
        var signed = await Sign(ledger, null);
        await Append(folder, 2);

        Assert.False((await ledger.Swap(null, State(2, 2), pending)).Value);
        Assert.False((await ledger.Swap(State(1, 1), State(4, 4), await ledger.Pending(2, 100))).Value);
        Assert.Equal(2, await folder.Store.Look(LogPlaces.Size));
        await Sign(ledger, signed);
        Assert.Equal(4, Assert.Single(await Runs(folder)).NextIndex);
    }

    [Theory]
    [InlineData("INSERT INTO log_run VALUES (6, 7, 8, 8, 6)")] // An index left out.
    [InlineData("INSERT INTO log_run VALUES (4, 6, 8, 9, 6)")] // An index twice.
    [InlineData("INSERT INTO log_run VALUES (2, 4, 8, 9, 2)")] // A fork behind the first run.
    [InlineData("INSERT INTO log_run VALUES (0, 2, 8, 9, NULL)")] // A second beginning.
    [InlineData("INSERT INTO log_run VALUES (5, 7, 8, 9, NULL)")] // A beginning that is none.
    [InlineData("INSERT INTO log_run VALUES (5, 7, 8, 9, 2)")] // After another entry than the last.
    [InlineData("INSERT INTO log_run VALUES (5, 6, 4, 4, 6)")] // An entry that has its place.
    [InlineData("INSERT INTO log_run VALUES (5, 6, 3, 3, 6)")] // Back to an entry that was left out.
    [InlineData("INSERT INTO log_run VALUES (5, 8, 8, 9, 6)")] // More indexes than entries.
    [InlineData("INSERT INTO log_run VALUES (5, 5, 8, 7, 6)")] // No entry.
    [InlineData("INSERT INTO log_run VALUES (5, 7, 9, 10, 6)")] // An entry that is not there.
    [InlineData("INSERT INTO log_run VALUES (-1, 0, 8, 8, NULL)")]
    [InlineData("UPDATE log_run SET next_index = 3, last_seq = 3 WHERE first_index = 0")] // Only the last run grows.
    [InlineData("DELETE FROM log_run WHERE first_index = 0")]
    [InlineData("DELETE FROM record_entry WHERE seq = 1")]
    public void What_would_fork_or_tear_the_log_is_not_written(string wrong)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Do(connection, "PRAGMA foreign_keys=ON");
        Migrator.Apply(connection);
        Do(connection, """
            INSERT INTO record_entry VALUES (1, x'01'), (2, x'02'), (3, x'03'), (4, x'04'), (5, x'05'), (6, x'06'), (7, x'07'), (8, x'08'), (9, x'09');
            INSERT INTO log_run VALUES (0, 2, 1, 2, NULL), (2, 5, 4, 6, 2);
            """);
        Assert.Throws<SqliteException>(() => Do(connection, wrong));

        // What is right is written.
        Do(connection, "UPDATE log_run SET next_index = 6, last_seq = 7 WHERE first_index = 2; INSERT INTO log_run VALUES (6, 7, 9, 9, 7)");
    }

    private static Task Append(StoreFolder folder, int count) => folder.Store.Act<bool>(async work =>
    {
        for (var i = 0; i < count; i++) await Outbox.Append(work, [1, 2, 3]);
        return true;
    });

    /// <summary>As a sequence of another database does when an act is undone.</summary>
    private static async Task Skip(StoreFolder folder, int seqs) => Assert.True((await folder.Store.Act<bool>(async work =>
        await work.Db().Database.ExecuteSqlAsync($"UPDATE sqlite_sequence SET seq = seq + {seqs} WHERE name = 'record_entry'") == 1)).Value);

    private static async Task<LogState> Sign(LogLedger ledger, LogState? last)
    {
        var pending = await ledger.Pending(last?.ThroughSeq ?? 0, 1000);
        var next = State((last?.Size ?? 0) + pending.Count, pending[^1].Seq);
        Assert.True((await ledger.Swap(last, next, pending)).Value);
        return next;
    }

    private static LogState State(long size, long throughSeq) => new() { Origin = Origin, Size = size, ThroughSeq = throughSeq, Note = $"{size}" };

    private static Task<List<LogRun>> Runs(StoreFolder folder) => folder.Store.Look(work => work.Db().Set<LogRun>().OrderBy(r => r.FirstIndex).ToListAsync());

    private static IEnumerable<long> Seqs(IEnumerable<RecordEntry> entries) => entries.Select(e => e.Seq);

    private static void Do(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
