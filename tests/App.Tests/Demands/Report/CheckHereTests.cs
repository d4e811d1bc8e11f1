using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Demands.Report;

namespace Writ.App.Tests.Demands.Report;

/// <summary>A stranger checks a report in the page, in a real browser.</summary>
public sealed class CheckHereTests
{
    [BrowserFact]
    public async Task A_report_with_a_closed_demand_is_checked_in_the_page_and_a_forged_one_is_found()
    {
        await using var server = await WritServer.Start();
        await server.File();
        await server.File(server.Demand() with { Gag = true });
        var report = (await server.PublishReport("2026-h1")).Value;
        while (!(await server.Http.GetStringAsync("reports/index.json")).Contains("2026-h1", StringComparison.Ordinal)) await Task.Delay(20);

        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await page.GotoAsync("/reports/2026-h1");
        await browser.Inspect("report-closed");
        await page.GotoAsync("/verify/here");
        await browser.Inspect("check-start");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The report holds" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("One leaf stays closed. It is proved to be withheld or a dummy")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("The key came from this site")).ToBeVisibleAsync();
        await browser.Inspect("check-holds");

        var proofs = Path.Combine(server.Folder.Published, "reports", "2026-h1", $"v{report.Version}-unopened.bin");
        var bytes = await System.IO.File.ReadAllBytesAsync(proofs);
        bytes[^1] ^= 1;
        await System.IO.File.WriteAllBytesAsync(proofs, bytes);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Something here is false" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "verify-proofs-hash" })).ToBeVisibleAsync();
        await browser.Inspect("check-false");
        Assert.Empty(browser.Complaints);
    }
}
