using Writ.Base;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Feed.Appeal;
using Writ.Neighbors.Feed.Comment;
using Writ.Neighbors.Feed.Flag;
using Writ.Neighbors.Feed.Moderate;
using Writ.Neighbors.Tests.Requests;

namespace Writ.Neighbors.Tests.Feed;

/// <summary>Moderators: before publication, at appeals, after flags; and comments.</summary>
public sealed class ModerationTests
{
    [Fact]
    public async Task What_was_refused_its_author_alone_sees_with_the_rule()
    {
        await using var square = await Square.Open();
        var id = await square.Sent(square.Ann);
        await Square.No("feed-reason", square.Get<DecidePost>().Refuse(id, "because", square.Moderator));
        await Square.No("feed-reason", square.Get<DecidePost>().Refuse(id, "", square.Moderator));
        for (var i = 0; i < 2; i++) await Square.Ok(square.Get<DecidePost>().Refuse(id, "no-behaviour", square.Moderator));
        var now = square.Office.Now;
        var (hers, his) = await square.Office.Store.Look(async work => (await FeedBook.ForResident(work, id, square.Ann, now), await FeedBook.ForResident(work, id, square.Ben, now)));
        Assert.Equal(FeedReason.NoBehaviour, hers!.Reason);
        Assert.Null(his);
        await Square.No("feed-wrong-state", square.Get<DecidePost>().Publish(id, square.Second));
    }

    [Fact]
    public async Task An_appeal_is_decided_by_another_moderator()
    {
        await using var square = await Square.Open();
        var id = await square.Refused(square.Ann);
        await Square.Ok(square.Get<AppealRefusal>().Handle(id, "Please look again.", square.Ann));
        await Square.No("feed-same-moderator", square.Get<DecidePost>().Publish(id, square.Moderator));
        await Square.No("feed-same-moderator", square.Get<DecidePost>().Refuse(id, "advert", square.Moderator));
        await Square.Ok(square.Get<DecidePost>().Publish(id, square.Second));
        var row = (await square.Row(id))!;
        Assert.Equal((FeedState.Published, null, square.Second.Subject), (row.State, row.Reason, row.AppealModerator));
        Assert.Equal(square.Office.Now + TimeSpan.FromDays(90), row.UntilAt);
    }

    [Fact]
    public async Task Of_two_moderators_at_once_one_decides()
    {
        await using var square = await Square.Open();
        var id = await square.Sent(square.Ann);
        var both = await Task.WhenAll(square.Get<DecidePost>().Publish(id, square.Moderator), square.Get<DecidePost>().Refuse(id, "advert", square.Second));
        Assert.Single(both, r => r.Ok);
        Assert.Equal("feed-wrong-state", both.Single(r => !r.Ok).Refusal!.Code);
    }

    [Fact]
    public async Task Three_people_s_flags_hide_it_and_two_do_not()
    {
        await using var square = await Square.Open();
        var id = await square.Published(square.Ann);
        var flags = square.Get<FlagItem>();
        for (var i = 0; i < 5; i++) await Square.Ok(flags.Post(id, "advert", square.Ben));
        await Square.Ok(flags.Post(id, "threat", Square.Resident()));
        Assert.Equal(FeedState.Published, (await square.Row(id))!.State);
        await Square.Ok(flags.Post(id, "threat", Square.Resident()));
        Assert.Equal(FeedState.Hidden, (await square.Row(id))!.State);
        await Square.No("feed-unknown", flags.Post(id, "threat", Square.Resident()));
    }

