using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Writ.Base.Footage;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Feed.Ask;
using Writ.Neighbors.Feed.Post;
using Writ.Neighbors.Feed.Radius;

namespace Writ.Neighbors.Tests.Feed;

/// <summary>Of a place nothing but the cell is taken, and nothing finer is kept anywhere.</summary>
public sealed class PlaceTests
{
    [Theory]
    [InlineData("n44.2w88.5", "n44.2w88.5")]
    [InlineData(" n44.2w88.5 ", "n44.2w88.5")]
    [InlineData("44.2, -88.4", "n44.2w88.5")]
    [InlineData("44.2 -88.4", "n44.2w88.5")]
    [InlineData("44, 9", "n44.0e9.0")]
    [InlineData("-0.0, -0.0", "s0.1w0.1")]
    [InlineData("0.0, 0.0", "n0.0e0.0")]
    [InlineData("-33.8; 151.2", "s33.9e151.2")]
    [InlineData("89.9, 179.9", "n89.9e179.9")]
    public void A_square_is_taken_by_its_name_or_by_degrees_that_are_cut_off(string typed, string cell) => Assert.Equal(cell, Cells.Typed(typed, "/place").Value.Text);

    [Fact]
    public void An_agency_chooses_among_the_squares_that_its_area_touches_unless_they_are_too_many()
    {
        static Geometry Of(string wkt) => new WKTReader().Read(wkt);

        // A triangle over four squares leaves one of them out.
        var corner = FeedBook.CellsOf(Of("POLYGON ((-88.49 44.21, -88.31 44.21, -88.49 44.38, -88.49 44.21))"));
        Assert.Equal(["n44.3w88.5", "n44.2w88.5", "n44.2w88.4"], corner.Select(c => c.Text));
        Assert.Equal(["n89.9e179.9"], FeedBook.CellsOf(Of("POLYGON ((179.95 89.95, 180 89.95, 180 90, 179.95 90, 179.95 89.95))")).Select(c => c.Text));
        Assert.Equal(100, FeedBook.CellsOf(Of("POLYGON ((0.01 0.01, 0.99 0.01, 0.99 0.99, 0.01 0.99, 0.01 0.01))")).Count);
        Assert.Empty(FeedBook.CellsOf(Of("POLYGON ((0.01 0.01, 1.01 0.01, 1.01 0.99, 0.01 0.99, 0.01 0.01))")));
    }

