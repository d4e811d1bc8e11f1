using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>A sealed clip as a hub has it in its spool.</summary>
internal sealed record SpooledClip(ClipId Id, CameraId Camera, byte[] Header, byte[] Video, byte[] Poster, byte[] Card, string Day, string KeepUntil, WireRecord? Record = null)
{
    public ClipRequest Request => new(Camera.Text, Day, Header, Video.Length, Poster.Length, Card.Length, KeepUntil, Record);

    public byte[] Of(string part) => part switch
    {
        "video" => Video,
        "poster" => Poster,
        _ => Card,
    };
}

/// <summary>A hub and the browser it was paired with: real keys, real chain, real seals, over real HTTP.</summary>
internal sealed class FakeHub : IDisposable
{
    public static readonly string[] Parts = ["video", "poster", "card"];

    private readonly Func<HttpMethod, string, string?, HttpContent?, Task<Reply>> send;
    private readonly Func<DateTimeOffset> now;
    private readonly Dictionary<CameraId, (int Number, string Previous)> cards = [];

    public FakeHub(WritServer server)
        : this((method, path, token, content) => server.Send(method, path, token, content), () => server.Time.Now)
    {
    }

    /// <summary>With a server that runs elsewhere.</summary>
    public FakeHub(Func<HttpMethod, string, string?, HttpContent?, Task<Reply>> send, Func<DateTimeOffset> now) => (this.send, this.now) = (send, now);

    public HolderKeys Keys { get; } = HolderKeys.Generate();

    /// <summary>The owner's browser's.</summary>
    public HolderKeys Owner { get; } = HolderKeys.Generate();

    public PairingOpened Pairing { get; private set; } = null!;

    public PairingCode Code { get; private set; } = null!;

    public HomeChain Chain { get; set; } = null!;

    public HomeKey Key { get; private set; } = null!;

    public string? Token { get; set; }

    public string Home => Chain.Home.Text;

    private DateOnly Today => DateOnly.FromDateTime(now().UtcDateTime);

    /// <summary>Whole, with the owner at a seat.</summary>
    public static async Task<FakeHub> Paired(WritServer server, Seat owner, bool replace = false)
    {
        var hub = new FakeHub(server);
        await hub.Pair(owner, replace);
        return hub;
    }

    public async Task Pair(Seat owner, bool replace = false)
    {
        await Open();
        (await Claim(owner, replace)).Done();
        Assert.NotNull((await Answer()).As<PairingDone>().Token);
    }

    public async Task<PairingOpened> Open()
    {
        var reply = await send(HttpMethod.Post, "api/v1/hub/pairings", null, Content(new PairingRequest(Keys.Holder.Sign.Spki.ToArray(), Keys.Holder.Seal.Spki.ToArray())));
        Assert.Equal(201, reply.Status);
        Pairing = reply.As<PairingOpened>();
        Code = PairingCode.Draw(Pairing.Name).Value;
        return Pairing;
    }

    /// <summary>The owner's browser types the code.</summary>
    public async Task<Reply> Claim(Seat owner, bool replace = false)
    {
        var found = (await owner.Get($"/my/cameras/pairings/{Pairing.Name}")).As<PairingFound>();
        var home = HomeId.FromTrusted(found.Home);
        var hub = Holder.Parse(found.Hub.Sign, found.Hub.Seal).Value;
        return await owner.Post(
            $"/my/cameras/pairings/{Pairing.Name}",
            new PairingClaim(Owner.Holder.Sign.Spki.ToArray(), Owner.Holder.Seal.Spki.ToArray(), Code.OwnerTag(home, hub, Owner.Holder), replace));
    }

    public Task<Reply> Standing(string? poll = null) => send(HttpMethod.Get, $"api/v1/hub/pairings/{Pairing.Name}", poll ?? Pairing.Poll, null);

    /// <summary>The hub compares the tag, founds the chain and answers.</summary>
    public async Task<Reply> Answer(Func<PairingAnswer, PairingAnswer>? otherwise = null)
    {
        var asked = (await Standing()).As<PairingStanding>();
        var owner = Holder.Parse(asked.Owner!.Sign, asked.Owner.Seal).Value;
        var home = HomeId.FromTrusted(Pairing.Home);
        Assert.True(PairingCode.Same(Code.OwnerTag(home, Keys.Holder, owner), asked.Tag));
        Chain ??= HomeChain.Found(Keys, home, owner, now());
        Key ??= HomeKey.Make(home, 0);
        var answer = new PairingAnswer(Encoding.UTF8.GetString(Chain.Texts[0].Write()), Code.HubTag(home, Keys.Holder, owner), Encoding.UTF8.GetString(Key.Record(Keys, Chain)));
        var reply = await Reply((otherwise ?? (a => a))(answer));
        if (reply.Status == 200) Token = reply.As<PairingDone>().Token;
        return reply;
    }

