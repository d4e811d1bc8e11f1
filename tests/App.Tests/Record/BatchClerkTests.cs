using Writ.App.Record;
using Writ.App.Tests.Crashes;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Tests.Record;

/// <summary>Batches of six and epochs of two, by a clock that the test moves: each leaf once, each time once, and nothing to be seen of how many were real.</summary>
public sealed class BatchClerkTests : IAsyncLifetime
{
    private static readonly DateTimeOffset From = new(2026, 6, 8, 12, 0, 0, TimeSpan.Zero);

    /// <summary>At most four of the six are real.</summary>
    private static readonly Schedule Daily = new(From, TimeSpan.FromDays(1), 6, 2, TimeSpan.FromHours(12), 2);

    private readonly ManualTime time = new(From.AddHours(-1));
    private readonly string sealKeys = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly OpeningKeys keys;
    private LogHouse house = new();
    private IStore store = null!;

    public BatchClerkTests() => keys = new OpeningKeys(sealKeys);

    public async Task InitializeAsync() => await Begin();

    public async Task DisposeAsync()
    {
        await house.DisposeAsync();
        Directory.Delete(sealKeys, recursive: true);
    }

    [Theory]
    [InlineData(nameof(BatchStep.Drawn))]
    [InlineData(nameof(BatchStep.Written))]
    [InlineData(nameof(BatchStep.Committed))]
    public async Task Killed_at_any_step_each_leaf_is_in_the_record_once(string name)
    {
        var leaves = await Come(3);
        time.Now = From.AddDays(1);
        var clerk = new BatchClerk(store, time, keys, probe: step =>
        {
            if (step == Enum.Parse<BatchStep>(name)) throw new KilledException();
        });

        // The first epoch is due before the batch: each of them is killed at its turn.
        for (var turn = 0; turn < 3; turn++) await Assert.ThrowsAsync<KilledException>(clerk.Turn);
        await house.End();
        store = house.Store();

        await Run();
        var log = await Published();
        Assert.All(leaves, leaf => Assert.Single(log, entry => entry.SequenceEqual(leaf)));
        Assert.Equal("{{{AA{RRRRRR{AA", string.Concat(log.Select(entry => (char)entry[0])));
        Passes();
    }

    [Theory]
    [InlineData(nameof(SequencerStep.Read))]
    [InlineData(nameof(SequencerStep.Integrated))]
    [InlineData(nameof(SequencerStep.Signed))]
    [InlineData(nameof(SequencerStep.Swapped))]
    [InlineData(nameof(SequencerStep.Accepted))]
    [InlineData(nameof(SequencerStep.Published))]
    [InlineData(nameof(SequencerStep.Synced))]
    public async Task Killed_while_a_batch_is_put_into_the_tree_each_leaf_is_there_once(string name)
    {
        var leaves = await Come(3);
        leaves.AddRange(await Come(1, withheld: true));
        time.Now = From.AddDays(1);
        var clerk = new BatchClerk(store, time, keys);
        while (await clerk.Turn()) { }
        var sequencer = await house.Started(store, step =>
        {
            if (step == Enum.Parse<SequencerStep>(name)) throw new KilledException();
        });
        await Assert.ThrowsAsync<KilledException>(async () =>
        {
            await sequencer.Step();
            await sequencer.Sync();
        });
        await house.End();
        store = house.Store();

        await Run();
        var log = await Published();
        Assert.All(leaves, leaf => Assert.Single(log, entry => entry.SequenceEqual(leaf)));
        Assert.Equal("{{{AA{RRRRRR{AA", string.Concat(log.Select(entry => (char)entry[0])));
        Passes();
    }

    /// <summary>A burst that no batch holds: which open ones are carried over, and until when, is the same whatever is withheld beside.</summary>
    [Fact]
    public async Task What_is_withheld_carries_no_other_over()
    {
        string? seen = null;
        for (var withheld = 0; withheld < 4; withheld++)
        {
            if (withheld > 0)
            {
                await house.DisposeAsync();
                (house, time.Now) = (new LogHouse(), From.AddHours(-1));
                await Begin();
            }

            var closed = await Come(withheld, withheld: true);
            var open = await Come(7);
            closed.AddRange(await Come(withheld, withheld: true));
            time.Now = From.AddDays(7);
            await Run();
            var batches = Batches(await Published(), LogEntryKind.Register);
            var went = string.Join(' ', open.Select(leaf => batches.FindIndex(batch => batch.Any(leaf.SequenceEqual))));
            seen ??= went;
            Assert.Equal((seen, "0 0 0 0 1 1 1"), (went, went));

            // One place of the reserve of two: they go one by one, and go.
            Assert.Equal(Enumerable.Range(0, closed.Count), closed.Select(leaf => batches.FindIndex(batch => batch.Any(leaf.SequenceEqual))));
            Passes();
        }
    }

