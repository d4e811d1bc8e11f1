using Microsoft.Playwright;
using Writ.App.Tests.Gate.Open;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Store;
using Writ.Store.Access;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>
/// An answer from the page that the hub serves at home, on a phone and with everything real: covered by a finger, given although the line is lost in the middle,
/// opened, and passed on by the owner's new grant.
/// </summary>
public sealed class HomeAnswerJourneyTests : IDisposable
{
    private const float Patience = 120_000;

    private readonly string folder = Directory.CreateTempSubdirectory("writ-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task An_owner_gives_from_home_by_finger_over_a_line_that_is_lost_and_passes_it_on()
    {
        await using var server = await WritServer.Start(time: new ManualTime(TimeProvider.System.GetUtcNow()));
        using var hub = new HubProcess(server, folder, """ "id": "yard", "name": "Back yard", "every": 16, "moving": 4, "preRoll": 2, "postRoll": 3 """);
        var reader = await server.SignedInCustomer(0);
        await using var browser = await Browser.Open(reader);
        await browser.Page.Context.AddCookiesAsync(reader.Cookies.GetCookies(new Uri(reader.Origin)).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = reader.Origin }));
        var owner = await browser.Page.Context.NewPageAsync();
        owner.SetDefaultTimeout(Patience);
        await owner.GotoAsync("/my/cameras/pair");
        await PageHouse.Type(owner, (await hub.Says("Pairing code: ")).Split(": ")[1].Split(' ')[0]);
        await PageHouse.Shown(owner, "done");
        var there = (await hub.Says("The hub's page: ")).Split(": ")[1].TrimEnd('/');
        var home = there + await AnswerSteps.Place(owner);
        var page = browser.Page;
        page.SetDefaultTimeout(Patience);
        await LetIn(page, owner, hub, there);
        while (await server.Count("home_clip", "state = 'Complete'") < 2) await Task.Delay(100);
        _ = await AnswerSteps.Publish(server);
        await using var officer = await Browser.Open(new Reader(server));
        officer.Page.SetDefaultTimeout(Patience);
        await officer.SignInOfficer(server);
        await officer.Page.MakeKey("Laptop");

        var fingers = await Fingers.On(page);
        await page.GotoAsync($"{home}/requests");
        await page.Locator("[data-slot=look]").ClickAsync();
        await page.Locator("[data-slot=clips] a").Last.ClickAsync();
        await PageHouse.Headed(page, "2. Cut it and cover it");
        await Cover(page, fingers);
        await AnswerSteps.Make(page);
        await AnswerSteps.Watch(page);
        Assert.Equal(0, await server.Count("footage_grant"));
        await page.FillAsync("[name=days]", "30");
        await browser.Inspect("home-give");

        // The line goes between word and file.
        await page.RouteAsync("**/answers/grants/*/file", route => route.AbortAsync("connectionreset"));
        await AnswerSteps.Give(page);
        await Assertions.Expect(page.Locator("[data-slot=giving]")).ToContainTextAsync("Press “Give” once more; nothing is given twice.");
        Assert.Equal((1L, 0L), (await server.Count("footage_grant", "state = 'Offered'"), await server.Count("footage_grant", "state <> 'Offered'")));
        await Assertions.Expect(page.Locator("[name=days]")).ToBeDisabledAsync();
        await officer.Page.GotoAsync("/officer/grants");
        await Assertions.Expect(officer.Page.GetByRole(AriaRole.Link, new() { Name = "26-0001" })).ToHaveCountAsync(0);
        await page.UnrouteAsync("**/answers/grants/*/file");
        await AnswerSteps.Give(page);
        await page.Locator("[data-slot=given-title]").WaitForAsync();
        Assert.Equal((1L, 1L), (await server.Count("footage_grant", "state = 'Given'"), await server.Count("footage_grant")));
        await page.GetByRole(AriaRole.Link, new() { Name = "What I gave" }).ClickAsync();
        await PageHouse.Headed(page, "What you gave");
        await AnswerSteps.Again(page, "Not opened yet");
        await browser.Inspect("home-grants");
        Assert.StartsWith(reader.Origin, await page.Locator("[data-slot=request]").First.GetAttributeAsync("href"), StringComparison.Ordinal);

