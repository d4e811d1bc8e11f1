using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Demands.Review.Sign;

/// <summary>Two people with a device each, from the first day to a release that the vault made on their two signatures.</summary>
public sealed class SignBrowserTests
{
    [BrowserFact]
    public async Task Two_people_choose_their_passkeys_decide_sign_and_approve_by_keyboard()
    {
        await using var server = await WritServer.Start();
        var id = (await server.File()).Id;
        using var reader = new Reader(server);
        var (reviewer, device) = await Enrolled(server, reader, "reviewer");
        await using (reviewer)
        {
            var page = reviewer.Page;
            await reviewer.Inspect("signing");
            await page.GotoAsync($"/desk/demands/{id}");
            await page.GetByLabel("Produce as asked").CheckAsync();
            await reviewer.TabTo("Send the decision");
            await page.Keyboard.PressAsync("Enter");
            await page.Arrive("**?said=decided");
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your decision is not signed yet" })).ToBeVisibleAsync();
            await reviewer.Inspect("sign-decision");

            // Somebody else's finger: nothing is sent, the page says so, and the button is there again.
            await reviewer.Know(device, owner: false);
            await reviewer.TabTo("Sign with your passkey");
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.GetByText("Nothing was signed: it was cancelled")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign with your passkey" })).ToBeFocusedAsync();
            Assert.Equal(0, await server.Kept(id));

            await reviewer.Know(device, owner: true);
            await page.Keyboard.PressAsync("Enter");
            await page.Arrive("**?said=signed");
            await reviewer.Inspect("signed");

            // Back, and once more: signed once.
            await page.GoBackAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            Assert.Equal((1, 1), (await server.Kept(id), await server.Count("demand_event", $"demand_id = '{id}' AND kind = 'signed'")));
            Assert.Empty(reviewer.Complaints);
        }

        var (approver, _) = await Enrolled(server, reader, "approver");
        await using (approver)
        {
            await approver.Page.GotoAsync($"/desk/demands/{id}/approval");
            await Assertions.Expect(approver.Page.GetByText("You sign what you approve")).ToBeVisibleAsync();
            await approver.Inspect("sign-approval");
            await approver.TabTo("Sign and approve these decisions");
            await approver.Page.Keyboard.PressAsync("Enter");
            await approver.Page.Arrive("**?said=approved");
            Assert.Equal("released", (await server.Settled(id)).State);
            Assert.Equal(2, await server.Count("gate_authorisation_approval"));
            Assert.Empty(approver.Complaints);
        }
    }

    private static async Task<(Browser Browser, string Device)> Enrolled(WritServer server, Reader reader, string role)
    {
        var browser = await Browser.Open(reader);
        var device = await browser.PlugIn();
        await browser.Page.GotoAsync((await server.InviteStaff(role, $"Staff, {role}")).Link);
        await browser.Page.GetByLabel("Name of this device").FillAsync("Work phone");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync();
        await browser.Page.Arrive("**/account?said=device-added");
        await browser.Page.GotoAsync("/account/signing");
        await browser.TabTo("Sign decisions with a passkey");
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.Page.Arrive("**?said=signing-chosen");
        return (browser, device);
    }
}
