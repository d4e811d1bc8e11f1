using System.IO.Compression;
using Microsoft.Playwright;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Gate.Notices.Mine;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.SignIn.ByMail;

namespace Writ.App.Tests.Gate.Subject;

/// <summary>A person's way to their copy, in a real browser, and the copy itself as it lies on their disk.</summary>
public sealed class CopyBrowserTests
{
    [BrowserFact]
    public async Task By_keyboard_alone_and_without_script_to_the_file_on_the_disk()
    {
        await using var house = await NoticeHouse.Open();
        await MyPagesTests.Told(house);
        using var reader = house.Reader();
        await using var browser = await Browser.Open(reader, script: false);
        var page = browser.Page;
        await SignIn(house, page, reader, 2);

        await page.GotoAsync("/my/data");
        await Press(browser, "Download my data");
        await page.Arrive("**/my/data/copy");
        await Press(browser, "Ask for my copy");
        await page.Arrive("**/my/data/copy/sbj_*");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your copy is ready" })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Press(browser, "Go to your copy");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your copy is ready" })).ToBeVisibleAsync();
        var folder = Directory.CreateTempSubdirectory("writ-test-").FullName;
        try
        {
            await browser.TabTo("Download my data (ZIP)");
            var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
            Assert.Equal("my-data-2026-03-10.zip", download.SuggestedFilename);
            ZipFile.ExtractToDirectory((await download.PathAsync())!, folder);
            await page.GotoAsync($"file://{folder}/index.html");
            await Press(browser, "What was ordered");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Order number");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Assert.Equal(1, await house.Server.Count("subject_request"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Every_page_and_the_copy_itself_fit_a_phone_and_a_desk_and_have_no_violations()
    {
        await using var house = await NoticeHouse.Open();
        await MyPagesTests.Told(house);
        using var reader = house.Reader();
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await SignIn(house, page, reader, 2);
        await page.GotoAsync("/my/data");
        await browser.Inspect("my-data");
        await page.GotoAsync(CopyHouse.Home);
        await browser.Inspect("my-copy-start");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask for my copy" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your copy is ready" })).ToBeVisibleAsync();
        await browser.Inspect("my-copy-ready");
        var at = page.Url;
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download my data (ZIP)").ClickAsync());
        var folder = Directory.CreateTempSubdirectory("writ-test-").FullName;
        try
        {
            ZipFile.ExtractToDirectory((await download.PathAsync())!, folder);
            await page.GotoAsync($"file://{folder}/index.html");
            await browser.Inspect("my-copy-index");
            await page.GotoAsync($"file://{folder}/records/transaction.html");
            await browser.Inspect("my-copy-records");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await page.GotoAsync(CopyHouse.Home);
        await browser.Inspect("my-copy-open");
        house.Server.Time.Now += TimeSpan.FromMinutes(16);
        await page.GotoAsync(at);
        await page.GetByText("Download my data (ZIP)").ClickAsync();
        await page.Arrive("**/my/sign-in?to=*");
        await browser.Inspect("my-copy-sign-in-again");
        house.Server.Time.Now += TimeSpan.FromMinutes(30);
        await SignIn(house, page, reader, 4);
        await page.GotoAsync(at);
        await browser.Inspect("my-copy-over");
        await page.GotoAsync(CopyHouse.Home);
        await browser.Inspect("my-copy-history");
        Assert.Empty(browser.Complaints);
    }

    private static async Task SignIn(NoticeHouse house, IPage page, Reader reader, int mails)
    {
        await page.GotoAsync("/my/sign-in?again=1");
        await page.GetByLabel("Your mail address").FillAsync(house.Server.Customers[0].Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a link" }).ClickAsync();
        await page.Arrive("**/my/sign-in/sent");
        await page.GotoAsync(reader.Origin + LinkTests.LinkIn(await LinkTests.Mail(house, mails)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Arrive("**/my");
    }

    private static async Task Press(Browser browser, string words)
    {
        await browser.TabTo(words);
        await browser.Page.Keyboard.PressAsync("Enter");
    }
}
