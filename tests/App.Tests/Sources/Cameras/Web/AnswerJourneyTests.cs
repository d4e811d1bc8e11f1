using Microsoft.Playwright;
using Writ.App.Tests.Gate.Open;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>
/// One answer from its request to its deletion, with everything real: the server, the hub as a program of its own with a camera, and the owner's browser.
/// With <c>WRIT_PICTURES=DIR</c> it leaves pictures of the pages.
/// </summary>
public sealed class AnswerJourneyTests : IDisposable
{
    private const float Patience = 120_000;

    private readonly string folder = Directory.CreateTempSubdirectory("writ-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task An_owner_cuts_covers_watches_and_gives_what_an_agency_asked_for()
    {
        await using var server = await WritServer.Start(time: new ManualTime(TimeProvider.System.GetUtcNow()));
        using var hub = new HubProcess(server, folder, """ "id": "yard", "name": "Back yard", "every": 16, "moving": 4, "preRoll": 2, "postRoll": 3 """);
        var reader = await server.SignedInCustomer(0);
        await using var browser = await Browser.Open(reader);
        await browser.Page.Context.AddCookiesAsync(reader.Cookies.GetCookies(new Uri(reader.Origin)).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = reader.Origin }));
        var page = browser.Page;
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync("/my/cameras/pair");
        await PageHouse.Type(page, (await hub.Says("Pairing code: ")).Split(": ")[1].Split(' ')[0]);
        await page.Locator("[data-slot=done]").WaitForAsync();
        var home = await AnswerSteps.Place(page);
        while (await server.Count("home_clip", "state = 'Complete'") < 2) await Task.Delay(100);
        _ = await AnswerSteps.Publish(server);
        await using var officer = await Browser.Open(new Reader(server));
        officer.Page.SetDefaultTimeout(Patience);
        await officer.SignInOfficer(server);
        await officer.Page.MakeKey("Laptop");

        await page.GotoAsync($"{home}/requests");
        await page.Locator("[data-slot=look]").ClickAsync();
        await page.Locator("[data-slot=clips] a").Last.ClickAsync();
        await PageHouse.Headed(page, "2. Cut it and cover it");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-slot=video]').readyState >= 2");

        // Whatever is typed wrongly is said, and nothing is made.
        await page.FillAsync("[name=from]", "0:01.0");
        await page.FillAsync("[name=to]", "99:00");
        await AnswerSteps.Make(page);
        await PageHouse.Says(page, "Give an end between");
        await page.FillAsync("[name=to]", "0:03.0");
        await page.Locator("[data-slot=add]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("0 0 500");
        await AnswerSteps.Make(page);
        await PageHouse.Says(page, "That is not an area");
        await page.FillAsync("[name=shape]", "0 0 500 1000");
        await page.SelectOptionAsync("[name=what]", "black");
        await page.FillAsync("[name=shape-from]", "0:00.0");
        await AnswerSteps.Make(page);
        await PageHouse.Headed(page, "3. Watch the result");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-slot=result]').readyState >= 2");
        Assert.Equal(0, await server.Count("footage_grant"));

        // Jumping to the end is not watching.
        await page.Locator("[data-slot=go-on]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await PageHouse.Says(page, "Watch the result to its end first");
        await page.EvaluateAsync("async () => { const v = document.querySelector('[data-slot=result]'); v.currentTime = 1.7; await v.play(); }");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-slot=result]').ended");
        Assert.Equal("true", await page.GetAttributeAsync("[data-slot=go-on]", "aria-disabled"));
        await page.EvaluateAsync("async () => { const v = document.querySelector('[data-slot=result]'); v.currentTime = 0; await v.play(); }");
        await PageHouse.Says(page, "You have watched all of it");
        Assert.Equal("0 or more", await page.EvaluateAsync<string>(Halves));
        await browser.Inspect("answer-watched");
        Assert.Equal(0, await server.Count("footage_grant"));

        await page.Locator("[data-slot=go-on]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await PageHouse.Headed(page, "4. Give it, or not");
        await page.Locator("[data-slot=terms] li").First.WaitForAsync();
        await page.FillAsync("[name=days]", "91");
        await AnswerSteps.Give(page);
        await PageHouse.Says(page, "a number of days from 1 to 90");
        await page.FillAsync("[name=days]", "30");
        await page.CheckAsync("[name=contact][value=typed]");
        await AnswerSteps.Give(page);
        await PageHouse.Says(page, "Write how they can reach you");
        await page.CheckAsync("[name=contact][value=relay]");
        await browser.Inspect("answer-give");
        await AnswerSteps.Give(page);
        await page.Locator("[data-slot=given-title]").WaitForAsync();
        Assert.DoesNotContain(browser.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Link, new() { Name = "What I gave" }).ClickAsync();
        await PageHouse.Headed(page, "What you gave");
        await AnswerSteps.Again(page, "Not opened yet");
        await browser.Inspect("grants");

        // The officer opens it, and the owner reads for what.
        var desk = officer.Page;
        await desk.GotoAsync("/officer/grants");
        await desk.GetByRole(AriaRole.Link, new() { Name = "26-0001" }).ClickAsync();
        await desk.GetByLabel("I accept them, for me and for my agency").CheckAsync();
        await desk.Locator("[data-open-form]").GetByLabel("Look for a lead").CheckAsync();
        await desk.Locator("[data-open-form]").GetByLabel("In your own words").FillAsync("We look for the van.");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Open it in this browser" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("The film is the one that the hub’s card names")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator("[data-slot=proved]")).ToContainTextAsync("The card is signed with the key of the home’s hub");
        await Assertions.Expect(desk.Locator("[data-slot=proved]")).ToContainTextAsync("The site has the same founding statement for this home.");
        await desk.WaitForFunctionAsync("() => { const v = document.querySelector('video'); return v.readyState >= 2 && v.videoWidth === 320; }");

        await AnswerSteps.Again(page, "We look for the van.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask for its deletion" }).ClickAsync();
        await page.Locator("[data-slot=yes]").ClickAsync();
        await PageHouse.Says(page, "The officer has not confirmed it yet");
        await browser.Inspect("grants-opened");
    }

    // The left half is black, the right half is not.
    private const string Halves = """
        () => {
          const v = document.querySelector("[data-slot=result]");
          const c = new OffscreenCanvas(32, 18).getContext("2d");
          c.drawImage(v, 0, 0, 32, 18);
          const light = (x) => { const d = c.getImageData(x, 9, 1, 1).data; return d[0] + d[1] + d[2]; };
          return `${light(8) < 40 ? 0 : light(8)} or ${light(26) > 60 ? "more" : light(26)}`;
        }
        """;
}
