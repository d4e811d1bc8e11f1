using Writ.Agencies.Verify;
using Writ.Base;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Feed.AgencyPosts;
using Writ.Neighbors.Feed.Comment;
using Writ.Neighbors.Feed.Looks;
using Writ.Neighbors.Feed.Moderate;
using Writ.Neighbors.Feed.Pages;
using Writ.Neighbors.Tests.Requests;

namespace Writ.Neighbors.Tests.Feed;

/// <summary>What an agency has of the feed, and what it has not.</summary>
public sealed class AgencyFeedTests
{
    [Fact]
    public async Task An_agency_sees_what_is_ticked_published_and_in_its_jurisdiction_and_nothing_else()
    {
        await using var square = await Square.Open();
        var ticked = await square.Published(square.Ann, agencies: true);
        var others = new[]
        {
            await square.Published(square.Ann), await square.Sent(square.Ann, agencies: true), await square.Published(square.Ann, agencies: true, cell: "n10.0e10.0"),
            await square.Draft(square.Ann),
        };
        Assert.Equal([ticked], (await Listed(square, square.Office.Author)).Select(p => p.Id));
        await Square.Ok(square.Get<OpenAsAgency>().Handle(ticked, square.Office.Author));
        foreach (var id in others.Append("pst_0000000000000000").Append("x")) await Square.No("feed-unknown", square.Get<OpenAsAgency>().Handle(id, square.Office.Author));
        square.Office.Now += TimeSpan.FromDays(90);
        Assert.Empty(await Listed(square, square.Office.Author));
        await Square.No("feed-unknown", square.Get<OpenAsAgency>().Handle(ticked, square.Office.Author));
    }

    [Fact]
    public async Task An_agency_without_a_partnership_reads_and_writes_nothing()
    {
        await using var square = await Square.Open(sample: false);
        var ticked = await square.Published(square.Ann, agencies: true);
        var now = square.Office.Now;
        Assert.Null(await square.Office.Store.Look(work => square.Get<FeedBook>().ForAgency(work, square.Office.Agency, now)));
        await Square.No("feed-inert", square.Get<OpenAsAgency>().Handle(ticked, square.Office.Author));
        await Square.No("feed-inert", square.Get<WriteComment>().Agency(ticked, "", "Hello", square.Office.Author));
        await Square.No("feed-inert", square.Get<WriteAgencyPost>().Send("", Square.Town, "The bridge is closed.", square.Office.Author));
    }

    [Fact]
    public async Task Only_where_the_tick_lets_it_an_agency_comments_and_is_marked_as_one()
    {
        await using var square = await Square.Open();
        var (ticked, plain) = (await square.Published(square.Ann, agencies: true), await square.Published(square.Ann));
        var (comments, once) = (square.Get<WriteComment>(), IdText.New(FeedComment.Prefix));
        await Square.No("feed-unknown", comments.Agency(plain, "", "Hello", square.Office.Author));
        for (var i = 0; i < 2; i++) Assert.Equal(CommentState.Published, (await comments.Agency(ticked, once, "The shelter reads its chip.", square.Office.Author)).Value);
        Assert.Equal(CommentState.Held, (await comments.Agency(ticked, "", "Please send us the footage.", square.Office.Author)).Value);
        await Square.No("requests-text-link", comments.Agency(ticked, "", "See https://example.org", square.Office.Author));
        var rows = await square.All<FeedComment>();
        Assert.All(rows, r => Assert.Equal(("Sample Police", square.Office.Agency, null), (r.Name, r.AgencyId!.Value, r.Author)));
    }

    [Fact]
    public async Task Who_of_an_agency_opened_it_is_recorded_once_in_ten_minutes_and_its_author_reads_which_agency()
    {
        await using var square = await Square.Open();
        var ticked = await square.Published(square.Ann, agencies: true);
        for (var i = 0; i < 3; i++) await Square.Ok(square.Get<OpenAsAgency>().Handle(ticked, square.Office.Author));
        await Square.Ok(square.Get<OpenAsAgency>().Handle(ticked, square.Office.Supervisor));
        square.Office.Now += TimeSpan.FromMinutes(10);
        await Square.Ok(square.Get<OpenAsAgency>().Handle(ticked, square.Office.Author));
        Assert.Equal([square.Office.Author.Subject, square.Office.Supervisor.Subject, square.Office.Author.Subject], (await square.All<FeedLook>()).OrderBy(l => l.Seq).Select(l => l.Officer));

        // The author reads the agency and no officer; nobody else reads anything.
        async Task<IReadOnlyList<Neighbors.Feed.Pages.AgencyLook>> Read(Caller who)
        {
            var row = (await square.Row(ticked))!;
            return (await square.Office.Store.Look(work => square.Get<Neighbors.Feed.Pages.FeedViews>().Resident(work, row, who, null))).Looks;
        }

        var look = Assert.Single(await Read(square.Ann));
        Assert.Equal(("Sample Police", square.Office.Now - TimeSpan.FromMinutes(10), square.Office.Now), (look.Agency, look.First, look.Last));
        Assert.Empty(await Read(square.Ben));

        // Kept a year, and not a tick longer.
        square.Office.Now = square.Office.Now - TimeSpan.FromMinutes(10) + TimeSpan.FromDays(365) - TimeSpan.FromTicks(1);
        await square.Office.Work();
        Assert.Equal(3, (await square.All<FeedLook>()).Count);
        square.Office.Now += TimeSpan.FromTicks(1);
        await square.Office.Work();
        Assert.Single(await square.All<FeedLook>());
    }

