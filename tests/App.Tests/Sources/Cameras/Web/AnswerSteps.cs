using System.Globalization;
using Microsoft.Playwright;
using Writ.App.Tests.Neighbors;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Store;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>What journeys of answers have in common.</summary>
internal static class AnswerSteps
{
    public static Task Make(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Make the result" }).ClickAsync();

    public static Task Give(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Give", Exact = true }).ClickAsync();

    /// <summary>Plays the result from its beginning to its end, as an owner must before going on.</summary>
    public static async Task Watch(IPage page)
    {
        await PageHouse.Headed(page, "3. Watch the result");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-slot=result]').readyState >= 2");
        await page.EvaluateAsync("async () => { const v = document.querySelector('[data-slot=result]'); v.currentTime = 0; await v.play(); }");
        await PageHouse.Says(page, "You have watched all of it");
        await page.Locator("[data-slot=go-on]").ClickAsync();
        await PageHouse.Headed(page, "4. Give it, or not");
        await page.Locator("[data-slot=terms] li").First.WaitForAsync();
    }

    /// <summary>The owner types where the camera is; the hub tells the server its cell. Gives the home's address.</summary>
    public static async Task<string> Place(IPage page)
    {
        do await page.GotoAsync("/my/cameras");
        while (await Missing(page, "[data-slot=settings]"));
        await page.Locator("[data-slot=settings]").ClickAsync();
        await page.Arrive("**/settings");
        var home = new Uri(page.Url).AbsolutePath.Split("/watch/")[0];
        await page.FillAsync("[name=latitude]", "44.290500");
        await page.FillAsync("[name=longitude]", "-88.405500");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-slot=saved]")).ToContainTextAsync("Saved and signed");
        return home;
    }

    private static async Task<bool> Missing(IPage page, string what)
    {
        try
        {
            await page.Locator(what).First.WaitForAsync(new() { Timeout = 5_000 });
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    public static async Task Again(IPage page, string words)
    {
        while (!(await page.Locator("main").InnerTextAsync()).Contains(words, StringComparison.Ordinal))
        {
            await page.ReloadAsync();
            await page.Locator("[data-slot=grants] .card").WaitForAsync();
        }
    }

    /// <summary>By an officer, a supervisor and a moderator; then in the file of the region, as at its next turn.</summary>
    public static async Task<RequestId> Publish(WritServer server)
    {
        server.Time.Now = TimeProvider.System.GetUtcNow().AddMinutes(3);
        var to = server.Time.Now.AddMinutes(-1);
        string At(double hours) => to.AddHours(hours).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        using var author = await server.SignedInAs("officer");
        using var supervisor = await RequestPagesTests.Supervisor(server);
        var (moderator, _) = await server.SignedIn("moderator");
        var id = RequestId.New();
        var page = $"/officer/requests/{id}";
        _ = await author.Post("/officer/requests", "/officer/requests", ("once", id.Text));
        var sent = await author.Post(
            page, page, ("seen", "1"), ("case", "26-0001"), ("incident", "burglary"), ("incident-at", At(-0.5)), ("from", At(-1)), ("to", At(0)), ("pass", ""), ("point", "44.290500, -88.405500"),
            ("area", "44.287000, -88.410000\n44.287000, -88.401000\n44.294000, -88.401000\n44.294000, -88.410000"), ("facts", "A garage was opened with a tool."),
            ("looking-for", "A grey van with a ladder."), ("contact", "Investigations, 555-0117"), ("sworn", "yes"));
        Assert.Equal($"{page}?said=sent", sent.Location);
        _ = await supervisor.Post(page, $"{page}/approval");
        Assert.Equal($"/desk/requests/{id}?said=published", (await moderator.Post($"/desk/requests/{id}", $"/desk/requests/{id}/publication", ("read", "yes"))).Location);
        moderator.Dispose();
        var file = Path.Combine(server.Folder.Published, RequestDocument.PathOf(id));
        while (!File.Exists(file)) await Task.Delay(20);
        var cell = CoarseCell.Of(44.2905, -88.4055);
        var region = Path.Combine(server.Folder.Published, RegionFile.PathOf(cell));
        Directory.CreateDirectory(Path.GetDirectoryName(region)!);
        await File.WriteAllBytesAsync(region, RegionFile.Write(cell, [RequestDocument.Parse(await File.ReadAllBytesAsync(file)).Value]));
        return id;
    }
}
