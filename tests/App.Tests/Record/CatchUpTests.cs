using System.CommandLine;
using System.Globalization;
using Writ.App.Data;
using Writ.App.Record;
using Writ.App.Tests.Serving;
using Writ.App.Verbs;
using Writ.Base.Sealing;
using Writ.Ledger.Register.Batches;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Tests.Record;

/// <summary><c>writ schedule catch-up</c>, as the operator types it, by the machine's own clock.</summary>
public sealed class CatchUpTests
{
    [Fact]
    public async Task After_a_stop_of_weeks_nothing_goes_out_before_the_operator_names_the_time_and_then_all_does_up_to_it()
    {
        var from = At(DateTimeOffset.UnixEpoch.AddSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).AddDays(-30));
        await using var server = await WritServer.Start(FolderKind.Company, time: new ManualTime(from.AddHours(-1)));
        Assert.Equal(1, await Catch(server, from.AddDays(1)));
        await server.Schedule(new Schedule(from, TimeSpan.FromDays(1), 6, 2, TimeSpan.FromMinutes(30), 1));
        await server.App.StopAsync();

        // Before the first that is late, and ahead of the clock.
        Assert.Equal(1, await Catch(server, from));
        Assert.Equal(1, await Catch(server, from.AddYears(1)));
        Assert.Equal(0, await server.Count("record_catch_up"));

        var (time, named) = (new ManualTime(from.AddDays(29)), from.AddHours(2));
        var clerk = new BatchClerk(server.Store, time, new OpeningKeys(server.Folder.SealKeys));
        Assert.False(await clerk.Turn());
        Assert.True(clerk.IsHeld);
        Assert.Equal(0, await Catch(server, named));
        Assert.Equal(named, await server.Store.Look(work => Task.FromResult(RecordBatches.CatchUp(work))));
        while (await clerk.Turn()) { }
        Assert.True(clerk.IsHeld);
        Assert.Equal(4, await server.Count("record_batch"));

        // Said twice, and for an earlier time, it is as it was.
        Assert.Equal(0, await Catch(server, from.AddHours(3)));
        Assert.Equal(0, await Catch(server, from.AddHours(3)));
        while (await clerk.Turn()) { }
        Assert.Equal(6, await server.Count("record_batch"));
    }

    private static DateTimeOffset At(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static Task<int> Catch(WritServer server, DateTimeOffset until) =>
        ScheduleVerb.Build().Parse(["catch-up", "--until", until.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), "--data", server.Folder.Root]).InvokeAsync();
}