    [Fact]
    public async Task What_a_moderator_lets_stand_wants_three_new_people()
    {
        await using var square = await Square.Open();
        var id = await square.Published(square.Ann);
        var (flags, three) = (square.Get<FlagItem>(), Enumerable.Range(0, 3).Select(_ => Square.Resident()).ToList());
        foreach (var who in three) await Square.Ok(flags.Post(id, "advert", who));
        await Square.Ok(square.Get<DecidePost>().Publish(id, square.Second));
        foreach (var who in three) await Square.Ok(flags.Post(id, "advert", who));
        for (var i = 0; i < 2; i++) await Square.Ok(flags.Post(id, "advert", Square.Resident()));
        Assert.Equal(FeedState.Published, (await square.Row(id))!.State);
        await Square.Ok(flags.Post(id, "advert", Square.Resident()));
        Assert.Equal(FeedState.Hidden, (await square.Row(id))!.State);

        // Taken away now, its author may still appeal once, and whoever decides that is neither.
        await Square.Ok(square.Get<DecidePost>().Refuse(id, "advert", square.Second));
        await Square.Ok(square.Get<AppealRefusal>().Handle(id, "It sells nothing.", square.Ann));
        await Square.No("feed-same-moderator", square.Get<DecidePost>().Publish(id, square.Second));
        await Square.Ok(square.Get<DecidePost>().Publish(id, square.Moderator));
        for (var i = 0; i < 3; i++) await Square.Ok(flags.Post(id, "advert", Square.Resident()));
        await Square.No("feed-same-moderator", square.Get<DecidePost>().Refuse(id, "advert", square.Moderator));
        await Square.Ok(square.Get<DecidePost>().Refuse(id, "advert", square.Second));
        await Square.No("feed-appeal-used", square.Get<AppealRefusal>().Handle(id, "It sells nothing.", square.Ann));
    }

    [Fact]
    public async Task Nobody_flags_what_is_theirs_and_a_flag_names_a_rule()
    {
        await using var square = await Square.Open();
        var id = await square.Published(square.Ann);
        var comment = await square.Comment(id, square.Ben);
        await Square.No("feed-wrong-state", square.Get<FlagItem>().Post(id, "advert", square.Ann));
        await Square.No("feed-wrong-state", square.Get<FlagItem>().Comment(comment, "advert", square.Ben));
        await Square.No("feed-reason", square.Get<FlagItem>().Post(id, "3", square.Ben));
        await Square.No("feed-unknown", square.Get<FlagItem>().Comment("cmt_0000000000000000", "advert", square.Ben));
    }

    [Fact]
    public async Task A_comment_stands_at_once_unless_words_in_it_want_a_look()
    {
        await using var square = await Square.Open();
        var id = await square.Published(square.Ann);
        var (comments, once) = (square.Get<WriteComment>(), IdText.New(FeedComment.Prefix));
        for (var i = 0; i < 2; i++) Assert.Equal(CommentState.Published, (await comments.Resident(id, once, "Thank you.", true, square.Ben)).Value);
        Assert.Single(await square.All<FeedComment>());
        await Square.No("feed-unknown", comments.Resident(id, once, "Thank you.", true, Square.Resident()));
        Assert.Equal(CommentState.Held, (await comments.Resident(id, "", "Call 555 010 2030.", true, square.Ben)).Value);
        await Square.No("requests-text-link", comments.Resident(id, "", "See https://example.org/", true, square.Ben));
        await Square.No("feed-race-alone", comments.Resident(id, "", "It was a black man", true, square.Ben));
        var held = (await square.All<FeedComment>()).Single(c => c.State == CommentState.Held);
        for (var i = 0; i < 2; i++) await Square.Ok(square.Get<DecideComment>().Refuse(held.Id, "private-person", square.Moderator));
        await Square.No("feed-wrong-state", square.Get<DecideComment>().Publish(held.Id, square.Second));
    }

    [Fact]
    public async Task Three_flags_hide_a_comment_and_a_moderator_lets_it_stand()
    {
        await using var square = await Square.Open();
        var comment = await square.Comment(await square.Published(square.Ann), square.Ben);
        for (var i = 0; i < 3; i++) await Square.Ok(square.Get<FlagItem>().Comment(comment, "harassment", Square.Resident()));
        Assert.Equal(CommentState.Hidden, (await square.All<FeedComment>()).Single().State);
        await Square.Ok(square.Get<DecideComment>().Publish(comment, square.Moderator));
        Assert.Equal(CommentState.Published, (await square.All<FeedComment>()).Single().State);
    }

