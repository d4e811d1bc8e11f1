using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;

namespace Writ.Ledger.Tests.Register.Batches;

public sealed class BatchPlanTests
{
    private static readonly BatchTime Batch = new(LeafKind.Register, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 12, 4);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    [InlineData(9, 8)]
    [InlineData(1000, 8)]
    public void The_oldest_go_as_many_as_there_is_room_for_and_dummies_for_the_rest(int waiting, int real)
    {
        var places = BatchPlan.Places(Batch, waiting);
        Assert.Equal(12, places.Length);
        Assert.Equal(Enumerable.Range(0, real).Select(i => new QueuedLeaf(LeafLane.Open, i)), places.OfType<QueuedLeaf>().OrderBy(p => p.Number));
    }

    /// <summary>Which of the others go never depends on what is withheld; where there is a reserve, neither the other way round.</summary>
    [Theory]
    [InlineData(4, 1000, 8, 2)]
    [InlineData(3, 1000, 9, 2)]
    [InlineData(1, 1000, 11, 1)]
    [InlineData(0, 10, 10, 2)]
    [InlineData(0, 12, 12, 0)]
    public void What_is_withheld_has_half_of_the_reserve_and_without_one_what_is_left(int reserve, int waiting, int open, int withheld)
    {
        var places = BatchPlan.Places(Batch with { Reserve = reserve }, waiting, 1000).OfType<QueuedLeaf>().ToLookup(p => p.Lane, p => p.Number);
        Assert.Equal(Enumerable.Range(0, open), places[LeafLane.Open].Order());
        Assert.Equal(Enumerable.Range(0, withheld), places[LeafLane.Withheld].Order());
    }

    /// <summary>Every place of an epoch is some lane's, and over three epochs each lane has as many.</summary>
    [Fact]
    public void Each_lane_has_a_third_of_an_epoch_and_what_is_over_in_turn()
    {
        for (var leaves = 1; leaves < 40; leaves++)
        {
            var epochs = Enumerable.Range(0, 3).Select(turn => new BatchTime(LeafKind.Authorisation, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, leaves, 0, turn)).ToList();
            Assert.All(epochs, epoch => Assert.Equal(leaves, Enum.GetValues<LeafLane>().Sum(epoch.RoomOf)));
            Assert.All(Enum.GetValues<LeafLane>(), lane => Assert.Equal(leaves, epochs.Sum(epoch => epoch.RoomOf(lane))));
            Assert.All(Enum.GetValues<LeafLane>(), lane => Assert.All(epochs, epoch => Assert.InRange(epoch.RoomOf(lane), leaves / 3, (leaves + 2) / 3)));
        }

        Assert.Equal([(0, 0, 1), (0, 1, 0), (1, 0, 0)], Enumerable.Range(0, 3).Select(turn => new BatchTime(LeafKind.Authorisation, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, 0, turn))
            .Select(epoch => (epoch.RoomOf(LeafLane.Open), epoch.RoomOf(LeafLane.Withheld), epoch.RoomOf(LeafLane.Own))));
    }

    /// <summary>Whoever fills a lane of an epoch gets the places of that lane, whatever waits in the others.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3, 2, 9)]
    [InlineData(9, 9, 9)]
    [InlineData(0, 99, 5)]
    [InlineData(99, 0, 4)]
    public void What_an_epoch_takes_of_a_lane_follows_from_that_lane_alone(int open, int withheld, int own)
    {
        foreach (var turn in (int[])[0, 1, 2])
        {
            var epoch = new BatchTime(LeafKind.Authorisation, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 13, 0, turn);
            var places = BatchPlan.Places(epoch, open, withheld, own).OfType<QueuedLeaf>().ToLookup(p => p.Lane, p => p.Number);
            foreach (var (lane, waiting) in ((LeafLane, int)[])[(LeafLane.Open, open), (LeafLane.Withheld, withheld), (LeafLane.Own, own)])
                Assert.Equal(Enumerable.Range(0, Math.Min(waiting, epoch.RoomOf(lane))), places[lane].Order());
        }
    }

    /// <summary>Each of three leaves stands at each of twelve places a twelfth of the time: nine standard deviations are given.</summary>
    [Fact]
    public void Where_a_leaf_stands_says_nothing_of_when_it_came()
    {
        const int Rounds = 6000;
        var seen = new int[3, 12];
        for (var round = 0; round < Rounds; round++)
        {
            var places = BatchPlan.Places(Batch, 3);
            for (var place = 0; place < places.Length; place++)
            {
                if (places[place] is { } leaf) seen[leaf.Number, place]++;
            }
        }

        const double Mean = Rounds / 12.0;
        var most = 9 * Math.Sqrt(Mean * 11 / 12);
        foreach (var count in seen) Assert.InRange(count, Mean - most, Mean + most);
    }

    [Fact]
    public void Dummies_have_the_form_of_every_leaf_and_openings_of_a_usual_size()
    {
        var dummy = RegisterOpening.Dummy(new DateOnly(2026, 6, 30));
        Assert.Equal(DemandClass.Dummy, dummy.Class);
        Assert.Equal(RegisterLeaf.Length, dummy.Leaf().Length);
        Assert.True(RegisterLeaf.Parse(dummy.Leaf()).Ok);
        Assert.Equal(dummy.Leaf(), RegisterOpening.FromJson(dummy.ToJson()).Value.Leaf());
        Assert.InRange(dummy.ToJson().Length - RegisterOpening.Draw(DemandClass.Open, RegisterOpeningTests.Record).ToJson().Length, -64, 64);

        var authorisation = AuthorisationDummy.Draw();
        Assert.True(AuthorisationOpening.IsLeaf(authorisation.Leaf()));
        Assert.Equal(authorisation.Leaf(), AuthorisationDummy.FromJson(authorisation.ToJson()).Value.Leaf());
        Assert.NotEqual(authorisation.Leaf(), AuthorisationDummy.Draw().Leaf());
    }

    [Theory]
    [InlineData("dummy/v1", "authorisation/v1")]
    [InlineData("\"value\":\"-\"", "\"value\":\"writ\"")]
    [InlineData("authorisation-dummy/v1", "authorisation-opening/v1")]
    public void What_opens_a_dummy_opens_no_authorisation_and_the_other_way_round(string from, string to)
    {
        var text = System.Text.Encoding.UTF8.GetString(AuthorisationDummy.Draw().ToJson());
        Assert.Contains(from, text, StringComparison.Ordinal);
        var changed = System.Text.Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
        Assert.False(AuthorisationDummy.FromJson(changed).Ok);
        Assert.False(AuthorisationOpening.FromJson(changed).Ok);
    }
}
