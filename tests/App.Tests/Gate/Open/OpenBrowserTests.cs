using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Gate.Open;

namespace Writ.App.Tests.Gate.Open;

/// <summary>From making a key to reading what was produced, in a real browser.</summary>
public sealed class OpenBrowserTests
{
    [BrowserFact]
    public async Task A_key_made_in_the_browser_opens_what_is_produced_later_by_keyboard_alone()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.SignInOfficer(server);
        await page.GotoAsync("/officer/keys");
        await browser.TabTo("What you call it");
        await page.Keyboard.TypeAsync("Work laptop");
        await page.Keyboard.PressAsync("Enter");
        await page.Arrive("**/officer/keys?said=made");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Work laptop" })).ToContainTextAsync("This browser");
        Assert.Equal(1, await server.Count("officer_key", "name = 'Work laptop' AND made_in = 'browser'"));
        await browser.Inspect("keys");

        var demand = await server.Produced();
        await page.GoToProduction(demand);
        await Assertions.Expect(page.OpenButton()).ToBeVisibleAsync();
        await browser.Inspect("production");
        await browser.TabTo("Open it in this browser");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Opened and checked" })).ToBeFocusedAsync();
        await page.GetByText("Read it here, as text").ClickAsync();
        await Assertions.Expect(page.Locator("pre")).ToContainTextAsync(server.Customers[0].Email);
        await browser.Inspect("production-opened");

        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Save subscriber.jsonl" }).ClickAsync());
        var here = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(await saved.PathAsync())));
        Assert.Equal("subscriber.jsonl", saved.SuggestedFilename);
        Assert.Equal(here, await page.Locator("[data-slot=hash]").First.InnerTextAsync());
        Assert.Equal(here, await OpenedByProgram(server, demand));
        Assert.Equal(2, await server.Count("demand_event", $"demand_id = '{demand}' AND kind = 'production-taken'"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Each_of_two_devices_opens_it_and_a_third_says_that_it_cannot()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var first = await Browser.Open(reader);
        await using var second = await Browser.Open(reader);
        await using var third = await Browser.Open(reader);
        foreach (var browser in (Browser[])[first, second, third]) await browser.SignInOfficer(server);
        await first.Page.MakeKey("Laptop");
        await second.Page.MakeKey("Phone");
        await first.Page.ReloadAsync();
        Assert.DoesNotContain("This browser", await first.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Phone" }).InnerTextAsync(), StringComparison.Ordinal);

        var demand = await server.Produced();
        await first.Page.OpenHere(demand);
        await second.Page.OpenHere(demand);
        await third.Page.GoToProduction(demand);
        await Assertions.Expect(third.Page.GetByText("This browser holds no key that opens this production")).ToBeVisibleAsync();
        await Assertions.Expect(third.Page.OpenButton()).ToBeHiddenAsync();
        await third.Inspect("production-no-key");
    }

    [BrowserFact]
    public async Task After_its_browsers_data_are_cleared_a_key_file_still_opens_it()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.SignInOfficer(server);
        await page.MakeKey("Laptop");
        var demand = await server.Produced();
        await page.EvaluateAsync("() => new Promise((yes, no) => { const r = indexedDB.deleteDatabase('writ-officer-keys'); r.onsuccess = yes; r.onerror = no; })");
        await page.GoToProduction(demand);
        await Assertions.Expect(page.GetByText("If the browser’s data were cleared, the key that it held is gone")).ToBeVisibleAsync();

        using var stranger = Writ.Base.Sealing.PrivateKey.Generate();
        await page.UseKeyFile(Encoding.ASCII.GetBytes(stranger.ExportPem()));
        await page.IsRefused("This production is not sealed to that key");
        await page.UseKeyFile("hello"u8.ToArray());
        await page.IsRefused("That is not a key file");
        await page.UseKeyFile(new byte[5000]);
        await page.IsRefused("That is not a key file");
        Assert.Equal(0, await server.Count("demand_event", $"demand_id = '{demand}' AND kind = 'production-taken'"));
        var sent = new List<string>();
        page.Request += (_, request) => sent.Add(request.PostData ?? string.Empty);
        await page.UseKeyFile(Encoding.ASCII.GetBytes(server.OfficerKey.ExportPem()));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Opened and checked" })).ToBeFocusedAsync();
        Assert.DoesNotContain(sent, body => body.Contains("PRIVATE KEY", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task A_revoked_key_gets_nothing_more_and_still_opens_what_was_sealed_to_it()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.SignInOfficer(server);
        await page.MakeKey("Laptop");
        var before = await server.Produced();
        await page.GotoAsync("/officer/keys");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Laptop" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.Arrive("**/officer/keys/*");
        await browser.Inspect("key");
        await page.GetByLabel("I use another key now").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke this key" }).ClickAsync();
        await page.Arrive("**/officer/keys?said=revoked");

        await page.OpenHere(before);
        await Assertions.Expect(page.GetByText("revoked since; it still opens this")).ToBeVisibleAsync();
        await page.GoToProduction(await server.Produced());
        await Assertions.Expect(page.GetByText("This browser holds no key that opens this production")).ToBeVisibleAsync();
        Assert.DoesNotContain("Laptop", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Without_a_place_to_keep_keys_the_pages_say_so()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.SignInOfficer(server);
        var demand = await server.Produced();
        await page.AddInitScriptAsync("Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } })");
        await page.GotoAsync("/officer/keys");
        await Assertions.Expect(page.GetByText("This browser keeps nothing for this site, so a key made here would be lost")).ToBeVisibleAsync();
        await page.GetByLabel("What you call it").FillAsync("Laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key in this browser" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing was made")).ToBeVisibleAsync();
        Assert.Equal(0, await server.Count("officer_key", "name = 'Laptop'"));
        await page.GoToProduction(demand);
        await Assertions.Expect(page.GetByText("This browser keeps nothing for this site, so no key can be in it")).ToBeVisibleAsync();
        await page.UseKeyFile(Encoding.ASCII.GetBytes(server.OfficerKey.ExportPem()));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Opened and checked" })).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Without_script_both_pages_say_what_can_be_done()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader, script: false);
        var page = browser.Page;
        await browser.SignInOfficer(server);
        await page.GotoAsync("/officer/keys");
        Assert.Contains("only a script can ask it for a key", await page.Locator("noscript").TextContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key in this browser" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The page’s script did not run").First).ToBeVisibleAsync();
        await page.GotoAsync("/officer/keys/file");
        await page.GetByLabel("What you call it").FillAsync("Safe");
        using var key = Writ.Base.Sealing.PrivateKey.Generate();
        await page.GetByLabel("Or a file with the public half").SetInputFilesAsync(new FilePayload { Name = "key.pub", MimeType = "text/plain", Buffer = Encoding.ASCII.GetBytes(key.Public.ToPem()) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Register this key" }).ClickAsync();
        await page.Arrive("**/officer/keys?said=registered");

        var demand = await server.Produced();
        await page.GoToProduction(demand);
        Assert.Contains("only a script can open a production here", await page.Locator("noscript").TextContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.OpenButton()).ToBeHiddenAsync();
        var taken = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download the sealed file" }).ClickAsync());
        Assert.Equal($"{demand}.production", taken.SuggestedFilename);
    }

    [BrowserFact]
    public async Task Every_page_about_keys_fits_and_a_fault_stands_beside_its_field()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.SignInOfficer(server);
        await page.GotoAsync("/officer/keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key in this browser" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Give the key a name.")).ToBeVisibleAsync();
        await browser.Inspect("keys-error");
        await page.GotoAsync("/officer/keys/file");
        await browser.Inspect("key-file");
        await page.GetByRole(AriaRole.Button, new() { Name = "Register this key" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await browser.Inspect("key-file-error");
        await page.GoToProduction((await server.File()).Id);
        await browser.Inspect("production-waits");
    }

    /// <summary>SHA-256 of the subscriber file as the command line opens it.</summary>
    private static async Task<string> OpenedByProgram(WritServer server, string demand)
    {
        var folder = Directory.CreateTempSubdirectory("writ-test-").FullName;
        try
        {
            var (file, key) = (Path.Combine(folder, "x.production"), Path.Combine(folder, "key.pem"));
            await File.WriteAllBytesAsync(file, (await server.Officer.Download($"api/v1/demands/{demand}/production")).Value);
            await File.WriteAllTextAsync(key, server.OfficerKey.ExportPem());
            Assert.Equal(0, OpenVerb.Run(TextWriter.Null, TextWriter.Null, file, key, Path.Combine(folder, "out")));
            var opened = Directory.GetFiles(Path.Combine(folder, "out"), "subscriber.jsonl", SearchOption.AllDirectories).Single();
            return Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(opened)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