        // The officer reads what was proved, and asks for a colleague elsewhere.
        var desk = officer.Page;
        await Open(desk);
        await Assertions.Expect(desk.Locator("[data-slot=proved]")).ToContainTextAsync("The site has the same founding statement for this home.");
        await officer.Inspect("grant-proved");
        var other = (await server.Store.Look(work => AccessTokens.Find(work, server.TokenOf("other-officer"), server.Time.Now)))!;
        await desk.GetByText("Ask the owner to give it to somebody else too").ClickAsync();
        await desk.FillAsync("[name=officer]", other.Subject);
        await desk.Locator("[name=ground]").First.CheckAsync();
        await desk.FillAsync("[name=passing-reason]", "The van was seen there, too.");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Ask the owner" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("The owner was asked.")).ToBeVisibleAsync();

        // Passed on by nobody but the owner, made anew.
        await AnswerSteps.Again(page, "The van was seen there, too.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Look at it, and perhaps give it" }).ClickAsync();
        await PageHouse.Headed(page, "1. The recording");
        await page.Locator("[data-slot=clips] button").Last.ClickAsync();
        await PageHouse.Headed(page, "2. Cut it and cover it");
        await page.FillAsync("[name=from]", "0:00.0");
        await page.FillAsync("[name=to]", "0:01.0");
        await AnswerSteps.Make(page);
        await AnswerSteps.Watch(page);
        await AnswerSteps.Give(page);
        await page.Locator("[data-slot=given-title]").WaitForAsync();
        Assert.Equal(1, await server.Count("footage_grant", $"passes IS NOT NULL AND officer_id = '{other.Subject}' AND state = 'Given'"));
        Assert.Equal(1, await server.Count("grant_passing", "state = 'Answered'"));
        Assert.Equal(2, await server.Count("footage_grant"));
        Assert.DoesNotContain(browser.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    /// <summary>By the hub's code, and as a device that the owner adds.</summary>
    private static async Task LetIn(IPage page, IPage owner, HubProcess hub, string there)
    {
        await page.GotoAsync(there + "/my/cameras");
        await PageHouse.Headed(page, "Let this browser in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show codes at the hub" }).ClickAsync();
        await page.FillAsync("[name=code]", (await hub.Says("A browser asks")).Split(": ")[1].Split(' ')[0]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Let this browser in" }).ClickAsync();
        await PageHouse.Says(page, "This browser has no keys for this home");
        await page.Locator("[data-slot=people]").ClickAsync();
        await page.Locator("[data-slot=make]").ClickAsync();
        await page.Locator("[data-slot=asking]").WaitForAsync();
        await owner.GotoAsync("/my/cameras");
        await owner.Locator("[data-slot=people]").ClickAsync();
        await owner.FillAsync("[data-slot=asks] [name=name]", "Phone at home");
        await owner.Locator("[data-slot=add]").Last.ClickAsync();
        await page.Locator("[data-slot=same]").ClickAsync();
        await PageHouse.Headed(page, "Who holds keys");
    }

    /// <summary>A box over the left half of the picture, drawn by a finger: had the page scrolled under it, there would be none.</summary>
    private static async Task Cover(IPage page, Fingers fingers)
    {
        await page.WaitForFunctionAsync("() => document.querySelector('[data-slot=video]').readyState >= 2");
        await page.FillAsync("[name=from]", "0:01.0");
        await page.FillAsync("[name=to]", "0:02.0");
        await page.Locator("[data-slot=draw]").ClickAsync();
        await page.Locator("[data-slot=stage]").ScrollIntoViewIfNeededAsync();
        var box = (await page.Locator("[data-slot=areas]").BoundingBoxAsync())!;
        await fingers.Drag(box.X + 2, box.Y + 4, box.X + (box.Width / 2), box.Y + box.Height - 4);
        await page.Locator("[name=shape]").WaitForAsync();
        var drawn = (await page.Locator("[name=shape]").InputValueAsync()).Split(' ').Select(int.Parse).ToList();
        Assert.True(drawn is [< 40, < 60, > 450 and < 550, > 940], string.Join(' ', drawn));
        Assert.Equal("false", await page.GetAttributeAsync("[data-slot=draw]", "aria-pressed"));
    }

    private static async Task Open(IPage desk)
    {
        await desk.GotoAsync("/officer/grants");
        await desk.GetByRole(AriaRole.Link, new() { Name = "26-0001" }).ClickAsync();
        await desk.GetByLabel("I accept them, for me and for my agency").CheckAsync();
        await desk.Locator("[data-open-form]").GetByLabel("Look for a lead").CheckAsync();
        await desk.Locator("[data-open-form]").GetByLabel("In your own words").FillAsync("We look for the van.");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Open it in this browser" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("The film is the one that the hub’s card names")).ToBeVisibleAsync();
    }
}
