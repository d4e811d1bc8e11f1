using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Gate.Open;

/// <summary>What an officer does at a browser with their keys and productions.</summary>
internal static class OfficersBrowser
{
    public static async Task SignInOfficer(this Browser browser, WritServer server)
    {
        // The invitation makes the officer known to sign-in; the sample link then signs them in without a device.
        var subject = (await server.InviteOfficer()).Subject;
        await browser.Page.GotoAsync(server.App.Services.GetRequiredService<SampleLinks>().For(subject));
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as this person" }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).WaitForAsync();
    }

    public static async Task MakeKey(this IPage page, string name)
    {
        await page.GotoAsync("/officer/keys");
        await page.GetByLabel("What you call it").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key in this browser" }).ClickAsync();
        await page.Arrive("**/officer/keys?said=made");
    }

    /// <summary>Files, decides and approves a demand by the API; the id of the demand that lies ready.</summary>
    public static async Task<string> Produced(this WritServer server)
    {
        var view = await server.Answer((await server.File()).Id);
        Assert.Equal("released", view.State);
        return view.Id;
    }

    public static Task GoToProduction(this IPage page, string demand) => page.GotoAsync($"/officer/demands/{demand}/production");

    public static ILocator OpenButton(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Open it in this browser" });

    public static async Task OpenHere(this IPage page, string demand)
    {
        await page.GoToProduction(demand);
        await page.OpenButton().ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Opened and checked" })).ToBeFocusedAsync();
    }

    public static async Task UseKeyFile(this IPage page, byte[] content) =>
        await page.GetByLabel("Key file", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "officer.pem", MimeType = "text/plain", Buffer = content });

    /// <summary>Exactly this is said to be wrong, and nothing was opened.</summary>
    public static async Task IsRefused(this IPage page, string sentence)
    {
        await Assertions.Expect(page.Locator("[data-slot=problem]")).ToContainTextAsync(sentence);
        Assert.False(await page.GetByText("Opened and checked").IsVisibleAsync());
        Assert.Equal(0, await page.Locator("[data-save]").CountAsync());
    }
}
