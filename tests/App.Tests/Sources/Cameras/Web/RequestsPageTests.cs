using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Store;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>
/// Whatever an owner makes of a request, the site hears and keeps the same: requests in number, order, shape and size, and every row of its database.
/// Granting alone is another thing.
/// </summary>
public sealed partial class RequestsPageTests : PageHouse
{
    private static readonly CoarseCell Cell = CoarseCell.Of(52.55, 13.35);

    [BrowserFact]
    public async Task Looking_declining_opting_out_and_ignoring_leave_the_same_traces()
    {
        await using var browser = await Open();
        var page = browser.Page;

        // Each minute there is one more beat of the same; here a visit has the first alone, however slow the machine is.
        await page.AddInitScriptAsync("const later = setTimeout; globalThis.setTimeout = (act, wait, ...more) => (wait === 60000 ? 0 : later(act, wait, ...more));");
        await Pair(page);
        var camera = await Hub.Camera(Cell.Text);
        await Health(camera, "Garden", Server.Time.Now);
        await Bring(camera, new SealedClip(0, Codecs: "avc1.64001f,mp4a.40.2"));
        var asked = Publish(Request("rqs_0123456789abcdef", "agy_0123456789abcdef"), Request("rqs_1123456789abcdef", "agy_1123456789abcdef") with { Incident = "theft" });
        await using var hub = new OrderingHub(Server, Hub) { Matches = [.. asked.Select(r => r.Id.Text)] };
        await Visit(page, hub, () => Task.CompletedTask);

        var ignored = await Visit(page, hub, async () => await Headed(page, "Burglary"));
        Assert.Contains(ignored.Said, line => line.Contains("/requests/regions/n52.5e13.3.json 200 16384", StringComparison.Ordinal));
        Assert.Equal(2, ignored.Said.Count(line => line.StartsWith("POST /my/cameras/*/orders/*", StringComparison.Ordinal)));
        var looked = await Visit(page, hub, async () =>
        {
            await Slot(page, "look").First.ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Your recordings of that time" }).WaitForAsync();
            await Assertions.Expect(page.Locator(".request >> nth=0 >> [data-slot=clips] li")).ToHaveCountAsync(1);
            await browser.Inspect("requests");
        });
        var declined = await Visit(page, hub, async () =>
        {
            await Slot(page, "decline").First.ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Put aside" }).WaitForAsync();
        });

        // The visit after: now the hub hears of it, and all is as it was.
        var after = await Visit(page, hub, async () => await page.GetByRole(AriaRole.Heading, new() { Name = "Put aside" }).WaitForAsync());
        Assert.Equal("""{"rqs_0123456789abcdef":"declined"}""", hub.Chosen["choices"]!.ToJsonString());
        var quiet = await Visit(page, hub, async () =>
        {
            await page.GetByText("Other choices").First.ClickAsync();
            await Slot(page, "agency").First.ClickAsync();
            await Says(page, "Nothing from Sample Police");
            await Slot(page, "none-at-all").ClickAsync();
            await Headed(page, "Nothing now");
        });
        var all = await Visit(page, hub, async () => await browser.Inspect("requests-quiet"));
        Assert.Equal("""{"agencies":["agy_1123456789abcdef"],"all":true}""", hub.Chosen["optOut"]!.ToJsonString());
        var back = await Visit(page, hub, async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Show requests again" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Show theirs again" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Show it again" }).ClickAsync();
            await Headed(page, "Burglary");
        });
        foreach (var (name, traces) in new[] { ("looked", looked), ("declined", declined), ("after", after), ("quiet", quiet), ("all", all), ("back", back) })
        {
            Assert.True(ignored.Said.SequenceEqual(traces.Said), $"{name}:\n{string.Join('\n', traces.Said)}\nignored:\n{string.Join('\n', ignored.Said)}");
            Assert.True(ignored.Kept == traces.Kept, $"{name} left other rows:\n{Differs(ignored.Kept, traces.Kept)}");
        }

        // Begun and given up: the site has seen it come and go, and keeps nothing of it.
        await Slot(page, "look").First.ClickAsync();
        await page.Locator(".request >> nth=0 >> [data-slot=clips] a").ClickAsync();
        await Headed(page, "2. Cut it and cover it");
        await Slot(page, "add").ClickAsync();
        await page.Keyboard.TypeAsync("0 0 500 500");
        await Slot(page, "find-faces").ClickAsync();
        await Says(page, "There may be some all the same");
        Assert.Equal(1, hub.Count("faces"));