    /// <summary>Whoever puts in more than an epoch holds sees when each of theirs comes into the log, and nothing of how many others' there were.</summary>
    [Fact]
    public async Task A_lane_of_an_epoch_that_is_full_says_nothing_of_the_others()
    {
        var seen = new HashSet<string>();
        foreach (var (open, withheld) in ((int, int)[])[(0, 0), (1, 0), (0, 3), (4, 4)])
        {
            await house.DisposeAsync();
            (house, time.Now) = (new LogHouse(), From.AddHours(-1));
            await Begin();
            var others = await Come(open, LeafKind.Authorisation);
            others.AddRange(await Come(withheld, LeafKind.Authorisation, withheld: true));
            var own = await Come(4, LeafKind.Authorisation, lane: LeafLane.Own);
            time.Now = From.AddDays(6);
            await Run();
            var epochs = Batches(await Published(), LogEntryKind.Authorisation);
            Assert.All(others, leaf => Assert.Contains(epochs, epoch => epoch.Any(leaf.SequenceEqual)));
            seen.Add(string.Join(' ', own.Select(leaf => epochs.FindIndex(epoch => epoch.Any(leaf.SequenceEqual)))));
            Passes();
        }

        // Epochs of two: two of three lanes have a place each, in turn.
        Assert.Equal("1 2 4 5", Assert.Single(seen));
    }

    [Fact]
    public async Task What_has_no_room_goes_with_the_next_batch_oldest_first()
    {
        var leaves = await Come(9);
        time.Now = From.AddDays(3);
        await Run();
        var log = await Published();
        var batches = Batches(log, LogEntryKind.Register);
        Assert.Equal([4, 4, 1], batches.Select(batch => batch.Count(entry => leaves.Any(leaf => leaf.SequenceEqual(entry)))));
        for (var i = 0; i < leaves.Count; i++) Assert.Contains(batches[i / 4], entry => entry.SequenceEqual(leaves[i]));
        Passes();
    }

    [Fact]
    public async Task Times_that_went_by_each_have_their_batch()
    {
        time.Now = From.AddDays(10).AddMinutes(1);
        await Run();
        var log = await Published();
        Assert.Equal(10, Batches(log, LogEntryKind.Register).Count);
        Assert.Equal(20, Batches(log, LogEntryKind.Authorisation).Count);
        Passes();
        await Run();
        Assert.Equal(log.Count, (await Published()).Count);
    }

    [Fact]
    public async Task A_clock_that_goes_back_writes_no_batch_twice_and_none_at_another_time()
    {
        time.Now = From.AddDays(2);
        await Run();
        var before = (await Published()).Count;
        time.Now = From.AddDays(-30);
        var leaves = await Come(1);
        await Run();
        Assert.Equal(before, (await Published()).Count);

        time.Now = From.AddDays(3);
        await Run();
        Assert.Contains(Batches(await Published(), LogEntryKind.Register)[2], entry => entry.SequenceEqual(leaves[0]));
        Passes();
    }

    [Fact]
    public async Task A_clock_that_jumps_far_ahead_writes_nothing_before_the_operator_says_that_the_time_is_right()
    {
        time.Now = From.AddDays(700);
        var clerk = new BatchClerk(store, time, keys);
        Assert.False(await clerk.Turn());
        Assert.True(clerk.IsHeld);
        Assert.Equal(0, await store.Look(work => Task.FromResult(work.Rows("SELECT 1 FROM record_batch", [], _ => true).Count)));

        // The word is for a time, and not for what comes after it.
        await store.Act<bool>(work =>
        {
            RecordBatches.AllowCatchUp(work, From.AddDays(2), time.Now);
            return Task.FromResult<Result<bool>>(true);
        });
        while (await clerk.Turn()) { }
        Assert.True(clerk.IsHeld);
        Assert.Equal(2, await store.Look(work => Task.FromResult(work.Rows("SELECT 1 FROM record_batch WHERE kind = 'Register'", [], _ => true).Count)));

        // Set right, the clock needs nobody's word.
        time.Now = From.AddDays(3);
        Assert.True(await clerk.Turn());
        Assert.False(clerk.IsHeld);
        await Run();
        Assert.Equal(3, Batches(await Published(), LogEntryKind.Register).Count);
        Passes();
    }

