using Writ.App.Record;

namespace Writ.App.Tests.Record;

/// <summary>
/// The table of docs/operate/crashes.md, row by row: where it broke, what stands then, and that a new start, or the same
/// process a moment later, goes on to one whole record.
/// </summary>
public sealed class BreakTableTests
{
    /// <summary>Step, entries in the log before, entries waiting.</summary>
    public static TheoryData<string, int, int> Breaks()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var step in Enum.GetNames<SequencerStep>().Where(step => step is not (nameof(SequencerStep.Asked) or nameof(SequencerStep.Kept))))
        {
            // The first batch of all; within a tile; across tiles.
            data.Add(step, 0, 3);
            data.Add(step, 3, 5);
            data.Add(step, 250, 280);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Killed_at_any_step_the_next_start_goes_on_to_one_whole_record(string name, int before, int waiting)
    {
        var step = Enum.Parse<SequencerStep>(name);
        await using var house = new LogHouse();
        await Broken(house, step, before, waiting, () => new KilledException());
        var (published, left) = (house.Published(), house.Files());
        await house.End();

        var store = house.Store();
        var again = await house.Started(store);
        await house.Append(store, 7);
        while (await again.Step()) { }

        house.IsWhole(published);
        NothingChanged(left, house.Files());
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_disk_that_is_full_at_any_step_stops_nothing_for_good(string name, int before, int waiting)
    {
        var step = Enum.Parse<SequencerStep>(name);
        await using var house = new LogHouse();
        var (store, sequencer) = await Broken(house, step, before, waiting, () => new IOException("No space left on device"));
        var (published, left) = (house.Published(), house.Files());

        while (await sequencer.Step()) { }
        house.IsWhole(published);
        await house.Append(store, 7);
        while (await sequencer.Step()) { }
        await sequencer.Sync();

        house.IsWhole(published);
        NothingChanged(left, house.Files());
        Assert.Equal(house.Acknowledged.Count, (await house.Signed(store))!.Synced);
    }

    [Fact]
    public async Task A_database_that_is_full_at_the_swap_changes_nothing_and_is_tried_again()
    {
        await using var house = new LogHouse();
        var store = house.Store();
        var sequencer = await house.Started(store);
        await house.Append(store, 3);
        await sequencer.Step();
        var before = (await house.Signed(store))!;
        await house.Append(store, 40);

        await Room.Take(store, "log_state");
        await Assert.ThrowsAsync<IOException>(sequencer.Step);
        Assert.Equal((before.Note, before.Size), ((await house.Signed(store))!.Note, (await house.Signed(store))!.Size));
        Assert.Equal(before.Note, house.Ledger.ReadCheckpoint());

        await Room.Give(store);
        while (await sequencer.Step()) { }
        house.IsWhole();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("entries")]
    public async Task A_folder_that_could_not_be_made_is_made_at_the_next_try(string name)
    {
        await using var house = new LogHouse();
        var store = house.Store();
        var sequencer = await house.Started(store);
        await house.Append(store, 3);

        // A file in its place refuses as a full disk does.
        var inTheWay = Path.Combine(house.Ledger.Root, "tile", name);
        Directory.CreateDirectory(Path.GetDirectoryName(inTheWay)!);
        await File.WriteAllBytesAsync(inTheWay, []);
        await Assert.ThrowsAnyAsync<IOException>(sequencer.Step);
        File.Delete(inTheWay);

        Assert.True(await sequencer.Step());
        house.IsWhole();
    }

    /// <summary>A record of a certain size, and a batch that broke at a certain step. Asserts what the table says stands then.</summary>
    private static async Task<(Writ.Store.IStore Store, Sequencer Sequencer)> Broken(
        LogHouse house, SequencerStep step, int before, int waiting, Func<Exception> breaks)
    {
        var armed = false;
        var store = house.Store();
        var sequencer = await house.Started(store, at =>
        {
            if (!armed || at != step) return;
            armed = false;
            throw breaks();
        });
        await house.Append(store, before);
        while (await sequencer.Step()) { }
        await house.Append(store, waiting);
        armed = true;
        var broke = await Xunit.Record.ExceptionAsync(async () =>
        {
            await sequencer.Step();
            await sequencer.Sync();
        });

        Assert.IsType(breaks().GetType(), broke);
        Assert.Equal(step >= SequencerStep.Swapped ? before + waiting : before, (await house.Signed(store))?.Size ?? 0);
        Assert.Equal(step >= SequencerStep.Published ? before + waiting : before, house.Published()?.Size ?? 0);
        Assert.Equal(step >= SequencerStep.Synced ? before + waiting : 0, (await house.Signed(store))?.Synced ?? 0);
        return (store, sequencer);
    }

    /// <summary>No slot ever holds two contents, published or not: a tile that is still there is what it was.</summary>
    private static void NothingChanged(SortedDictionary<string, byte[]> before, SortedDictionary<string, byte[]> after)
    {
        Assert.NotEmpty(after);
        foreach (var (path, bytes) in before.Where(f => f.Key.Contains("/tile/", StringComparison.Ordinal)))
        {
            if (after.TryGetValue(path, out var now)) Assert.Equal(bytes, now);
            else Assert.Contains(".p/", path, StringComparison.Ordinal);
        }
    }

    private sealed class KilledException : Exception;
}
