using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>
/// The hub's own pages, with everything real: a browser that is let in by the hub's code and by the owner's device, plays and watches live; then with the
/// server gone for good. With <c>WRIT_PICTURES=DIR</c> it leaves pictures of the pages.
/// </summary>
public sealed class HomeJourneyTests : IDisposable
{
    private const float Patience = 120_000;

    private readonly string folder = Directory.CreateTempSubdirectory("writ-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task The_hub_serves_the_pages_itself_and_goes_on_when_the_server_is_gone()
    {
        await using var server = await WritServer.Start(time: new ManualTime(TimeProvider.System.GetUtcNow()));
        using var hub = new HubProcess(server, folder, """ "id": "yard", "name": "Back yard", "every": 16, "moving": 4, "preRoll": 2, "postRoll": 3 """);
        var reader = await server.SignedInCustomer(0);
        await using var browser = await Browser.Open(reader);
        await browser.Page.Context.AddCookiesAsync(reader.Cookies.GetCookies(new Uri(reader.Origin)).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = reader.Origin }));
        var page = browser.Page;
        page.SetDefaultTimeout(Patience);
        var owner = await page.Context.NewPageAsync();
        owner.SetDefaultTimeout(Patience);
        await owner.GotoAsync("/my/cameras/pair");
        await PageHouse.Type(owner, (await hub.Says("Pairing code: ")).Split(": ")[1].Split(' ')[0]);
        await PageHouse.Shown(owner, "done");
        await hub.Says("Paired.");

        // Another origin, so another browser to the home, though it is the same window.
        var there = (await hub.Says("The hub's page: ")).Split(": ")[1].TrimEnd('/');
        await page.GotoAsync(there + "/my/cameras");
        await PageHouse.Headed(page, "Let this browser in");
        await browser.Inspect("home-let-in");
        await page.FillAsync("[name=code]", "0000-0000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Let this browser in" }).ClickAsync();
        await PageHouse.Says(page, "none of the codes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show codes at the hub" }).ClickAsync();
        await page.FillAsync("[name=code]", (await hub.Says("A browser asks")).Split(": ")[1].Split(' ')[0]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Let this browser in" }).ClickAsync();
        await PageHouse.Says(page, "This browser has no keys for this home");

        await page.Locator("[data-slot=people]").ClickAsync();
        await page.Locator("[data-slot=make]").ClickAsync();
        await page.Locator("[data-slot=asking]").WaitForAsync();
        await owner.GotoAsync("/my/cameras");
        await owner.Locator("[data-slot=people]").ClickAsync();
        await owner.FillAsync("[data-slot=asks] [name=name]", "Browser at home");
        await owner.Locator("[data-slot=add]").Last.ClickAsync();
        await page.Locator("[data-slot=same]").ClickAsync();
        await PageHouse.Headed(page, "Who holds keys");

        await page.GotoAsync(there + "/my/cameras");
        await page.Locator("[data-slot=watch]").ClickAsync();
        await PageHouse.Headed(page, "Clips");
        await Plays(page);
        await page.Locator("[data-slot=live]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-slot=plays]")).ToContainTextAsync("Live, sealed from the hub", new() { Timeout = Patience });
        await page.Locator("[data-slot=live-stop]").ClickAsync();

        // The vault comes in by the account alone: what is chosen here is refused before anything is signed.
        var settings = await page.Context.NewPageAsync();
        await settings.GotoAsync(page.Url + "/settings");
        await settings.CheckAsync("[name=custody][value=provider]");
        await settings.CheckAsync("[name=agree]");
        await settings.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await PageHouse.Says(settings, "That needs your account");
        await settings.CloseAsync();
        Assert.Null(hub.Settings(new Uri(page.Url).AbsolutePath.Split('/')[^1]));

        await server.App.StopAsync();
        await Plays(page);
        await page.Locator("[data-slot=live]").ClickAsync();
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video'); return v.videoWidth === 320 && v.currentTime > 1; }");
        await page.Locator("[data-slot=live-stop]").ClickAsync();
        Assert.DoesNotContain(browser.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    /// <summary>Loads the page anew until there is a clip, and plays the newest to some point.</summary>
    private static async Task Plays(IPage page)
    {
        do
        {
            await page.ReloadAsync();
            await PageHouse.Headed(page, "Clips");
            await Assertions.Expect(page.Locator("[data-slot=day-says]")).ToContainTextAsync("lip", new() { Timeout = Patience });
        }
        while (await page.Locator(".tile button").CountAsync() == 0);

        await page.Locator(".tile button").First.ClickAsync();
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video'); return v.videoWidth === 320 && v.currentTime > 0.5; }");
    }
}
