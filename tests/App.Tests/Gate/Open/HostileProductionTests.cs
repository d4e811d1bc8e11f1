using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Follow;
using Writ.Gate.Open;
using Writ.Store.Blobs;

namespace Writ.App.Tests.Gate.Open;

/// <summary>What arrives is changed, cut, exchanged, or means harm: the page says so in a sentence, or shows it as text.</summary>
public sealed class HostileProductionTests
{
    private const string Evil = "<img src=x onerror=\"window.owned = 1\"><script>window.owned = 1</script>\u202egpj.exe\u0007";

    [BrowserFact]
    public async Task Whatever_was_changed_on_the_way_is_refused_with_a_sentence_and_can_be_tried_again()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.SignInOfficer(server);
        await page.MakeKey("Laptop");
        var (demand, other) = (await server.Produced(), await server.Produced());
        var good = (await server.Officer.Download($"api/v1/demands/{demand}/production")).Value;
        var another = (await server.Officer.Download($"api/v1/demands/{other}/production")).Value;
        await page.GoToProduction(demand);

        foreach (var at in (int[])[0, 25, 60, 110, 200, 400, good.Length / 2, good.Length - 1])
        {
            var changed = (byte[])good.Clone();
            changed[at] ^= 1;
            await Arrives(page, changed);
            await page.IsRefused("Nothing of it was kept or shown");
        }

        foreach (var length in (int[])[0, 10, 300, good.Length - 1])
        {
            await Arrives(page, good[..length]);
            await page.IsRefused(length < 300 ? "." : "The download ended too early");
        }

        await Arrives(page, [.. good, 0]);
        await page.IsRefused("More arrived than the company said");
        await Arrives(page, [.. another, .. new byte[Math.Max(0, good.Length - another.Length)]]);
        await page.IsRefused("What arrived is another production");
        await Arrives(page, Encoding.ASCII.GetBytes(new string('x', good.Length)));
        await page.IsRefused("What arrived is not a sealed production");
        await Arrives(page, "{\"detail\":\"Closed for the night.\"}"u8.ToArray(), 503);
        await page.IsRefused("Closed for the night.");
        await page.UnrouteAllAsync();
        await page.RouteAsync("**/bytes", route => route.AbortAsync());
        await page.OpenButton().ClickAsync();
        await page.IsRefused("The download ended too early");

        await page.UnrouteAllAsync();
        await page.OpenButton().ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Opened and checked" })).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Content_that_means_harm_is_shown_as_text_with_what_it_hides()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.SignInOfficer(server);
        var view = await server.Answer((await server.File()).Id);
        var item = ItemId.FromTrusted(view.Items[0].Id);
        await Replace(server, view, new ProductionManifest(
            ProductionId.FromTrusted(view.Production!.Id), DemandId.FromTrusted(view.Id), AuthorisationId.New(), Evil, server.Time.Now, server.Time.Now.AddDays(9),
            [new ProductionItem(item, DataCategory.FromTrusted("subscriber"), Evil, [Evil]), new ProductionItem(ItemId.New(), DataCategory.FromTrusted("content"), null, [])]),
            [new ProductionFile(item, "page.html", Encoding.UTF8.GetBytes(Evil)), new ProductionFile(item, "clip.bin", new byte[200_000])]);

