using Microsoft.Data.Sqlite;
using Writ.Base;
using Writ.Store.Record;

namespace Writ.Store.Tests.Record;

/// <summary>Leaves that wait: kept outside the log until their batch, each in one place.</summary>
public sealed class RecordBatchesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 8, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Without_a_schedule_a_leaf_goes_to_the_log_at_once()
    {
        await using var folder = new StoreFolder();
        Assert.Equal(1, await Came(folder, 1, Noon));
        await Schedule(folder, Noon.AddHours(1));
        Assert.Equal(3, await Came(folder, 2, Noon));
    }

    [Fact]
    public async Task Under_one_it_waits_where_the_log_never_looks()
    {
        await using var folder = new StoreFolder();
        await Schedule(folder, Noon);
        Assert.Equal(-1, await Came(folder, 1, Noon));
        Assert.Equal(-2, await Came(folder, 2, Noon));

        Assert.Equal([1L], (await new LogLedger(folder.Store).Pending(0, 100)).Select(e => e.Seq));
        Assert.Equal([null, null], await folder.Store.Look(work => LogPlaces.Of(work, [-1, -2])));
        Assert.Equal([2], (await folder.Store.Look(work => Outbox.Find(work, -2))).Bytes);
        Assert.False(await folder.Store.Look(work => Task.FromResult(RecordBatches.IsOut(work, -1))));
    }

    [Fact]
    public async Task Once_a_batch_is_out_they_wait_whatever_the_clock_says()
    {
        await using var folder = new StoreFolder();
        await Schedule(folder, Noon);
        await Write(folder, Noon.AddDays(1), new PlacedLeaf([9], null, [1]));
        Assert.True(await Came(folder, 1, Noon.AddYears(-1)) < 0);
    }

    [Fact]
    public async Task A_leaf_stands_where_its_batch_put_it()
    {
        await using var folder = new StoreFolder();
        await Schedule(folder, Noon);
        await Came(folder, 1, Noon);
        await Came(folder, 2, Noon);
        await Write(folder, Noon.AddDays(1), new PlacedLeaf([9], null, [1]), new PlacedLeaf([2], 2, null));
        var ledger = new LogLedger(folder.Store);
        var pending = await ledger.Pending(0, 100);
        Assert.Equal([[0], [77], [9], [2]], pending.Select(e => e.Bytes));
        Assert.True((await ledger.Swap(null, new LogState { Origin = "o", Size = 4, ThroughSeq = pending[^1].Seq, Note = "n" }, pending)).Value);

        Assert.Equal([null, 3L], await folder.Store.Look(work => LogPlaces.Of(work, [-1, -2])));
        Assert.True(await folder.Store.Look(work => Task.FromResult(RecordBatches.IsOut(work, -2))));
    }

    [Fact]
    public async Task The_oldest_that_came_in_time_wait_in_front_and_nothing_overtakes()
    {
        await using var folder = new StoreFolder();
        await Schedule(folder, Noon);
        await Came(folder, 1, Noon);
        await Came(folder, 2, Noon.AddHours(1));
        await Came(folder, 3, Noon.AddHours(5));

        // The clock went back.
        await Came(folder, 4, Noon.AddHours(2));
        await Came(folder, 5, Noon, LeafKind.Authorisation);

        Assert.Equal([1L, 2], await Waiting(folder, Noon.AddHours(3), 10));
        Assert.Equal([1L], await Waiting(folder, Noon.AddHours(3), 1));
        Assert.Equal([1L], await Waiting(folder, Noon.AddHours(1), 10));
        Assert.Equal([1L, 2, 3, 4], await Waiting(folder, Noon.AddHours(6), 10));
        Assert.Equal([5L], await Waiting(folder, Noon, 10, LeafKind.Authorisation));
    }

    [Fact]
    public async Task What_is_withheld_waits_apart_and_neither_queue_holds_the_other_up()
    {
        await using var folder = new StoreFolder();
        await Schedule(folder, Noon);
        await Came(folder, 1, Noon);
        await Came(folder, 2, Noon, lane: LeafLane.Withheld);
        await Came(folder, 3, Noon);
        await Came(folder, 4, Noon, lane: LeafLane.Withheld);
        Assert.Equal([1L, 3], await Waiting(folder, Noon.AddHours(1), 10));
        Assert.Equal([2L, 4], await Waiting(folder, Noon.AddHours(1), 10, lane: LeafLane.Withheld));

        // A later one of the one queue is out; the other's oldest still waits in front.
        await Write(folder, Noon.AddDays(1), new PlacedLeaf([2], 2, null), new PlacedLeaf([4], 4, null));
        Assert.Equal([1L, 3], await Waiting(folder, Noon.AddHours(1), 10));
        Assert.Empty(await Waiting(folder, Noon.AddHours(1), 10, lane: LeafLane.Withheld));
        await Assert.ThrowsAsync<SqliteException>(() => Came(folder, 5, Noon, LeafKind.Register, LeafLane.Own));
    }

    [Fact]
    public async Task Authorisations_wait_in_three_lanes_and_none_holds_another_up()
    {
        await using var folder = new StoreFolder();
        await Schedule(folder, Noon);
        var lanes = Enum.GetValues<LeafLane>();
        for (byte leaf = 1; leaf <= 6; leaf++) await Came(folder, leaf, Noon, LeafKind.Authorisation, lanes[leaf % 3]);
        foreach (var lane in lanes)
        {
            Assert.Equal(Enumerable.Range(1, 6).Where(i => lanes[i % 3] == lane).Select(i => (long)i), await Waiting(folder, Noon, 10, LeafKind.Authorisation, lane));
            Assert.Single(await Waiting(folder, Noon, 1, LeafKind.Authorisation, lane));
        }
    }

    [Fact]
    public async Task No_batch_is_written_twice_and_no_leaf_stands_in_two_places()
    {
        await using var folder = new StoreFolder();
        await Schedule(folder, Noon);
        await Came(folder, 1, Noon);
        await Write(folder, Noon.AddDays(1), new PlacedLeaf([1], 1, null));

        await Assert.ThrowsAsync<SqliteException>(() => Write(folder, Noon.AddDays(1), new PlacedLeaf([8], null, [1])));
        await Assert.ThrowsAsync<SqliteException>(() => Write(folder, Noon.AddDays(2), new PlacedLeaf([1], 1, null)));
        await Assert.ThrowsAsync<SqliteException>(() => Write(folder, Noon.AddDays(2), new PlacedLeaf([1], null, [1])));
        await Assert.ThrowsAsync<SqliteException>(() => Write(folder, Noon.AddDays(2), new PlacedLeaf([7], null, null)));
        await Assert.ThrowsAsync<SqliteException>(() => Write(folder, Noon.AddDays(2), new PlacedLeaf([7], 1, [1])));
        await Assert.ThrowsAsync<SqliteException>(() => Write(folder, Noon.AddDays(2), new PlacedLeaf([7], 12, null)));
        Assert.Equal(3, (await new LogLedger(folder.Store).Pending(0, 100)).Count);
    }

    [Fact]
    public async Task A_leaf_of_one_kind_goes_with_no_batch_of_the_other()
    {
        await using var folder = new StoreFolder();
        await Schedule(folder, Noon);
        await Came(folder, 1, Noon, LeafKind.Authorisation);
        await Assert.ThrowsAsync<SqliteException>(() => Write(folder, Noon.AddDays(1), new PlacedLeaf([1], 1, null)));
    }

    private static async Task<long> Came(StoreFolder folder, byte leaf, DateTimeOffset now, LeafKind kind = LeafKind.Register, LeafLane lane = LeafLane.Open) =>
        (await folder.Store.Act<long>(async work => (await Outbox.AppendLeaf(work, kind, [leaf], now, lane)).Seq)).Value;

    private static async Task Schedule(StoreFolder folder, DateTimeOffset from) => Assert.True((await folder.Store.Act<bool>(async work =>
    {
        await RecordBatches.Set(work, [0], from);
        return true;
    })).Ok);

    private static async Task Write(StoreFolder folder, DateTimeOffset due, params PlacedLeaf[] leaves) => _ = await folder.Store.Act<bool>(async work =>
    {
        await RecordBatches.Write(work, new RecordBatch { Kind = LeafKind.Register, Due = due, Closes = due, Size = leaves.Length }, [77], leaves);
        return true;
    });

    private static Task<List<long>> Waiting(StoreFolder folder, DateTimeOffset closes, int most, LeafKind kind = LeafKind.Register, LeafLane lane = LeafLane.Open) =>
        folder.Store.Look(work => Task.FromResult(RecordBatches.Waiting(work, kind, lane, closes, most).Select(leaf => leaf.Number).ToList()));
}
