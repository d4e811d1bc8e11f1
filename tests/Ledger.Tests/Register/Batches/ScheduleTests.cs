using Writ.Base;
using Writ.Ledger.Register.Batches;

namespace Writ.Ledger.Tests.Register.Batches;

public sealed class ScheduleTests
{
    private static readonly DateTimeOffset From = At("2026-06-08T13:00:00Z");

    private static readonly Schedule Weekly = new(From, TimeSpan.FromDays(7), 24, 20, TimeSpan.FromMinutes(5), 3);

    private readonly ScheduleBook book = new();

    public ScheduleTests() => Assert.True(book.Add(Weekly));

    [Fact]
    public void Batches_follow_one_another_and_each_is_due_once()
    {
        Assert.Equal(At("2026-06-15T13:00:00Z"), book.Next(LeafKind.Register, null)!.Value.Due);
        Assert.Equal(At("2026-06-22T13:00:00Z"), book.Next(LeafKind.Register, At("2026-06-15T13:00:00Z"))!.Value.Due);
        Assert.Equal(At("2026-06-08T13:05:00Z"), book.Next(LeafKind.Authorisation, null)!.Value.Due);
        Assert.Null(new ScheduleBook().Next(LeafKind.Register, null));
    }

    [Fact]
    public void A_batch_closes_at_the_end_of_a_month_that_comes_first_and_belongs_to_that_month()
    {
        var edge = book.Next(LeafKind.Register, At("2026-06-29T13:00:00Z"))!.Value;
        Assert.Equal((At("2026-07-06T13:00:00Z"), At("2026-07-01T00:00:00Z")), (edge.Due, edge.Closes));
        Assert.True(edge.IsOf(Period.FromTrusted("2026-h1")));
        Assert.False(edge.IsOf(Period.FromTrusted("2026-h2")));
        Assert.Equal(new DateOnly(2026, 6, 30), edge.LastDay);
        var next = book.Next(LeafKind.Register, edge.Due)!.Value;
        Assert.Equal(next.Due, next.Closes);
        Assert.True(next.IsOf(Period.FromTrusted("2026-h2")));
    }

    [Fact]
    public void A_batch_due_at_the_very_edge_belongs_before_it()
    {
        var daily = new ScheduleBook();
        Assert.True(daily.Add(new Schedule(At("2026-06-29T00:00:00Z"), TimeSpan.FromDays(1), 2, 1, TimeSpan.FromHours(1), 1)));
        var edge = daily.DueAt(LeafKind.Register, At("2026-07-01T00:00:00Z"))!.Value;
        Assert.Equal(edge.Due, edge.Closes);
        Assert.True(edge.IsOf(Period.FromTrusted("2026-06")));
        Assert.True(daily.Next(LeafKind.Register, edge.Due)!.Value.IsOf(Period.FromTrusted("2026-07")));
    }

    [Theory]
    [InlineData("2026-06-08T13:00:00Z", null, "2026-06-15T13:00:00Z")]
    [InlineData("2026-06-15T12:59:59Z", null, "2026-06-15T13:00:00Z")]
    [InlineData("2026-06-15T13:00:00Z", null, "2026-06-22T13:00:00Z")]
    [InlineData("2026-06-30T23:59:59Z", null, "2026-07-06T13:00:00Z")]
    [InlineData("2026-07-01T00:00:00Z", null, "2026-07-13T13:00:00Z")]
    [InlineData("2026-06-10T00:00:00Z", "2026-06-22T13:00:00Z", "2026-06-29T13:00:00Z")]
    public void What_came_in_goes_with_the_first_batch_that_was_still_open_and_is_not_out(string came, string? last, string due) =>
        Assert.Equal(At(due), book.Expected(LeafKind.Register, At(came), last is null ? null : At(last))!.Value.Due);

    [Theory]
    [InlineData("2026-06-15T13:00:00Z", true)]
    [InlineData("2026-07-13T13:00:00Z", true)]
    [InlineData("2026-06-15T13:00:01Z", false)]
    [InlineData("2026-06-08T13:00:00Z", false)]
    [InlineData("2026-06-01T13:00:00Z", false)]
    public void A_later_schedule_begins_with_a_batch_of_the_one_before(string from, bool may) => Assert.Equal(may, book.Add(Weekly with { From = At(from) }));

    [Fact]
    public void At_a_change_the_old_schedule_has_its_last_batch_and_the_new_one_its_first()
    {
        var change = At("2026-06-22T13:00:00Z");
        Assert.True(book.Add(new Schedule(change, TimeSpan.FromDays(1), 5, 2, TimeSpan.FromMinutes(10), 7)));
        var last = book.Next(LeafKind.Register, At("2026-06-15T13:00:00Z"))!.Value;
        Assert.Equal((change, 24), (last.Due, last.Leaves));
        var first = book.Next(LeafKind.Register, change)!.Value;
        Assert.Equal((change.AddDays(1), 5), (first.Due, first.Leaves));
        Assert.Equal((change, 3), (book.DueAt(LeafKind.Authorisation, change)!.Value.Due, book.DueAt(LeafKind.Authorisation, change)!.Value.Leaves));
        var epoch = book.Next(LeafKind.Authorisation, change)!.Value;
        Assert.Equal((change.AddMinutes(10), 7), (epoch.Due, epoch.Leaves));
    }

    [Theory]
    [InlineData("2026-06-08T13:00:00Z")]
    [InlineData("2026-06-15T12:59:59Z")]
    [InlineData("2026-01-01T00:00:00Z")]
    public void At_any_other_moment_none_is_due(string moment) => Assert.Null(book.DueAt(LeafKind.Register, At(moment)));

    [Fact]
    public void Numbers_that_cannot_be_are_named()
    {
        Assert.Null(Weekly.Wrong());
        Assert.Equal("batch", (Weekly with { BatchEvery = TimeSpan.FromDays(28.5) }).Wrong());
        Assert.Equal("batch", (Weekly with { BatchEvery = TimeSpan.Zero }).Wrong());
        Assert.Equal("leaves", (Weekly with { BatchLeaves = 0 }).Wrong());
        Assert.Equal("reserve", (Weekly with { Reserve = 24 }).Wrong());
        Assert.Equal("epoch", (Weekly with { EpochEvery = TimeSpan.FromMinutes(11) }).Wrong());
        Assert.Equal("epoch", (Weekly with { EpochEvery = TimeSpan.FromDays(14) }).Wrong());
        Assert.Equal("authorisations", (Weekly with { EpochLeaves = Schedule.MostLeaves + 1 }).Wrong());
        Assert.Equal("from", (Weekly with { From = At("9999-12-31T00:00:00Z") }).Wrong());
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
