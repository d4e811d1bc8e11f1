using Writ.Neighbors.Feed;
using Writ.Neighbors.Feed.Mute;
using Writ.Neighbors.Feed.Radius;

namespace Writ.Neighbors.Tests.Feed;

public sealed class RadiusTests
{
    [Theory]
    [InlineData("Cell", "n44.2w88.5", true)]
    [InlineData("Cell", "n44.3w88.5", false)]
    [InlineData("Near", "n44.3w88.6", true)]
    [InlineData("Near", "n44.4w88.5", false)]
    [InlineData("Wide", "n44.4w88.7", true)]
    [InlineData("Wide", "n44.5w88.5", false)]
    public async Task Somebody_sees_as_far_as_they_look_and_no_further(string reach, string cell, bool sees)
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben, Enum.Parse<FeedReach>(reach));
        _ = await square.Published(square.Ann, cell: cell);
        Assert.Equal(sees ? 1 : 0, (await square.Seen(square.Ben)).Count);
    }

    [Fact]
    public async Task Who_has_no_square_yet_is_offered_those_where_agencies_in_force_are_and_lists_tell_places_from_one_s_own()
    {
        await using var square = await Square.Open();
        var views = square.Get<Neighbors.Feed.Pages.FeedViews>();
        Task<Neighbors.Feed.Pages.SettingView> Settings() => square.Office.Store.Look(work => views.Settings(work, square.Ben, null, null));
        var town = Assert.Single((await Settings()).Towns);
        Assert.Equal(("n44.2w88.5", true), (town.Value, town.Label.Contains("Sample Police", StringComparison.Ordinal)));
        await square.Live(square.Ben, FeedReach.Wide);
        Assert.Empty((await Settings()).Towns);

        _ = await square.Published(square.Ann);
        _ = await square.Published(square.Ann, cell: "n44.3w88.6");
        var seen = await square.Office.Store.Look(work => views.List(work, square.Ben));
        Assert.Equal(["In your square", "North-west of yours"], seen.Posts.Select(p => p.Where).Order());

        // Without an agreement in force there is no such place.
        await using var quiet = await Square.Open(sample: false);
        Assert.Empty((await quiet.Office.Store.Look(work => quiet.Get<Neighbors.Feed.Pages.FeedViews>().Settings(work, quiet.Ben, null, null))).Towns);
    }

    [Fact]
    public async Task What_is_muted_is_not_seen_and_can_be_seen_again()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben);
        var (one, other) = (await square.Published(square.Ann), await square.Published(square.Ann, category: "animal"));
        var mutes = square.Get<MuteItem>();
        for (var i = 0; i < 2; i++) await Square.Ok(mutes.Mute("Post", one, square.Ben));
        Assert.Equal([other], (await square.Seen(square.Ben)).Select(p => p.Id));
        await Square.Ok(mutes.Mute("Category", "animal", square.Ben));
        Assert.Empty(await square.Seen(square.Ben));
        await square.Live(square.Ann);
        Assert.Equal(2, (await square.Seen(square.Ann)).Count);
        for (var i = 0; i < 2; i++) await Square.Ok(mutes.Unmute("Post", one, square.Ben));
        await Square.Ok(mutes.Unmute("Category", "animal", square.Ben));
        Assert.Equal(2, (await square.Seen(square.Ben)).Count);
    }

    [Fact]
    public async Task An_agency_is_muted_and_residents_are_not()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben);
        var id = (await square.Get<Neighbors.Feed.AgencyPosts.WriteAgencyPost>().Send("", Square.Town, "The bridge is closed.", square.Office.Author)).Value;
        await Square.No("feed-mute-what", square.Get<MuteItem>().Mute("Agency", square.Office.Agency.Text, square.Ben));
        await Square.Ok(square.Get<Neighbors.Feed.Moderate.DecidePost>().Publish(id, square.Moderator));
        var post = await square.Published(square.Ann);
        Assert.Equal(2, (await square.Seen(square.Ben)).Count);
        await Square.Ok(square.Get<MuteItem>().Mute("Agency", square.Office.Agency.Text, square.Ben));
        Assert.Equal([post], (await square.Seen(square.Ben)).Select(p => p.Id));
    }

    [Fact]
    public async Task Only_what_somebody_can_see_is_muted()
    {
        await using var square = await Square.Open();
        var hidden = await square.Sent(square.Ann);
        foreach (var (kind, subject) in new[] { ("Post", hidden), ("Post", "x"), ("Category", "x"), ("Agency", "x"), ("0", hidden), ("", "") })
            await Square.No("feed-mute-what", square.Get<MuteItem>().Mute(kind, subject, square.Ben));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Far")]
    [InlineData("")]
    public async Task What_is_no_answer_is_refused(string typed)
    {
        await using var square = await Square.Open();
        await Square.No("feed-setting", square.Get<SetPlace>().Place(Square.Town, typed, square.Ann));
        await Square.No("feed-setting", square.Get<SetPlace>().Mails(typed, square.Ann));
    }
}
