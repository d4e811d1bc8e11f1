using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Home;
using Writ.Hub.Recording;
using Writ.Hub.Tests.Keeping;

namespace Writ.Hub.Tests.Home;

/// <summary>What the pages at home are told, with the server there and with it gone.</summary>
public sealed class HomePagesTests : HomeHouse
{
    private const string Day = "2026-06-01";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chain_keys_and_boxes_are_the_hubs_own_whether_or_not_there_is_a_server(bool gone)
    {
        There.Gone = gone;
        var state = (await Get(LetIn(HomeRole.Member), "state")).As<HomeStateView>();
        using var key = KeyOf(state);
        var camera = Assert.Single(state.Cameras);
        Assert.Equal((Shelf.Camera.Text, "n52.5e13.4", "owner"), (camera.Camera, camera.Cell, camera.Custody));
        var health = JsonNode.Parse(HomeBox.Open(key, $"health/{Shelf.Camera}", camera.Health!.Box).Value)!;
        Assert.Equal("Front door", (string)health["name"]!);
        Assert.Equal(gone ? 0 : 50_000, state.Quota);
        Assert.Equal([new HomeLine(Shelf.Chain.Home.Text, "member", "active")], (await Ask(LetIn(HomeRole.Member), "GET", "/my/cameras/homes")).As<HomeLine[]>());
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_hub_any_more_is_as_good_as_gone()
    {
        There.Otherwise = (HttpStatusCode.Unauthorized, """{"code":"signin-token-missing","detail":"Sign in."}""");
        var clip = Shelf.Keep();
        var owner = LetIn(HomeRole.Owner);
        Assert.Single((await Get(owner, "state")).As<HomeStateView>().Statements);
        Assert.Equal([clip.Clip.Text], (await Get(owner, $"cameras/{Shelf.Camera}/clips?day={Day}")).As<ClipPage>().Clips.Select(c => c.Clip));
    }

    [Fact]
    public async Task Clips_on_the_shelf_are_played_from_it_without_a_server()
    {
        There.Gone = true;
        var clip = Shelf.Keep();
        Shelf.Clips.MarkSent(clip);
        var member = LetIn(HomeRole.Member);
        Assert.Equal([new DayLine(Day, 1)], (await Get(member, $"cameras/{Shelf.Camera}/days")).As<DayLine[]>());
        var view = Assert.Single((await Get(member, $"cameras/{Shelf.Camera}/clips?day={Day}&most=24")).As<ClipPage>().Clips);
        Assert.Equal(("2026-07-01", false), (view.KeepUntil, view.Pinned));
        Assert.Equal(view.Clip, (await Get(member, $"clips/{clip.Clip}")).As<ClipView>().Clip);
        var state = (await Get(member, "state")).As<HomeStateView>();
        using var key = KeyOf(state);
        using var seal = ClipSeal.Read(key, clip.Clip, view.Header).Value;
        using var card = seal.Open(ClipPart.Card);
        Assert.True(ClipCard.Read(card.All((await Get(member, $"clips/{clip.Clip}/card")).Bytes).Value, Shelf.Chain.Hub).Ok);
        var some = await Ask(member, "GET", $"{Home}/clips/{clip.Clip}/video", range: new RangeHeaderValue(10, 19));
        Assert.Equal((206, $"bytes 10-19/{view.Video}"), (some.Status, some.Headers["Content-Range"]));
        Assert.Equal(File.ReadAllBytes(clip.Part(ClipPart.Video))[10..20], some.Bytes);
        Assert.Equal("hub-server-unreachable", (await Get(member, $"clips/{ClipId.New()}/video")).Code);
    }

    [Fact]
    public async Task What_is_not_here_comes_from_the_server_and_what_both_have_stands_once()
    {
        var (both, waiting) = (Shelf.Keep(), Shelf.Keep());
        Shelf.Clips.MarkSent(both);
        There.Clips.AddRange([View(both.Clip.Text, 1), View("clp_00000000000000zz", 2)]);
        There.Parts["clp_0123456789abcdef/video"] = [1, 2, 3, 4, 5];
        var member = LetIn(HomeRole.Member);
        var tail = $"cameras/{Shelf.Camera}/clips?day={Day}";
        Assert.Equal([waiting.Clip.Text, "clp_00000000000000zz", both.Clip.Text], (await Get(member, tail)).As<ClipPage>().Clips.Select(c => c.Clip));
        Assert.Equal([new DayLine(Day, 3)], (await Get(member, $"cameras/{Shelf.Camera}/days")).As<DayLine[]>());
        Assert.Equal(3, (await Get(member, "export")).As<ClipPage>().Clips.Count);

        var seen = new List<string>();
        for (var query = $"{tail}&most=1"; ;)
        {
            var page = (await Get(member, query)).As<ClipPage>();
            seen.Add(Assert.Single(page.Clips).Clip);
            if (page.Next is null) break;
            query = $"{tail}&most=1&before={page.Next}";
        }

        Assert.Equal([waiting.Clip.Text, "clp_00000000000000zz", both.Clip.Text], seen);
        var some = await Ask(member, "GET", $"{Home}/clips/clp_0123456789abcdef/video", range: new RangeHeaderValue(1, 2));
        Assert.Equal((206, "bytes 1-2/5"), (some.Status, some.Headers["Content-Range"]));
        Assert.Equal([2, 3], some.Bytes);
        Assert.Equal((404, "sources-no-such-clip"), ((await Get(member, $"clips/{ClipId.New()}/video")).Status, (await Get(member, $"clips/{ClipId.New()}/video")).Code));
    }

    [Fact]
    public async Task Deleting_for_good_deletes_here_at_once_and_at_the_server_when_it_is_back()
    {
        There.Gone = true;
        var clip = Shelf.Keep();
        Assert.Equal(204, (await Ask(LetIn(HomeRole.Owner), "DELETE", $"{Home}/clips/{clip.Clip}")).Status);
        Assert.False(Directory.Exists(clip.Folder));
        There.Gone = false;
        Clock.Pass(TimeSpan.FromSeconds(6));
        await Errands.RoundAsync(CancellationToken.None);
        await Errands.RoundAsync(CancellationToken.None);
        Assert.Single(There.Asked, $"DELETE clips/{clip.Clip}");
    }

    [Fact]
    public async Task Keeping_for_good_counts_here_at_once_and_is_brought_once_the_clip_was()
    {
        var clip = Shelf.Keep();
        var owner = LetIn(HomeRole.Owner);
        Assert.Equal(204, (await Ask(owner, "PUT", $"{Home}/clips/{clip.Clip}/pin")).Status);
        Assert.True(Shelf.Clips.IsPinned(clip));
        Assert.Empty(There.Pinned);
        Assert.True(Errands.About(clip.Clip));
        Shelf.Clips.MarkSent(clip);
        await Errands.RoundAsync(CancellationToken.None);
        Assert.Equal([clip.Clip.Text], There.Pinned);
        Assert.False(Errands.About(clip.Clip));
        Assert.Equal(204, (await Ask(owner, "DELETE", $"{Home}/clips/{clip.Clip}/pin")).Status);
        Assert.Empty(There.Pinned);
    }

    [Fact]
    public async Task A_look_goes_to_the_server_and_waits_here_while_it_is_gone()
    {
        var member = LetIn(HomeRole.Member);
        Assert.Equal(204, (await Ask(member, "POST", $"{Home}/looks?number=0", Look(0))).Status);
        There.Gone = true;
        Assert.Equal(1, (await Get(member, "state")).As<HomeStateView>().Looks);
        Assert.Equal("sources-look-number", (await Ask(member, "POST", $"{Home}/looks?number=0", Look(0))).Code);
        foreach (var odd in (byte[][])[[], [1, 2, 3], Look(7), new byte[2_000]]) Assert.Equal("request-malformed", (await Ask(member, "POST", $"{Home}/looks?number=1", odd)).Code);
        Assert.Equal(204, (await Ask(member, "POST", $"{Home}/looks?number=1", Look(1))).Status);
        Assert.Equal(2, (await Get(member, $"looks?from={int.MaxValue}")).As<LookPage>().Next);
        Assert.Equal([1], (await Get(member, "looks?from=1")).As<LookPage>().Looks.Select(l => l.Number));
        Assert.Equal("hub-server-unreachable", (await Get(member, "looks?from=0")).Code);
        There.Gone = false;
        Clock.Pass(TimeSpan.FromSeconds(6));
        await Looks.RoundAsync(CancellationToken.None);
        Assert.Equal(2, There.Looks.Count);
        Assert.Equal(2, (await Get(member, "looks?from=0")).As<LookPage>().Looks.Count);
    }

    [Fact]
    public async Task A_look_whose_number_was_taken_meanwhile_is_carried_under_the_next_with_its_own_signature()
    {
        var member = LetIn(HomeRole.Member);
        _ = await Get(member, "state");
        There.Gone = true;
        Assert.Equal(204, (await Ask(member, "POST", $"{Home}/looks?number=0", Look(0, "watched"))).Status);
        There.Looks.Add(Look(0, "live"));
        There.Gone = false;
        Clock.Pass(TimeSpan.FromSeconds(6));
        await Looks.RoundAsync(CancellationToken.None);
        var text = SignedText.Read(HomeBox.Open(Shelf.Ring.Current(), "look/1", There.Looks[1]).Value, "carried-look").Value;
        Assert.True(text.IsBy(Shelf.Chain.Hub));
        Assert.Equal(1, (int)text.Payload["number"]!);
        var own = SignedText.Read(Encoding.UTF8.GetBytes((string)text.Payload["look"]!), "look").Value;
        Assert.True(own.IsBy(Shelf.Owner.Holder));
        Assert.Equal(("watched", 0), ((string)own.Payload["what"]!, (int)own.Payload["number"]!));
    }

    [Fact]
    public async Task Where_the_server_was_never_asked_nothing_is_looked_at_unwritten()
    {
        There.Gone = true;
        Assert.Equal("hub-server-unreachable", (await Ask(LetIn(HomeRole.Member), "POST", $"{Home}/looks?number=0", Look(0))).Code);
    }

    [Fact]
    public async Task Who_holds_keys_is_changed_at_the_server_first_and_then_here_at_once()
    {
        using var phone = HolderKeys.Generate();
        var statement = Encoding.UTF8.GetString(SignedText.Sign(Shelf.Owner, "home", Shelf.Chain.Adding(phone.Holder, HolderRole.Owner, Shelf.Noon)).Write());
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["statement"] = statement }.ToJsonString());
        var owner = LetIn(HomeRole.Owner);
        There.Gone = true;
        Assert.Equal("hub-server-unreachable", (await Ask(owner, "POST", $"{Home}/statements", body)).Code);
        Assert.Null(Shelf.Chain.Find(phone.Holder.Id));
        There.Gone = false;
        Clock.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(204, (await Ask(owner, "POST", $"{Home}/statements", body)).Status);
        Assert.NotNull(Shelf.Chain.Find(phone.Holder.Id));
        Assert.Equal(2, (await Get(owner, "state")).As<HomeStateView>().Statements.Count);
        Assert.Equal("request-malformed", (await Ask(owner, "POST", $"{Home}/statements", "[}"u8.ToArray())).Code);
    }

    [Fact]
    public async Task Live_pictures_come_from_the_hub_itself_and_stop_when_nobody_asks()
    {
        There.Gone = true;
        Relay.Started("door", Shelf.Stream(new byte[30]));
        var member = LetIn(HomeRole.Member);
        var began = (await Ask(member, "POST", $"{Home}/live", Encoding.UTF8.GetBytes($$"""{"camera":"{{Shelf.Camera}}"}"""))).As<LiveStarted>();
        string Box(int number, string? viewer = null) => $"live/{began.Live}/{number}?viewer={viewer ?? began.Viewer}&wait=0";
        Assert.Equal(204, (await Get(member, Box(0))).Status);
        Relay.Fragment("door", new byte[] { 9 }, new FragmentInfo(TimeSpan.Zero, TimeSpan.FromSeconds(1), false));
        Relay.Fragment("door", new byte[] { 7, 7 }, new FragmentInfo(TimeSpan.Zero, TimeSpan.FromSeconds(1), true));
        var first = await Get(member, Box(0));
        Assert.Equal((200, "1"), (first.Status, first.Headers["Live-Next"]));
        var content = HomeBox.Open(Shelf.Ring.Current(), $"live/{began.Live}/0", first.Bytes).Value;
        Assert.Equal((1, 7), (content[0], content[^1]));
        Assert.Equal(first.Bytes, (await Get(member, Box(0))).Bytes);
        Assert.Equal("sources-live-passed", (await Get(member, Box(5))).Code);
        Assert.Equal("sources-live-over", (await Get(member, Box(1, "vwr_0123456789abcdef"))).Code);
        Clock.Pass(TimeSpan.FromSeconds(16));
        Assert.Equal("sources-live-over", (await Get(member, Box(1))).Code);
        Assert.Equal("sources-no-such-camera", (await Ask(member, "POST", $"{Home}/live", Encoding.UTF8.GetBytes($$"""{"camera":"{{CameraId.New()}}"}"""))).Code);
        Assert.DoesNotContain(There.Asked, a => a.Contains("live", StringComparison.Ordinal));
    }

    private ClipView View(string clip, long arrival) => new(clip, Shelf.Camera.Text, Day, [1], 10, 10, 10, "2026-07-01", false, arrival);
}
