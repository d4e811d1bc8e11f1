using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Home;
using Writ.Hub.Keeping;
using Writ.Hub.Live;
using Writ.Hub.Orders;
using Writ.Hub.Serve;
using Writ.Hub.Sync;
using Writ.Hub.Tests.Keeping;
using Writ.Ledger.Requests;

namespace Writ.Hub.Tests.Home;

/// <summary>A paired hub's own pages over real HTTP, a server that the test plays, and no camera but what the test says of one.</summary>
public abstract class HomeHouse : IAsyncLifetime
{
    private static readonly CameraSettings Door = new("door", "Front door", new CameraSource.Test(640, 360, 10, 10, 5));

    private HubServer server = null!;
    private WebApplication app = null!;
    private HttpClient http = null!;

    internal ManualClock Clock { get; } = new();

    internal Shelf Shelf { get; private set; } = null!;

    internal FakeHomeServer There { get; } = new();

    internal HomeDesk Desk { get; private set; } = null!;

    internal HomeLooks Looks { get; private set; } = null!;

    internal Errands Errands { get; private set; } = null!;

    internal LiveRelay Relay { get; private set; } = null!;

    internal List<string> Said { get; } = [];

    internal string Origin { get; private set; } = null!;

    internal string Home => $"/my/cameras/{Shelf.Chain.Home}";

    public async Task InitializeAsync()
    {
        Shelf = new Shelf(ShelfLimits.Default, Clock);
        await File.WriteAllTextAsync(Path.Combine(Shelf.Root, "cameras.json"), $$"""{"door":"{{Shelf.Camera}}"}""");
        server = new HubServer(new Uri("https://writ.invalid"), "token", There);
        var (ring, shelf, folder) = (Shelf.Ring, Shelf.Clips, Shelf.Folder);
        var numbers = CameraNumbers.Open(folder).Value;
        var (wishes, profile) = (new OwnerSettings(folder, ring), new OwnerProfile(folder, ring));
        var health = new HealthBoard(Clock);
        health.Set("door", CameraState.Recording);
        Relay = new LiveRelay(server, ring, numbers.Of);
        var crew = new CameraCrew([Door], numbers, wishes, _ => Shelf.Sink, Relay, health, null!, HubTimings.Default, Clock);
        var reports = new HealthReports(server, ring, shelf, crew, [Door], numbers, health, new Uploader(server, shelf, _ => 30), Clock);
        var line = new ServerLine(server, Clock);
        (Errands, Looks) = (new Errands(folder, shelf, line), new HomeLooks(folder, ring, line));
        var clips = new HomeClips(shelf, line, Errands, wishes, Clock);
        var read = new HomeRead(ring, wishes, profile, reports, clips, Looks, line, [Shelf.Camera], camera => profile.Cell(camera) ?? CoarseCell.Of(52.52, 13.4));
        Desk = new HomeDesk(
            new HomeAccess(folder, Clock, Said.Add),
            new HomeRoutes(read, clips, Looks, new LiveAtHome(Relay, ring, Clock), Orders(ring), line, ring, wishes, profile, _ => { }, [Shelf.Camera]),
            (path, _) => Task.FromResult(Away ? SyncRefusals.Unreachable : Result<byte[]>.Of(path.StartsWith("requests/regions/", StringComparison.Ordinal)
                ? RegionFile.Write(Cell(path), [])
                : Encoding.UTF8.GetBytes(path))),
            "https://writ.invalid");
        app = await new HomeSite([Door], new HubStanding { Health = health, Home = Desk }, null).StartAsync(0);
        Origin = app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(2) }) { BaseAddress = new Uri(Origin) };
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        server.Dispose();
        Shelf.Dispose();
    }

    private static CoarseCell Cell(string path) => CoarseCell.TryParse(Path.GetFileNameWithoutExtension(path), out var cell) ? cell : throw new ArgumentException(path);

    /// <summary>Whether the server's public files cannot be had.</summary>
    internal bool Away { get; set; }

    /// <summary>What this hub does when it is told so.</summary>
    internal Dictionary<string, OrderWork> Works { get; } = [];

    private OrdersAtHome Orders(Keyring ring) =>
        new(new OrderDesk(ring, Works, Clock, Said.Add), new OrderBoard(Clock, OrderBoard.MostOfHome, _ => { }), () => ring.Chain!.Home, CancellationToken.None);

    /// <summary>A browser that was let in.</summary>
    internal string LetIn(HomeRole role)
    {
        var codes = Desk.Access.Show().Value;
        return Desk.Access.LetIn(role == HomeRole.Owner ? codes.Owner! : codes.Member!, IPAddress.Loopback).Value;
    }

    /// <summary>As a page of that browser sends it; <paramref name="otherwise"/> takes something of that away.</summary>
    internal async Task<Told> Ask(string? token, string method, string path, byte[]? body = null, Action<HttpRequestMessage>? otherwise = null, RangeHeaderValue? range = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new ByteArrayContent(body) };
        request.Headers.Range = range;
        if (token is not null) request.Headers.Add("Cookie", $"writ-home={token}");
        if (method != "GET")
        {
            request.Headers.Add("Origin", Origin);
            if (token is not null) request.Headers.Add("RequestVerificationToken", HomeAccess.ProofOf(token));
        }

        otherwise?.Invoke(request);
        using var answer = await http.SendAsync(request);
        return new Told((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    internal Task<Told> Get(string token, string tail) => Ask(token, "GET", $"{Home}/{tail}");

    /// <summary>Opens as the owner's browser does, with what the hub's answer holds and nothing else.</summary>
    internal HomeKey KeyOf(HomeStateView state) =>
        HomeKey.Open(Encoding.UTF8.GetBytes(state.Keys[^1].Record), HomeChain.Read([.. state.Statements.Select(Encoding.UTF8.GetBytes)]).Value, Shelf.Owner).Value;

    /// <summary>A look as the owner's browser seals it.</summary>
    internal byte[] Look(int number, string what = "live") => HomeBox.Seal(Shelf.Ring.Current(), $"look/{number}", SignedText.Sign(Shelf.Owner, "look", new JsonObject
    {
        ["at"] = "2026-03-01T12:00:00.000Z", ["camera"] = Shelf.Camera.Text, ["card"] = null, ["clip"] = null, ["home"] = Shelf.Chain.Home.Text, ["number"] = number, ["what"] = what,
    }).Write());
}

internal sealed record Told(int Status, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public string? Code => JsonNode.Parse(Text)?["code"]?.GetValue<string>();

    public T As<T>()
    {
        Assert.True(Status == 200, $"{Status} {Text}");
        return JsonSerializer.Deserialize<T>(Text, HubWire.Json)!;
    }
}