    [Fact]
    public async Task A_refused_comment_is_appealed_once_and_another_moderator_decides()
    {
        await using var square = await Square.Open();
        var post = await square.Published(square.Ann);
        var (appeals, decide) = (square.Get<AppealRefusal>(), square.Get<DecideComment>());
        var standing = await square.Comment(post, square.Ben);
        await Square.No("feed-wrong-state", appeals.Comment(standing, "It should stand.", square.Ben));
        var id = await RefusedComment(square, post);
        foreach (var stranger in new[] { square.Ann, Square.Resident() }) await Square.No("feed-unknown", appeals.Comment(id, "Please look again.", stranger));
        await Square.No("feed-unknown", appeals.Comment("cmt_0000000000000000", "Please look again.", square.Ben));
        await Square.No("input-missing", appeals.Comment(id, "", square.Ben));
        await Square.No("input-too-long", appeals.Comment(id, new string('x', 1001), square.Ben));
        await Square.No("requests-text-hidden", appeals.Comment(id, "look \u202Eagain", square.Ben));
        Assert.DoesNotContain((await Waiting(square)).Comments, c => c.Id == id);

        for (var i = 0; i < 2; i++) await Square.Ok(appeals.Comment(id, "It is the shop's own number.", square.Ben));
        await Square.No("feed-appeal-used", appeals.Comment(id, "Another reason.", square.Ben));
        Assert.Contains((await Waiting(square)).Comments, c => c.Id == id);
        await Square.No("feed-same-moderator", decide.Publish(id, square.Moderator));
        await Square.No("feed-same-moderator", decide.Refuse(id, "advert", square.Moderator));
        for (var i = 0; i < 2; i++) await Square.Ok(decide.Publish(id, square.Second));
        var row = (await square.All<FeedComment>()).Single(c => c.Id == id);
        Assert.Equal((CommentState.Published, (FeedReason?)null, square.Moderator.Subject), (row.State, row.Reason, row.Moderator));
        Assert.DoesNotContain((await Waiting(square)).Comments, c => c.Id == id);

        // Flagged later, whoever decided the appeal has had their say; and there is no second appeal.
        for (var i = 0; i < 3; i++) await Square.Ok(square.Get<FlagItem>().Comment(id, "advert", Square.Resident()));
        await Square.No("feed-same-moderator", decide.Refuse(id, "advert", square.Second));
        await Square.Ok(decide.Refuse(id, "advert", square.Moderator));
        await Square.No("feed-appeal-used", appeals.Comment(id, "It is the shop's own number.", square.Ben));
    }

    [Fact]
    public async Task An_appeal_of_a_comment_can_fail_for_good_and_goes_with_the_comment()
    {
        await using var square = await Square.Open();
        var post = await square.Published(square.Ann);
        var (lost, deleted) = (await RefusedComment(square, post), await RefusedComment(square, post));
        foreach (var id in new[] { lost, deleted }) await Square.Ok(square.Get<AppealRefusal>().Comment(id, "Please look again.", square.Ben));
        for (var i = 0; i < 2; i++) await Square.Ok(square.Get<DecideComment>().Refuse(lost, "advert", square.Second));
        Assert.Equal((CommentState.Refused, FeedReason.Advert), (await square.All<FeedComment>()).Where(c => c.Id == lost).Select(c => (c.State, c.Reason!.Value)).Single());
        await Square.No("feed-appeal-used", square.Get<AppealRefusal>().Comment(lost, "Please look again.", square.Ben));
        await Square.No("feed-wrong-state", square.Get<DecideComment>().Publish(lost, square.Moderator));
        await Square.Ok(square.Get<Neighbors.Feed.Post.DeleteOwn>().Comment(deleted, square.Ben));
        Assert.Equal(lost, Assert.Single(await square.All<FeedCommentAppeal>()).CommentId);
        square.Office.Now += TimeSpan.FromDays(90);
        await Square.No("feed-unknown", square.Get<AppealRefusal>().Comment(lost, "Please look again.", square.Ben));
        await square.Office.Work();
        Assert.Empty(await square.All<FeedCommentAppeal>());
    }

