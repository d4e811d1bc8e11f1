using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>Settings of a camera, as the hub reads them.</summary>
public sealed class SettingsPageTests : PageHouse
{
    [BrowserFact]
    public async Task What_is_drawn_and_what_is_typed_are_the_same_signed_numbers()
    {
        await using var browser = await Open();
        var page = browser.Page;
        var camera = await Ready(page);
        await page.GotoAsync($"{Home}/watch/{camera}/settings");
        await Shown(page, "form");
        await page.FillAsync("[name=name]", "Garden \u202E gate");
        var area = (await Slot(page, "areas").BoundingBoxAsync())!;
        await Drag(page, area, 0.1, 0.2, 0.35, 0.6);
        var drawn = await page.InputValueAsync("[data-kind=masks] input >> nth=0");
        await page.Locator("[data-kind=masks] [data-slot=add]").ClickAsync();
        await page.Keyboard.TypeAsync(drawn);
        Assert.Equal(
            await page.GetAttributeAsync(".shape--masks >> nth=0", "points"),
            await page.GetAttributeAsync(".shape--masks >> nth=1", "points"));
        await page.Locator("[data-kind=masks] [data-slot=add]").ClickAsync();
        await page.Keyboard.TypeAsync("700,0 1000,0 1001,400");
        await browser.Inspect("cameras-settings");
        await Save(page);
        await Says(page, "That is not an area");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("700,0 1000,0 1000,400");
        await page.Locator("[data-kind=zones] [data-slot=add]").ClickAsync();
        await page.Keyboard.TypeAsync("0 500 1000 1000");
        await page.FillAsync("[name=days]", "181");
        await Save(page);
        await Says(page, "a number of days from 1 to 180");
        await page.FillAsync("[name=days]", "180");
        await page.FillAsync("[name=latitude]", "52,516389");
        await page.FillAsync("[name=longitude]", "-13.377704");
        await Save(page);
        await Says(page, "Give latitude and longitude in degrees");
        await page.FillAsync("[name=latitude]", "52.516389");
        await Says(page, "The company is told n52.5w13.4,");
        await Save(page);
        await Says(page, "Saved and signed");

        var inbox = await Hub.Inbox("statements=9");
        var profile = SignedText.Read(HomeBox.Open(Key, "profile", inbox.Profile!.Box).Value, "profile").Value;
        Assert.Equal($$$"""{"{{{camera}}}":{"latitude":"52.516389","longitude":"-13.377704"}}""", profile.Payload["places"]!.ToJsonString());
        var told = Assert.Single(inbox.Settings);
        var signed = SignedText.Read(HomeBox.Open(Key, $"settings/{camera}", told.Box).Value, "settings").Value;
        Assert.True(signed.IsBy(Hub.Chain.Find(signed.By)!.Value.Holder));
        Assert.Equal(
            ["audio", "camera", "custody", "keepDays", "masks", "name", "number", "zones"],
            signed.Payload.Select(member => member.Key).Order(StringComparer.Ordinal));
        var box = drawn.Split(' ').Select(int.Parse).ToArray();
        Assert.True(Math.Abs(box[0] - 100) <= 2 && Math.Abs(box[1] - 200) <= 2 && Math.Abs(box[2] - 350) <= 2 && Math.Abs(box[3] - 600) <= 2, drawn);
        var corners = $"[[{box[0]},{box[1]}],[{box[2]},{box[1]}],[{box[2]},{box[3]}],[{box[0]},{box[3]}]]";
        Assert.Equal($"[{corners},{corners},[[700,0],[1000,0],[1000,400]]]", signed.Payload["masks"]!.ToJsonString());
        Assert.Equal("[[[0,500],[1000,500],[1000,1000],[0,1000]]]", signed.Payload["zones"]!.ToJsonString());
        Assert.Equal((false, "owner", 180, "Garden \u202E gate", 1), (
            (bool)signed.Payload["audio"]!, (string)signed.Payload["custody"]!, (int)signed.Payload["keepDays"]!, (string)signed.Payload["name"]!, (int)signed.Payload["number"]!));
    }

    [BrowserFact]
    public async Task Two_devices_that_edit_at_once_lose_nothing_that_was_typed()
    {
        await using var browser = await Open();
        var page = browser.Page;
        var camera = await Ready(page);
        await page.GotoAsync($"{Home}/watch/{camera}/settings");
        await Shown(page, "form");
        var other = await page.Context.NewPageAsync();
        await other.Clock.SetFixedTimeAsync(Server.Time.Now.UtcDateTime);
        await other.GotoAsync($"{Home}/watch/{camera}/settings");
        await Shown(other, "form");
        await other.FillAsync("[name=name]", "Theirs");
        await Save(other);
        await Says(other, "Saved and signed");

        await page.FillAsync("[name=name]", "Mine");
        await Save(page);
        await Says(page, "Another device saved settings while you edited");
        await Says(page, "“Theirs”");
        Assert.Equal("Mine", await page.InputValueAsync("[name=name]"));
        await browser.Inspect("cameras-conflict");
        await Slot(page, "mine-anyway").ClickAsync();
        await Says(page, "Saved and signed");
        await other.FillAsync("[name=name]", "Theirs again");
        await Save(other);
        await Says(other, "“Mine”");
        await Slot(other, "take-theirs").ClickAsync();
        await Assertions.Expect(other.Locator("[name=name]")).ToHaveValueAsync("Mine");
        Assert.Equal(2, Assert.Single((await Hub.Inbox("statements=9")).Settings).Number);
    }