        // Sound goes along only where it was ticked, and ticked once more having read what that means.
        await page.CheckAsync("[name=audio]");
        await Ordered(page, null);
        await Says(page, "Tick this box to give the sound, or leave the sound off.");
        await page.UncheckAsync("[name=audio]");
        Assert.False(await Ordered(page, hub));
        await page.CheckAsync("[name=audio]");
        await page.CheckAsync("[name=audio-agree]");
        Assert.True(await Ordered(page, hub));
        Assert.Equal(2, hub.Count("render"));
        Assert.Equal(string.Empty, Differs(ignored.Kept, await Rows()));
        await browser.Inspect("answer");
        await page.GotoAsync($"{Home}/answer#request=rqs_2123456789abcdef");
        await Says(page, "There is nothing to answer");
        Assert.DoesNotContain(browser.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));

        // Nothing is what a page shows where nothing concerns the home; and a file that is not as it should be is not shown at all.
        hub.Matches = [];
        await page.GotoAsync($"{Home}/requests");
        await Headed(page, "Nothing now");
        var file = Path.Combine(Server.Folder.Published, RegionFile.PathOf(Cell));
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..^1]);
        await page.GotoAsync($"{Home}/requests");
        await Says(page, "nothing of it is shown");
    }

    /// <summary>Has the result made, which this hub does not; gives whether sound was ordered.</summary>
    private static async Task<bool> Ordered(IPage page, OrderingHub? hub)
    {
        var before = hub?.Count("render") ?? 0;
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the result" }).ClickAsync();
        if (hub is null) return false;
        while (hub.Count("render") == before) await Task.Delay(20);
        await Says(page, "What came back is not what the hub signed");
        lock (hub.Orders) return (bool)hub.Orders.Last(o => o.What == "render").Content["audio"]!;
    }

    /// <summary>A visit until both orders are answered, what is done there, and what the site has then.</summary>
    private async Task<(IReadOnlyList<string> Said, string Kept)> Visit(IPage page, OrderingHub hub, Func<Task> act)
    {
        var said = new List<string>();
        var open = 0;
        void Begun(object? sender, IRequest request) => Interlocked.Increment(ref open);
        void Failed(object? sender, IRequest request) => Interlocked.Decrement(ref open);
        async void Ended(object? sender, IResponse response)
        {
            var address = new Uri(response.Url);
            var length = 0;
            if (response.Status != 204 && !response.Request.IsNavigationRequest && !address.AbsolutePath.StartsWith("/assets/", StringComparison.Ordinal))
            {
                try
                {
                    length = (await response.BodyAsync()).Length;
                }
                catch (PlaywrightException)
                {
                    length = -1;
                }
            }

            lock (said) said.Add($"{response.Request.Method} {Ids().Replace(address.AbsolutePath, "*")}{address.Query} {response.Status} {length} of {response.Request.PostDataBuffer?.Length ?? 0}");
            Interlocked.Decrement(ref open);
        }

        int Ends()
        {
            lock (said) return said.Count(line => line.StartsWith("DELETE", StringComparison.Ordinal));
        }

        var told = hub.Count("choose");
        page.Request += Begun;
        page.Response += Ended;
        page.RequestFailed += Failed;
        await page.GotoAsync($"{Home}/requests");
        await page.Locator("[data-rests]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        while (Ends() < 2 || Volatile.Read(ref open) > 0) await Task.Delay(20);
        await act();
        while (Volatile.Read(ref open) > 0) await Task.Delay(20);
        page.Request -= Begun;
        page.Response -= Ended;
        page.RequestFailed -= Failed;
        Assert.Equal(told + 1, hub.Count("choose"));
        return ([.. said.Where(line => !line.Contains(" /assets/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)], await Rows());
    }

    /// <summary>Every row of every table; but when a session was used last, which every visit changes.</summary>
    private Task<string> Rows() => Server.Store.Look(work =>
    {
        var rows = new List<string>();
        foreach (var table in work.Rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", [], r => r.GetString(0)))
        {
            var columns = work.Rows($"SELECT name FROM pragma_table_info('{table}') ORDER BY cid", [], r => $"quote(\"{r.GetString(0)}\")");
            rows.AddRange(work.Rows($"SELECT {string.Join(" || ',' || ", columns)} FROM \"{table}\"", [], r => $"{table}: {r.GetString(0)}").Order(StringComparer.Ordinal));
        }

        return Task.FromResult(string.Join('\n', rows));
    });

    private static string Differs(string one, string other)
    {
        var (before, after) = (one.Split('\n').ToHashSet(), other.Split('\n').ToHashSet());
        return string.Join('\n', before.Except(after).Select(l => "- " + l).Concat(after.Except(before).Select(l => "+ " + l)));
    }

    private IReadOnlyList<RequestDocument> Publish(params RequestDocument[] requests)
    {
        var file = Path.Combine(Server.Folder.Published, RegionFile.PathOf(Cell));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, RegionFile.Write(Cell, requests));
        return requests;
    }

    private RequestDocument Request(string id, string agency)
    {
        var now = Server.Time.Now;
        return new RequestDocument(
            RequestId.FromTrusted(id), AgencyId.FromTrusted(agency), "Sample Police", null, "26-1", "burglary", "A garage was opened \u202Ewith a tool.", "A grey van.", "Investigations, 555-0117",
            [new(52.510, 13.300), new(52.510, 13.310), new(52.516, 13.310), new(52.516, 13.300)], new(52.513, 13.305), now.AddHours(-1), now.AddHours(-2), now.AddHours(1), 200, 500_000,
            now.AddMinutes(-30), now.AddDays(7), null);
    }

    [GeneratedRegex("[a-z]{3}_[0-9a-z]{16}", RegexOptions.CultureInvariant)]
    private static partial Regex Ids();
}