    [Fact]
    public async Task Of_two_moderators_at_once_one_decides_the_appeal_of_a_comment()
    {
        await using var square = await Square.Open();
        var id = await RefusedComment(square, await square.Published(square.Ann));
        await Square.Ok(square.Get<AppealRefusal>().Comment(id, "Please look again.", square.Ben));
        var third = Requests.Office.Staff();
        var both = await Task.WhenAll(square.Get<DecideComment>().Publish(id, square.Second), square.Get<DecideComment>().Refuse(id, "advert", third));
        Assert.Single(both, r => r.Ok);
    }

    private static async Task<string> RefusedComment(Square square, string post)
    {
        var id = IdText.New(FeedComment.Prefix);
        Assert.Equal(CommentState.Held, (await square.Get<WriteComment>().Resident(post, id, "Call 555 010 2030.", true, square.Ben)).Value);
        await Square.Ok(square.Get<DecideComment>().Refuse(id, "private-person", square.Moderator));
        return id;
    }

    private static Task<Neighbors.Feed.Pages.FeedModerationList> Waiting(Square square) => square.Office.Store.Look(square.Get<Neighbors.Feed.Pages.FeedViews>().Moderation);

    [Fact]
    public async Task Thirty_comments_a_day_are_the_most()
    {
        await using var square = await Square.Open(new FeedLimits { CommentsPerDay = 2 });
        var id = await square.Published(square.Ann);
        for (var i = 0; i < 2; i++) await square.Comment(id, square.Ben);
        await Square.No("feed-too-many", square.Get<WriteComment>().Resident(id, "", "Once more.", true, square.Ben));
        Assert.Equal(30, new FeedLimits().CommentsPerDay);
    }

    [Fact]
    public async Task What_moderators_decided_is_published_once_the_quarter_is_over()
    {
        await using var square = await Square.Open();
        _ = await square.Published(square.Ann);
        _ = await square.Published(square.Ann);
        _ = await square.Refused(square.Ann);
        var path = Path.Combine(square.Office.Published, "requests", "feed-moderation.json");
        await square.Office.Work();
        Assert.False(File.Exists(path));
        square.Office.Now = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        await square.Office.Work();
        Assert.Equal(
            """{"format":"writ.feed-moderation/v1","totals":[{"count":2,"quarter":"2026-Q1","reason":"none","what":"post"},{"count":1,"quarter":"2026-Q1","reason":"off-topic","what":"post"}]}""",
            File.ReadAllText(path));
    }

    [Theory]
    [InlineData("{\"flagsHide\":0}")]
    [InlineData("{\"postLasts\":\"91.00:00:00\"}")]
    [InlineData("{\"mostClip\":67108865}")]
    [InlineData("{\"unknown\":1}")]
    [InlineData("[]")]
    public void A_file_of_limits_that_does_not_fit_is_refused(string json) =>
        Assert.Equal("feed-limits-file", FeedLimitsFile.Read(_ => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Refusal!.Code);

    [Fact]
    public void A_file_of_limits_changes_what_it_names_and_nothing_else()
    {
        var limits = FeedLimitsFile.Read(_ => new MemoryStream("{\"flagsHide\":2,\"postLasts\":\"30.00:00:00\"}"u8.ToArray())).Value;
        Assert.Equal(new FeedLimits { FlagsHide = 2, PostLasts = TimeSpan.FromDays(30) }, limits);
        Assert.Equal(new FeedLimits(), FeedLimitsFile.Read(_ => null).Value);
    }
}
