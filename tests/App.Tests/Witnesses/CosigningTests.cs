using Microsoft.AspNetCore.Http;
using Writ.App.Record.Witnesses;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;

namespace Writ.App.Tests.Witnesses;

/// <summary>Nothing is published before the quorum has answered, and no witness, dead or lying, can do more than be missing.</summary>
public sealed class CosigningTests
{
    [Fact]
    public async Task Readers_get_a_checkpoint_with_the_quorums_cosignatures_and_none_before()
    {
        await using var house = await WitnessedHouse.Of(3, "2");
        var running = await house.Start();
        await house.House.Append(running.Store, 5);
        Assert.True(await running.Sequencer.Step());
        Assert.Null(house.House.Ledger.ReadCheckpoint());

        await running.Publish();
        Assert.Equal((5, 3), (house.Published().Size, house.Published().By.Count));
        await house.House.Append(running.Store, 300);
        await running.Publish();
        Assert.Equal((305, 3), (house.Published().Size, house.Published().By.Count));
        house.House.IsWhole();

        // A receipt carries them too, and holds for whoever has the policy.
        var receipt = house.House.Ledger.TryReceiptFor(7)!;
        Assert.Equal(7, TlogProof.Verify(receipt, house.House.Acknowledged[7], [house.House.Key.Verifier], house.Policy, out _).Value);
    }

