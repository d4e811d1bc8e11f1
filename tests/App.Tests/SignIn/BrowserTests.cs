using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.SignIn;

/// <summary>Signing in, in a real browser with authenticators of its own.</summary>
public sealed class BrowserTests
{
    [BrowserFact]
    public async Task An_invited_person_registers_signs_out_and_signs_in_by_keyboard_alone()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.PlugIn();

        await page.GotoAsync((await server.InviteStaff()).Link);
        await browser.TabTo("Name of this device");
        await page.Keyboard.TypeAsync("Work laptop");
        await page.Keyboard.PressAsync("Enter");
        await page.Arrive("**/account?said=device-added");
        Assert.Contains("The device was added", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await browser.TabTo("Sign out");
        await page.Keyboard.PressAsync("Enter");
        await page.Arrive("**/sign-in?said=signed-out");
        await page.GotoAsync("/account/devices");
        await browser.TabTo("Sign in with a passkey");
        await page.Keyboard.PressAsync("Enter");
        await page.Arrive("**/account/devices");
        Assert.Contains("Work laptop", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task A_second_device_is_added_and_the_lost_first_one_is_revoked()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        var first = await browser.PlugIn();
        await page.GotoAsync((await server.InviteOfficer()).Link);
        await Make(page, "First phone");
        await page.Arrive("**/account?said=device-added");

        // The same device again: the browser says no, and the page says so in words.
        await page.GotoAsync("/account/devices");
        await Make(page, "First phone, again");
        await Assertions.Expect(page.GetByText("This device has a passkey for this site already")).ToBeVisibleAsync();

        await browser.LeaveAlone(first);
        var second = await browser.PlugIn("usb");
        await page.ReloadAsync();
        await Make(page, "Key in the safe");
        await page.Arrive("**/account/devices?said=device-added");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.Arrive("**/sign-in?said=signed-out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.Arrive("**/officer");

        await page.GotoAsync("/account/devices");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "First phone" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke this device" }).ClickAsync();
        await page.Arrive("**/account/devices?said=device-revoked");
        Assert.DoesNotContain("First phone", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        // Only the revoked one is at hand: it signs nobody in.
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.Arrive("**/sign-in?said=signed-out");
        await browser.Unplug(second);
        await browser.Touch(first);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("That passkey was not accepted")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Without_a_device_that_knows_the_site_the_page_says_what_can_be_done()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        await browser.PlugIn();
        await browser.Page.GotoAsync("/sign-in");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(browser.Page.GetByText("No passkey was given")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" })).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Without_script_the_page_says_plainly_that_a_passkey_needs_it()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader, script: false);
        await browser.Page.GotoAsync("/sign-in");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(browser.Page.GetByText("Your browser sent no passkey").First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_sample_person_is_played_without_script_and_without_a_passkey()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader, script: false);
        await browser.Page.GotoAsync(server.App.Services.GetRequiredService<SampleLinks>().For((await server.InviteOfficer()).Subject));
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as this person" }).ClickAsync();
        await browser.Page.Arrive("**/officer");
        Assert.Contains("Agency of officer", await browser.Page.InnerTextAsync("header"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Every_page_fits_a_phone_and_a_desk_and_has_no_violations()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.PlugIn();
        await page.GotoAsync("/sign-in");
        await browser.Inspect("sign-in");
        await page.GotoAsync("/invitation/" + new string('0', 64));
        await browser.Inspect("invitation-ended");
        await page.GotoAsync((await server.InviteStaff("reviewer", "Reviewer, response team")).Link);
        await browser.Inspect("invitation");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await browser.Inspect("invitation-error");
        await Make(page, "Laptop at work");
        await page.Arrive("**/account?said=device-added");
        await browser.Inspect("account");
        await page.GotoAsync("/account/devices");
        await browser.Inspect("devices");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rename or revoke" }).ClickAsync();
        await page.Arrive("**/account/devices/*");
        await browser.Inspect("device");
        await page.GotoAsync("/account/ending");
        await browser.Inspect("ending");
        server.Time.Now += TimeSpan.FromMinutes(11);
        await page.GotoAsync("/account/devices");
        await browser.Inspect("devices-later");
        server.Time.Now += TimeSpan.FromMinutes(31);
        await page.GotoAsync("/account/devices");
        await browser.Inspect("sign-in-ended");
        await page.GotoAsync(server.App.Services.GetRequiredService<SampleLinks>().For((await server.InviteOfficer()).Subject));
        await browser.Inspect("sample");
        Assert.DoesNotContain(browser.Complaints, text => !text.Contains("40", StringComparison.Ordinal));
    }

    private static async Task Make(IPage page, string name)
    {
        await page.GetByLabel("Name of this device").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync();
    }
}
