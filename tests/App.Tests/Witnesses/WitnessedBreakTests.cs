using Writ.App.Record;

namespace Writ.App.Tests.Witnesses;

/// <summary>The rows of docs/operate/crashes.md that a policy of witnesses adds, and the others under one.</summary>
public sealed class WitnessedBreakTests
{
    public static TheoryData<string, int, int> Breaks()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var step in Enum.GetNames<SequencerStep>())
        {
            data.Add(step, 0, 3);
            data.Add(step, 250, 280);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Killed_at_any_step_the_next_start_agrees_with_its_witnesses_and_goes_on(string name, int before, int waiting)
    {
        var step = Enum.Parse<SequencerStep>(name);
        await using var house = await WitnessedHouse.Of(2, "all");
        await Broken(house, step, before, waiting, () => new KilledException());
        var published = house.House.Published();
        await house.House.End();

        var again = await house.Start();
        Assert.Null(await again.Cosigning.Compare(again.Sequencer.Size));
        if (step >= SequencerStep.Kept) Assert.Equal((before + waiting, 2), (house.Published().Size, house.Published().By.Count));
        await house.House.Append(again.Store, 7);
        await again.Publish();
        house.House.IsWhole(published);
        Assert.Equal(2, house.Published().By.Count);
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_disk_that_is_full_at_any_step_stops_nothing_for_good(string name, int before, int waiting)
    {
        await using var house = await WitnessedHouse.Of(2, "all");
        var running = await Broken(house, Enum.Parse<SequencerStep>(name), before, waiting, () => new IOException("No space left on device"));
        var published = house.House.Published();
        await running.Publish();
        house.House.IsWhole(published);
        await house.House.Append(running.Store, 7);
        await running.Publish();
        house.House.IsWhole(published);
    }

    [Fact]
    public async Task A_checkpoint_file_that_a_power_loss_took_is_made_again_with_its_cosignatures()
    {
        await using var house = await WitnessedHouse.Of(2, "all");
        var running = await house.Start();
        await house.House.Append(running.Store, 5);
        await running.Publish();
        var note = house.House.Ledger.ReadCheckpoint()!;
        await house.House.End();
        foreach (var left in (string?[])[null, "", note[..60]])
        {
            var path = Path.Combine(house.House.Ledger.Root, "checkpoint");
            if (left is null) File.Delete(path);
            else await File.WriteAllTextAsync(path, left);
            _ = await house.Start();
            Assert.Equal(note, house.House.Ledger.ReadCheckpoint());
            await house.House.End();
        }
    }

    private static async Task<Running> Broken(WitnessedHouse house, SequencerStep step, int before, int waiting, Func<Exception> breaks)
    {
        var armed = false;
        var running = await house.Start(at =>
        {
            if (!armed || at != step) return;
            armed = false;
            throw breaks();
        });
        await house.House.Append(running.Store, before);
        await running.Publish();
        await house.House.Append(running.Store, waiting);
        armed = true;
        var broke = await Xunit.Record.ExceptionAsync(async () =>
        {
            await running.Publish();
            await running.Sequencer.Sync();
        });

        Assert.IsType(breaks().GetType(), broke);
        Assert.Equal(step >= SequencerStep.Swapped ? before + waiting : before, (await house.House.Signed(running.Store))?.Size ?? 0);
        Assert.Equal(step >= SequencerStep.Published ? before + waiting : before, house.Published().Size);
        return running;
    }

    private sealed class KilledException : Exception;
}