    [BrowserFact]
    public async Task Provider_held_counts_only_once_its_consequence_was_read_and_a_server_that_says_otherwise_is_shown()
    {
        await using var browser = await Open();
        var page = browser.Page;
        var camera = await Ready(page);
        var address = $"{Home}/watch/{camera}/settings";
        await page.GotoAsync(address);
        await Shown(page, "form");
        Assert.True(await page.IsCheckedAsync("[name=custody][value=owner]"));
        Assert.False(await page.IsVisibleAsync("[name=agree]"));
        await page.CheckAsync("[name=custody][value=provider]");
        await page.GetByText("Before you choose this").WaitForAsync();
        await browser.Inspect("cameras-custody");
        await Save(page);
        await Says(page, "Read what provider-held means, and tick the box");
        Assert.Empty((await Hub.Inbox("statements=9")).Settings);
        await page.CheckAsync("[name=agree]");
        await Save(page);
        await Says(page, "Saved and signed");
        Assert.Equal(("provider", "provider"), await Custody(camera));

        // The server's word changed behind the owner's back: what is signed stands, and the page says that the two differ.
        await Server.Sql("UPDATE home_camera SET custody = 'Owner'");
        await page.GotoAsync(address);
        await Says(page, "The company’s server says owner-held, and what an owner signed says provider-held");
        Assert.True(await page.IsCheckedAsync("[name=custody][value=provider]"));
        await Save(page);
        await Says(page, "Saved and signed");
        Assert.Equal(("provider", "provider"), await Custody(camera));
        await Assertions.Expect(Slot(page, "custody-differs")).ToBeHiddenAsync();

        await page.CheckAsync("[name=custody][value=owner]");
        await Says(page, "Turning it back holds for clips that the hub begins from then on");
        await Save(page);
        await Assertions.Expect(Slot(page, "back")).ToBeHiddenAsync();
        await Says(page, "Saved and signed");
        Assert.Equal(("owner", "owner"), await Custody(camera));
    }

    [BrowserFact]
    public async Task Settings_that_no_owner_signed_are_not_taken()
    {
        await using var browser = await Open();
        var page = browser.Page;
        var camera = await Ready(page);
        var payload = new JsonObject
        {
            ["audio"] = true, ["camera"] = camera.Text, ["custody"] = "owner", ["keepDays"] = 1, ["masks"] = new JsonArray(), ["name"] = "Mallory", ["number"] = 1, ["zones"] = new JsonArray(),
        };
        using var seat = await Seat.Of(Server, 0);
        (await seat.Put($"{Home}/cameras/{camera}/settings?number=1", HomeBox.Seal(Key, $"settings/{camera}", SignedText.Sign(Hub.Owner, "settings", payload).Write()))).Done();
        await page.GotoAsync($"{Home}/watch/{camera}/settings");
        await Says(page, "Somebody signed this who may not");
        await page.GotoAsync("/my/cameras");
        await Says(page, "Front door");
        Assert.DoesNotContain("Mallory", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Settings_that_went_back_are_not_taken_for_the_newest()
    {
        await using var browser = await Open();
        var page = browser.Page;
        var camera = await Ready(page);
        var address = $"{Home}/watch/{camera}/settings";
        foreach (var name in (string[])["First", "Second"])
        {
            await page.GotoAsync(address);
            await Shown(page, "form");
            await page.FillAsync("[name=name]", name);
            await Save(page);
            await Says(page, "Saved and signed");
            if (name == "First") await Server.Sql("CREATE TABLE kept AS SELECT * FROM home_box WHERE purpose LIKE 'settings/%'");
        }

        await Server.Sql("DELETE FROM home_box WHERE purpose LIKE 'settings/%'");
        await page.GotoAsync(address);
        await Says(page, "Older settings came");
        await Server.Sql("INSERT INTO home_box SELECT * FROM kept");
        await page.GotoAsync(address);
        await Says(page, "Older settings came");
        Assert.False(await Slot(page, "form").IsVisibleAsync() && await page.InputValueAsync("[name=name]") == "First");
    }

    private async Task<CameraId> Ready(IPage page)
    {
        await Pair(page);
        var camera = await Hub.Camera();
        await Health(camera, "Front door", Server.Time.Now);
        return camera;
    }

    /// <summary>What is signed, and what the server says.</summary>
    private async Task<(string Signed, string Server)> Custody(CameraId camera)
    {
        var inbox = await Hub.Inbox("statements=9");
        var signed = SignedText.Read(HomeBox.Open(Key, $"settings/{camera}", Assert.Single(inbox.Settings).Box).Value, "settings").Value;
        return ((string)signed.Payload["custody"]!, inbox.Cameras.Single(c => c.Camera == camera.Text).Custody);
    }

    private static Task Save(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

    private static async Task Drag(IPage page, LocatorBoundingBoxResult area, double left, double top, double right, double bottom)
    {
        await page.Mouse.MoveAsync((float)(area.X + (left * area.Width)), (float)(area.Y + (top * area.Height)));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((float)(area.X + (right * area.Width)), (float)(area.Y + (bottom * area.Height)), new() { Steps = 3 });
        await page.Mouse.UpAsync();
    }
}
