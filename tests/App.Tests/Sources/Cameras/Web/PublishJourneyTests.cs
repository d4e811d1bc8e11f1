using System.Net;
using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>A clip of the feed from its draft to its end, at the width of a telephone, with everything real: the server, the hub as a program of its own, the owner's browser.</summary>
public sealed class PublishJourneyTests : IDisposable
{
    private const float Patience = 120_000;

    private readonly string folder = Directory.CreateTempSubdirectory("writ-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task An_author_puts_a_recording_of_their_own_to_a_post_and_neighbours_watch_it()
    {
        await using var server = await WritServer.Start(time: new ManualTime(TimeProvider.System.GetUtcNow()));
        using var hub = new HubProcess(server, folder, """ "id": "yard", "name": "Back yard", "every": 16, "moving": 4, "preRoll": 2, "postRoll": 3 """);
        var author = await server.SignedInCustomer(0);
        await using var browser = await Browser.Open(author);
        var page = browser.Page;
        await page.Context.AddCookiesAsync(author.Cookies.GetCookies(new Uri(author.Origin)).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = author.Origin }));
        page.SetDefaultTimeout(Patience);
        await page.SetViewportSizeAsync(375, 800);
        await page.GotoAsync("/my/cameras/pair");
        await PageHouse.Type(page, (await hub.Says("Pairing code: ")).Split(": ")[1].Split(' ')[0]);
        await PageHouse.Shown(page, "done");
        while (await server.Count("home_clip", "state = 'Complete'") < 1) await Task.Delay(100);
        var post = $"/feed/posts/{IdText.New("pst")}";
        _ = await author.Post("/feed/write", "/feed/write", ("once", post.Split('/')[^1]), ("category", "safety"), ("place", "44.2, -88.4"));

        // What was typed is kept on the way to the recordings.
        do
        {
            await page.GotoAsync(post);
            await page.GetByLabel("What do you want to tell?").FillAsync("A branch hangs over the crossing.");
            await Press(page, "Save, and choose a clip");
            await PageHouse.Headed(page, "A clip for your post");
        }
        while (await Missing(page, "[data-slot=clips] button"));
        Assert.Equal("A branch hangs over the crossing.", await server.Text("SELECT text FROM feed_post"));
        await page.Locator("[data-slot=clips] button").First.ClickAsync();
        await PageHouse.Headed(page, "2. Cut it and cover it");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-slot=video]').readyState >= 2");
        await page.FillAsync("[name=from]", "0:01.0");
        await page.FillAsync("[name=to]", "0:03.0");
        await Press(page, "Add one by numbers");
        await page.FillAsync("[name=shape]", "0 0 500 1000");
        await page.SelectOptionAsync("[name=what]", "black");
        await Press(page, "Make the result");
        await PageHouse.Headed(page, "3. Watch the result");
        await PageHouse.Says(page, "stands over the picture");

        // Not before it was watched to its end.
        await page.WaitForFunctionAsync("() => document.querySelector('[data-slot=result]').readyState >= 2");
        await page.Locator("[data-slot=go-on]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await PageHouse.Says(page, "Watch the result to its end first");
        await page.EvaluateAsync("async () => { await document.querySelector('[data-slot=result]').play(); }");
        await PageHouse.Says(page, "You have watched all of it");
        await Press(page, "Go on");
        await PageHouse.Headed(page, "4. Put it to the post, or not");
        await browser.Inspect("publish");
        await page.SetViewportSizeAsync(375, 800);
        Assert.Equal(0, await server.Count("published_clip"));
        await Press(page, "Put it to the post");
        await PageHouse.Says(page, "The clip is on the draft");
        Assert.DoesNotContain(browser.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));
        await page.WaitForFunctionAsync("() => { const v = document.querySelector('video'); return v.readyState >= 1 && v.videoWidth === 320; }");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await page.GetByLabel("I am 13 or older").CheckAsync();
        await Press(page, "Send it to a moderator");
        await PageHouse.Says(page, "A moderator reads it next.");

        // A moderator watches it, neighbours do, and with the post it goes.
        var (moderator, _) = await server.SignedIn("moderator");
        Assert.Contains($"/desk{post}/clip\"", (await moderator.Get($"/desk{post}")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await moderator.Get($"/desk{post}/clip")).Status);
        using var neighbour = await server.SignedInCustomer(1);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get($"{post}/clip")).Status);
        _ = await moderator.Post("/desk/feed", $"/desk{post}/publication");
        moderator.Dispose();
        Assert.Contains($"{post}/clip\"", (await neighbour.Get(post)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await neighbour.Get($"{post}/clip")).Status);
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('video').readyState >= 1");
        await Press(page, "Delete it");
        await PageHouse.Says(page, "Deleted, with everything that hung on it.");
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get($"{post}/clip")).Status);
        Assert.Equal((0, 0), (await server.Count("published_clip"), await server.Count("footage_grant")));
    }

    private static Task Press(IPage page, string words) => page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).ClickAsync();

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
}
