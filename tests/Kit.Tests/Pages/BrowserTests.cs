using System.Globalization;
using Microsoft.Playwright;

namespace Writ.Kit.Tests.Pages;

/// <summary>The sample pages in a real browser: phone and desk, light and dark, keyboard, axe, paper.</summary>
public sealed class BrowserTests(KitHost host) : IClassFixture<KitHost>, IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    // Far beyond what any page takes on a machine that has much else to do.
    private const int Patience = 90_000;

    private const string Violations =
        "async () => { const r = await axe.run({runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}); return [String(r.passes.length), ...r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target + ' ' + n.failureSummary))]; }";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"], Timeout = Patience });
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    [BrowserFact]
    public async Task Pages_fit_and_have_no_violations_on_phone_and_desk_in_light_and_dark()
    {
        var axe = await new StreamReader(typeof(BrowserTests).Assembly.GetManifestResourceStream("axe.js")!).ReadToEndAsync();
        foreach (var (width, scheme) in new[] { (375, ColorScheme.Light), (1280, ColorScheme.Light), (375, ColorScheme.Dark), (1280, ColorScheme.Dark) })
        {
            await using var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme });
            var page = await context.NewPageAsync();
            List<string> complaints = [];
            page.Console += (_, message) => complaints.Add(message.Text);
            foreach (var address in KitHost.Pages.Append("/kit/mail").Append("/kit/404"))
            {
                await Go(page, address);
                var where = $"{address} at {width} in {scheme}";
                await Fits(page, where);
                Assert.Equal(0, await page.EvaluateAsync<int>("() => document.scripts.length"));
                await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
                await page.EvaluateAsync(axe);
                var found = await page.EvaluateAsync<string[]>(Violations);
                Assert.True(int.Parse(found[0], CultureInfo.InvariantCulture) > 8, "axe did not run");

                // A mail has no landmarks: it is drawn inside a mail program's page.
                var counted = found.Skip(1).Where(line => address != "/kit/mail" || !(line.StartsWith("region", StringComparison.Ordinal) || line.StartsWith("landmark-one-main", StringComparison.Ordinal))).ToList();
                Assert.True(counted.Count == 0, $"{where}: {string.Join("\n", counted)}");
            }

            Assert.DoesNotContain(complaints, text => !text.Contains("404", StringComparison.Ordinal));
        }
    }

    [BrowserFact]
    public async Task Nothing_scrolls_sideways_at_320_pixels_from_left_to_right_or_from_right_to_left()
    {
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = 320, Height = 640 } });
        foreach (var address in KitHost.Pages)
        {
            await Go(page, address);
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
            await Fits(page, address);
            await page.EvaluateAsync("() => { document.documentElement.dir = 'rtl'; }");
            await Fits(page, address + " from right to left");
        }
    }

    [BrowserFact]
    public async Task No_text_however_long_makes_a_part_wider_than_a_phone()
    {
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = 320, Height = 640 } });
        List<string> wide = [];
        foreach (var (name, part) in HostileParts.All)
        {
            await Go(page, $"/hostile/{name}");
            if (await TooWide(page) is { } what) wide.Add($"{name}: {what}");
            Assert.Equal(0, await page.EvaluateAsync<int>("() => document.images.length + document.scripts.length"));
            if (!HostileParts.IsDocument(part)) Assert.Equal("Hostile", await page.TextContentAsync("h1"));
        }

        Assert.True(wide.Count == 0, string.Join("\n", wide));
    }

    [BrowserFact]
    public async Task A_page_with_faults_opens_on_them_and_each_leads_to_its_field()
    {
        var page = await browser!.NewPageAsync();
        await Go(page, "/kit/question");
        await Assertions.Expect(page.Locator("#errors")).ToBeFocusedAsync();
        foreach (var field in new[] { "signed-year", "kind", "paper" })
        {
            await Go(page, "/kit/question");
            await Assertions.Expect(page.Locator("#errors")).ToBeFocusedAsync();
            await page.ClickAsync($".govuk-error-summary a[href='#{field}']");
            await page.WaitForFunctionAsync("field => location.hash === '#' + field", field);
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Shift+Tab");
            Assert.True(await page.EvaluateAsync<bool>("id => document.activeElement.id === id || document.activeElement.name === document.getElementById(id).name", field), field);
        }
    }

    [BrowserFact]
    public async Task What_belongs_to_one_answer_appears_with_it_by_keyboard_alone()
    {
        var page = await browser!.NewPageAsync();
        await Go(page, "/kit/queue");
        await Go(page, "/kit");
        Assert.False(await page.IsVisibleAsync("#until"));
        await page.FocusAsync("#radio");
        await page.Keyboard.PressAsync("Space");
        Assert.True(await page.IsVisibleAsync("#until"));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("until", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await page.FocusAsync("#radio");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.False(await page.IsVisibleAsync("#until"));
    }

    [BrowserFact]
    public async Task The_keyboard_goes_through_a_page_as_it_is_read_and_every_stop_is_seen()
    {
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await Go(page, "/kit/case");
        List<string> stops = [];
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var stop = await page.EvaluateAsync<string[]>(
                "() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect(); if (e === document.body) return ['', '']; return [e.textContent.trim().replace(/\\s+/g, ' '), String(b.width > 0 && b.height > 0 && b.bottom > 0 && b.top < innerHeight && (s.boxShadow !== 'none' || s.outlineStyle !== 'none'))]; }");
            if (stop[0].Length == 0) break;
            stops.Add(stop[0]);
            Assert.True(stop[1] == "true", $"{stop[0]} cannot be seen to have the focus");
        }

        Assert.Equal("Skip to the content", stops[0]);
        string[] wanted = ["Reviewer", "Sign out", "Parts", "Queue", "Items", "Their words", "Timeline", "Change item 1", "Change item 3", "Save the decision", "Return for correction"];
        var places = wanted.Select(word => stops.FindIndex(stop => stop.StartsWith(word, StringComparison.Ordinal))).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [BrowserFact]
    public async Task Tabs_show_one_part_at_a_time_on_a_desk_and_all_as_headings_on_a_phone_and_on_paper()
    {
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await Go(page, "/kit/case");
        await Shows(page, true, false, false);
        await page.ClickAsync(".tabs__list a[href='#timeline']");
        await Shows(page, false, false, true);
        await page.GotoAsync(new Uri(host.Address, "/kit/case#item-2-title").ToString());
        await page.ReloadAsync();
        await Shows(page, true, false, false);
        await page.SetViewportSizeAsync(375, 800);
        await Shows(page, true, true, true);
        await page.SetViewportSizeAsync(1280, 900);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Shows(page, true, true, true);

        static async Task Shows(IPage page, bool items, bool words, bool timeline)
        {
            foreach (var (part, shown) in new[] { ("#items", items), ("#words", words), ("#timeline", timeline) })
                await Assertions.Expect(page.Locator(part)).ToBeVisibleAsync(new() { Visible = shown });
        }
    }

    [BrowserFact]
    public async Task On_paper_what_can_only_be_pressed_is_gone_and_what_opens_is_open()
    {
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = 794, Height = 1123 }, ColorScheme = ColorScheme.Light });
        await Go(page, "/kit/queue");
        Assert.False(await page.IsVisibleAsync(".deadline__how >> nth=0"));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var gone in new[] { ".desk__nav", ".who form", ".filter", ".pages", ".govuk-skip-link" }) Assert.False(await page.IsVisibleAsync(gone), gone);
        Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('.deadline__how').getBoundingClientRect().height > 40"));
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
    }

    [BrowserFact]
    public async Task A_letter_is_one_sheet_of_A4_with_the_address_in_the_window()
    {
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = 643, Height = 980 } });
        await Go(page, "/kit/letter");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.IsVisibleAsync(".back"));

        // From the upper edge of the sheet: 18 mm of margin and what stands before; a C5/6 window shows 45 to 90 mm.
        var top = 18 + (await page.EvaluateAsync<double>("() => document.querySelector('.letter__addressee').getBoundingClientRect().top") * 25.4 / 96);
        var bottom = 18 + (await page.EvaluateAsync<double>("() => document.querySelector('.letter__addressee .letter__line:last-child').getBoundingClientRect().bottom") * 25.4 / 96);
        Assert.InRange(top, 45, 58);
        Assert.InRange(bottom, 50, 90);
        var pdf = System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }));
        Assert.Contains("/MediaBox [0 0 594.95", pdf, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(pdf, @"/Type\s*/Page\b"));
    }

    private async Task Go(IPage page, string address) => await page.GotoAsync(new Uri(host.Address, address).ToString(), new() { Timeout = Patience });

    private static async Task Fits(IPage page, string where) => Assert.Null(await TooWide(page) is { } what ? $"{where}: {what}" : null);

    private static async Task<string?> TooWide(IPage page) =>
        await page.EvaluateAsync<string?>(
            "() => document.documentElement.scrollWidth <= innerWidth ? null : [...document.querySelectorAll('body *')].filter(e => { const b = e.getBoundingClientRect(); return b.right > innerWidth + 1 || b.left < -1; }).map(e => e.tagName + '.' + e.className).slice(0, 8).join(' ')");

    private sealed class BrowserFactAttribute : FactAttribute
    {
        public BrowserFactAttribute()
        {
            if (!File.Exists(Chromium)) Skip = $"{Chromium} is not installed";
        }
    }
}
