using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>Taking everything along, and deleting everything.</summary>
public sealed class EverythingPageTests : PageHouse
{
    [BrowserFact]
    public async Task All_clips_are_saved_but_those_that_do_not_hold_and_the_home_is_deleted_by_a_typed_word()
    {
        await using var browser = await Open();
        var page = browser.Page;
        await Pair(page);
        var camera = await Hub.Camera();
        await Health(camera, "Front door", Server.Time.Now);
        var whole = new SealedClip(0);
        await Bring(camera, whole);
        await Bring(camera, new SealedClip(1, whole.CardHash, Hash: SealedClip.First));
        await page.GotoAsync($"{Home}/everything");
        await Shown(page, "one-by-one");
        await browser.Inspect("cameras-everything");
        var download = await page.RunAndWaitForDownloadAsync(() => Slot(page, "one-by-one").ClickAsync());
        Assert.Equal(whole.Content, await File.ReadAllBytesAsync(await download.PathAsync()));
        await Says(page, "Saved 1 of 2 clips");
        await Says(page, "One clip of 2026-03-10 was not saved. What the hub signed about this does not fit");

        await page.FillAsync("[name=word]", "yes");
        await page.GetByText("Delete this home for good").ClickAsync();
        await Says(page, "Nothing was deleted");
        Assert.Equal("word", await page.EvaluateAsync<string>("() => document.activeElement.name"));
        Assert.Equal(2, await Server.Count("home_clip", "state = 'Complete'"));
        await page.FillAsync("[name=word]", "Delete");
        await page.GetByText("Delete this home for good").ClickAsync();
        await page.Arrive("**/my/cameras");
        await Says(page, "Connect your cameras");
        Assert.Equal(0, await Server.Count("home_key"));
        Assert.Equal(0, await Server.Count("home_clip", "header IS NOT NULL"));
    }
}
