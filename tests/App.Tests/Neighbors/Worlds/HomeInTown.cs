using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Serving;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Sources.Accounts;

namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>What a home does about a request.</summary>
internal enum Behaviour
{
    /// <summary>Nothing: its people never open the page.</summary>
    Ignores,

    /// <summary>They read it, look at their clips, have one cut and blacked out, watch that, and leave.</summary>
    Looks,

    /// <summary>The same, and they say no.</summary>
    Declines,

    /// <summary>They want nothing from this agency any more.</summary>
    OptsOut,

    /// <summary>They read it; the camera was off then.</summary>
    HasNothing,

    /// <summary>There is no camera at all.</summary>
    HasNoCamera,
}

/// <summary>A home with its hub and its owner's browser: real keys and sealed boxes over HTTP, as the page and the hub send them.</summary>
internal sealed class HomeInTown : IDisposable
{
    private readonly WritServer server;
    private readonly List<SpooledClip> clips = [];
    private int settings;

    private HomeInTown(WritServer server, Seat seat, FakeHub hub, CameraId camera, AccountId account) =>
        (this.server, Seat, Hub, Camera, Account) = (server, seat, hub, camera, account);

    public Seat Seat { get; }

    public FakeHub Hub { get; }

    public CameraId Camera { get; }

    public AccountId Account { get; }

    private string Mine => $"/my/cameras/{Hub.Home}";

    /// <summary>So many homes, each of an account of its own: no more than may sign in from one address in a minute.</summary>
    public static async Task<IReadOnlyList<HomeInTown>> MoveIn(WritServer server, int homes)
    {
        var before = (await Accounts(server)).ToHashSet(StringComparer.Ordinal);
        _ = (await server.App.Services.GetRequiredService<SampleRetail>().SeedMany(server.Store, server.App.Services.GetRequiredService<VaultClient>(), 1, homes, server.Today)).Value;
        var town = new List<HomeInTown>();
        foreach (var account in (await Accounts(server)).Where(a => !before.Contains(a))) town.Add(await MoveIn(server, AccountId.FromTrusted(account)));
        return town;
    }

    private static async Task<string[]> Accounts(WritServer server) => (await server.Text("SELECT group_concat(id) FROM account")).Split(',');

    private static async Task<HomeInTown> MoveIn(WritServer server, AccountId account)
    {
        var seat = await Seat.Of(server, account);
        var hub = await FakeHub.Paired(server, seat);
        return new HomeInTown(server, seat, hub, await hub.Camera(), account);
    }

    public bool StandsIn(DumpedRow row) => row.Raw.Contains(Hub.Home, StringComparison.Ordinal) || row.Raw.Contains(Account.Text, StringComparison.Ordinal);

    /// <summary>What happens in a home anyway.</summary>
    public async Task Lives(int newClips, int visits, int changes)
    {
        for (var i = 0; i < newClips; i++) clips.Add(await Hub.Uploaded(Camera, 4_000));
        for (var i = 0; i < visits; i++) Assert.Equal(200, (await Seat.Get($"{Mine}/state")).Status);
        for (var i = 0; i < changes; i++) await Changes();
    }

    /// <summary>New settings: something that does leave a trace.</summary>
    public async Task Changes() => (await Seat.Put($"{Mine}/cameras/{Camera}/settings?number={++settings}", Hub.Box($"settings/{Camera}", "x"))).Done();

    public async Task Does(Behaviour behaviour, string request, string agency)
    {
        if (behaviour == Behaviour.Ignores) return;
        _ = await server.Http.GetByteArrayAsync($"requests/regions/{CoarseCell.Of(44.29, -88.405)}.json");
        _ = await Seat.Get($"{Mine}/state");
        await Order("matches", []);
        if (behaviour is Behaviour.Looks or Behaviour.Declines)
        {
            foreach (var clip in clips)
            {
                foreach (var part in FakeHub.Parts) Assert.Equal(200, (await Seat.Fetch($"{Mine}/clips/{clip.Id}/{part}")).Reply.Status);
            }

            await Order("render", new JsonObject { ["grant"] = $"grt_{new string('0', 16)}" }, pieces: 20);
        }

        if (behaviour == Behaviour.Declines) await Order("choose", new JsonObject { ["choices"] = new JsonObject { [request] = "declined" } });
        if (behaviour == Behaviour.OptsOut) await Order("choose", new JsonObject { ["optOut"] = new JsonObject { ["agencies"] = new JsonArray(agency) } });
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
