using Writ.Base;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Feed.Appeal;
using Writ.Neighbors.Feed.Comment;
using Writ.Neighbors.Feed.Moderate;
using Writ.Neighbors.Feed.Post;
using Writ.Neighbors.Feed.Resolve;

namespace Writ.Neighbors.Tests.Feed;

/// <summary>A post of a resident, from its draft to its end.</summary>
public sealed class PostTests
{
    [Fact]
    public async Task A_post_is_seen_by_nobody_else_before_a_moderator_published_it()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben);
        var id = await square.Sent(square.Ann);
        Assert.Empty(await square.Seen(square.Ben));
        await Square.No("feed-unknown", square.Get<WriteComment>().Resident(id, "", "Hello", true, square.Ben));
        await Square.Ok(square.Get<DecidePost>().Publish(id, square.Moderator));
        Assert.Equal(id, Assert.Single(await square.Seen(square.Ben)).Id);
    }

    [Fact]
    public async Task The_tick_for_agencies_is_off_unless_it_is_set()
    {
        await using var square = await Square.Open();
        Assert.False((await square.Row(await square.Sent(square.Ann)))!.ToAgencies);
        Assert.True((await square.Row(await square.Sent(square.Ann, agencies: true)))!.ToAgencies);
        Assert.False(new TypedPost().ToAgencies);
    }

    [Fact]
    public async Task What_they_looked_like_is_taken_only_after_what_they_did()
    {
        await using var square = await Square.Open();
        var posts = square.Get<WritePost>();
        var id = await square.Draft(square.Ann, "suspicious");
        var typed = new TypedPost("They tried each car door handle.", "Last night", "A dark jacket");
        await Square.No("feed-behaviour-first", posts.Save(id, 1, typed, square.Ann));
        await Square.No("feed-behaviour-first", posts.Send(id, 1, typed, true, square.Ann));
        await Square.Ok(posts.Save(id, 1, typed with { Appearance = "" }, square.Ann));
        await Square.Ok(posts.Send(id, 2, typed, true, square.Ann));
        Assert.Equal("A dark jacket", (await square.Row(id))!.Appearance);
    }

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public async Task Behaviour_is_said_in_at_least_twenty_characters(int length, bool passes)
    {
        await using var square = await Square.Open();
        var id = await square.Draft(square.Ann, "unknown-visitor");
        var sent = square.Get<WritePost>().Send(id, 1, new TypedPost(new string('a', length), "Today"), true, square.Ann);
        if (passes) await Square.Ok(sent);
        else await Square.No("feed-behaviour-short", sent);
    }

    [Fact]
    public async Task Race_alone_is_refused_in_appearance_whatever_they_did()
    {
        await using var square = await Square.Open();
        var id = await square.Draft(square.Ann, "suspicious");
        var typed = new TypedPost("Somebody in a red jacket with a ladder tried each car door.", "Last night");
        await Square.Ok(square.Get<WritePost>().Save(id, 1, typed, square.Ann));
        await Square.No("feed-race-alone", square.Get<WritePost>().Send(id, 2, typed with { Appearance = "A black man." }, true, square.Ann));
    }

    [Fact]
    public async Task Nobody_writes_before_they_said_that_they_are_13_and_are_asked_once()
    {
        await using var square = await Square.Open();
        var post = await square.Published(square.Ben);
        await Square.No("feed-age", square.Get<WriteComment>().Resident(post, IdText.New("cmt"), "Hello there", false, square.Ann));
        var id = await square.Draft(square.Ann);
        await Square.No("feed-age", square.Get<WritePost>().Send(id, 1, new TypedPost("Hello there"), false, square.Ann));
        Assert.DoesNotContain(await square.All<FeedMember>(), m => m.Account == square.Ann.Account && m.DeclaredAt is not null);
        await Square.Ok(square.Get<WritePost>().Send(id, 1, new TypedPost("Hello there"), true, square.Ann));
        await Square.Ok(square.Get<WriteComment>().Resident(post, IdText.New("cmt"), "Hello there", false, square.Ann));
    }

    [Fact]
    public async Task Five_drafts_and_five_posts_a_day_are_the_most()
    {
        await using var square = await Square.Open();
        for (var i = 0; i < 5; i++) await square.Sent(square.Ann);
        var sixth = await square.Draft(square.Ann);
        await Square.No("feed-too-many", square.Get<WritePost>().Send(sixth, 1, new TypedPost("Hello there"), true, square.Ann));
        for (var i = 0; i < 4; i++) await square.Draft(square.Ann);
        await Square.No("feed-drafts-too-many", square.Get<WritePost>().Begin("", "crime", Square.Town, square.Ann));
        square.Office.Now += TimeSpan.FromDays(1);
        await Square.Ok(square.Get<WritePost>().Send(sixth, 1, new TypedPost("Hello there"), true, square.Ann));
    }

    [Fact]
    public async Task A_form_sent_twice_does_it_once_and_two_pages_do_not_overwrite_each_other()
    {
        await using var square = await Square.Open();
        var (posts, once) = (square.Get<WritePost>(), IdText.New(FeedPost.Prefix));
        for (var i = 0; i < 2; i++) Assert.Equal(once, (await posts.Begin(once, "crime", Square.Town, square.Ann)).Value);
        await Square.No("feed-unknown", posts.Begin(once, "crime", Square.Town, square.Ben));
        await Square.Ok(posts.Save(once, 1, new TypedPost("First words"), square.Ann));
        await Square.No("feed-changed", posts.Save(once, 1, new TypedPost("Other words"), square.Ann));
        Assert.Equal("First words", (await square.Row(once))!.Text);
        for (var i = 0; i < 2; i++) await Square.Ok(posts.Send(once, 2, new TypedPost("First words"), true, square.Ann));
        await Square.No("feed-wrong-state", posts.Send(once, 2, new TypedPost("Other words"), true, square.Ann));
        Assert.Single(await square.All<FeedPost>());
    }

    [Fact]
    public async Task A_post_belongs_to_its_author_alone()
    {
        await using var square = await Square.Open();
        var id = await square.Draft(square.Ann);
        await Square.No("feed-unknown", square.Get<WritePost>().Save(id, 1, new TypedPost("Mine"), square.Ben));
        await Square.No("feed-unknown", square.Get<WritePost>().Send(id, 1, new TypedPost("Mine"), true, square.Ben));
        await Square.No("feed-unknown", square.Get<DeleteOwn>().Post(id, square.Ben));
        await Square.No("feed-unknown", square.Get<ResolvePost>().Handle(id, square.Ben));
        await Square.No("feed-unknown", square.Get<DecidePost>().Publish(id, square.Moderator));
        await Square.No("feed-category", square.Get<WritePost>().Begin("", "agency-update", Square.Town, square.Ann));
        await Square.No("feed-category", square.Get<WritePost>().Begin("", "0", Square.Town, square.Ann));
    }

    [Fact]
    public async Task Nothing_leads_from_one_post_of_somebody_to_another_or_to_their_account()
    {
        await using var square = await Square.Open(new FeedLimits { PostsPerDay = 100, CommentsPerDay = 100 });
        var (posts, names) = (new List<string>(), new List<string>());
        for (var i = 0; i < 20; i++) posts.Add(await square.Published(i % 2 == 0 ? square.Ann : square.Ben));
        foreach (var id in posts) names.Add((await square.Row(id))!.Name);

        // Each comments twice on each.
        foreach (var id in posts)
        {
            foreach (var who in new[] { square.Ann, square.Ben })
            {
                await square.Comment(id, who);
                await square.Comment(id, who);
            }
        }

        Assert.Equal(20, names.Distinct().Count());
        var comments = await square.All<FeedComment>();
        foreach (var id in posts)
        {
            var here = comments.Where(c => c.PostId == id).GroupBy(c => c.Author).ToList();

            // One word for each on one post, the author's being the post's.
            Assert.All(here, g => Assert.Single(g.Select(c => c.Name).Distinct()));
            Assert.Contains(here, g => g.First().Name == names[posts.IndexOf(id)]);
        }

        Assert.Equal(40, comments.Select(c => c.Name).Distinct().Count());
        Assert.All(comments.Select(c => c.Name).Concat(names), name => Assert.Matches("^Neighbour [b-df-hj-np-tv-z2-9]{8}$", name));
        Assert.All(comments.Select(c => c.Name).Concat(names), name => Assert.DoesNotContain(name[10..], square.Ann.Subject + square.Ben.Subject, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_its_author_deletes_is_gone_with_everything_that_hung_on_it()
    {
        await using var square = await Square.Open();
        var id = await square.Published(square.Ann, "Words that nobody else would choose: quoll.");
        var comment = await square.Comment(id, square.Ben);
        await Square.Ok(square.Get<Neighbors.Feed.Flag.FlagItem>().Post(id, "advert", square.Ben));
        await Square.Ok(square.Get<Neighbors.Feed.Flag.FlagItem>().Comment(comment, "advert", square.Ann));
        await Square.Ok(square.Get<Neighbors.Feed.Mute.MuteItem>().Mute("Post", id, square.Ben));
        await Square.Ok(square.Get<DeleteOwn>().Post(id, square.Ann));
        Assert.Empty(await square.All<FeedPost>());
        Assert.Empty(await square.All<FeedComment>());
        Assert.Empty(await square.All<FeedVoice>());
        Assert.Empty(await square.All<FeedFlag>());
        Assert.Empty(await square.All<FeedMute>());
        await Square.No("feed-unknown", square.Get<DeleteOwn>().Post(id, square.Ann));
        await square.Office.Work();
    }

    [Fact]
    public async Task A_comment_is_deleted_by_who_wrote_it_alone()
    {
        await using var square = await Square.Open();
        var id = await square.Published(square.Ann);
        var comment = await square.Comment(id, square.Ben);
        await Square.No("feed-unknown", square.Get<DeleteOwn>().Comment(comment, square.Ann));
        Assert.Equal(id, (await square.Get<DeleteOwn>().Comment(comment, square.Ben)).Value);
        Assert.Empty(await square.All<FeedComment>());
    }

    [Fact]
    public async Task Only_what_is_published_is_settled()
    {
        await using var square = await Square.Open();
        var id = await square.Sent(square.Ann);
        await Square.No("feed-wrong-state", square.Get<ResolvePost>().Handle(id, square.Ann));
        await Square.Ok(square.Get<DecidePost>().Publish(id, square.Moderator));
        for (var i = 0; i < 2; i++) await Square.Ok(square.Get<ResolvePost>().Handle(id, square.Ann));
        Assert.Equal(square.Office.Now, (await square.Row(id))!.ResolvedAt);
    }

    [Fact]
    public async Task Everything_goes_when_its_time_is_over_and_not_before()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben);
        var (post, refused, draft) = (await square.Published(square.Ann), await square.Refused(square.Ann), await square.Draft(square.Ann));
        await square.Comment(post, square.Ben);
        async Task<bool> There(string id, TimeSpan after)
        {
            square.Office.Now = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero) + after;
            await square.Office.Work();
            return await square.Row(id) is not null;
        }

        var tick = TimeSpan.FromTicks(1);
        Assert.True(await There(draft, TimeSpan.FromDays(14) - tick));
        Assert.False(await There(draft, TimeSpan.FromDays(14)));
        Assert.True(await There(refused, TimeSpan.FromDays(30) - tick));
        Assert.False(await There(refused, TimeSpan.FromDays(30)));
        Assert.True(await There(post, TimeSpan.FromDays(90) - tick));
        Assert.Single(await square.Seen(square.Ben));
        Assert.False(await There(post, TimeSpan.FromDays(90)));
        Assert.Empty(await square.All<FeedComment>());
        Assert.Empty(await square.All<FeedVoice>());
    }

    [Fact]
    public async Task Where_the_sweep_is_late_it_is_out_of_sight_all_the_same()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben);
        var post = await square.Published(square.Ann);
        square.Office.Now += TimeSpan.FromDays(90);
        Assert.Empty(await square.Seen(square.Ben));
        await Square.No("feed-unknown", square.Get<WriteComment>().Resident(post, "", "Hello", true, square.Ben));
    }

    [Fact]
    public async Task An_appeal_is_made_once_by_the_author_and_never_of_what_stands()
    {
        await using var square = await Square.Open();
        var appeals = square.Get<AppealRefusal>();
        await Square.No("feed-wrong-state", appeals.Handle(await square.Published(square.Ann), "Please look again.", square.Ann));
        var id = await square.Refused(square.Ann);
        await Square.No("feed-unknown", appeals.Handle(id, "Please look again.", square.Ben));
        await Square.No("requests-text-markup", appeals.Handle(id, "<i>Please</i>", square.Ann));
        for (var i = 0; i < 2; i++) await Square.Ok(appeals.Handle(id, "Please look again.", square.Ann));
        await Square.Ok(square.Get<DecidePost>().Refuse(id, "advert", square.Second));
        await Square.No("feed-appeal-used", appeals.Handle(id, "Please look again.", square.Ann));
    }
}
