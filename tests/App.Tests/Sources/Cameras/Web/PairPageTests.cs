using Writ.App.Tests.SignIn;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>Pairing in a real browser, with a hub that the test plays.</summary>
public sealed class PairPageTests : PageHouse
{
    private const string Kept = "async () => (await indexedDB.databases()).length === 0 ? 0 : new Promise((resolve) => { const r = indexedDB.open('writ-cameras', 1); r.onsuccess = () => { const c = r.result.transaction('devices').objectStore('devices').count(); c.onsuccess = () => resolve(c.result); }; })";

    [BrowserFact]
    public async Task A_browser_types_the_code_in_its_own_way_and_is_the_first_device()
    {
        await using var browser = await Open();
        var page = browser.Page;
        await page.GotoAsync("/my/cameras");
        await Says(page, "Connect your cameras");
        await browser.Inspect("cameras-none");

        await Hub.Open();
        await page.FillAsync("[name=code]", Hub.Code.Shown().ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        await page.GetByText("Pair the hub").ClickAsync();
        await page.Arrive("**/my/cameras/pair");
        await browser.Inspect("cameras-pair");
        await page.Locator("[data-slot=form] button").ClickAsync();
        await Asked();
        _ = await Hub.Answer();
        await Shown(page, "done");
        Assert.Equal("Paired", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await browser.Inspect("cameras-paired");
        Assert.Equal(1, await page.EvaluateAsync<int>(Kept));
        await page.GotoAsync("/my/cameras");
        await Says(page, "The hub has not named a camera yet");
        await browser.Inspect("cameras-no-camera");
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task A_wrong_code_is_said_what_was_typed_stays_and_no_key_does()
    {
        await using var browser = await Open();
        var page = browser.Page;
        await Hub.Open();
        await page.GotoAsync("/my/cameras/pair");
        await Type(page, "ABC");
        await Says(page, "That is not a code of the right length");
        await Type(page, (Hub.Pairing.Name == "ZZZZ" ? "YYYY" : "ZZZZ") + "-0000-0000");
        await Says(page, "This code has ended");

        // The first four are right, one of the others is not: the hub finds that the tag is false.
        var shown = Hub.Code.Shown();
        await Type(page, shown[..^1] + (shown[^1] == '0' ? '1' : '0'));
        await Asked();
        _ = await Hub.Reply(new PairingAnswer(Refuse: true));
        await Says(page, "This code has ended, or the hub did not take it");
        Assert.Equal(shown[..^1], (await page.InputValueAsync("[name=code]"))[..^1]);
        Assert.Equal(0, await page.EvaluateAsync<int>(Kept));
    }

    [BrowserFact]
    public async Task Other_keys_in_between_are_said_plainly_and_not_taken()
    {
        await using var browser = await Open();
        var page = browser.Page;
        await Pair(page, answer => answer with { Tag = new byte[32] });
        await Says(page, "somebody in between may have put other keys in its place");
        Assert.Equal(0, await page.EvaluateAsync<int>(Kept));
        await page.GotoAsync("/my/cameras");
        await Says(page, "This browser has no keys for this home");
    }

    [BrowserFact]
    public async Task A_page_that_was_closed_on_the_way_trusts_no_hub_before_it_was_compared()
    {
        await using var browser = await Open();
        var page = browser.Page;
        await Hub.Open();
        await page.GotoAsync("/my/cameras/pair");
        await Type(page, Hub.Code.Shown());
        await Asked();
        await page.GotoAsync("/my/cameras");
        _ = await Hub.Answer();
        await page.ReloadAsync();
        await Says(page, "compare the hub’s characters");
        await page.GotoAsync($"{Home}/people");
        await Shown(page, "compare");
        await Slot(page, "differ").ClickAsync();
        await Says(page, "Then do not go on");
        await Slot(page, "same").ClickAsync();
        await Headed(page, "Who holds keys");
    }
}
