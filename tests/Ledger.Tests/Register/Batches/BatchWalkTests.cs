using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;

namespace Writ.Ledger.Tests.Register.Batches;

/// <summary>Batches of three every day, epochs of two every twelve hours: and false in one way each.</summary>
public sealed class BatchWalkTests
{
    private static readonly DateTimeOffset From = new(2026, 6, 8, 0, 0, 0, TimeSpan.Zero);

    private readonly BatchWalk walk = new();
    private readonly List<string> said = [];
    private long index;

    public BatchWalkTests() => Set(From, 3, -1);

    [Fact]
    public void A_log_that_keeps_to_its_schedule_is_passed_and_its_batches_are_known()
    {
        Leaves(LogEntryKind.Register, 4).Leaves(LogEntryKind.Authorisation, 3);
        Epoch(12, 2).Epoch(24, 2).Batch(24, 3).Other().Epoch(36, 2).Other().Epoch(48, 2).Batch(48, 3);
        Assert.Empty(said);
        Assert.Equal([(4L, 3L), (7, 3)], walk.Batches.Select(batch => (batch.First, batch.Leaves)));
        Assert.False(walk.EndsWithin);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void A_batch_that_is_short_is_found_as_soon_as_anything_follows(int leaves)
    {
        Batch(24, leaves);
        Assert.Empty(said);
        Assert.True(walk.EndsWithin);
        Other();
        Assert.Equal(["verify-batch-size"], said);
    }

    [Fact]
    public void A_batch_that_is_cut_in_two_is_found()
    {
        Batch(24, 2).Other().Leaves(LogEntryKind.Register, 1);
        Assert.Equal(["verify-batch-size", "verify-batch-size"], said);
    }

    [Fact]
    public void One_leaf_too_many_is_found()
    {
        Batch(24, 4);
        Assert.Equal(["verify-batch-size"], said);
    }

    [Fact]
    public void A_leaf_of_the_other_kind_within_a_batch_is_found()
    {
        Batch(24, 2).Leaves(LogEntryKind.Authorisation, 1);
        Assert.Equal(["verify-batch-size", "verify-batch-size"], said);
    }

    [Theory]
    [InlineData(LogEntryKind.Register)]
    [InlineData(LogEntryKind.Authorisation)]
    public void A_leaf_beside_the_batches_is_found_once_there_is_one(LogEntryKind kind)
    {
        Epoch(12, 2).Other().Leaves(kind, 1);
        Assert.Equal(["verify-batch-size"], said);
    }

    [Fact]
    public void An_epoch_of_another_size_is_found()
    {
        Epoch(12, 3);
        Assert.Equal(["verify-batch-size"], said);
    }

    [Theory]
    [InlineData(48)]
    [InlineData(25)]
    [InlineData(0)]
    [InlineData(-24)]
    public void A_batch_left_out_or_of_another_time_is_found(int hours)
    {
        Batch(hours, hours == 48 ? 3 : 0);
        Assert.Equal(["verify-batch-gap"], said);
    }

    [Fact]
    public void A_batch_that_is_there_twice_is_found_and_does_not_hide_the_next()
    {
        Batch(24, 3).Batch(24, 3).Batch(48, 3);
        Assert.Equal(["verify-batch-gap"], said);
    }

    [Fact]
    public void One_that_was_left_out_does_not_spoil_those_after_it()
    {
        Batch(48, 3).Batch(72, 3);
        Assert.Equal(["verify-batch-gap"], said);
    }

    [Fact]
    public void A_batch_without_a_schedule_is_found()
    {
        var none = new BatchWalk();
        Assert.Equal("verify-batch-gap", Assert.Single(none.Take(0, LogEntryKind.Fact, new Fact.RegisterBatch(From, From))).Code);
    }

    [Fact]
    public void A_schedule_that_was_not_set_ahead_of_time_is_found_and_does_not_count()
    {
        Batch(24, 3).Batch(48, 3);
        Set(From.AddHours(24), 9, 2);
        Set(From.AddHours(48), 9, 2);
        Set(From.AddHours(73), 9, 2);
        Assert.Equal(["verify-schedule-false", "verify-schedule-false", "verify-schedule-false"], said);
        Batch(72, 3);
        Assert.Equal(3, said.Count);
    }

    [Fact]
    public void A_change_holds_from_its_own_time_on()
    {
        Set(From.AddHours(48), 5, 2);
        Epoch(12, 2).Epoch(24, 2).Batch(24, 3).Epoch(36, 2).Epoch(48, 2).Batch(48, 3).Batch(72, 5);
        Assert.Empty(said);
        Batch(96, 3).Other();
        Assert.Equal(["verify-batch-size"], said);
    }

    [Fact]
    public void Times_at_the_end_of_time_break_nothing()
    {
        var end = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        Take(LogEntryKind.Fact, new Fact.RegisterBatch(end, end));
        Take(LogEntryKind.Fact, new Fact.AuthorisationEpoch(end, end));
        Assert.Equal(["verify-batch-gap", "verify-batch-gap"], said);
        Batch(24, 3);
        Assert.Equal(2, said.Count);
    }

    private BatchWalkTests Set(DateTimeOffset from, int leaves, int epochLeaves) =>
        Take(LogEntryKind.Fact, new Fact.ScheduleSet(from, 86_400, leaves, 1, 43_200, epochLeaves < 0 ? 2 : epochLeaves, from.AddHours(-1)));

    private BatchWalkTests Batch(int hours, int leaves) =>
        Take(LogEntryKind.Fact, new Fact.RegisterBatch(From.AddHours(hours), From.AddHours(hours))).Leaves(LogEntryKind.Register, leaves);

    private BatchWalkTests Epoch(int hours, int leaves) =>
        Take(LogEntryKind.Fact, new Fact.AuthorisationEpoch(From.AddHours(hours), From.AddHours(hours))).Leaves(LogEntryKind.Authorisation, leaves);

    private BatchWalkTests Other() => Take(LogEntryKind.Fact, new Fact.LawAdopted("us", new string('a', 64), From));

    private BatchWalkTests Leaves(LogEntryKind kind, int count)
    {
        for (var i = 0; i < count; i++) Take(kind, null);
        return this;
    }

    private BatchWalkTests Take(LogEntryKind kind, Fact? fact)
    {
        said.AddRange(walk.Take(index++, kind, fact).Select(refusal => refusal.Code));
        return this;
    }
}
