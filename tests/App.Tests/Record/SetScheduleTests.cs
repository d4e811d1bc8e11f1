using Writ.App.Data;
using Writ.App.Record;
using Writ.App.Tests.Serving;
using Writ.App.Verbs;
using Writ.Base;
using Writ.Ledger.Register.Batches;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Tests.Record;

public sealed class SetScheduleTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 8, 12, 0, 0, TimeSpan.Zero);

    private static readonly ScheduleAsked Asked = new(null, TimeSpan.FromDays(7), 200, 60, TimeSpan.FromMinutes(5), 6, 3000, 249);

    private readonly ManualTime time = new(Noon);
    private readonly LogHouse house = new();
    private IStore store = null!;

    public async Task InitializeAsync()
    {
        store = house.Store();
        await house.Append(store, 1);
    }

    public async Task DisposeAsync() => await house.DisposeAsync();

    [Fact]
    public async Task The_first_begins_soon_and_nothing_waits_before()
    {
        var set = (await Set(Asked)).Value;
        Assert.Equal(new Schedule(Noon.AddMinutes(10), TimeSpan.FromDays(7), 200, 60, TimeSpan.FromMinutes(5), 6), set);
        Assert.False(await Stands());
        time.Now = set.From;
        Assert.True(await Stands());
    }

    [Fact]
    public async Task A_later_one_begins_with_the_batch_after_the_next()
    {
        var first = (await Set(Asked)).Value;
        time.Now = first.From.AddDays(1);
        Assert.Equal(first.From.AddDays(14), (await Set(Asked with { Leaves = 300 })).Value.From);
        Assert.Equal("schedule-from", (await Set(Asked with { From = first.From.AddDays(21) })).Refusal?.Code);
        Assert.Equal(first.From.AddDays(28), (await Set(Asked)).Value.From);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task None_is_set_for_what_has_been(int seconds) => Assert.Equal("schedule-from", (await Set(Asked with { From = Noon.AddSeconds(seconds) })).Refusal?.Code);

    [Fact]
    public async Task What_could_not_hide_what_it_is_to_hide_is_refused()
    {
        Assert.Equal("schedule-reserve", (await Set(Asked with { Reserve = 19 })).Refusal?.Code);
        Assert.Equal("schedule-reserve", (await Set(Asked with { BandTop = 999 })).Refusal?.Code);
        Assert.Equal("schedule-room", (await Set(Asked with { Expected = 3501 })).Refusal?.Code);
        Assert.Equal("schedule-numbers", (await Set(Asked with { Leaves = 60 })).Refusal?.Code);
        Assert.Equal("schedule-numbers", (await Set(Asked with { Authorisations = 0 })).Refusal?.Code);
        Assert.Equal("schedule-numbers", (await Set(Asked with { Authorisations = 2 })).Refusal?.Code);
        Assert.Equal("schedule-numbers", (await Set(Asked with { BandTop = -1 })).Refusal?.Code);
        Assert.Equal("schedule-rhythm", (await Set(Asked with { Every = TimeSpan.FromDays(29) })).Refusal?.Code);
        Assert.Equal("schedule-rhythm", (await Set(Asked with { Every = TimeSpan.FromMinutes(59) })).Refusal?.Code);
        Assert.Equal("schedule-rhythm", (await Set(Asked with { EpochEvery = TimeSpan.FromMinutes(16) })).Refusal?.Code);
        Assert.Equal("schedule-rhythm", (await Set(Asked with { EpochEvery = TimeSpan.FromMinutes(11) })).Refusal?.Code);
        Assert.Equal("schedule-replay", (await Set(Asked, FolderKind.Replay)).Refusal?.Code);
        Assert.Empty(await store.Look(work => Task.FromResult(RecordBatches.Schedules(work))));
    }

    [Fact]
    public async Task In_a_sample_folder_batches_may_be_seconds_apart() =>
        Assert.True((await Set(Asked with { Every = TimeSpan.FromSeconds(4), EpochEvery = TimeSpan.FromSeconds(1), Leaves = 3, Reserve = 1 }, FolderKind.Sample)).Ok);

    [Theory]
    [InlineData("7d", 7 * 86_400)]
    [InlineData("12h", 43_200)]
    [InlineData("5m", 300)]
    [InlineData("30s", 30)]
    [InlineData("7", null)]
    [InlineData("-1d", null)]
    [InlineData("1.5h", null)]
    [InlineData("d", null)]
    [InlineData("9999999d", null)]
    public void Durations_are_read_as_they_are_said(string text, int? seconds) => Assert.Equal(seconds, (int?)ScheduleVerb.Duration(text)?.TotalSeconds);

    private Task<Result<Schedule>> Set(ScheduleAsked asked, FolderKind kind = FolderKind.Company) => new SetSchedule(store, kind, time).Set(asked);

    private Task<bool> Stands() => store.Look(work => Task.FromResult(RecordBatches.Stands(work, time.Now)));
}
