using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>Clips in the browser: what is missing, swapped or changed, and what can be done with one.</summary>
public sealed class WatchPageTests : PageHouse
{
    [BrowserFact]
    public async Task Clips_are_downloaded_kept_and_deleted_and_the_household_reads_who_did()
    {
        await using var browser = await Open();
        var page = browser.Page;
        var (camera, clips) = await Three(page);
        await page.GotoAsync($"{Home}/watch/{camera}");
        await Says(page, "3 clips on 10 March 2026");
        await Says(page, "Clip 2 is missing");
        await page.Locator("[data-slot=time]", new() { HasText = "12:00:00" }).ClickAsync();
        await Says(page, "Clip 0, 10 March 2026, 12:00:00 UTC");
        var download = await page.RunAndWaitForDownloadAsync(() => Slot(page, "download").ClickAsync());
        Assert.Equal(clips[0].Content, await File.ReadAllBytesAsync(await download.PathAsync()));
        Assert.Equal("Front-door-2026-03-10T12-00-00Z-0.mp4", download.SuggestedFilename);
        await Slot(page, "pin").ClickAsync();
        await Says(page, "This clip stays until you delete it");
        Assert.Equal(1, await Server.Count("home_clip", "pinned"));

        await page.Locator("[data-slot=time]", new() { HasText = "12:01:00" }).ClickAsync();
        await Says(page, "Clip 1, 10 March");
        await Slot(page, "delete").ClickAsync();
        await Slot(page, "delete-no").ClickAsync();
        Assert.Equal(3, await Server.Count("home_clip"));
        await Slot(page, "delete").ClickAsync();
        await browser.Inspect("cameras-delete");
        await Slot(page, "delete-yes").ClickAsync();
        await Says(page, "Clips 1 to 2 are missing");
        Assert.Single((await Hub.Inbox()).Deleted);

        await page.GotoAsync($"{Home}/who-looked");
        await Says(page, "deleted clip 1 of Front door");
        Assert.Equal(
            ["deleted clip 1", "played clip 1", "kept for good clip 0", "downloaded clip 0", "played clip 0"],
            (await page.Locator("tbody [data-slot=what]").AllInnerTextsAsync()).Select(words => words.Replace(" of Front door", string.Empty, StringComparison.Ordinal)));
        await browser.Inspect("cameras-looks");
    }

    [BrowserFact]
    public async Task What_was_changed_swapped_or_torn_is_said_and_not_shown()
    {
        await using var browser = await Open();
        var page = browser.Page;
        var (camera, clips) = await Three(page, third: 1);

        // One card under another clip, one changed byte of a video, another's video, a hash that is not the video's, a card that does not follow.
        var other = new SealedClip(4).Spooled(Hub, Key, camera, Server);
        await Bring(camera, new SealedClip(5), clip => clip with { Card = other.Card });
        var changed = new SealedClip(6);
        await Bring(camera, changed, clip => clip with { Video = Flipped(clip.Video, 70_000) });
        var swapped = new SealedClip(7, changed.CardHash);
        await Bring(camera, swapped, clip => clip with { Video = other.Video });
        await Bring(camera, new SealedClip(8, swapped.CardHash, Hash: SealedClip.First));
        await page.GotoAsync($"{Home}/watch/{camera}");
        await Says(page, "One clip of this day is not shown");
        await Says(page, "Clip 1 is there twice");
        await Says(page, "Clips 2 to 5 are missing");
        await Says(page, "Clips 0 and 1 do not fit together");
        await browser.Inspect("cameras-odd-clips");
        foreach (var time in (string[])["12:06:00", "12:07:00"])
        {
            await page.Locator("[data-slot=time]", new() { HasText = time }).ClickAsync();
            await Says(page, "This does not open with the keys of this browser");
            await Slot(page, "download").ClickAsync();
            await Assertions.Expect(Slot(page, "problem")).ToContainTextAsync("This does not open with the keys of this browser");
        }

        // Until its sentence stands, the button below it moves.
        await page.Locator("[data-slot=time]", new() { HasText = "12:08:00" }).ClickAsync();
        await Says(page, "these pictures cannot be played in this browser");
        await Slot(page, "download").ClickAsync();
        await Assertions.Expect(Slot(page, "problem")).ToContainTextAsync("What the hub signed about this does not fit");
        Assert.Equal(3, clips.Count);
    }

    [BrowserFact]
    public async Task A_silent_hub_and_a_hostile_name_are_shown_for_what_they_are()
    {
        await using var browser = await Open();
        var page = browser.Page;
        await Pair(page);
        var (front, back) = (await Hub.Camera(), await Hub.Camera());
        await Health(front, "Front\u202Erood <b>bold</b>", Server.Time.Now.AddMinutes(-2));
        await Health(back, "Back", Server.Time.Now.AddMinutes(-4));
        await page.GotoAsync("/my/cameras");
        await Says(page, "Hub silent");
        var cards = page.Locator("[data-slot=cameras] .card");
        await Assertions.Expect(cards).ToHaveCountAsync(2);
        await Assertions.Expect(cards.Filter(new() { HasText = "Watching" })).ToContainTextAsync("right-to-left override");
        await Assertions.Expect(cards.Filter(new() { HasText = "Hub silent" })).ToContainTextAsync("Last heard of 10 March 2026, 11:56:00 UTC");
        Assert.Equal(0, await page.Locator("[data-slot=cameras] b").CountAsync());
        await browser.Inspect("cameras-homes");
    }

