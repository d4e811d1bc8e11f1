using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Serving;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Sources.Accounts;

namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>A home with its hub and its owner's browser: real keys and sealed boxes over HTTP, as the page and the hub send them.</summary>
internal sealed class HomeInTown : IDisposable
{
    private readonly WritServer server;
    private readonly List<SpooledClip> clips = [];
    private readonly CameraId[] cameras;
    private int settings;

    private HomeInTown(WritServer server, Seat seat, FakeHub hub, CameraId[] cameras, AccountId account) =>
        (this.server, Seat, Hub, this.cameras, Account) = (server, seat, hub, cameras, account);

    public Seat Seat { get; }

    public FakeHub Hub { get; }

    public AccountId Account { get; }

    /// <summary>The one of the requests.</summary>
    public static CoarseCell Cell { get; } = CoarseCell.Of(44.29, -88.405);

    private string Mine => $"/my/cameras/{Hub.Home}";

    /// <summary>So many homes with a camera, each of an account of its own: no more than may sign in from one address in a minute.</summary>
    public static async Task<IReadOnlyList<HomeInTown>> MoveIn(WritServer server, int homes) => [.. (await MoveIn(server, [.. Enumerable.Repeat(1, homes)])).Select(home => home!)];

    /// <param name="cameras">How many each has; null is given for a home without any: it has an account, and no hub.</param>
    public static async Task<IReadOnlyList<HomeInTown?>> MoveIn(WritServer server, IReadOnlyList<int> cameras)
    {
        var before = (await Accounts(server)).ToHashSet(StringComparer.Ordinal);
        _ = (await server.App.Services.GetRequiredService<SampleRetail>().SeedMany(server.Store, server.App.Services.GetRequiredService<VaultClient>(), 1, cameras.Count, server.Today)).Value;
        var town = new List<HomeInTown?>();
        foreach (var (account, count) in (await Accounts(server)).Where(a => !before.Contains(a)).Zip(cameras)) town.Add(count == 0 ? null : await MoveIn(server, AccountId.FromTrusted(account), count));
        return town;
    }

    /// <summary>Every home of a town moves in, lives, does what was drawn about each request, and lives on.</summary>
    /// <param name="changes">That each makes besides, which leaves a trace.</param>
    public static async Task Live(WritServer server, DrawnTown drawn, IReadOnlyList<AskedRequest> requests, int changes = 0)
    {
        var town = await MoveIn(server, [.. drawn.Homes.Select(h => h.Cameras)]);
        foreach (var (home, plan) in town.Zip(drawn.Homes))
        {
            server.Time.Now = server.Time.Now.AddSeconds(7);
            if (home is null) continue;
            await home.Lives(plan.Clips, plan.Visits, 1);
            for (var i = 0; i < plan.Does.Length; i++) await home.Does(plan.Does[i], requests[i]);
            for (var i = 0; i < changes; i++) await home.Changes();
            await home.Lives(plan.Clips, 1, 1);
            home.Dispose();
        }
    }

    private static async Task<string[]> Accounts(WritServer server) => (await server.Text("SELECT group_concat(id) FROM account")).Split(',');

    private static async Task<HomeInTown> MoveIn(WritServer server, AccountId account, int count)
    {
        var seat = await Seat.Of(server, account);
        var hub = await FakeHub.Paired(server, seat);
        var cameras = new CameraId[count];
        for (var i = 0; i < count; i++) cameras[i] = await hub.Camera(Cell.Text);
        return new HomeInTown(server, seat, hub, cameras, account);
    }

    public bool StandsIn(DumpedRow row) => IsIn(row.Raw);

    public bool IsIn(string text) => text.Contains(Hub.Home, StringComparison.Ordinal) || text.Contains(Account.Text, StringComparison.Ordinal);

    /// <summary>What happens in a home anyway.</summary>
    public async Task Lives(int newClips, int visits, int changes)
    {
        for (var i = 0; i < newClips; i++) clips.Add(await Hub.Uploaded(cameras[clips.Count % cameras.Length], 4_000));
        for (var i = 0; i < visits; i++) Assert.Equal(200, (await Seat.Get($"{Mine}/state")).Status);
        for (var i = 0; i < changes; i++) await Changes();
    }

    /// <summary>New settings: something that does leave a trace.</summary>
    public async Task Changes() => (await Seat.Put($"{Mine}/cameras/{cameras[0]}/settings?number={++settings}", Hub.Box($"settings/{cameras[0]}", "x"))).Done();

