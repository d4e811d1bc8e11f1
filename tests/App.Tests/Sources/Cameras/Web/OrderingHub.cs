using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>A hub that does what pages order: it matched some requests, and keeps what is chosen.</summary>
internal sealed class OrderingHub : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<string> seen = [];
    private readonly WritServer server;
    private readonly FakeHub hub;
    private readonly Task run;

    public OrderingHub(WritServer server, FakeHub hub)
    {
        (this.server, this.hub) = (server, hub);
        run = Task.Run(Run);
    }

    /// <summary>Ids of requests that it says are about the home.</summary>
    public IReadOnlyList<string> Matches { get; set; } = [];

    /// <summary>As it was chosen last.</summary>
    public JsonObject Chosen { get; private set; } = new() { ["choices"] = new JsonObject(), ["optOut"] = new JsonObject { ["agencies"] = new JsonArray(), ["all"] = false } };

    /// <summary>What was ordered, word by word.</summary>
    public List<HomeOrder> Orders { get; } = [];

    public int Count(string what)
    {
        lock (Orders) return Orders.Count(o => o.What == what);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run;
        stop.Dispose();
    }

    private async Task Run()
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var text in (await hub.Inbox()).Orders ?? []) if (seen.Add(text)) await Do(OrderId.FromTrusted(text));
            await Task.Delay(20);
        }
    }

    private async Task Do(OrderId id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/hub/orders/{id}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", hub.Token);
        using var response = await server.Http.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.OK) return;
        var order = HomeOrder.Open(id, await response.Content.ReadAsByteArrayAsync(), generation => generation == 0 ? hub.Key : null, hub.Chain, server.Time.Now).Value;
        var head = order.What == "matches" ? Found() : new JsonObject();
        if (order.What == "choose") Chosen = (JsonObject)order.Content.DeepClone();
        lock (Orders) Orders.Add(order);
        var number = 0;
        foreach (var piece in new OrderAnswer(head).Pieces())
        {
            _ = await hub.Ask(HttpMethod.Put, $"orders/{id}/{number}", FakeHub.Bytes(HomeOrder.SealPiece(hub.Key, id, number, piece)));
            number++;
        }
    }

    private JsonObject Found()
    {
        var head = (JsonObject)Chosen.DeepClone();
        head["at"] = null;
        head["requests"] = new JsonArray([.. Matches.Select(m => JsonValue.Create(m))]);
        return head;
    }
}