    [Fact]
    public async Task An_agency_s_post_goes_through_a_moderator_is_marked_and_takes_no_comments()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ann);
        var (posts, once) = (square.Get<WriteAgencyPost>(), IdText.New(FeedPost.Prefix));
        await Square.No("feed-outside-jurisdiction", posts.Send("", "n10.0e10.0", "The bridge is closed.", square.Office.Author));
        await Square.No("feed-place-finer", posts.Send("", "44.29, -88.41", "The bridge is closed.", square.Office.Author));
        await Square.No("requests-text-hidden", posts.Send("", Square.Town, "The \u202Ebridge", square.Office.Author));
        for (var i = 0; i < 2; i++) Assert.Equal(once, (await posts.Send(once, Square.Town, "The bridge is closed.", square.Office.Author)).Value);
        Assert.Empty(await square.Seen(square.Ann));
        await Square.Ok(square.Get<DecidePost>().Publish(once, square.Moderator));
        var seen = Assert.Single(await square.Seen(square.Ann));
        Assert.Equal((true, "Sample Police", FeedCategory.AgencyUpdate), (seen.OfAgency, seen.Name, seen.Category));
        await Square.No("feed-no-comments", square.Get<WriteComment>().Resident(once, "", "Hello", true, square.Ann));
        await Square.No("feed-unknown", square.Get<WriteComment>().Agency(once, "", "Hello", square.Office.Author));
    }

    [Fact]
    public async Task What_an_agency_wrote_is_shown_and_published_only_while_it_may_ask()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ann);
        var posts = square.Get<WriteAgencyPost>();
        var shown = (await posts.Send(IdText.New(FeedPost.Prefix), Square.Town, "The bridge is closed.", square.Office.Author)).Value;
        await Square.Ok(square.Get<DecidePost>().Publish(shown, square.Moderator));
        var waits = (await posts.Send(IdText.New(FeedPost.Prefix), Square.Town, "The bridge is open.", square.Office.Author)).Value;
        var ticked = await square.Published(square.Ben, agencies: true);
        var held = IdText.New(FeedComment.Prefix);
        Assert.Equal(CommentState.Held, (await square.Get<WriteComment>().Agency(ticked, held, "Please send us the footage.", square.Office.Author)).Value);
        Assert.Equal(2, (await square.Seen(square.Ann)).Count);
        await Square.Ok(square.Get<VerifyAgency>().Suspend(square.Office.Agency, new SuspendAgencyRequest("Its mailbox was sold."), Office.Staff()));

        Assert.Equal([ticked], (await square.Seen(square.Ann)).Select(p => p.Id));
        var page = await square.Office.Store.Look(async work => await square.Get<FeedViews>().Resident(work, (await FeedBook.ForResident(work, shown, square.Ann, square.Office.Now))!, square.Ann, null));
        Assert.False(page.Speaks);
        await Square.No("feed-author-inert", square.Get<DecidePost>().Publish(waits, square.Moderator));
        await Square.No("feed-author-inert", square.Get<DecideComment>().Publish(held, square.Moderator));
        await Square.Ok(square.Get<DecideComment>().Refuse(held, "off-topic", square.Moderator));

        // In force again, it speaks again.
        await Square.Ok(square.Get<VerifyAgency>().Handle(square.Office.Agency, new VerifyAgencyRequest("call-back", "Called the printed number."), Office.Staff()));
        Assert.Equal(2, (await square.Seen(square.Ann)).Count);
        await Square.Ok(square.Get<DecidePost>().Publish(waits, square.Moderator));
    }

    [Fact]
    public async Task Two_towns_that_differ_in_what_is_not_ticked_are_the_same_to_an_agency()
    {
        // The views that its pages are made of; names and ids are drawn anew, so one town's are compared with themselves before and after.
        await using var square = await Square.Open();
        var ticked = await square.Published(square.Ann, agencies: true);
        await Square.Ok(square.Get<WriteComment>().Resident(ticked, IdText.New("cmt"), "Thank you.", true, square.Ben));
        async Task<string> World()
        {
            var view = await square.Office.Store.Look(async work => await square.Get<FeedViews>().Agency(work, (await FeedBook.Post(work, ticked))!, square.Office.Author, null));
            return System.Text.Json.JsonSerializer.Serialize(new
            {
                Listed = (await Listed(square, square.Office.Author)).Select(p => new { p.Id, p.Name, p.Text, p.Category, p.Cell, p.AnsweredAt }),
                view.From, Comments = view.Comments.Select(c => new { c.Row.Id, c.Row.Name, c.Row.Text, c.Row.At }), view.MayComment, view.Mine, view.Flagged,
                Unknown = (await square.Get<OpenAsAgency>().Handle("pst_0000000000000000", square.Office.Author)).Refusal,
            });
        }

        var before = await World();
        var plain = await square.Published(square.Ann);
        await square.Comment(plain, square.Ben);
        _ = await square.Refused(square.Ben);
        _ = await square.Asked();
        await Square.Ok(square.Get<Neighbors.Feed.Mute.MuteItem>().Mute("Post", ticked, square.Ben));
        await Square.Ok(square.Get<Neighbors.Feed.Flag.FlagItem>().Post(ticked, "advert", square.Ben));
        _ = await square.Get<WriteComment>().Resident(ticked, IdText.New("cmt"), "Call 555 010 2030.", true, square.Ben);
        Assert.Equal(before, await World());
    }

    private static async Task<List<FeedPost>> Listed(Square square, Caller officer)
    {
        var now = square.Office.Now;
        return (await square.Office.Store.Look(work => square.Get<FeedBook>().ForAgency(work, officer.Agency!.Value, now)))!;
    }
}
