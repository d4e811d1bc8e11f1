using Microsoft.Playwright;
using Writ.App.Tests.Gate.Open;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Gate.Grants.Sample;

namespace Writ.App.Tests.Gate.Grants;

/// <summary>An officer opens what a home gave, in a real browser with a key that it made.</summary>
public sealed class EvidenceBrowserTests : GrantHouse
{
    [BrowserFact]
    public async Task The_film_opens_in_the_browser_with_a_purpose_and_by_keyboard_and_is_exported_as_an_act_of_its_own()
    {
        using var reader = new Reader(Server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.SignInOfficer(Server);
        await page.MakeKey("Laptop");
        Assert.True((await SampleGrant.Make(Server.App.Services, Server.Customers[0].Account, Request, OfficerId.FromTrusted(Author.Subject))).Ok);
        var id = GrantId.FromTrusted(await Server.Text("SELECT id FROM footage_grant"));

        // As before its first opening.
        await Server.Sql("DELETE FROM grant_opening");
        await Server.Sql("UPDATE footage_grant SET state = 'Given', opened_at = NULL, terms_at = NULL");
        await Ready(id);

        await page.GotoAsync("/officer/grants");
        await browser.Inspect("grants");
        await page.GetByRole(AriaRole.Link, new() { Name = "SAMPLE-26-0117" }).Or(page.GetByRole(AriaRole.Link, new() { Name = "SAMPLE-26-0121" })).ClickAsync();
        var open = page.GetByRole(AriaRole.Button, new() { Name = "Open it in this browser" });
        await Assertions.Expect(open).ToBeVisibleAsync();
        await browser.Inspect("grant");
        await open.ClickAsync();
        await Assertions.Expect(page.Locator("[data-slot=problem]")).ToContainTextAsync("Choose what you open it for");
        await page.GetByLabel("I accept them, for me and for my agency").CheckAsync();
        await page.Locator("[data-open-form]").GetByLabel("Look for a lead").CheckAsync();
        await browser.TabTo("In your own words");
        await page.Keyboard.TypeAsync("We look for the van.");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Opened", Exact = true })).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByText("The film is the one that the hub’s card names")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-slot=proved] li")).ToHaveCountAsync(6);
        await Assertions.Expect(page.Locator("[data-slot=proved]")).ToContainTextAsync("The card is signed with the key of the home’s hub");
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video'); return v.readyState >= 2 && v.videoWidth === 320; }");
        await browser.Inspect("grant-opened");
        Assert.Equal("opened", await State(id));

        await page.Locator("[data-export-form]").GetByLabel("Enter it into the case file").CheckAsync();
        await page.Locator("[data-export-form]").GetByLabel("In your own words").FillAsync("For the file.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export it" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-slot=export-problem]")).ToContainTextAsync("cannot be called back");
        await page.GetByLabel("I understand that it cannot be called back").CheckAsync();
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export it" }).ClickAsync());
        Assert.StartsWith($"{id}.", saved.SuggestedFilename, StringComparison.Ordinal);
        Assert.Equal(1, await Server.Count("grant_opening", "what = 'Exported'"));
    }
}
