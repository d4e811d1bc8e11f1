using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store.Record;

namespace Writ.Store.Tests;

/// <summary>Acts share commits, and nothing else.</summary>
public sealed class ActTests
{
    private static readonly Refusal No = new("gate-no-ground", "No.", RefusalKind.Refused);

    [Fact]
    public async Task A_refusal_undoes_its_own_act_and_no_other_of_the_same_commit()
    {
        await using var folder = new StoreFolder();
        var acts = await folder.Together(
            Writes("a"),
            work =>
            {
                StoreFolder.Row(work, "refused");
                work.Db().SaveChanges();
                return Task.FromResult<Result<bool>>(No);
            },
            Writes("b"));
        Assert.True((await acts[0]).Ok);
        Assert.Equal("gate-no-ground", (await acts[1]).Refusal?.Code);
        Assert.True((await acts[2]).Ok);
        Assert.Equal(["a", "b"], await folder.Rows());
    }

    [Fact]
    public async Task An_exception_reaches_its_own_caller_and_undoes_no_neighbour()
    {
        await using var folder = new StoreFolder();
        var acts = await folder.Together(
            Writes("a"),
            work =>
            {
                StoreFolder.Row(work, "thrown");
                work.Db().SaveChanges();
                throw new InvalidOperationException("mine");
            },
            Writes("b"),
            Writes("a"),
            Writes("c"));
        Assert.True((await acts[0]).Ok);
        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => acts[1])).Message);
        Assert.True((await acts[2]).Ok);

        // The key is taken: a broken constraint is an exception too.
        await Assert.ThrowsAsync<DbUpdateException>(() => acts[3]);
        Assert.True((await acts[4]).Ok);
        Assert.Equal(["a", "b", "c"], await folder.Rows());
    }

    [Fact]
    public async Task An_act_sees_what_acts_before_it_in_the_same_commit_wrote_and_nothing_of_those_undone()
    {
        await using var folder = new StoreFolder();
        var seen = new List<int>();
        Func<IWork, Task<Result<bool>>> looks = async work =>
        {
            seen.Add(await work.Db().Set<Jobs.Job>().CountAsync());
            return true;
        };
        var acts = await folder.Together(Writes("a"), looks, work =>
        {
            StoreFolder.Row(work, "refused");
            return Task.FromResult<Result<bool>>(No);
        }, looks, Writes("b"), looks);
        foreach (var act in acts) await act;
        Assert.Equal([1, 1, 2], seen);
    }

    [Fact]
    public async Task Acts_run_in_the_order_in_which_they_were_asked_and_so_stand_in_the_outbox()
    {
        await using var folder = new StoreFolder();
        var acts = await folder.Together([.. Enumerable.Range(0, 300).Select(n => (Func<IWork, Task<Result<bool>>>)(async work =>
        {
            // One in three is undone, which must leave no gap that another could slip into.
            var entry = await Outbox.Append(work, BitConverter.GetBytes(n));
            return n % 3 == 2 ? No : entry.Seq > 0;
        }))]);
        foreach (var act in acts) await act;
        var inOutbox = await folder.Store.Look(work => work.Db().Set<RecordEntry>().OrderBy(e => e.Seq).Select(e => e.Bytes).ToListAsync());
        Assert.Equal(Enumerable.Range(0, 300).Where(n => n % 3 != 2), inOutbox.Select(bytes => BitConverter.ToInt32(bytes)));
    }

    [Fact]
    public async Task A_thousand_acts_at_once_are_each_done_once()
    {
        await using var folder = new StoreFolder();
        var all = await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => Task.Run(() => folder.Write($"{n:0000}"))));
        Assert.All(all, done => Assert.True(done.Ok));
        Assert.Equal(Enumerable.Range(0, 1000).Select(n => $"{n:0000}"), await folder.Rows());
    }

    [Fact]
    public async Task Stopping_finishes_what_was_asked_before()
    {
        await using var folder = new StoreFolder();
        var acts = Enumerable.Range(0, 500).Select(n => folder.Write($"{n:0000}")).ToList();
        await folder.Reopen();
        foreach (var act in acts) Assert.True((await act).Ok);
        Assert.Equal(500, (await folder.Rows()).Count);
    }

    [Fact]
    public async Task A_full_disk_is_a_refusal_that_undoes_the_commit_and_the_next_act_goes_on()
    {
        await using var folder = new StoreFolder();
        await folder.Write("before");
        await Run(folder, "PRAGMA max_page_count = 1");

        var acts = await folder.Together(Writes("small"), async work =>
        {
            await Outbox.Append(work, new byte[60_000]);
            return true;
        }, Writes("after"));
        Assert.Equal("store-disk-full", (await acts[0]).Refusal?.Code);
        Assert.Equal("store-disk-full", (await acts[1]).Refusal?.Code);
        Assert.True((await acts[2]).Ok);
        Assert.Equal(["after", "before"], await folder.Rows());

        await Run(folder, "PRAGMA max_page_count = 1073741823");
        Assert.True((await folder.Store.Act<bool>(async work => (await Outbox.Append(work, new byte[60_000])).Seq == 1)).Value);
        Assert.True((await folder.Write("small")).Ok);
        Assert.Equal(["after", "before", "small"], await folder.Rows());
    }

    private static Func<IWork, Task<Result<bool>>> Writes(string subject) => work =>
    {
        StoreFolder.Row(work, subject);
        return Task.FromResult<Result<bool>>(true);
    };

    private static async Task Run(StoreFolder folder, string pragma) => Assert.True((await folder.Store.Act<bool>(async work =>
    {
        await work.Db().Database.ExecuteSqlRawAsync(pragma);
        return true;
    })).Ok);
}
