using Microsoft.Playwright;

namespace Writ.Mirror.Tests.Pages;

/// <summary>The pages in a real browser: phone and desk, light and dark, keyboard, axe.</summary>
public sealed class BrowserTests(MirrorHost host) : IClassFixture<MirrorHost>
{
    private const string Browser = "/usr/bin/chromium";

    // Far beyond what any page takes on a machine that has much else to do.
    private const int Patience = 90_000;

    private static readonly string[] Pages =
        ["/", "/reports", "/reports/2026-h1", "/reports/2015-01-01--2015-05-31", "/reports/published/amazon/2020-h1", "/reports/published/amazon/2025-h2", "/claims", "/agencies", "/record", "/verify", "/refusals", "/refusals/mirror-no-report", "/reports/2031"];

    [BrowserFact]
    public async Task Pages_fit_a_phone_and_a_desk_without_script_and_without_violations_in_light_and_dark()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser, Args = ["--no-sandbox"], Timeout = Patience });
        var axe = await new StreamReader(typeof(BrowserTests).Assembly.GetManifestResourceStream("axe.js")!).ReadToEndAsync();
        foreach (var (width, scheme) in new[] { (375, ColorScheme.Light), (1280, ColorScheme.Light), (375, ColorScheme.Dark), (1280, ColorScheme.Dark) })
        {
            await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme });
            var page = await context.NewPageAsync();
            List<string> complaints = [];
            page.Console += (_, message) => complaints.Add(message.Text);
            page.RequestFailed += (_, request) => complaints.Add(request.Url);
            foreach (var address in Pages)
            {
                await page.GotoAsync(new Uri(host.Address, address).ToString(), new() { Timeout = Patience });
                var where = $"{address} at {width} in {scheme}";
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{where} scrolls sideways");
                Assert.Equal(0, await page.EvaluateAsync<int>("() => document.scripts.length"));
                await page.EvaluateAsync(axe);
                var found = await page.EvaluateAsync<string[]>(
                    "async () => { const r = await axe.run({runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}); return [String(r.passes.length), ...r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target + ' ' + n.failureSummary))]; }");
                Assert.True(int.Parse(found[0], System.Globalization.CultureInfo.InvariantCulture) > 10, "axe did not run");
                Assert.True(found.Length == 1, $"{where}: {string.Join("\n", found.Skip(1))}");
            }

            // The one page that is not there on purpose answers 404, and the browser says so.
            Assert.DoesNotContain(complaints, text => !text.Contains("404", StringComparison.Ordinal));
        }
    }

    [BrowserFact]
    public async Task The_first_tab_leads_past_the_header()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser, Args = ["--no-sandbox"], Timeout = Patience });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(host.Address, "/reports").ToString(), new() { Timeout = Patience });
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.getBoundingClientRect().height > 20"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync(new() { Timeout = Patience });
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('main').contains(document.activeElement)"));
    }

    private sealed class BrowserFactAttribute : FactAttribute
    {
        public BrowserFactAttribute()
        {
            if (!File.Exists(Browser)) Skip = $"{Browser} is not installed";
        }
    }
}
