using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.SignIn.ByMail;

namespace Writ.App.Tests.Gate.Notices.Mine;

/// <summary>A customer's whole way, in a real browser.</summary>
public sealed class MyBrowserTests
{
    [BrowserFact]
    public async Task By_keyboard_alone_from_the_mail_to_the_objection()
    {
        await using var house = await NoticeHouse.Open();
        var notice = await MyPagesTests.Told(house);
        using var reader = house.Reader();
        await using var browser = await Browser.Open(reader, script: false);
        var page = browser.Page;

        await page.GotoAsync($"/my/notices/{notice}");
        await browser.TabTo("Your mail address");
        await page.Keyboard.TypeAsync(house.Server.Customers[0].Email);
        await page.Keyboard.PressAsync("Enter");
        await page.Arrive("**/my/sign-in/sent");
        var mail = await LinkTests.Mail(house, 2);
        await page.GotoAsync(LinkTests.LinkIn(mail));
        await Press(browser, "Sign in");
        await page.Arrive($"**/my/notices/{notice}");
        Assert.Contains("Nothing yet", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await Press(browser, "Object");
        await page.Arrive("**/objection");
        await browser.TabTo("Your reasons");
        await page.Keyboard.TypeAsync("They mean somebody else.");
        await Press(browser, "Save and continue");
        await page.Arrive("**/objection/file");
        await Press(browser, "Save and continue");
        await page.Arrive("**/objection/check");
        await Press(browser, "Send the objection");
        await page.Arrive("**/objection/sent");
        await page.GoBackAsync();
        await page.Arrive("**/objection/sent");
        Assert.Equal(1, await house.Server.Count("notice_objection"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Every_page_fits_a_phone_and_a_desk_and_has_no_violations()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.PlugIn();

        await page.GotoAsync("/my/sign-in");
        await browser.Inspect("my-sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a link" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await browser.Inspect("my-sign-in-error");
        await page.GetByLabel("Your mail address").FillAsync(house.Server.Customers[0].Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a link" }).ClickAsync();
        await page.Arrive("**/my/sign-in/sent");
        await browser.Inspect("my-link-sent");
        var link = LinkTests.LinkIn(await LinkTests.Mail(house, 1));
        await using (var other = await Browser.Open(reader))
        {
            await other.Page.GotoAsync(link);
            await other.Inspect("my-link-elsewhere");
        }

        await page.GotoAsync(link);
        await browser.Inspect("my-link");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Arrive("**/my");
        await browser.Inspect("my-empty");
        await page.GotoAsync("/my/data");
        await browser.Inspect("my-data");
        await page.GotoAsync("/account");
        await browser.Inspect("my-account");
        await page.GotoAsync("/account/devices");
        await page.GetByLabel("Name of this device").FillAsync("Phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync();
        await page.Arrive("**/account/devices?said=device-added");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.Arrive("**/my/sign-in?said=signed-out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.Arrive("**/my");

        var filed = await house.File(items: [house.Server.Item(0, "subscriber"), house.Server.Item(0, "content", new DateOnly(2026, 1, 1), new DateOnly(2026, 2, 1))]);
        await house.Decided(filed.Id);
        var at = $"/my/notices/{(await house.SentTo(0))[0].Id}";
        await page.GotoAsync("/my");
        await browser.Inspect("my-list");
        await page.GotoAsync(at);
        await browser.Inspect("my-notice");
        await page.GotoAsync($"{at}/letter");
        await browser.Inspect("my-letter");
        await page.GotoAsync($"{at}/objection");
        await browser.Inspect("my-objection");
        await page.GetByLabel("Your reasons").FillAsync("They mean somebody else.\nI was away, and my name is common.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and continue" }).ClickAsync();
        await page.Arrive("**/objection/file");
        await browser.Inspect("my-objection-file");
        await page.GetByLabel("File").SetInputFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "x"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and continue" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await browser.Inspect("my-objection-file-error");
        await page.GetByLabel("File").SetInputFilesAsync(new FilePayload { Name = "court.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and continue" }).ClickAsync();
        await page.Arrive("**/objection/check");
        await browser.Inspect("my-objection-check");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the objection" }).ClickAsync();
        await page.Arrive("**/objection/sent");
        await browser.Inspect("my-objection-sent");
        await page.GotoAsync(at);
        await browser.Inspect("my-notice-objected");

        var second = await house.File(items: house.Server.Item(0, "subscriber"));
        await house.Decided(second.Id);
        var late = $"/my/notices/{(await house.SentTo(0)).Single(n => !at.EndsWith($"{n.Id}", StringComparison.Ordinal)).Id}";
        await page.GotoAsync($"{late}/objection");
        await page.GetByLabel("Your reasons").FillAsync("Half a thought.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and come back later" }).ClickAsync();
        await page.Arrive("**said=draft-saved");
        await browser.Inspect("my-notice-draft");
        house.Server.Time.Now = NoticeHouse.Over;
        await page.GotoAsync($"{late}/objection");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.Arrive($"**{late}/objection");
        await browser.Inspect("my-objection-over");
        await page.GotoAsync("/my/link/" + new string('0', 26));
        await browser.Inspect("my-link-ended");
        Assert.DoesNotContain(browser.Complaints, text => !text.Contains("40", StringComparison.Ordinal));
    }

    private static async Task Press(Browser browser, string words)
    {
        await browser.TabTo(words);
        await browser.Page.Keyboard.PressAsync("Enter");
    }
}
