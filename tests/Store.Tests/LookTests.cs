using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Writ.Store.Jobs;

namespace Writ.Store.Tests;

/// <summary>A look sees one moment, keeps nobody waiting, and cannot write.</summary>
public sealed class LookTests
{
    [Fact]
    public async Task A_look_sees_one_snapshot_while_acts_go_on()
    {
        await using var folder = new StoreFolder();
        await folder.Write("a");
        var (before, after) = await folder.Store.Look(async work =>
        {
            var first = await work.Db().Set<Job>().CountAsync();

            // Returns only once it is committed: a look that held the writer's lock would wait for itself.
            Assert.True((await folder.Write("b")).Ok);
            return (first, await work.Db().Set<Job>().CountAsync());
        });
        Assert.Equal((1, 1), (before, after));
        Assert.Equal(["a", "b"], await folder.Rows());
    }

    [Fact]
    public async Task Looks_do_not_wait_for_an_act_or_for_one_another()
    {
        await using var folder = new StoreFolder();
        await folder.Write("a");
        Assert.True((await folder.Store.Act<bool>(async work =>
        {
            StoreFolder.Row(work, "b");
            await work.Db().SaveChangesAsync();
            var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => folder.Rows())));
            Assert.All(counts, rows => Assert.Equal(["a"], rows));
            return true;
        })).Ok);
    }

    [Theory]
    [InlineData("INSERT INTO job (kind, subject, due_at, attempts) VALUES ('row', 'x', 0, 0)")]
    [InlineData("DELETE FROM job")]
    [InlineData("DROP TABLE job")]
    public async Task A_look_that_writes_is_stopped_by_the_database(string sql)
    {
        await using var folder = new StoreFolder();
        await folder.Write("a");
        var refused = await Assert.ThrowsAsync<SqliteException>(() => folder.Store.Look(work => work.Db().Database.ExecuteSqlRawAsync(sql)));
        Assert.Equal(8, refused.SqliteErrorCode);
        await Assert.ThrowsAnyAsync<Exception>(() => folder.Store.Look(async work =>
        {
            StoreFolder.Row(work, "b");
            return await work.Db().SaveChangesAsync();
        }));
        Assert.Equal(["a"], await folder.Rows());
    }

    [Fact]
    public async Task What_an_act_returned_is_seen_by_the_next_look_and_by_the_next_start()
    {
        await using var folder = new StoreFolder();
        for (var n = 0; n < 20; n++)
        {
            await folder.Write($"{n:00}");
            Assert.Equal(n + 1, (await folder.Rows()).Count);
        }

        await folder.Reopen();
        Assert.Equal(20, (await folder.Rows()).Count);
    }
}
