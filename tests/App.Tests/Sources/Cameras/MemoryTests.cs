using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Writ.App.Data;
using Writ.App.Seed;
using Writ.App.Tests.Crashes;
using Writ.App.Tests.Serving;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>
/// The real program, from outside: while it takes a clip, relays a live view and gives both to their owner, no piece of what they show and no key of
/// theirs is in its memory. Nothing of the kind is promised of the hub, which has every picture before anybody.
/// </summary>
public sealed partial class MemoryTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("writ-memory-").FullName;

    public void Dispose() => Leftovers.Delete(root);

    [Fact]
    public async Task No_piece_of_a_clip_and_no_key_is_ever_in_the_server_s_memory()
    {
        Assert.Null(await SampleFolder.Make(root));
        using var serve = await ServeProcess.Start(root).Ready();
        using var owner = await Owner(serve);
        using var http = new HttpClient { BaseAddress = new Uri(Origin(serve)) };
        using var hub = new FakeHub((method, path, token, content) => Send(http, method, path, token, content), TimeProvider.System.GetUtcNow);
        await hub.Pair(owner);
        var home = $"/my/cameras/{hub.Home}";
        var (camera, plain, shown) = (await hub.Camera(), RandomNumberGenerator.GetBytes(300_000), RandomNumberGenerator.GetBytes(200_000));

        var clip = hub.Seal(camera, plain);
        await hub.Upload(clip);
        var live = (await owner.Post($"{home}/live", new LiveRequest(camera.Text))).As<LiveStarted>();
        var box = HomeBox.Seal(hub.Key, $"live/{live.Live}/0", shown);
        _ = (await hub.Ask(HttpMethod.Put, $"live/{live.Live}/0", FakeHub.Bytes(box))).As<LiveStanding>();

        var (_, video) = await owner.Fetch($"{home}/clips/{clip.Id}/video");
        var (_, some) = await owner.Fetch($"{home}/clips/{clip.Id}/video", new RangeHeaderValue(ClipSeal.SealedChunkLength, (2 * ClipSeal.SealedChunkLength) - 1));
        var (_, seen) = await owner.Fetch($"{home}/live/{live.Live}/0?viewer={live.Viewer}");
        var clipKey = ClipKey(hub.Key.Export(), clip.Header);
        using (var seal = ClipSeal.Read(hub.Key, clip.Id, clip.Header).Value)
        using (var reader = seal.Open(ClipPart.Video))
        {
            Assert.Equal(plain, reader.All(video).Value);
            Assert.Equal(video[ClipSeal.SealedChunkLength..(2 * ClipSeal.SealedChunkLength)], some);
        }

        Assert.Equal(shown, HomeBox.Open(hub.Key, $"live/{live.Live}/0", seen).Value);

        var secrets = new KnownBytes(
            ("the clip", plain), ("the live view", shown), ("the clip's key", clipKey), ("the home's key", hub.Key.Export()), ("the relayed box", box), ("the stored clip", clip.Video));
        var (found, bytes) = secrets.InProcess(serve.Id);

        // What the server relays and nothing else; that it is found shows that the rest would be.
        Assert.Subset(new HashSet<string> { "the relayed box", "the stored clip" }, found);
        Assert.Contains("the relayed box", found);
        Assert.True(bytes > 50_000_000, $"Only {bytes} bytes could be looked through");
        serve.Kill();
        Assert.Equal(["the stored clip"], secrets.InFiles(root));
    }

    [Fact]
    public void A_piece_of_32_bytes_is_found_wherever_it_begins_and_one_of_31_is_none()
    {
        // Without zeros, so that those before and behind never happen to go on what is known.
        byte[] known = [.. RandomNumberGenerator.GetBytes(1_000).Select(b => b == 0 ? (byte)1 : b)];
        var search = new KnownBytes(("it", known));
        for (var from = 0; from < 20; from++)
        {
            byte[] Around(int length) => [.. new byte[13], .. known.AsSpan(500 + from, length), .. new byte[7]];
            Assert.Single(search.In(Around(32)));
            Assert.Empty(search.In(Around(31)));
        }
    }

    /// <summary>The key that the header wraps, taken out of it by the words of the specification alone.</summary>
    private static byte[] ClipKey(byte[] home, byte[] header)
    {
        var (named, wrap) = (header[..^81], header[^81..]);
        var key = new byte[32];
        using var gcm = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, home, 32, wrap[1..33], named), 16);
        gcm.Decrypt(new byte[12], wrap[33..65], wrap[65..], key, named);
        return key;
    }

    private static string Origin(ServeProcess serve) => $"http://localhost:{serve.Address.Port}";

    // By the link that a sample prints for each of its made-up persons.
    private async Task<Seat> Owner(ServeProcess serve)
    {
        var customer = SamplePersons.Read(Path.Combine(root, "sample.json")).First(p => p.Account is not null).Name;
        var links = new Regex($@"^ +{Regex.Escape(customer)} .*\n\s+\S+?(/sample/sign-in/\S+)", RegexOptions.Multiline);
        Match link;
        while (!(link = links.Match(serve.Said())).Success)
        {
            Assert.False(serve.Ended, serve.Said());
            await Task.Delay(50);
        }

        var (origin, cookies) = (Origin(serve), new CookieContainer());
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = new Uri(origin) };
        var path = link.Groups[1].Value;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", Token(await http.GetStringAsync(path)))]);
        using var entered = await http.PostAsync(path, form);
        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
        return Seat.Of(origin, cookies, Token(await http.GetStringAsync("/my/cameras")));
    }

    private static string Token(string page) => WebUtility.HtmlDecode(Tokens().Match(page).Groups[1].Value);

    private static async Task<Reply> Send(HttpClient http, HttpMethod method, string path, string? token, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        return new Reply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), new Dictionary<string, string>());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Tokens();
}
