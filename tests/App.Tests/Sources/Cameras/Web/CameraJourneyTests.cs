using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>
/// One long way with everything real: the server, the hub as a program of its own with a camera, and two browsers with keys of their own.
/// With <c>WRIT_PICTURES=DIR</c> it leaves pictures of the pages.
/// </summary>
public sealed class CameraJourneyTests : IDisposable
{
    private const float Patience = 120_000;

    private readonly string folder = Directory.CreateTempSubdirectory("writ-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task Footage_goes_from_a_camera_to_the_owners_browsers_and_nowhere_else()
    {
        await using var server = await WritServer.Start(time: new ManualTime(TimeProvider.System.GetUtcNow()));
        using var hub = new HubProcess(
            server, folder, """ "id": "yard", "name": "Back yard", "every": 16, "moving": 4, "preRoll": 2, "postRoll": 3 """);
        await using var first = await Open(server);
        var page = first.Page;
        page.SetDefaultTimeout(Patience);

        await page.GotoAsync("/my/cameras");
        var code = (await hub.Says("Pairing code: ")).Split(": ")[1].Split(' ')[0];
        await page.FillAsync("[name=code]", code);
        await page.GetByText("Pair the hub").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pair", Exact = true }).ClickAsync();
        await page.Locator("[data-slot=done]").WaitForAsync();

        await page.GotoAsync("/my/cameras");
        await Again(page, "[data-slot=watch]");
        await page.Locator("[data-slot=watch]").ClickAsync();
        await page.Arrive("**/watch/*");
        var address = new Uri(page.Url).AbsolutePath;
        await Again(page, ".tile button");
        await page.Locator(".tile button").Last.ClickAsync();
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video'); return v.videoWidth === 320 && v.currentTime > 0.5; }");
        await first.Inspect("cameras-playing");
        await page.EvaluateAsync("() => { const v = document.querySelector('video'); v.currentTime = v.duration - 1; }");
        await page.WaitForFunctionAsync("() => document.querySelector('video').ended");
        await page.EvaluateAsync("() => { const v = document.querySelector('video'); v.currentTime = 1; v.pause(); }");
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video'); return !v.seeking && v.readyState >= 2; }");

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-slot=download]").ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
        Assert.Equal("ftyp"u8.ToArray(), bytes[4..8]);
        Assert.DoesNotContain(LiveFiles.Of(server.Folder.Root), file => file.Bytes.AsSpan().IndexOf(bytes.AsSpan(bytes.Length / 2, 48)) >= 0);

        await page.Locator("[data-slot=live]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-slot=plays]")).ToContainTextAsync("Live, sealed from the hub", new() { Timeout = Patience });
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video'); return v.videoWidth === 320 && v.currentTime > 1; }");
        await first.Inspect("cameras-live");

        // A line that stood still is no reason to stay late.
        await page.EvaluateAsync("() => document.querySelector('video').pause()");
        await page.WaitForFunctionAsync($"() => {Late} > 2.5");
        await page.EvaluateAsync("() => document.querySelector('video').play()");
        await page.WaitForFunctionAsync($"() => {Late} < 1.2");

        // The hub takes the mask, starts the camera anew with it, and a live view goes on by itself.
        var settings = await page.Context.NewPageAsync();
        await settings.GotoAsync(address + "/settings");
        await settings.Locator("[data-kind=masks] [data-slot=add]").ClickAsync();
        await settings.Keyboard.TypeAsync("0 0 1000 1000");
        await settings.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(settings.Locator("[data-slot=saved]")).ToContainTextAsync("Saved and signed");
        while (hub.Settings(address.Split('/')[^1])?.Contains("[[0,0],[1000,0],[1000,1000],[0,1000]]", StringComparison.Ordinal) != true) await Task.Delay(50);
        await settings.CloseAsync();
        await page.WaitForFunctionAsync(Black);
        await page.Locator("[data-slot=live-stop]").ClickAsync();

        await using var second = await Open(server);
        second.Page.SetDefaultTimeout(Patience);
        var people = address.Split("/watch/")[0] + "/people";
        await second.Page.GotoAsync(people);
        await second.Page.Locator("[data-slot=make]").ClickAsync();
        await second.Page.Locator("[data-slot=asking]").WaitForAsync();
        await page.GotoAsync(people);
        await page.FillAsync("[data-slot=asks] [name=name]", "Phone");
        await page.Locator("[data-slot=add]").Last.ClickAsync();
        await second.Page.Locator("[data-slot=same]").ClickAsync();
        await second.Page.GetByText("Who holds keys").WaitForAsync();
        await second.Page.GotoAsync(address);
        await second.Page.Locator(".tile button").First.WaitForAsync();

        var phone = page.Locator("[data-slot=devices] .card").Filter(new() { HasText = "Phone" });
        await phone.Locator("[data-slot=remove]").ClickAsync();
        await phone.Locator("[data-slot=yes]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-slot=says]")).ToContainTextAsync("The hub makes a new key");
        while (await server.Count("home_key") < 2) await Task.Delay(50);
        await second.Page.ReloadAsync();
        await Assertions.Expect(second.Page.Locator("main")).ToContainTextAsync("This browser was removed from the home");
        Assert.Equal(0, await second.Page.Locator(".tile").CountAsync());
    }

    private const string Late = "(({ buffered: b, currentTime }) => b.end(b.length - 1) - currentTime)(document.querySelector('video'))";

    // A picture of which all is masked; only that is black.
    private const string Black = """
        () => {
          const v = document.querySelector("video");
          if (v.readyState < 2) return false;
          const c = new OffscreenCanvas(16, 9).getContext("2d");
          c.drawImage(v, 0, 0, 16, 9);
          return c.getImageData(0, 0, 16, 9).data.every((value, i) => i % 4 === 3 || value < 24);
        }
        """;

    private static async Task<Browser> Open(WritServer server)
    {
        var reader = await server.SignedInCustomer(0);
        var browser = await Browser.Open(reader);
        await browser.Page.Context.AddCookiesAsync(reader.Cookies.GetCookies(new Uri(reader.Origin)).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = reader.Origin }));
        return browser;
    }

    /// <summary>Loads the page anew until it shows something.</summary>
    private static async Task Again(IPage page, string what)
    {
        while (true)
        {
            try
            {
                await page.Locator(what).First.WaitForAsync(new() { Timeout = 5_000 });
                return;
            }
            catch (TimeoutException)
            {
                await page.ReloadAsync();
            }
        }
    }
}
