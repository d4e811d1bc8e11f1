using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>A server, a hub that the test plays, and browsers of a household with keys of their own.</summary>
public abstract class PageHouse : IAsyncLifetime
{
    private readonly List<HomeKey> keys = [];

    internal WritServer Server { get; private set; } = null!;

    internal FakeHub Hub { get; private set; } = null!;

    internal string Home => $"/my/cameras/{Hub.Home}";

    /// <summary>The newest key of the home.</summary>
    internal HomeKey Key => keys.Count > 0 ? keys[^1] : Hub.Key;

    public async Task InitializeAsync()
    {
        Server = await WritServer.Start();
        Hub = new FakeHub(Server);
    }

    public async Task DisposeAsync()
    {
        foreach (var key in keys) key.Dispose();
        Hub.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A new browser, signed in as a customer, whose clock stands where the server's does.</summary>
    internal async Task<Browser> Open(int customer = 0)
    {
        var reader = await Server.SignedInCustomer(customer);
        var browser = await Browser.Open(reader);
        await browser.Page.Context.AddCookiesAsync(reader.Cookies.GetCookies(new Uri(reader.Origin)).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = reader.Origin }));
        await browser.Page.Clock.SetFixedTimeAsync(Server.Time.Now.UtcDateTime);
        return browser;
    }

    /// <summary>The browser types the code; the hub answers, rightly or otherwise.</summary>
    internal async Task Pair(IPage page, Func<PairingAnswer, PairingAnswer>? otherwise = null)
    {
        await Hub.Open();
        await page.GotoAsync("/my/cameras/pair");
        await Type(page, Hub.Code.Shown());
        await Asked();
        _ = await Hub.Answer(otherwise);
        if (otherwise is null) await Shown(page, "done");
    }

    internal static async Task Type(IPage page, string code)
    {
        await page.FillAsync("[name=code]", code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pair", Exact = true }).ClickAsync();
    }

    /// <summary>Waits, for as long as a slow machine needs, until the hub is asked.</summary>
    internal async Task Asked()
    {
        while ((await Hub.Standing()).As<PairingStanding>().State == HubWire.Waiting) await Task.Delay(20);
    }

    /// <summary>What a hub does with new statements: takes them, makes a key for each removal, writes all records anew.</summary>
    internal async Task Follow()
    {
        foreach (var text in (await Hub.Inbox($"statements={Hub.Chain.Texts.Count}")).Statements) Hub.Chain = Hub.Chain.Add(Encoding.UTF8.GetBytes(text)).Value;
        if (keys.Count == 0) keys.Add(Hub.Key);
        while (keys.Count <= Hub.Chain.Generation) keys.Add(HomeKey.Make(Hub.Chain.Home, keys.Count));
        (await Hub.Ask(HttpMethod.Post, "home-keys", FakeHub.Content(new HomeKeysRequest([.. keys.Select(k => Encoding.UTF8.GetString(k.Record(Hub.Keys, Hub.Chain)))])))).Done();
    }

    internal async Task Health(CameraId camera, string name, DateTimeOffset at, string state = "Recording") =>
        (await Hub.Ask(HttpMethod.Put, $"cameras/{camera}/health", FakeHub.Bytes(HomeBox.Seal(Key, $"health/{camera}", Encoding.UTF8.GetBytes(new JsonObject
        {
            ["camera"] = camera.Text, ["name"] = name, ["state"] = state, ["sentence"] = "The camera is watched and clips are kept.", ["since"] = at.ToString("O"), ["at"] = at.ToString("O"),
            ["waiting"] = 0, ["trouble"] = null, ["masked"] = 0, ["audio"] = false,
        }.ToJsonString()))))).Done();

    /// <summary>A clip that is brought to the server, or with what is wrong about it.</summary>
    internal async Task<SpooledClip> Bring(CameraId camera, SealedClip clip, Func<SpooledClip, SpooledClip>? otherwise = null)
    {
        var spooled = clip.Spooled(Hub, Key, camera, Server);
        await Hub.Upload(otherwise is null ? spooled : otherwise(spooled));
        return spooled;
    }

    internal static ILocator Slot(IPage page, string name) => page.Locator($"[data-slot={name}]");

    internal static Task Shown(IPage page, string slot) => Slot(page, slot).First.WaitForAsync();

    /// <summary>A heading that can be seen: the words of what is still hidden are in the page all along.</summary>
    internal static Task Headed(IPage page, string words) => page.GetByRole(AriaRole.Heading, new() { Name = words }).WaitForAsync();

    /// <summary>For as long as a slow machine needs.</summary>
    internal static Task Says(IPage page, string words) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(words);
}

/// <summary>A clip to be sealed by a hub; whatever is not said fits.</summary>
/// <param name="Previous">Hash of the card before, or null: of what it was given last.</param>
internal sealed record SealedClip(int Number, string? Previous = null, byte[]? Plain = null, string? Hash = null, string Codecs = "avc1.64001f")
{
    public static string First { get; } = new('0', 64);

    public byte[] Content { get; } = Plain ?? FakeHub.Pattern(100_000);

    /// <summary>Hash of the card as it was signed.</summary>
    public string CardHash { get; private set; } = First;

    public SpooledClip Spooled(FakeHub hub, HomeKey key, CameraId camera, WritServer server)
    {
        var id = ClipId.New();
        using var seal = ClipSeal.Make(key, id);
        var card = new ClipCard(
            hub.Chain.Home, camera, id, Number, Number == 0 ? First : Previous ?? First.Replace('0', 'a'), server.Time.Now.AddMinutes(Number), 2_000, Codecs, 640, 360, 1,
            [new ClipFragment(0, 1, Content.Length - 1)], Hash ?? Convert.ToHexStringLower(SHA256.HashData(Content)), First, false).Sign(hub.Keys);
        CardHash = Convert.ToHexStringLower(SHA256.HashData(card));
        return new SpooledClip(id, camera, seal.Header.ToArray(), Part(seal, ClipPart.Video, Content), Part(seal, ClipPart.Poster, []), Part(seal, ClipPart.Card, card), Day(server.Today), Day(server.Today.AddDays(30)));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Part(ClipSeal seal, ClipPart part, byte[] plain)
    {
        using var output = new MemoryStream();
        using var writer = seal.Write(part, output);
        writer.Write(plain);
        writer.Complete();
        return output.ToArray();
    }
}
