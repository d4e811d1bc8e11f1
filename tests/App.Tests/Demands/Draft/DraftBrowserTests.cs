using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Demands.Draft;

/// <summary>Filing and following a demand in a real browser.</summary>
public sealed class DraftBrowserTests
{
    [BrowserFact]
    public async Task A_demand_is_filed_by_keyboard_alone_without_script()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader, script: false);
        var page = browser.Page;
        await SignIn(server, page);
        await page.GotoAsync("/officer");
        await Press(browser, "File a demand");
        await page.Arrive("**/officer/new");
        await Press(browser, "Begin");
        await Press(browser, "Your reference");
        await Type(browser, "What is your reference?", "26-CR-0031");
        await Press(browser, "Save and continue");
        await Choose(browser, page, "us/search-warrant");
        await Press(browser, "Save and continue");
        await Type(browser, "Name of the authority", "District Court of Sample County");
        await Choose(browser, page, "court");
        await Press(browser, "Save and continue");
        await Date(browser, server.Today);
        await Date(browser, server.Today.AddDays(14));
        await Press(browser, "Save and continue");
        await Choose(browser, page, "no");
        await Press(browser, "Save and continue");
        await Press(browser, "Add an item");
        await Choose(browser, page, "email");
        await Type(browser, "The identifier", server.Customers[0].Email);
        await Choose(browser, page, "subscriber");
        await Press(browser, "Save the item");
        await Press(browser, "Continue");

        // Choosing a file is the system's own dialogue.
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "warrant.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 signed"u8.ToArray() });
        await Press(browser, "Upload and continue");
        await page.Arrive("**/check");
        await browser.TabTo("I am authorised");
        await page.Keyboard.PressAsync("Space");
        await Press(browser, "Send the demand");
        await page.Arrive("**/filed");
        Assert.Contains("Demand sent", await page.InnerTextAsync("h1"), StringComparison.Ordinal);

        // Back, and again: still one.
        await page.GoBackAsync();
        Assert.Equal(1, await server.Count("demand"));
        await Press(browser, "Your demands");
        Assert.Contains("26-CR-0031", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_paper_is_uploaded_with_its_progress_and_what_is_wrong_stands_in_the_page()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await SignIn(server, page);
        await page.GotoAsync("/officer/new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "The signed paper" }).ClickAsync();
        await page.Arrive("**/file");

        await Upload(page, "program.pdf", "MZ"u8.ToArray());
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#errors")).ToBeFocusedAsync();

        await Upload(page, "large.pdf", new byte[(8 * 1024 * 1024) + 1]);
        await Assertions.Expect(page.GetByText("at most 8.0 MB are taken")).ToBeVisibleAsync();

        // The line breaks; what was kept stays, and it can be sent again.
        await page.RouteAsync("**/file", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        await Upload(page, "warrant.pdf", "%PDF-1.7 signed"u8.ToArray());
        await Assertions.Expect(page.GetByText("The upload stopped before it was whole")).ToBeVisibleAsync();
        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and continue" }).ClickAsync();
        await page.Arrive("**/check");
        await page.GoBackAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("warrant.pdf").First).ToBeVisibleAsync();
        Assert.DoesNotContain(browser.Complaints, text => !text.Contains("400", StringComparison.Ordinal) && !text.Contains("ERR_FAILED", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Every_page_fits_a_phone_and_a_desk_and_has_no_violations()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.Officer();
        var answered = (await server.File(server.Demand("us/grand-jury-subpoena", server.Item(0, "subscriber"), server.Item(1, "content")))).Id;
        await server.Answer(answered);
        var draft = await reader.Complete(server);
        await reader.AddItem(draft, "phone", "+12065550100", "content");
        var begun = await reader.Begin();
        await reader.Step(begun, "reference", ("reference", new string('x', 300) + "\u202E<b>"), ("then", "later"));
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await SignIn(server, page);
        (string Name, string Path)[] pages =
        [
            ("list", "/officer"), ("list-empty", "/officer?q=none"), ("new", "/officer/new"), ("tasks", draft), ("tasks-wrong", begun), ("reference-wrong", begun + "/reference"),
            ("instrument", draft + "/instrument"), ("authority", draft + "/authority"), ("dates", draft + "/dates"), ("gag", draft + "/gag"), ("items", draft + "/items"),
            ("item", draft + "/items/new"), ("file", draft + "/file"), ("check", draft + "/check"), ("check-wrong", begun + "/check"), ("deletion", draft + "/deletion"),
            ("demand", $"/officer/demands/{answered}"), ("receipt", $"/officer/demands/{answered}/receipt"), ("colleagues", "/officer/colleagues"), ("ground", "/officer/grounds/no-such-account"),
        ];
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(path);
            await browser.Inspect("officer-" + name);
        }

        await page.GotoAsync(draft + "/gag");
        await page.GetByLabel("Yes").CheckAsync();
        await browser.Inspect("officer-gag-yes");
        await page.GotoAsync(draft + "/check");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the demand" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await browser.Inspect("officer-check-undeclared");
        await page.GetByLabel("I am authorised").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the demand" }).ClickAsync();
        await page.Arrive("**/filed");
        await browser.Inspect("officer-filed");
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to the demand" }).ClickAsync();
        await page.Arrive("**/officer/demands/dmd_*");
        await browser.Inspect("officer-demand-new");
        await page.GetByRole(AriaRole.Link, new() { Name = "Withdraw this demand" }).ClickAsync();
        await page.Arrive("**/withdrawal");
        await browser.Inspect("officer-withdraw");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the demand" }).ClickAsync();
        await page.Arrive("**said=withdrawn");
    }

    [BrowserFact]
    public async Task Of_two_tabs_the_later_one_is_shown_both_answers()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.Officer();
        var draft = await reader.Begin();
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await SignIn(server, page);
        await page.GotoAsync(draft + "/reference");
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync(draft + "/reference");
        await tab.FillAsync("#reference", "From the other tab");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Save and continue" }).ClickAsync();
        await tab.Arrive(url => !url.EndsWith("/reference", StringComparison.Ordinal));
        await page.FillAsync("#reference", "From this tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and continue" }).ClickAsync();
        await Assertions.Expect(page.GetByText("From the other tab")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#reference")).ToHaveValueAsync("From this tab");
        await browser.Inspect("officer-conflict");
        await page.GetByRole(AriaRole.Link, new() { Name = "Keep what is kept now" }).ClickAsync();
        await Assertions.Expect(page.Locator("#reference")).ToHaveValueAsync("From the other tab");
    }

    private static async Task SignIn(WritServer server, IPage page)
    {
        await page.GotoAsync(server.App.Services.GetRequiredService<SampleLinks>().For((await server.InviteOfficer()).Subject));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in as this person" }).ClickAsync();
        await page.Arrive("**/officer");
    }

    private static async Task Press(Browser browser, string words)
    {
        await browser.TabTo(words);
        var before = browser.Page.Url;
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.Page.Arrive(url => url != before);
    }

    private static async Task Type(Browser browser, string label, string text)
    {
        await browser.TabTo(label);
        await browser.Page.Keyboard.TypeAsync(text);
    }

    private static async Task Date(Browser browser, DateOnly day)
    {
        await Type(browser, "Day", $"{day.Day}");
        await Type(browser, "Month", $"{day.Month}");
        await Type(browser, "Year", $"{day.Year}");
    }

    /// <summary>Tab reaches a group of answers; arrows choose within it.</summary>
    private static async Task Choose(Browser browser, IPage page, string value)
    {
        for (var i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("() => document.activeElement.type === 'radio'")) break;
        }

        for (var i = 0; i < 12; i++)
        {
            await page.Keyboard.PressAsync(i == 0 ? "Space" : "ArrowDown");
            if (await page.EvaluateAsync<string>("() => document.activeElement.checked ? document.activeElement.value : ''") == value) return;
        }

        Assert.Fail($"The keyboard does not choose: {value}");
    }

    private static async Task Upload(IPage page, string name, byte[] content)
    {
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = name, MimeType = "application/pdf", Buffer = content });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and continue" }).ClickAsync();
    }
}
