using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Hub.Tests.Sync;

/// <summary>A server that keeps parts in memory and can lose the line, forget what it said, or have no room.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly Dictionary<string, ClipRequest> clips = [];

    public Dictionary<(string Clip, string Part), MemoryStream> Parts { get; } = [];

    public HashSet<string> Complete { get; } = [];

    public List<string> Asked { get; } = [];

    /// <summary>Answers for the next requests, in place of the real one: a status, or null for a line that breaks after the server did its work.</summary>
    public Queue<HttpStatusCode?> Trouble { get; } = [];

    /// <summary>Happens once, while the next request is answered.</summary>
    public Action? Meanwhile { get; set; }

    public List<string> Pinned { get; } = [];

    /// <summary>What it was sent beside clips: address and body.</summary>
    public List<string> Sent { get; } = [];

    public PairingStanding Standing { get; set; } = new(HubWire.Waiting);

    public PairingAnswer? Answer { get; private set; }

    /// <summary>What this server says of the camera's custody.</summary>
    public string Custody { get; set; } = HubWire.OwnerHeld;

    /// <summary>What it says that keys are sealed to.</summary>
    public VaultKeyView? Vault { get; set; }

    public ClipRequest Offered(ClipId clip) => clips[clip.Text];

    public InboxView Inbox { get; set; } = new([], [], 0, [], [], [], "1");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath["/api/v1/hub/".Length..];
        Asked.Add($"{request.Method} {path}");
        var meanwhile = Meanwhile;
        Meanwhile = null;
        meanwhile?.Invoke();
        Sent.Add($"{request.RequestUri} {(request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken))}");
        var trouble = Trouble.TryDequeue(out var status);
        if (trouble && status is { } code) return new HttpResponseMessage(code);
        var answer = await Do(request, path);
        return trouble ? throw new HttpRequestException("the line broke") : answer;
    }

    private async Task<HttpResponseMessage> Do(HttpRequestMessage request, string path)
    {
        var step = path.Split('/');
        switch (request.Method.Method, step)
        {
            case ("POST", ["pairings"]):
                return Json(new PairingOpened("K7Q2", "hom_0123456789abcdef", "poll", DateTimeOffset.UnixEpoch.AddYears(90)));
            case ("GET", ["pairings", _]):
                return Json(Standing);
            case ("POST", ["pairings", _]):
                Answer = await Read<PairingAnswer>(request);
                return Json(new PairingDone(Answer.Refuse ? null : "token"));
            case ("GET", ["home", "pins"]):
                return Json(new PinsView(Pinned));
            case ("GET", ["inbox"]):
                return Json(Inbox);
            case ("GET", ["cameras", _, "vault-key"]):
                return Custody == HubWire.OwnerHeld ? Refused(HubWire.HeldByOwner) : Vault is null ? new HttpResponseMessage(HttpStatusCode.NotFound) : Json(Vault);
            case ("PUT", ["clips", var clip]):
                var asked = await Read<ClipRequest>(request);
                if (clips.TryGetValue(clip, out var before) && JsonSerializer.Serialize(before) != JsonSerializer.Serialize(asked)) return Refused(HubWire.ClipDiffers);
                if (before is null && asked.Record is not null && Custody == HubWire.OwnerHeld) return Refused(HubWire.HeldByOwner);
                clips[clip] = asked;
                return Json(new ClipStanding(new PartSizes(Held(clip, "video"), Held(clip, "poster"), Held(clip, "card")), Complete.Contains(clip)));
            case ("PATCH", ["clips", var clip, var part]):
                var held = Parts.TryGetValue((clip, part), out var stream) ? stream : Parts[(clip, part)] = new MemoryStream();
                if (request.RequestUri!.Query != $"?offset={held.Length}") return new HttpResponseMessage(HttpStatusCode.Conflict);
                held.Write(await request.Content!.ReadAsByteArrayAsync());
                return Json(new PartStanding(held.Length));
            case ("POST", ["clips", var clip, "complete"]):
                Complete.Add(clip);
                return new HttpResponseMessage(HttpStatusCode.OK);
            default:
                return new HttpResponseMessage(HttpStatusCode.NoContent);
        }
    }

    private long Held(string clip, string part) => Parts.TryGetValue((clip, part), out var stream) ? stream.Length : 0;

    private static HttpResponseMessage Refused(string code) => new(HttpStatusCode.Conflict) { Content = JsonContent.Create(new { code, detail = "No." }) };

    private static HttpResponseMessage Json<T>(T value) => new(HttpStatusCode.OK) { Content = JsonContent.Create(value, options: HubWire.Json) };

    private static async Task<T> Read<T>(HttpRequestMessage request) => (await request.Content!.ReadFromJsonAsync<T>(HubWire.Json))!;
}