    [BrowserFact]
    public async Task A_list_of_key_holders_that_turns_back_opens_nothing()
    {
        await using var browser = await Open();
        var page = browser.Page;
        await Pair(page);
        await page.GotoAsync($"{Home}/people");
        await Slot(page, "recovery-make").ClickAsync();
        await Shown(page, "recovery-made");
        await Follow();
        await Server.Sql("DELETE FROM home_statement WHERE number = 1");
        await Server.Sql("UPDATE home SET statements = 1");
        await page.ReloadAsync();
        await Says(page, "not a continuation of the one that this browser saw before");
        await page.GotoAsync("/my/cameras");
        await Says(page, "not a continuation of the one that this browser saw before");
        Assert.Equal(0, await page.Locator("[data-slot=cameras] .card").CountAsync());
    }

    [BrowserFact]
    public async Task A_live_view_says_that_nothing_comes_refuses_boxes_of_others_and_stops()
    {
        await using var browser = await Open();
        var page = browser.Page;
        await Pair(page);
        var camera = await Hub.Camera();
        await Health(camera, "Front door", Server.Time.Now);
        await page.GotoAsync($"{Home}/watch/{camera}");
        await Slot(page, "live").ClickAsync();
        await Says(page, "The hub sends no picture yet. It may be silent");
        await browser.Inspect("cameras-live-silent");
        var live = Assert.Single((await Hub.Inbox("statements=9")).Live);
        Assert.Equal(camera.Text, live.Camera);
        await Slot(page, "live-stop").ClickAsync();
        await Says(page, "Stopped.");

        // A box of another view in the place of this one's first.
        await Slot(page, "live").ClickAsync();
        await Says(page, "The hub sends no picture yet. It may be silent");
        live = Assert.Single((await Hub.Inbox("statements=9")).Live);
        _ = (await Hub.Ask(HttpMethod.Put, $"live/{live.Live}/0", FakeHub.Bytes(Hub.Box($"live/{LiveId.New()}/0", "\u0001")))).As<LiveStanding>();
        await Says(page, "This does not open with the keys of this browser");
        await Assertions.Expect(Slot(page, "live")).ToBeVisibleAsync();
        await page.GotoAsync($"{Home}/who-looked");
        await Says(page, "watched live Front door");
    }

    [BrowserFact]
    public async Task Looks_that_the_hub_carried_are_read_those_it_changed_are_not_and_older_ones_come_when_asked_for()
    {
        await using var browser = await Open();
        var page = browser.Page;
        await Pair(page);
        for (var number = 0; number < 103; number++)
        {
            // Made at home under another number, before the site could be asked for one. The last was carried for another place.
            var look = SignedText.Sign(Hub.Keys, "look", Look(7_000 + number));
            var carried = SignedText.Sign(Hub.Keys, "carried-look", new JsonObject
            {
                ["home"] = Hub.Home, ["look"] = Encoding.UTF8.GetString(look.Write()), ["number"] = number == 102 ? 0 : number,
            });
            var box = Hub.Box($"look/{number}", Encoding.UTF8.GetString(carried.Write()));
            (await Hub.Ask(HttpMethod.Put, $"home/looks?number={number}", FakeHub.Bytes(box))).Done();
        }

        await page.GotoAsync($"{Home}/who-looked");
        await Says(page, "watched live a camera that is not there any more");
        var rows = page.Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(100);
        await Assertions.Expect(rows.First).ToContainTextAsync("does not open, or is not signed by a device of this home");
        await Assertions.Expect(rows.Filter(new() { HasText = "does not open" })).ToHaveCountAsync(1);
        await Slot(page, "earlier").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(103);
        await Assertions.Expect(Slot(page, "earlier")).ToBeHiddenAsync();
    }

    private JsonObject Look(int number) => new()
    {
        ["at"] = "2026-03-10T12:00:00.000Z", ["camera"] = null, ["card"] = null, ["clip"] = null, ["home"] = Hub.Home, ["number"] = number, ["what"] = "live",
    };

    /// <summary>Clips 0, 1 and 3 (or another number) of one camera, of which each says which one it follows.</summary>
    private async Task<(CameraId Camera, IReadOnlyList<SealedClip> Clips)> Three(IPage page, int third = 3)
    {
        await Pair(page);
        var camera = await Hub.Camera();
        await Health(camera, "Front door", Server.Time.Now);
        var first = new SealedClip(0);
        await Bring(camera, first);
        var second = new SealedClip(1, third == 3 ? first.CardHash : null);
        await Bring(camera, second);
        var last = new SealedClip(third);
        await Bring(camera, last);
        return (camera, [first, second, last]);
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var other = (byte[])bytes.Clone();
        other[at] ^= 1;
        return other;
    }
}