    [Theory]
    [InlineData("44.29, -88.41")]
    [InlineData("44.2, -88.41")]
    [InlineData("44.290512 -88.405533")]
    [InlineData("n44.29w88.41")]
    [InlineData("44,29 88,41")]
    [InlineData("44°17'26\"N 88°24'20\"W")]
    [InlineData("44°17′26″ 88°24′20″")]
    public void What_is_finer_is_refused_and_not_repeated(string typed)
    {
        var refusal = Cells.Typed(typed, "/place").Refusal!;
        Assert.Equal("feed-place-finer", refusal.Code);
        Assert.DoesNotContain("44.29", refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("here")]
    [InlineData("90.0, 0.0")]
    [InlineData("-90.0, 0.0")]
    [InlineData("0.0, 180.0")]
    [InlineData("999, 999")]
    [InlineData("44.2")]
    [InlineData("44.2, -88.4, 3")]
    [InlineData("N44.2W88.5")]
    [InlineData("<b>44.2, 88.4</b>")]
    public void What_is_no_square_is_refused(string typed) => Assert.Equal("feed-place-form", Cells.Typed(typed, "/place").Refusal!.Code);

    [Fact]
    public void Rings_go_around_the_date_line_and_stop_at_the_poles()
    {
        static string[] Around(string cell, int rings) => [.. Cells.Around(Cells.Typed(cell, "/p").Value, rings).Select(c => c.Text)];
        Assert.Equal(["n44.2w88.5"], Around("n44.2w88.5", 0));
        Assert.Equal(["n44.3w88.6", "n44.3w88.5", "n44.3w88.4", "n44.2w88.6", "n44.2w88.5", "n44.2w88.4", "n44.1w88.6", "n44.1w88.5", "n44.1w88.4"], Around("n44.2w88.5", 1));
        Assert.Equal(25, Around("n44.2w88.5", 2).Distinct().Count());
        Assert.Contains("n0.0w180.0", Around("n0.0e179.9", 1));
        Assert.Contains("n0.0e179.9", Around("n0.0w180.0", 1));
        Assert.Equal(6, Around("n89.9e0.0", 1).Length);
        Assert.Contains("s0.1w0.1", Around("n0.0e0.0", 1));
    }

    [Theory]
    [InlineData("n44.2w88.5", "n44.2w88.5", "Yours")]
    [InlineData("n44.2w88.5", "n44.3w88.6", "North-west of yours")]
    [InlineData("n44.2w88.5", "n44.2w88.4", "East of yours")]
    [InlineData("n0.0e0.0", "s0.1e0.0", "South of yours")]
    [InlineData("n0.0e179.9", "n0.0w180.0", "East of yours")]
    [InlineData("n0.0w180.0", "n0.0e179.9", "West of yours")]
    public void Where_a_square_lies_is_said_from_one_s_own(string own, string other, string words) =>
        Assert.Equal(words, Cells.Beside(Cells.Typed(own, "/p").Value, Cells.Typed(other, "/p").Value));

    [Fact]
    public void A_square_is_said_in_words()
    {
        Assert.Equal("44.2 to 44.3 north, 88.4 to 88.5 west", Cells.Words(CoarseCell.Of(44.25, -88.45)));
        Assert.Equal("33.8 to 33.9 south, 151.2 to 151.3 east", Cells.Words(CoarseCell.Of(-33.85, 151.25)));
    }

    [Fact]
    public async Task No_byte_of_the_database_holds_a_place_that_was_too_fine()
    {
        await using var square = await Square.Open();
        await Square.No("feed-place-finer", square.Get<WritePost>().Begin("", "crime", "44.2917361, -88.4057742", square.Ann));
        await Square.No("feed-place-finer", square.Get<SetPlace>().Place("44.2917361, -88.4057742", "Near", square.Ann));
        await Square.No("feed-place-finer", square.Get<WriteAsk>().Handle("", square.Ask() with { Place = "44.2917361, -88.4057742" }));
        Assert.Equal(string.Empty, (square.Ask() with { Place = "44.2917361, -88.4057742" }).ForPage().Place);

        // The search finds what is there.
        await square.Live(square.Ann);
        Assert.True(Holds(square, Square.Town));
        Assert.False(Holds(square, "2917361"));
        Assert.False(Holds(square, "4057742"));
    }

    [Fact]
    public async Task No_column_of_the_feed_could_hold_a_place_but_the_cell()
    {
        await using var square = await Square.Open();
        var columns = await square.Office.Store.Look(work => Task.FromResult(Writ.Store.WorkExtensions.Rows(
            work, "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND (m.name LIKE 'feed_%' OR m.name = 'published_clip') ORDER BY 1",
            [], row => row.GetString(0))));
        Assert.Equal(
            [
                "feed_ask.answered_at", "feed_ask.cell", "feed_ask.from_at", "feed_ask.id", "feed_ask.mail", "feed_ask.moderator", "feed_ask.reason", "feed_ask.sent_at", "feed_ask.state",
                "feed_ask.to_at", "feed_ask.until_at", "feed_ask.who", "feed_ask.wish", "feed_ask.wore",
                "feed_comment.agency_id", "feed_comment.answered_at", "feed_comment.at", "feed_comment.author", "feed_comment.id", "feed_comment.moderator", "feed_comment.name",
                "feed_comment.officer", "feed_comment.post_id", "feed_comment.reason", "feed_comment.state", "feed_comment.text",
                "feed_flag.account", "feed_flag.at", "feed_flag.item", "feed_flag.reason", "feed_flag.settled_at",
                "feed_look.agency_id", "feed_look.at", "feed_look.officer", "feed_look.post_id", "feed_look.seq",
                "feed_member.account", "feed_member.cell", "feed_member.declared_at", "feed_member.mail", "feed_member.off_token", "feed_member.reach", "feed_member.told_at",
                "feed_mute.account", "feed_mute.kind", "feed_mute.subject",
                "feed_post.agency_id", "feed_post.answered_at", "feed_post.appeal", "feed_post.appeal_moderator", "feed_post.appealed_at", "feed_post.appearance", "feed_post.author",
                "feed_post.begun_at", "feed_post.category", "feed_post.cell", "feed_post.changed_at", "feed_post.clip", "feed_post.happened", "feed_post.id", "feed_post.moderator",
                "feed_post.name", "feed_post.officer", "feed_post.reason", "feed_post.resolved_at", "feed_post.sent_at", "feed_post.state", "feed_post.text", "feed_post.to_agencies",
                "feed_post.until_at", "feed_post.version",
                "feed_push.account", "feed_push.at", "feed_push.name", "feed_push.sealed", "feed_push.told_at",
                "feed_tally.quarter", "feed_tally.reason", "feed_tally.times", "feed_tally.what",
                "feed_voice.account", "feed_voice.name", "feed_voice.post_id",
                "published_clip.at", "published_clip.blob", "published_clip.consent", "published_clip.holder", "published_clip.sha256", "published_clip.size",
            ],
            columns);
    }

    private static bool Holds(Square square, string text) => Directory.EnumerateFiles(square.Office.Folder, "test.db*").Any(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0;
    });
}