    /// <summary>What its people do about a request.</summary>
    public async Task Does(Behaviour behaviour, AskedRequest asked)
    {
        if (behaviour == Behaviour.Ignores) return;
        _ = await server.Http.GetByteArrayAsync(RegionFile.PathOf(Cell));
        _ = await Seat.Get($"{Mine}/state");
        await Order("matches", []);
        if (behaviour is Behaviour.Looks or Behaviour.Declines or Behaviour.Gives)
        {
            foreach (var clip in clips)
            {
                foreach (var part in FakeHub.Parts) Assert.Equal(200, (await Seat.Fetch($"{Mine}/clips/{clip.Id}/{part}")).Reply.Status);
            }

            await Order("render", new JsonObject { ["grant"] = $"grt_{new string('0', 16)}" }, pieces: 20);
        }

        if (behaviour == Behaviour.Declines) await Order("choose", new JsonObject { ["choices"] = new JsonObject { [asked.Id] = "declined" } });
        if (behaviour == Behaviour.OptsOut) await Order("choose", new JsonObject { ["optOut"] = new JsonObject { ["agencies"] = new JsonArray(asked.Agency) } });
        if (behaviour == Behaviour.OptsOutOfAll) await Order("choose", new JsonObject { ["optOut"] = new JsonObject { ["all"] = true } });
        if (behaviour == Behaviour.Gives) await Give(asked);
    }

    /// <summary>As the page does; until the officer may open it and was told, for when that is hangs on the machine.</summary>
    private async Task Give(AskedRequest asked)
    {
        var (id, key) = (GrantId.New(), RandomNumberGenerator.GetBytes(32));
        var file = GrantFile.Seal(id, key, new byte[70_000]);
        var consent = new GrantConsent(
            id, Hub.Chain.Home, RequestId.FromTrusted(asked.Id), AgencyId.FromTrusted(asked.Agency), OfficerId.FromTrusted(asked.Officer), server.Time.Now, 90,
            Convert.ToHexStringLower(SHA256.HashData(file)), GrantConsent.Relay, "2026-11", null);
        var offered = await Seat.Post("/answers/grants", new JsonObject
        {
            ["consent"] = Encoding.UTF8.GetString(consent.Sign(Hub.Owner)),
            ["size"] = file.Length,
            ["wraps"] = new JsonArray(new JsonObject { ["thumbprint"] = asked.Key.Thumbprint, ["wrap"] = Convert.ToBase64String(GrantFile.Wrap(id, key, asked.Key)) }),
        });
        Assert.True(offered.Status == 201, offered.Text);
        (await Seat.Put($"/answers/grants/{id}/file", file)).Done();
        while ((string)JsonNode.Parse((await Seat.Get("/answers/grants")).Text)!["grants"]!.AsArray().Single(g => (string)g!["grant"]! == id.Text)!["state"]! != "ready") await Task.Delay(20);

        // And until the officer would be told, which is looked for once a minute.
        server.Time.Now = server.Time.Now.AddMinutes(1);
        while (await server.Count("job", "kind = 'grant-tell'") > 0) await Task.Delay(20);
    }

    /// <summary>An order of the page, and the hub's answer of so many pieces, through the server.</summary>
    private async Task Order(string what, JsonObject content, int pieces = 1)
    {
        var order = new HomeOrder(OrderId.New(), what, content, server.Time.Now);
        (await Seat.Send(HttpMethod.Post, $"{Mine}/orders/{order.Id}", new ByteArrayContent(order.Seal(Hub.Owner, Hub.Key)))).Done();
        Assert.Equal([order.Id.Text], (await Hub.Inbox("statements=9")).Orders!);
        Assert.Equal(200, (await Hub.Ask(HttpMethod.Get, $"orders/{order.Id}")).Status);
        for (var i = 0; i < pieces; i++)
        {
            (await Hub.Ask(HttpMethod.Put, $"orders/{order.Id}/{i}", FakeHub.Bytes(HomeOrder.SealPiece(Hub.Key, order.Id, i, [1])))).Done();
            Assert.Equal(200, (await Seat.Fetch($"{Mine}/orders/{order.Id}/{i}")).Reply.Status);
        }

        (await Seat.Delete($"{Mine}/orders/{order.Id}")).Done();
    }

    public void Dispose()
    {
        Hub.Dispose();
        Seat.Dispose();
    }
}