    [Fact]
    public async Task Without_a_quorum_readers_keep_the_older_checkpoint_the_log_goes_on_and_catches_up_by_itself()
    {
        await using var house = await WitnessedHouse.Of(2, "all");
        var running = await house.Start();
        await house.House.Append(running.Store, 4);
        await running.Publish();
        var before = house.House.Ledger.ReadCheckpoint();

        await house.Witnesses[1].Down();
        await house.House.Append(running.Store, 10);
        await running.Miss();
        await house.House.Append(running.Store, 260);
        while (await running.Sequencer.Step()) { }
        Assert.Equal((before, 274L), (house.House.Ledger.ReadCheckpoint(), running.Sequencer.Size));
        Assert.Equal(WitnessStanding.Unreachable, running.Cosigning.States[1].Standing);

        await house.Witnesses[1].Up();
        await running.Publish();
        Assert.False(running.Cosigning.Missing);
        Assert.Equal((274, 2), (house.Published().Size, house.Published().By.Count));
        house.House.IsWhole();
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "silent", nameof(WitnessStanding.Slow) },
        { "half", nameof(WitnessStanding.Slow) },
        { "other key", nameof(WitnessStanding.False) },
        { "false", nameof(WitnessStanding.False) },
        { "other root", nameof(WitnessStanding.False) },
        { "older", nameof(WitnessStanding.False) },
        { "nothing", nameof(WitnessStanding.False) },
        { "noise", nameof(WitnessStanding.False) },
        { "flood", nameof(WitnessStanding.False) },
        { "one true one false", nameof(WitnessStanding.False) },
        { "same size", nameof(WitnessStanding.False) },
        { "turning", nameof(WitnessStanding.False) },
        { "size without type", nameof(WitnessStanding.Refuses) },
        { "odd size", nameof(WitnessStanding.Refuses) },
        { "elsewhere", nameof(WitnessStanding.Refuses) },
        { "broken", nameof(WitnessStanding.Refuses) },
        { "unknown", nameof(WitnessStanding.DoesNotKnowUs) },
        { "forbidden", nameof(WitnessStanding.DoesNotKnowUs) },
        { "inconsistent", nameof(WitnessStanding.Disagrees) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task One_hostile_witness_is_not_counted_and_does_not_stop_the_others(string how, string standing)
    {
        await using var house = await WitnessedHouse.Of(3, "2");
        if (how is "silent" or "half") house.Patience = TimeSpan.FromSeconds(2);
        house.Witnesses[0].Instead = (body, stop) => Answer(how, house, body, stop);
        var running = await house.Start();
        await house.House.Append(running.Store, 5);
        await running.Publish();
        Assert.Equal((5, 2), (house.Published().Size, house.Published().By.Count));
        Assert.DoesNotContain(house.Published().By, by => by.Witness.Equals(house.Witnesses[0].Folder.Verifier));
        Assert.Equal([standing, "Cosigns", "Cosigns"], running.Cosigning.States.Select(s => $"{s.Standing}"));

        // A note in which a known key's signature is false would be spoilt for everybody.
        Assert.True(SignedNote.Verify(house.House.Ledger.ReadCheckpoint()!, [house.House.Key.Verifier, .. house.Policy.Witnesses]).Ok);
        house.House.IsWhole();
    }

    [Theory]
    [InlineData("other key")]
    [InlineData("other root")]
    [InlineData("nothing")]
    [InlineData("unknown")]
    public async Task Where_the_quorum_needs_a_hostile_witness_nothing_is_published(string how)
    {
        await using var house = await WitnessedHouse.Of(2, "all");
        house.Witnesses[1].Instead = (body, stop) => Answer(how, house, body, stop);
        var running = await house.Start();
        await house.House.Append(running.Store, 5);
        await running.Miss();
        Assert.Null(house.House.Ledger.ReadCheckpoint());
    }

    [Fact]
    public async Task A_witness_that_knows_less_than_we_thought_says_so_and_is_asked_again_from_there()
    {
        await using var house = await WitnessedHouse.Of(1, "all");
        var running = await house.Start();
        await house.House.Append(running.Store, 5);
        await running.Publish();
        var asked = house.Witnesses[0].Asked;
        house.Witnesses[0].Forgets(house.House.Key.Verifier);
        await house.House.Append(running.Store, 5);
        await running.Publish();
        Assert.Equal((10, asked + 2), (house.Published().Size, house.Witnesses[0].Asked));

        // And a new process, which knows nothing, learns it by the same answer.
        var again = await house.Start();
        await house.House.Append(again.Store, 5);
        await again.Publish();
        Assert.Equal(15, house.Published().Size);
    }

    [Fact]
    public async Task So_far_ahead_of_its_readers_the_log_goes_and_no_further_and_nothing_that_waits_is_lost()
    {
        await using var house = await WitnessedHouse.Of(1, "all");
        var store = house.House.Store();
        var sequencer = new Writ.App.Record.Sequencer(new Writ.Store.Record.LogLedger(store), house.House.Ledger, house.House.Key, witnessed: true, mostUnpublished: 20);
        Assert.Null((await sequencer.Start()).Refusal);
        await house.House.Append(store, 50);
        while (await sequencer.Step()) { }
        Assert.Equal((20, 0), (sequencer.Size, sequencer.PublishedSize));
        var running = new Running(store, sequencer, house.Cosigning(store));
        while (sequencer.PublishedSize < 50) await running.Publish();
        house.House.IsWhole();
    }

    [Fact]
    public async Task An_unchanged_checkpoint_is_cosigned_anew_when_a_release_needs_it_fresh()
    {
        await using var house = await WitnessedHouse.Of(2, "all");
        var running = await house.Start();
        await house.House.Append(running.Store, 5);
        await running.Publish();
        Assert.True(await running.Cosigning.BeFresh(default));
        var asked = house.Witnesses[0].Asked;

        house.Time.Now += TimeSpan.FromMinutes(11);
        var fresh = running.Cosigning.BeFresh(default);
        while (!fresh.IsCompleted) await running.Turn();
        Assert.True(await fresh);
        Assert.Equal((5, asked + 1), (house.Published().Size, house.Witnesses[0].Asked));
        Assert.All(house.Published().By, by => Assert.Equal(house.Time.Now, by.At));

        house.Time.Now += TimeSpan.FromMinutes(11);
        await house.Witnesses[1].Down();
        fresh = running.Cosigning.BeFresh(default);
        while (!fresh.IsCompleted) await running.Turn();
        Assert.False(await fresh);
        running.Cosigning.Stop();
        Assert.False(await running.Cosigning.BeFresh(default));
    }

    /// <summary>Minute by minute, with nothing released, one thing and many: what readers and witnesses see is the same.</summary>
    [Fact]
    public async Task Under_a_schedule_it_is_cosigned_anew_by_the_clock_and_a_release_changes_nothing_public()
    {
        var seen = new HashSet<string>();
        foreach (var releases in (int[])[0, 1, 9])
        {
            await using var house = await WitnessedHouse.Of(2, "all");
            var running = await house.Start() with { Scheduled = true };
            await house.House.Append(running.Store, 5);
            await running.Publish();
            var minutes = new List<string>();
            for (var minute = 1; minute <= 21; minute++)
            {
                house.Time.Now += TimeSpan.FromMinutes(1);
                if (minute == 10) await house.House.Append(running.Store, 3);
                var asked = Enumerable.Range(0, minute % 3 == 0 ? releases : 0).Select(_ => running.Cosigning.BeFresh(default)).ToList();
                while (await running.Sequencer.Step()) { }
                await running.Settle();
                Assert.All(await Task.WhenAll(asked), Assert.True);
                var (size, by) = house.Published();
                minutes.Add($"{minute}: {size}, {string.Join(' ', by.Select(c => $"{c.At:mm}"))}, asked {string.Join(' ', house.Witnesses.Select(w => w.Asked))}");
            }

            seen.Add(string.Join('\n', minutes));
        }

        var all = Assert.Single(seen).Split('\n');
        Assert.Equal(["1: 5, 00 00, asked 1 1", "4: 5, 04 04, asked 2 2", "10: 8, 10 10, asked 4 4", "11: 8, 10 10, asked 4 4", "12: 8, 12 12, asked 5 5", "21: 8, 20 20, asked 7 7"],
            new[] { 1, 4, 10, 11, 12, 21 }.Select(minute => all[minute - 1]));
    }

    [Fact]
    public async Task Under_a_schedule_whoever_asks_while_too_few_cosign_is_told_so_and_the_next_beat_mends_it()
    {
        await using var house = await WitnessedHouse.Of(2, "all");
        var running = await house.Start() with { Scheduled = true };
        await house.House.Append(running.Store, 5);
        await running.Publish();
        await house.Witnesses[1].Down();
        house.Time.Now += TimeSpan.FromMinutes(11);
        var fresh = running.Cosigning.BeFresh(default);
        while (!fresh.IsCompleted) await running.Turn();
        Assert.False(await fresh);

        await house.Witnesses[1].Up();
        do
        {
            fresh = running.Cosigning.BeFresh(default);
            while (!fresh.IsCompleted) await running.Turn();
        }
        while (!await fresh);
        Assert.All(house.Published().By, by => Assert.Equal(house.Time.Now, by.At));
    }

    [Fact]
    public async Task What_was_published_without_witnesses_is_brought_to_them_when_a_policy_comes_into_force()
    {
        await using var house = await WitnessedHouse.Of(1, "all");
        var store = house.House.Store();
        var alone = await house.House.Started(store);
        await house.House.Append(store, 5);
        while (await alone.Step()) { }
        Assert.Empty(house.Published().By);
        await house.House.End();

        var running = await house.Start();
        while (!await running.Turn()) { }
        Assert.Equal((5, 1), (house.Published().Size, house.Published().By.Count));

        // And out of force again: nothing goes back.
        await house.House.End();
        var without = await house.House.Started(house.House.Store());
        Assert.Equal((5, 1), (house.Published().Size, house.Published().By.Count));
        Assert.Equal(5, without.PublishedSize);
    }

    /// <summary>What a witness can do wrong, short of knowing another history.</summary>
    private static async Task<IResult?> Answer(string how, WitnessedHouse house, string body, CancellationToken stop)
    {
        var (own, text) = (house.Witnesses[0], TextOf(body));
        var old = long.Parse(body[4..body.IndexOf('\n', StringComparison.Ordinal)]);
        using var stranger = new CosigningKey("w1.example", [.. Enumerable.Repeat((byte)9, 32)]);
        string Honest() => ((WitnessAnswer.Cosigned)own.Folder.Take(body, house.Time.Now)).Line;
        switch (how)
        {
            case "silent":
                await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None);
                return Results.Text("too late");
            case "half":
                return Results.Stream(async stream =>
                {
                    await stream.WriteAsync("— w1.example "u8.ToArray());
                    await stream.FlushAsync();
                    await Task.Delay(Timeout.Infinite, stop);
                }, "text/plain");
            case "other key":
                return Results.Text(stranger.Cosign(text, house.Time.Now.ToUnixTimeSeconds()));
            case "false":
                return Results.Text(Bent(Honest()));
            case "other root":
                return Results.Text(own.CosignAnything(new Checkpoint(house.House.Key.Verifier.Name, 5, new byte[32]).ToText(), house.Time.Now));
            case "older":
                return Results.Text(own.CosignAnything(new Checkpoint(house.House.Key.Verifier.Name, 0, Rfc6962.EmptyRoot.ToArray()).ToText(), house.Time.Now));
            case "nothing":
                return Results.Text("");
            case "noise":
                return Results.Bytes(Enumerable.Range(0, 500).Select(i => (byte)(i * 37 % 256)).ToArray(), "text/plain");
            case "flood":
                return Results.Text(Honest() + new string('\n', 1 << 20));
            case "one true one false":
                var line = Honest();
                return Results.Text(line + Bent(line));
            case "same size":
                return SmallWitness.Conflict(old);
            case "turning":
                return SmallWitness.Conflict(old == 0 ? 1 : old == 1 ? 2 : 0);
            case "size without type":
                return Results.Text("3\n", statusCode: 409);
            case "odd size":
                return Results.Text("03\n", AddCheckpoint.SizeType, statusCode: 409);
            case "elsewhere":
                return Results.Redirect(house.Witnesses[1].Line.Split(' ')[^1] + "add-checkpoint", permanent: false, preserveMethod: true);
            case "broken":
                return Results.Text("no", statusCode: 500);
            case "unknown":
                return Results.NotFound();
            case "forbidden":
                return Results.Text("no", statusCode: 403);
            case "inconsistent":
                return Results.Text("no", statusCode: 422);
            default:
                throw new ArgumentOutOfRangeException(nameof(how));
        }
    }

    private static string TextOf(string body)
    {
        var note = body[(body.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        return note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
    }

    private static string Bent(string line)
    {
        var words = line.TrimEnd('\n').Split(' ');
        var bytes = Convert.FromBase64String(words[^1]);
        bytes[40] ^= 1;
        return $"{words[0]} {words[1]} {Convert.ToBase64String(bytes)}\n";
    }
}
