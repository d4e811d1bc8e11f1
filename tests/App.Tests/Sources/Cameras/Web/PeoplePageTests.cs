using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>Who holds keys: several browsers of one household, each with its own.</summary>
public sealed class PeoplePageTests : PageHouse
{
    [BrowserFact]
    public async Task A_second_browser_is_compared_added_and_removed_and_what_comes_later_is_closed_to_it()
    {
        await using var browser = await Open();
        await Pair(browser.Page);
        var camera = await Hub.Camera();
        await Bring(camera, new SealedClip(0));

        await using var phone = await Open();
        await phone.Page.GotoAsync($"{Home}/watch/{camera}");
        await Says(phone.Page, "This browser has no keys for this home");
        await phone.Page.GotoAsync($"{Home}/people");
        await Slot(phone.Page, "make").ClickAsync();
        await Shown(phone.Page, "asking");
        await phone.Inspect("cameras-asking");
        await browser.Page.GotoAsync($"{Home}/people");
        await Shown(browser.Page, "asks-part");
        Assert.Equal(await phone.Page.InnerTextAsync("[data-slot=asking] .mark"), await browser.Page.InnerTextAsync("[data-slot=asks] .mark"));
        await browser.Inspect("cameras-asks");
        await browser.Page.FillAsync("[data-slot=asks] [name=name]", "Phone \u202E<i>");
        await Slot(browser.Page, "add").Last.ClickAsync();
        await Says(browser.Page, "right-to-left override");
        Assert.Equal(0, await browser.Page.Locator("[data-slot=devices] i").CountAsync());

        await Shown(phone.Page, "compare");
        Assert.Equal(await phone.Page.InnerTextAsync("[data-slot=hub]"), await browser.Page.Locator("[data-slot=devices] .mark").First.InnerTextAsync());
        await Slot(phone.Page, "same").ClickAsync();
        await Says(phone.Page, "The hub seals the home’s key for it by itself");
        await Follow();
        await Headed(phone.Page, "Who holds keys");
        await phone.Page.GotoAsync($"{Home}/watch/{camera}");
        await Says(phone.Page, "1 clip on 10 March 2026");
        await phone.Page.EvaluateAsync(KeepOld, Hub.Home);
        await browser.Inspect("cameras-people");

        await browser.Page.Locator("[data-slot=devices] .card").Filter(new() { HasText = "Phone" }).Locator("[data-slot=remove]").ClickAsync();
        await browser.Page.Locator("[data-slot=devices] .card").Filter(new() { HasText = "Phone" }).Locator("[data-slot=yes]").ClickAsync();
        await Says(browser.Page, "The hub makes a new key before it seals anything else");
        await Follow();
        await Bring(camera, new SealedClip(1));
        await browser.Page.GotoAsync($"{Home}/watch/{camera}");
        await Says(browser.Page, "2 clips on 10 March 2026");
        await phone.Page.ReloadAsync();
        await Says(phone.Page, "This browser was removed from the home");
        Assert.Equal(0, await phone.Page.Locator(".tile").CountAsync());

        // Whatever its page says: with the keys that it kept the later clip does not open.
        Assert.Equal("closed, open", await phone.Page.EvaluateAsync<string>(WithOldKeys, new { home = Hub.Home, scripts = await Scripts(phone.Page) }));
    }

    [BrowserFact]
    public async Task A_printed_code_lets_a_new_browser_in_and_another_code_does_not()
    {
        await using var browser = await Open();
        await Pair(browser.Page);
        var camera = await Hub.Camera();
        await Bring(camera, new SealedClip(0));
        await browser.Page.GotoAsync($"{Home}/people");
        await Slot(browser.Page, "recovery-make").ClickAsync();
        await Shown(browser.Page, "recovery-made");
        var code = await browser.Page.InnerTextAsync("[data-slot=recovery-code]");
        await browser.Inspect("cameras-recovery");
        await Follow();

        await using var fresh = await Open();
        var page = fresh.Page;
        await page.GotoAsync($"{Home}/people");
        await page.GetByText("No other device is left").ClickAsync();
        await page.FillAsync("[name=code]", code[..^1] + (code[^1] == '0' ? '1' : '0'));
        await page.GetByText("Add this browser with it").ClickAsync();
        await Says(page, "This is not the recovery code that was made last");
        await page.FillAsync("[name=code]", code.ToLowerInvariant());
        await page.GetByText("Add this browser with it").ClickAsync();
        await Shown(page, "compare");
        await Slot(page, "same").ClickAsync();

        // No hub has sealed a key for it yet, and perhaps none ever will: the paper's own key opens.
        await Headed(page, "Who holds keys");
        await page.GotoAsync($"{Home}/watch/{camera}");
        await Says(page, "1 clip on 10 March 2026");
    }

