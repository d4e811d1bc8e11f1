using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Neighbors;

/// <summary>An officer draws the area of a request in a real browser: by keyboard, and by mouse.</summary>
public sealed class DrawingTests
{
    [BrowserFact]
    public async Task An_area_is_drawn_by_keyboard_and_by_mouse_and_sent_and_seen()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        var subject = (await server.InviteOfficer()).Subject;
        await page.GotoAsync(server.App.Services.GetRequiredService<SampleLinks>().For(subject));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in as this person" }).ClickAsync();
        await page.Arrive("**/officer");
        await page.GotoAsync("/officer/requests");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a request" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Write a request" })).ToBeVisibleAsync();
        var map = page.Locator("svg[role=application]");
        await Assertions.Expect(map).ToBeVisibleAsync();
        var (area, point, fits) = (page.Locator("#area"), page.Locator("#point"), page.Locator("[data-fits]").Last);

        // By keyboard alone: three corners, one more, one away, one moved.
        await map.FocusAsync();
        for (var i = 0; i < 4; i++) await page.Keyboard.PressAsync("Enter");
        await Waiting.Until(async () => (await area.InputValueAsync()).Split('\n').Length == 4);
        await page.Keyboard.PressAsync("Delete");
        await Waiting.Until(async () => (await area.InputValueAsync()).Split('\n').Length == 3);
        var before = (await area.InputValueAsync()).Split('\n');
        await page.Keyboard.PressAsync("PageDown");
        await page.Keyboard.PressAsync("PageDown");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await Waiting.Until(async () => before.Zip((await area.InputValueAsync()).Split('\n')).Count(pair => pair.First != pair.Second) == 1);
        await Assertions.Expect(page.Locator("[data-says]")).ToContainTextAsync("of 3 at");

        // A square of a size that is allowed, and the place of the incident in it, still by keyboard.
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin with a square" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Waiting.Until(async () => (await area.InputValueAsync()).Split('\n').Length == 4);
        await page.GetByRole(AriaRole.Button, new() { Name = "Place of the incident" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await map.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(point).Not.ToHaveValueAsync(string.Empty);
        await Assertions.Expect(fits).ToHaveTextAsync("Within the limits");
        await Assertions.Expect(page.Locator("[data-homes]")).ToContainTextAsync("About");
        await browser.Inspect("request-drawing");

        // By mouse: a corner dragged far out makes it too large; typed words are drawn, too.
        var square = await area.InputValueAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Corners of the area" }).ClickAsync();
        await map.ScrollIntoViewIfNeededAsync();
        var (corner, box) = (await page.Locator(".drawer__corner--chosen").BoundingBoxAsync(), await map.BoundingBoxAsync());
        await page.Mouse.MoveAsync(corner!.X + (corner.Width / 2), corner.Y + (corner.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box!.X + 10, box.Y + box.Height - 10, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(area).Not.ToHaveValueAsync(square);
        await area.FillAsync("44.270, -88.430\n44.270, -88.390\n44.300, -88.390");
        await Assertions.Expect(fits).ToContainTextAsync("too large");
        await area.FillAsync(square);
        await Assertions.Expect(fits).ToHaveTextAsync("Within the limits");
        await map.ScrollIntoViewIfNeededAsync();
        box = await map.BoundingBoxAsync();
        await page.Mouse.ClickAsync(box!.X + (box.Width * 0.9f), box.Y + (box.Height / 2));
        await Waiting.Until(async () => (await area.InputValueAsync()).Split('\n').Length == 5);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Assertions.Expect(area).ToHaveValueAsync(square);

        // By fingers on a phone: a tap sets a corner, a drag moves it and not the page, two fingers zoom.
        var fingers = await Fingers.On(page);
        await map.ScrollIntoViewIfNeededAsync();
        box = await map.BoundingBoxAsync();
        await fingers.Tap(box!.X + (box.Width * 0.9), box.Y + (box.Height * 0.5));
        await Assertions.Expect(page.Locator("[data-says]")).ToContainTextAsync("of 5 at");
        var tapped = await area.InputValueAsync();
        var scrolled = await page.EvaluateAsync<int>("() => scrollY");
        corner = await page.Locator(".drawer__corner--chosen").BoundingBoxAsync();
        await fingers.Drag(corner!.X + (corner.Width / 2), corner.Y + (corner.Height / 2), box.X + (box.Width * 0.7), box.Y + (box.Height * 0.8));
        await Waiting.Until(async () => tapped.Split('\n').Zip((await area.InputValueAsync()).Split('\n')).Count(pair => pair.First != pair.Second) == 1);
        Assert.Equal(scrolled, await page.EvaluateAsync<int>("() => scrollY"));
        var wide = "() => Number(document.querySelector('svg[role=application]').getAttribute('viewBox').split(' ')[2])";
        var before375 = await page.EvaluateAsync<double>(wide);
        await fingers.Spread(box.X + (box.Width * 0.5), box.Y + (box.Height * 0.1), 60);
        await Waiting.Until(async () => await page.EvaluateAsync<double>(wide) < before375);
        await page.SetViewportSizeAsync(1280, 900);
        await area.FillAsync(square);

        // Sent with a time that is none: three faults with one sentence are told apart, and what was drawn is kept.
        await page.Locator("#case").FillAsync("26-0001");
        await page.Locator("#incident").SelectOptionAsync("burglary");
        foreach (var time in new[] { "#incident-at", "#from", "#to" }) await page.Locator(time).FillAsync("yesterday");
        await page.Locator("#facts").FillAsync("A garage was opened with a tool.");
        await page.Locator("#looking-for").FillAsync("A grey van with a ladder.");
        await page.Locator("#contact").FillAsync("Investigations, 555-0117");
        await page.Locator("input[name=sworn]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it to a supervisor" }).ClickAsync();
        await Assertions.Expect(page.Locator("#errors")).ToContainTextAsync("Recordings from: ");
        await Assertions.Expect(page.Locator("#errors")).ToContainTextAsync("When it happened: ");
        Assert.Equal(square, await area.InputValueAsync());
        var now = server.Time.Now.UtcDateTime;
        foreach (var (field, hours) in new[] { ("#incident-at", -3), ("#from", -4), ("#to", -2) })
            await page.Locator(field).FillAsync(now.AddHours(hours).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator("input[name=sworn]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it to a supervisor" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Sent. A supervisor who did not write it approves it now.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("dwellings").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".chart--map svg")).ToBeVisibleAsync();
        Assert.DoesNotContain(browser.Complaints, c => !c.Contains("400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dwelling_cells_are_given_to_officers_for_a_small_rectangle_and_to_nobody_else()
    {
        await using var server = await WritServer.Start();
        using var officer = await server.SignedInAs("officer");
        const string Good = "/officer/requests/dwellings?south=44.28&west=-88.42&north=44.3&east=-88.4";
        var cells = System.Text.Json.Nodes.JsonNode.Parse((await officer.Get(Good)).Body)!["cells"]!.AsArray();
        Assert.True(cells.Count > 100);
        Assert.All(cells, cell => Assert.Equal(5, cell!.AsArray().Count));
        foreach (var bad in new[]
        {
            "", "?south=44&west=-88.42&north=44.3&east=-88.4", "?south=44.3&west=-88.42&north=44.28&east=-88.4", "?south=NaN&west=0&north=0&east=0", "?south=1e2&west=0&north=0&east=0",
            "?south=-91&west=0&north=-90.95&east=0.01", "?south=0&west=179.95&north=0.01&east=180.01", "?south=44.28&west=-88.42&north=44.3", "?south=,&west=;&north='&east=\"",
        })
        {
            var refused = await officer.Get("/officer/requests/dwellings" + bad);
            Assert.Equal(400, (int)refused.Status);
            Assert.Contains("requests-look", refused.Body, StringComparison.Ordinal);
        }

        var (reviewer, _) = await server.SignedIn("reviewer");
        Assert.NotEqual(200, (int)(await reviewer.Get(Good)).Status);
        reviewer.Dispose();
        using var stranger = new Reader(server);
        Assert.NotEqual(200, (int)(await stranger.Get(Good)).Status);
    }
}