    [Fact]
    public async Task Two_clerks_on_one_database_write_one_batch()
    {
        await Come(2);
        time.Now = From.AddDays(1);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            var clerk = new BatchClerk(store, time, keys);
            while (await clerk.Turn()) { }
        }));
        await Run();
        Assert.Single(Batches(await Published(), LogEntryKind.Register));
        Passes();
    }

    [Fact]
    public async Task A_change_of_schedule_holds_from_its_time_on_and_the_last_batch_of_the_old_one_goes_out()
    {
        await store.Schedule(new Schedule(From.AddDays(2), TimeSpan.FromHours(12), 3, 1, TimeSpan.FromHours(6), 1), time.Now);
        await Come(6);
        time.Now = From.AddDays(3);
        await Run();
        var log = await Published();
        Assert.Equal([6, 6, 3, 3], Batches(log, LogEntryKind.Register).Select(batch => batch.Count));
        Assert.Equal([2, 2, 2, 2, 1, 1, 1, 1], Batches(log, LogEntryKind.Authorisation).Select(batch => batch.Count));
        Passes();
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_written_and_it_goes_on_with_room()
    {
        await Come(2);
        time.Now = From.AddDays(1);
        await Room.Run(store, "CREATE TRIGGER grow AFTER INSERT ON record_slot BEGIN INSERT INTO idempotent_request VALUES ('a', 'b', 'c', hex(zeroblob(60000)), 0); END");
        await Room.Run(store, "PRAGMA max_page_count = 1");
        await Assert.ThrowsAsync<IOException>(new BatchClerk(store, time, keys).Turn);
        await Room.Give(store);
        await Run();
        Assert.Single(Batches(await Published(), LogEntryKind.Register));
        Passes();
    }

    /// <summary>Given every public file and the true numbers, many times over: files have the same names and lengths, entries the same kinds, facts the same bytes.</summary>
    [Fact]
    public async Task Whoever_has_every_public_file_does_not_see_how_many_were_real()
    {
        string? seen = null;
        for (var seed = 0; seed < 12; seed++)
        {
            if (seed > 0)
            {
                await house.DisposeAsync();
                (house, time.Now) = (new LogHouse(), From.AddHours(-1));
                await Begin();
            }

            await Come(seed % 6);
            await Come((seed * 5) % 3, LeafKind.Authorisation);
            time.Now = From.AddDays(1);
            await Run();
            await Come((seed * 7) % 5);
            time.Now = From.AddDays(2);
            await Run();
            var names = house.Files().Select(file => $"{Path.GetRelativePath(house.Root, file.Key)} {file.Value.Length}");
            var entries = (await Published()).Skip(1).Select(entry => entry[0] == (byte)'{' ? System.Text.Encoding.UTF8.GetString(entry) : $"{(char)entry[0]} {entry.Length}");
            var all = string.Join('\n', names.Concat(entries));
            seen ??= all;
            Assert.Equal(seen, all);
        }
    }

    private async Task Begin()
    {
        store = house.Store();
        await house.Append(store, 1);
        await store.Schedule(Daily, time.Now);
        time.Now = From.AddMinutes(1);
    }

    private async Task<List<byte[]>> Come(int count, LeafKind kind = LeafKind.Register, bool withheld = false, LeafLane? lane = null)
    {
        var leaves = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            leaves.Add(kind == LeafKind.Authorisation
                ? AuthorisationDummy.Draw().Leaf()
                : RegisterOpening.Draw(withheld ? DemandClass.Withheld : DemandClass.Open, new RegisterRecord(
                    DateOnly.FromDateTime(time.Now.UtcDateTime), "us/search-warrant", "search_warrant", true, "US", "court", "retail", true, 1, false, false, AgencyId.New(), DemandId.New())).Leaf());
            Assert.True((await store.Act<long>(async work => (await Outbox.AppendLeaf(work, kind, leaves[^1], time.Now, lane ?? (withheld ? LeafLane.Withheld : LeafLane.Open))).Seq)).Ok);
        }

        return leaves;
    }

    /// <summary>Until nothing is due and everything is published.</summary>
    private async Task Run()
    {
        var clerk = new BatchClerk(store, time, keys);
        while (await clerk.Turn()) { }
        var sequencer = await house.Started(store);
        while (await sequencer.Step()) { }
        await sequencer.Sync();
    }

    private Task<List<byte[]>> Published()
    {
        var size = house.Published()!.Size;
        return Task.FromResult(Enumerable.Range(0, (int)size).Select(i => house.Ledger.ReadEntry(i, size).ToArray()).ToList());
    }

    private void Passes() => OutsideVerifier.Passes(Path.GetDirectoryName(house.Ledger.Root)!);

    private static List<List<byte[]>> Batches(List<byte[]> log, LogEntryKind kind)
    {
        var batches = new List<List<byte[]>>();
        var within = false;
        foreach (var entry in log)
        {
            if (EntryKind.Of(entry) == LogEntryKind.Fact)
            {
                within = System.Text.Encoding.UTF8.GetString(entry).Contains(kind == LogEntryKind.Register ? "register-batch" : "authorisation-epoch", StringComparison.Ordinal);
                if (within) batches.Add([]);
            }
            else if (within)
            {
                batches[^1].Add(entry);
            }
        }

        return batches;
    }

    private sealed class KilledException : Exception;
}