    public Task<Reply> Reply(PairingAnswer answer) => send(HttpMethod.Post, $"api/v1/hub/pairings/{Pairing.Name}", Pairing.Poll, Content(answer));

    public Task<Reply> Ask(HttpMethod method, string path, HttpContent? content = null) => send(method, $"api/v1/hub/{path}", Token, content);

    public async Task<InboxView> Inbox(string query = "") => (await Ask(HttpMethod.Get, $"inbox?{query}")).As<InboxView>();

    public async Task<CameraId> Camera(string cell = "n52.5e13.3")
    {
        var camera = CameraId.New();
        (await Ask(HttpMethod.Put, $"cameras/{camera}", Content(new CameraRequest(cell)))).Done();
        return camera;
    }

    public SpooledClip Seal(CameraId camera, byte[] plain, int keepDays = 30, DateOnly? day = null, HomeKey? key = null)
    {
        var id = ClipId.New();
        using var seal = ClipSeal.Make(key ?? Key, id);
        var (number, previous) = cards.GetValueOrDefault(camera, (0, new string('0', 64)));
        var video = Part(seal, ClipPart.Video, plain);
        var card = new ClipCard(
            Chain.Home, camera, id, number, previous, now(), 2_000, "avc1.64001f", 640, 360, 1, [new ClipFragment(0, 1, Math.Max(1, plain.Length - 1))],
            Convert.ToHexStringLower(SHA256.HashData(plain)), new string('0', 64), false).Sign(Keys);
        cards[camera] = (number + 1, Convert.ToHexStringLower(SHA256.HashData(card)));
        return new SpooledClip(
            id, camera, seal.Header.ToArray(), video, Part(seal, ClipPart.Poster, [0xFF, 0xD8, 0xFF, 0xD9]), Part(seal, ClipPart.Card, card),
            Day(day ?? Today), Day(Today.AddDays(keepDays)));
    }

    public async Task<VaultKeyView> VaultKey(CameraId camera) => (await Ask(HttpMethod.Get, $"cameras/{camera}/vault-key")).As<VaultKeyView>();

    /// <summary>With its key sealed to the vault: rightly, or for another account, home, clip or key.</summary>
    public async Task<SpooledClip> Wrapped(SpooledClip clip, AccountId? account = null, HomeId? home = null, SpooledClip? of = null, PublicKey? vault = null)
    {
        var told = await VaultKey(clip.Camera);
        of ??= clip;
        using var seal = ClipSeal.Read(Key, of.Id, of.Header).Value;
        var made = FootageRecord.Wrap(
            vault ?? PublicKey.Parse(told.Spki).Value, RecordId.New(), account ?? AccountId.FromTrusted(told.Account), DateOnly.ParseExact(clip.Day, "yyyy-MM-dd"), home ?? Chain.Home, of.Id, seal);
        return clip with { Record = new WireRecord(made.Record.Text, made.Header, made.Body) };
    }

    public Task<Reply> Offer(SpooledClip clip) => Ask(HttpMethod.Put, $"clips/{clip.Id}", Content(clip.Request));

    public Task<Reply> Patch(ClipId clip, string part, long offset, ReadOnlyMemory<byte> bytes)
    {
        var content = new ReadOnlyMemoryContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return Ask(HttpMethod.Patch, $"clips/{clip}/{part}?offset={offset}", content);
    }

    public Task<Reply> Complete(ClipId clip) => Ask(HttpMethod.Post, $"clips/{clip}/complete");

    /// <summary>As a hub does: asks what is there, sends the rest, completes it.</summary>
    public async Task Upload(SpooledClip clip)
    {
        var there = (await Offer(clip)).As<ClipStanding>();
        foreach (var (part, from) in Parts.Zip((long[])[there.Received.Video, there.Received.Poster, there.Received.Card]))
        {
            for (var offset = from; offset < clip.Of(part).Length;)
            {
                var some = clip.Of(part).AsMemory((int)offset, (int)Math.Min(HubWire.MostBytesAtOnce, clip.Of(part).Length - offset));
                offset = (await Patch(clip.Id, part, offset, some)).As<PartStanding>().Received;
            }
        }

        (await Complete(clip.Id)).Done();
    }

    public async Task<SpooledClip> Uploaded(CameraId camera, int bytes = 100_000, int keepDays = 30)
    {
        var clip = Seal(camera, Pattern(bytes), keepDays);
        await Upload(clip);
        return clip;
    }

    public byte[] Box(string purpose, string content) => HomeBox.Seal(Key, purpose, Encoding.UTF8.GetBytes(content));

    public static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => unchecked((byte)(7 * i)))];

    public static HttpContent Content<T>(T body) => JsonContent.Create(body, options: HubWire.Json);

    public static HttpContent Bytes(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return content;
    }

    public void Dispose()
    {
        Keys.Dispose();
        Owner.Dispose();
        Key?.Dispose();
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