        await page.GoToProduction(view.Id);
        await page.UseKeyFile(Encoding.ASCII.GetBytes(server.OfficerKey.ExportPem()));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Opened and checked" })).ToBeFocusedAsync();
        await page.GetByText("Read it here, as text").First.ClickAsync();
        await Assertions.Expect(page.Locator("pre").First).ToContainTextAsync("<script>window.owned = 1</script>U+202E");
        Assert.Equal(0, await page.Locator("[data-open-production] img").CountAsync());
        Assert.Equal(3 * 2, await page.Locator("[data-open-production] .hidden-character").CountAsync());
        Assert.False(await page.EvaluateAsync<bool>("() => 'owned' in window"));
        await Assertions.Expect(page.GetByText("This item is not one of the demand’s")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Nothing was found within the scope. That is an answer").Nth(1)).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Read it here, as text").Nth(1)).ToBeHiddenAsync();
        await browser.Inspect("production-hostile");
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task A_production_of_another_demand_is_refused_though_it_bears_the_right_number()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        await browser.SignInOfficer(server);
        var view = await server.Answer((await server.File()).Id);
        await Replace(server, view, new ProductionManifest(
            ProductionId.FromTrusted(view.Production!.Id), DemandId.New(), AuthorisationId.New(), "Sample Company", server.Time.Now, server.Time.Now.AddDays(9), []), []);
        await browser.Page.GoToProduction(view.Id);
        await browser.Page.UseKeyFile(Encoding.ASCII.GetBytes(server.OfficerKey.ExportPem()));
        await browser.Page.IsRefused("What arrived is another production");
    }

    [BrowserFact]
    public async Task A_production_that_expires_while_its_page_is_open_is_said_to_be_gone()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        await browser.SignInOfficer(server);
        var view = await server.Answer((await server.File()).Id);
        await browser.Page.GoToProduction(view.Id);
        await server.Sql($"UPDATE gate_production SET expires_at = {server.Time.Now.UtcTicks} WHERE demand_id = '{view.Id}'");
        await browser.Page.UseKeyFile(Encoding.ASCII.GetBytes(server.OfficerKey.ExportPem()));
        await browser.Page.IsRefused("it may not be ready, or it has expired");
        await browser.Page.ReloadAsync();
        await Assertions.Expect(browser.Page.GetByText("The production has expired")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_large_production_opens_as_it_arrives()
    {
        // For docs/performance.md more is opened, and the memory of the page is told.
        var megabytes = int.Parse(Environment.GetEnvironmentVariable("WRIT_OPEN_MEGABYTES") ?? "8", System.Globalization.CultureInfo.InvariantCulture);
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await browser.SignInOfficer(server);
        var view = await server.Answer((await server.File()).Id);
        var item = ItemId.FromTrusted(view.Items[0].Id);
        var content = new byte[megabytes * 1_000_000];
        for (var i = 0; i < content.Length; i++) content[i] = (byte)(i % 251);
        using var made = new MemoryStream();
        var manifest = Production.Write(made, ManifestOf(server, view, item), [new ProductionFile(item, "clip.bin", content)], [server.OfficerKey.Public]);
        var blob = BlobId.New();
        await server.App.Services.GetRequiredService<IBlobs>().Put(blob, made.GetBuffer().AsMemory(0, (int)made.Length), CancellationToken.None);
        await server.Sql($"UPDATE gate_production SET size = {made.Length}, recipients = '{server.OfficerKey.Public.Thumbprint}', blob = '{blob}' WHERE demand_id = '{view.Id}'");

        await page.GoToProduction(view.Id);
        await page.EvaluateAsync("() => { window.most = 0; setInterval(() => { window.most = Math.max(window.most, performance.memory.usedJSHeapSize); }, 20); window.begun = performance.now(); }");
        await page.UseKeyFile(Encoding.ASCII.GetBytes(server.OfficerKey.ExportPem()));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Opened and checked" })).ToBeFocusedAsync(new() { Timeout = 120_000 });
        Assert.Equal(manifest.Items[0].Files[0].Sha256, await page.Locator("[data-slot=hash]").First.InnerTextAsync());
        if (Environment.GetEnvironmentVariable("WRIT_OPEN_MEGABYTES") is not null)
        {
            var told = await page.EvaluateAsync<string>("() => `${Math.round(window.most / 1e6)} MB of script heap at most, ${Math.round(performance.now() - window.begun)} ms`");
            await File.WriteAllTextAsync(Path.Combine(Path.GetTempPath(), "writ-open.txt"), $"{megabytes} MB: {told}");
        }
    }

    private static ProductionManifest ManifestOf(WritServer server, DemandView view, ItemId item) => new(
        ProductionId.FromTrusted(view.Production!.Id), DemandId.FromTrusted(view.Id), AuthorisationId.New(), "Sample Company", server.Time.Now, server.Time.Now.AddDays(9),
        [new ProductionItem(item, DataCategory.FromTrusted("subscriber"), null, [])]);

    private static async Task Arrives(IPage page, byte[] bytes, int status = 200)
    {
        await page.UnrouteAllAsync();
        await page.RouteAsync("**/bytes", route => route.FulfillAsync(new()
        {
            Status = status, BodyBytes = bytes, ContentType = status == 200 ? "application/octet-stream" : "application/problem+json",
        }));
        await page.EvaluateAsync("() => { document.querySelector('[data-slot=problem]').textContent = ''; }");
        await page.OpenButton().ClickAsync();
        await Assertions.Expect(page.Locator("[data-slot=problem]")).Not.ToBeEmptyAsync();
    }

    /// <summary>As a company that means harm, or whoever broke into it, would: another content under the same number.</summary>
    private static async Task Replace(WritServer server, DemandView view, ProductionManifest manifest, IReadOnlyList<ProductionFile> files)
    {
        using var made = new MemoryStream();
        Production.Write(made, manifest, files, [server.OfficerKey.Public]);
        var where = $"demand_id = '{view.Id}'";
        await server.Sql($"INSERT INTO small_blob (id, bytes) VALUES ('blb_0123456789abcdef', X'{Convert.ToHexString(made.ToArray())}')");
        await server.Sql($"UPDATE gate_production SET size = {made.Length}, recipients = '{server.OfficerKey.Public.Thumbprint}', blob = 'blb_0123456789abcdef' WHERE {where}");
    }
}
