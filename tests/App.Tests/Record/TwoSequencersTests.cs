using Writ.App.Record;

namespace Writ.App.Tests.Record;

/// <summary>One is meant to run. If two ever do, one is stopped and the log does not fork.</summary>
public sealed class TwoSequencersTests
{
    [Fact]
    public async Task The_one_that_signs_second_is_stopped_by_the_compare_and_swap()
    {
        await using var house = new LogHouse();
        var (here, there) = (house.Store(), house.Store());
        await house.Append(here, 5);
        var first = await house.Started(here);

        // Both have read and signed; the first gets its swap in between.
        var second = await house.Started(there, step =>
        {
            if (step == SequencerStep.Signed) Assert.True(first.Step().GetAwaiter().GetResult());
        });
        await Assert.ThrowsAsync<InvalidOperationException>(second.Step);
        house.IsWhole();

        // For good, not until it looks again.
        await house.Append(there, 300);
        await Assert.ThrowsAsync<InvalidOperationException>(second.Step);
        var before = house.Published();
        while (await first.Step()) { }
        house.IsWhole(before);
    }

    [Fact]
    public async Task One_that_slept_while_another_signed_signs_nothing()
    {
        await using var house = new LogHouse();
        var (here, there) = (house.Store(), house.Store());
        await house.Append(here, 5);
        var (awake, slept) = (await house.Started(here), await house.Started(there));
        while (await awake.Step()) { }
        await house.Append(here, 9);
        await Assert.ThrowsAsync<InvalidOperationException>(slept.Step);
        while (await awake.Step()) { }
        house.IsWhole();
    }

    [Fact]
    public async Task Two_that_race_leave_one_log()
    {
        await using var house = new LogHouse();
        var (here, there) = (house.Store(), house.Store());
        await house.Append(here, 1);
        var racers = new[] { await house.Started(here), await house.Started(there) };
        var over = false;
        var races = racers.Select(racer => Task.Run(async () =>
        {
            try
            {
                // Once more after the last entry.
                for (var last = false; !last;)
                {
                    last = Volatile.Read(ref over);
                    while (await Moved(racer)) { }
                }

                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        })).ToList();
        for (var i = 0; i < 20; i++) await house.Append(here, 20);
        Volatile.Write(ref over, true);

        var goesOn = await Task.WhenAll(races);
        Assert.Contains(true, goesOn);
        house.IsWhole();
    }

    // As the worker does: a file that the other one was writing at that moment is tried again.
    private static async Task<bool> Moved(Sequencer racer)
    {
        try
        {
            return await racer.Step();
        }
        catch (IOException)
        {
            return true;
        }
    }
}