    [BrowserFact]
    public async Task A_member_is_invited_accepts_watches_and_is_removed_with_their_browser()
    {
        await using var browser = await Open();
        await Pair(browser.Page);
        var camera = await Hub.Camera();
        await Health(camera, "Front door", Server.Time.Now);
        await Bring(camera, new SealedClip(0));
        await browser.Page.GotoAsync($"{Home}/people");
        await browser.Page.FillAsync("[name=mail]", "no address");
        await browser.Page.GetByText("Invite", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(Slot(browser.Page, "problem")).Not.ToBeEmptyAsync();
        await browser.Page.FillAsync("[name=mail]", Server.Customers[1].Email);
        await browser.Page.GetByText("Invite", new() { Exact = true }).ClickAsync();
        await Says(browser.Page, "If an account has this address");

        await using var member = await Open(1);
        var page = member.Page;
        await page.GotoAsync("/my/cameras");
        await Says(page, "You are invited to a home");
        await member.Inspect("cameras-invited");
        await Slot(page, "accept").First.ClickAsync();
        await Says(page, "A home that you belong to");
        await page.GotoAsync($"{Home}/people");
        await Slot(page, "make").ClickAsync();
        await Shown(page, "asking");
        await browser.Page.ReloadAsync();
        await Says(browser.Page, "A browser of member 1 of the household");
        await Slot(browser.Page, "add").Last.ClickAsync();
        await Shown(page, "compare");
        await Follow();
        await Slot(page, "same").ClickAsync();
        await Headed(page, "Who holds keys");
        await page.GotoAsync($"{Home}/watch/{camera}");
        await Says(page, "1 clip on 10 March 2026");
        await page.Locator(".tile button").ClickAsync();
        await Says(page, "Clip 0, 10 March");
        Assert.False(await Slot(page, "delete").IsVisibleAsync());
        Assert.False(await Slot(page, "settings").IsVisibleAsync());

        // A member sees who looked, and reads what is asked; answering and giving are the owner's.
        await page.GotoAsync($"{Home}/who-looked");
        await Says(page, "(this browser)");
        await Says(page, "played clip 0 of Front door");
        var cell = CoarseCell.Of(52.55, 13.35);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Server.Folder.Published, RegionFile.PathOf(cell)))!);
        await File.WriteAllBytesAsync(Path.Combine(Server.Folder.Published, RegionFile.PathOf(cell)), RegionFile.Write(cell, []));
        await page.GotoAsync($"{Home}/requests");
        await Assertions.Expect(Slot(page, "watches-only")).ToBeVisibleAsync();
        Assert.False(await Slot(page, "none-at-all").IsVisibleAsync());
        await page.GotoAsync($"{Home}/answer#request=rqs_0123456789abcdef");
        await Says(page, "Only devices of the home’s owner answer.");
        Assert.False(await Slot(page, "choose-part").IsVisibleAsync());
        await page.GotoAsync($"{Home}/grants");
        await Assertions.Expect(Slot(page, "nothing")).ToBeVisibleAsync();
        await browser.Page.GotoAsync($"{Home}/who-looked");
        await Says(browser.Page, "played clip 0 of Front door");

        await browser.Page.GotoAsync($"{Home}/people");
        await browser.Page.Locator("[data-slot=members] [data-slot=remove]").ClickAsync();
        await Says(browser.Page, "Removed, and their browser with them.");
        Assert.Equal(0, await Server.Count("home_member"));
        Assert.Equal(3, await Server.Count("home_statement"));
        await Follow();
        Assert.Equal((1, 2), (Hub.Chain.Generation, Hub.Chain.Holders.Count()));
        await page.GotoAsync("/my/cameras");
        await Says(page, "Connect your cameras");
    }

    // What a device of bad will would keep: the list and the wrapped keys as they were while it belonged.
    private const string KeepOld = "async (home) => sessionStorage.setItem('old', await (await fetch(`/my/cameras/${home}/state`)).text())";

    private const string WithOldKeys = """
        async ({ home, scripts }) => {
          const of = (name) => import(scripts.find((one) => one.includes(`/${name}.`)));
          const [{ deviceOf, ownOf }, { HomeChain }, { openHomeKey }, { openClip }, { fromBase64 }] = await Promise.all(["keeper", "holders", "home", "clips", "bytes"].map(of));
          const now = await (await fetch(`/my/cameras/${home}/state`)).json();
          const old = JSON.parse(sessionStorage.getItem("old"));
          const chain = await HomeChain.read(old.statements);
          const own = await ownOf(await deviceOf(home));
          const keys = new Map();
          for (const { record } of [...old.keys, ...now.keys]) await openHomeKey(record, chain, own).then((key) => keys.set(key.generation, key), () => {});
          const { clips } = await (await fetch(`/my/cameras/${home}/export`)).json();
          const opens = await Promise.all(clips.map((clip) => openClip(keys, home, clip.clip, fromBase64(clip.header)).then(() => "open", () => "closed")));
          return opens.sort().join(", ");
        }
        """;

    // The page's own module and all that it imports, one through the other.
    private static Task<string[]> Scripts(IPage page) => page.EvaluateAsync<string[]>("""
        async () => {
          const found = [document.querySelector("script[type=module]").getAttribute("src")];
          for (let i = 0; i < found.length; i++) {
            const text = await (await fetch(found[i])).text();
            for (const [, address] of text.matchAll(/from "([^"]+)"/g)) if (!found.includes(address)) found.push(address);
          }
          return found;
        }
        """);
}
