using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Writ.App.Tests.SignIn;

/// <summary>Chromium with authenticators of its own, through the DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    public const string Program = "/usr/bin/chromium";

    private const string Axe =
        "async () => { const r = await axe.run({runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}); return [String(r.passes.length), ...r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target + ' ' + n.failureSummary))]; }";

    private static readonly string AxeScript = new StreamReader(typeof(Browser).Assembly.GetManifestResourceStream("axe.js")!).ReadToEnd();

    // Where pictures of the pages go, for whoever wants to look at them; nowhere unless asked.
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("WRIT_PICTURES");

    static Browser() => Assertions.SetDefaultExpectTimeout(Arrivals.Patience);

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly ICDPSession devices;

    private Browser(IPlaywright playwright, IBrowser browser, IPage page, ICDPSession devices) =>
        (this.playwright, this.browser, Page, this.devices) = (playwright, browser, page, devices);

    public IPage Page { get; }

    /// <summary>What the browser complained of.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<Browser> Open(Reader reader, bool script = true)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox"], Timeout = Arrivals.Patience });
        var context = await browser.NewContextAsync(new() { JavaScriptEnabled = script, BaseURL = reader.Origin, ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(Arrivals.Patience);
        var page = await context.NewPageAsync();
        var devices = await context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        var opened = new Browser(playwright, browser, page, devices);
        page.Console += (_, message) => opened.Complaints.Enqueue(message.Text);
        page.PageError += (_, error) => opened.Complaints.Enqueue(error);
        return opened;
    }

    /// <summary>Plugs in a device that says yes to whatever it is asked.</summary>
    public async Task<string> PlugIn(string transport = "internal") =>
        (await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = transport, ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        }))!.Value.GetProperty("authenticatorId").GetString()!;

    /// <summary>The device is there, and nobody touches it.</summary>
    public Task LeaveAlone(string device) => Presence(device, there: false);

    public Task Touch(string device) => Presence(device, there: true);

    public Task Unplug(string device) =>
        devices.SendAsync("WebAuthn.removeVirtualAuthenticator", new Dictionary<string, object> { ["authenticatorId"] = device });

    /// <summary>Goes on by Tab until something with these words has the focus.</summary>
    public async Task TabTo(string words)
    {
        for (var i = 0; i < 40; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            var there = await Page.EvaluateAsync<string>(
                "() => { const e = document.activeElement; return e === document.body ? '' : (e.labels?.[0]?.textContent ?? e.textContent).trim(); }");
            if (there.Contains(words, StringComparison.Ordinal)) return;
        }

        Assert.Fail($"The keyboard does not reach: {words}");
    }

    /// <summary>On a phone and a desk, light and dark: nothing scrolls sideways, and axe finds nothing.</summary>
    public async Task Inspect(string name)
    {
        // A click may have led here a moment ago.
        await Page.WaitForLoadStateAsync();
        foreach (var (width, scheme) in new[] { (375, ColorScheme.Light), (1280, ColorScheme.Light), (375, ColorScheme.Dark), (1280, ColorScheme.Dark) })
        {
            await Page.SetViewportSizeAsync(width, 900);
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var where = $"{name} at {width} in {scheme}";
            if (Pictures is not null && (scheme == ColorScheme.Light || width == 1280))
                await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
            Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{where} scrolls sideways");
            await Page.EvaluateAsync(AxeScript);
            var found = await Page.EvaluateAsync<string[]>(Axe);
            Assert.True(int.Parse(found[0], System.Globalization.CultureInfo.InvariantCulture) > 10, "axe did not run");
            Assert.True(found.Length == 1, $"{where}: {string.Join("\n", found.Skip(1))}");
        }

        await Page.SetViewportSizeAsync(1280, 900);
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private Task Presence(string device, bool there) => devices.SendAsync(
        "WebAuthn.setAutomaticPresenceSimulation", new Dictionary<string, object> { ["authenticatorId"] = device, ["enabled"] = there });
}

internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Browser.Program)) Skip = $"{Browser.Program} is not installed";
    }
}
