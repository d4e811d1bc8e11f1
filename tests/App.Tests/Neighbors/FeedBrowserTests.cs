using Microsoft.Extensions.DependencyInjection;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using static Microsoft.Playwright.Assertions;

namespace Writ.App.Tests.Neighbors;

/// <summary>The feed in a real browser: written with the keyboard alone, looked at on a phone and a desk.</summary>
public sealed class FeedBrowserTests
{
    [BrowserFact]
    public async Task A_resident_chooses_a_square_and_writes_what_somebody_did_before_what_they_looked_like()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(0);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await page.GotoAsync(server.App.Services.GetRequiredService<SampleLinks>().For(server.Customers[0].Account.Text));
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in as this person" }).ClickAsync();
        await page.Arrive(url => !url.Contains("/sample/", StringComparison.Ordinal));

        await page.GotoAsync("/feed/settings");
        await browser.Inspect("feed-settings-first");
        await browser.TabTo("Another square");
        await page.Keyboard.TypeAsync("44.2, -88.4");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();

        // The script has its form: nothing else makes it usable.
        await Expect(page.Locator("[data-news-form]:not([inert])")).ToBeVisibleAsync();
        await browser.Inspect("feed-settings");

        await page.GotoAsync("/feed/write");
        await page.GetByLabel("Suspicious behaviour").CheckAsync();
        await browser.Inspect("feed-write");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.GetByLabel("What did they do?")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("What did they look like?")).ToHaveCountAsync(0);
        await page.GetByLabel("What did they do?").FillAsync("They tried each car door handle in the street.");
        await page.GetByLabel("When was that?").FillAsync("Last night");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Save, and go on" }).ClickAsync();
        await Expect(page.GetByLabel("What did they look like?")).ToBeVisibleAsync();
        await browser.Inspect("feed-draft");
        await page.GetByLabel("I am 13 or older").CheckAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Send it to a moderator" }).ClickAsync();
        await Expect(page.GetByText("A moderator reads it next.")).ToBeVisibleAsync();

        // A moderator and a neighbour do their part without a screen.
        var post = new Uri(page.Url).AbsolutePath;
        var (moderator, _) = await server.SignedIn("moderator");
        Assert.Equal("/desk/feed?said=published", (await moderator.Post("/desk/feed", $"/desk{post}/publication")).Location);
        moderator.Dispose();
        using var neighbour = await server.SignedInCustomer(1);
        for (var i = 0; i < 2; i++)
            Assert.Equal($"{post}?said=commented", (await neighbour.Post(post, $"{post}/comments", ("once", IdText.New("cmt")), ("comment", $"Thank you, {i} times."), ("age", "yes"))).Location);
        await page.GotoAsync(post);
        await Expect(page.GetByText("Thank you, 1 times.")).ToBeVisibleAsync();
        await browser.Inspect("feed-post");
        await page.GotoAsync("/feed");
        await browser.Inspect("feed");
        await page.GotoAsync("/ask");
        await browser.Inspect("ask");
        Assert.Empty(browser.Complaints);
    }
}
