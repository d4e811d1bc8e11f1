using System.Text;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Home;
using Writ.Hub.Keeping;
using Writ.Hub.Rendering;
using Writ.Hub.Sync;
using Writ.Hub.Tests.Home;
using Writ.Hub.Tests.Keeping;

namespace Writ.Hub.Tests.Rendering;

/// <summary>Picture by picture: what comes out of an edit list, decoded again.</summary>
public sealed class RendererTests : IDisposable
{
    private const int Width = 640;

    private const int Height = 368;

    private readonly Shelf shelf = new(ShelfLimits.Default);
    private readonly FakeHomeServer there = new();
    private readonly HubServer server;
    private readonly RenderWork work;

    public RendererTests()
    {
        server = new HubServer(new Uri("https://writ.invalid"), "token", there);
        var tools = Tools.Find().Value;
        var faces = new FaceFinder(tools, "/nowhere");
        work = new RenderWork(shelf.Ring, new ClipFinder(shelf.Folder, shelf.Ring, shelf.Clips, new ServerLine(server, TimeProvider.System)), new Renderer(tools, faces), faces, TimeProvider.System);
    }

    public void Dispose()
    {
        work.Dispose();
        server.Dispose();
        shelf.Dispose();
    }

    [Fact]
    public async Task No_picture_is_in_it_but_those_of_the_piece_to_the_millisecond()
    {
        var clip = await Film.Keep(shelf, Width, Height, 40, Plain);
        foreach (var (from, to, first, last) in ((int, int, int, int)[])[(1000, 2000, 10, 19), (0, 1, 0, 0), (1001, 1101, 11, 11), (950, 1001, 10, 10), (0, 4000, 0, 39), (3899, 4000, 39, 39)])
        {
            var (video, _) = await Render(clip, Edits(clip, from, to));
            Assert.Equal(Enumerable.Range(first, last - first + 1), (await Film.Decode(video, Width, Height)).Select(Film.NumberOf));
        }

        Assert.Equal("hub-render-empty", await Refused(Edits(clip, 1001, 1002)));
        Assert.Equal("hub-render-outside", await Refused(Edits(clip, 3000, 4001)));
    }

    [Fact]
    public async Task What_lies_under_black_changes_no_byte()
    {
        foreach (var what in (string[])["black", "keep"]) Assert.Equal(await Under(1, what, 0, 4000), await Under(2, what, 0, 4000));

        // The time is padded, too: the two differ from the first second to the third.
        Assert.Equal(await Under(1, "black", 1500, 2500), await Under(2, "black", 1500, 2500));
        Assert.NotEqual(await Under(1, "black", 1600, 2500), await Under(2, "black", 1600, 2500));
        Assert.NotEqual(await Under(1, "black", 1500, 2400), await Under(2, "black", 1500, 2400));
    }

    [Fact]
    public async Task Of_what_lies_under_a_blur_only_the_coarsest_is_left()
    {
        var clip = await Film.Keep(shelf, Width, Height, 6, Grain);
        var (video, _) = await Render(clip, Edits(clip, 0, 600, Box("blur", 250, 250, 750, 750)));
        foreach (var picture in await Film.Decode(video, Width, Height))
        {
            Assert.True(Roughness(picture, 150, 100, 490, 140) < 4, "under the blur");
            Assert.True(Roughness(picture, 20, 40, 110, 60) > 15, "beside it");
        }
    }

    [Fact]
    public async Task Sound_is_absent_unless_asked_for_and_then_that_of_the_piece_alone()
    {
        // A tone in the second second only.
        var clip = await Film.Keep(shelf, Width, Height, 40, Plain, i => i / 48_000 == 1 ? (short)(12_000 * Math.Sin(i * 2 * Math.PI * 440 / 48_000)) : (short)0);
        Assert.Contains("mp4a", shelf.Card(clip).Codecs, StringComparison.Ordinal);
        var (silent, head) = await Render(clip, Edits(clip, 500, 3000));
        Assert.Empty(await Film.Listen(silent));
        Assert.DoesNotContain("mp4a", (string)head["codecs"]!, StringComparison.Ordinal);
        var (loud, also) = await Render(clip, Edits(clip, 500, 3000, audio: true));
        Assert.Contains("mp4a", (string)also["codecs"]!, StringComparison.Ordinal);
        var samples = await Film.Listen(loud);
        Assert.InRange(samples.Length, 2.4 * 48_000, 2.6 * 48_000);
        Assert.True(Loud(samples, 0.7, 1.3) > 5_000);
        Assert.True(Loud(samples, 0, 0.3) < 200);
        Assert.True(Loud(samples, 1.8, 2.3) < 200);
        Assert.True(Loud(await Film.Listen((await Render(clip, Edits(clip, 2200, 3000, audio: true))).Video), 0, 0.7) < 200);
    }

    [Fact]
    public async Task Whom_it_is_for_is_burnt_in_and_nothing_else_of_the_file_goes_along()
    {
        var clip = await Film.Keep(shelf, Width, Height, 4, (n, x, y) => Film.Number(n, x, y, Width) ?? 120);
        var (video, head) = await Render(clip, Edits(clip, 0, 400));
        var text = Encoding.Latin1.GetString(video);
        foreach (var word in (string[])["Front door", "x264 - core", "Lavf5"]) Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        var picture = (await Film.Decode(video, Width, Height))[0];
        Assert.True(Roughness(picture, 2, Height - 40, 120, Height - 4) > 10, "the corner");
        Assert.True(Roughness(picture, 0, 100, Width, 300) > 0.3, "all over");
        var card = JsonNode.Parse((string)head["card"]!)!["payload"]!;
        Assert.True(SignedText.Read(Encoding.UTF8.GetBytes((string)head["card"]!), "derived").Value.IsBy(shelf.Chain.Hub));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(video)), (string)card["video"]!);
        Assert.Equal((clip.Clip.Text, Width, Height, 0, 400), ((string)card["clip"]!, (int)card["width"]!, (int)card["height"]!, (int)card["from"]!, (int)card["to"]!));
        Assert.StartsWith("avc1.", (string)head["codecs"]!, StringComparison.Ordinal);
        Assert.InRange((int)head["initial"]!, 100, 2000);
    }

    [Fact]
    public async Task A_clip_that_only_the_server_has_is_fetched_sealed_and_leaves_nothing()
    {
        var clip = await Film.Keep(shelf, Width, Height, 4, Plain);
        There(clip);
        var here = (await Render(clip, Edits(clip, 0, 400))).Video;
        shelf.Clips.Delete(clip);
        Assert.Equal(here, (await Render(clip, Edits(clip, 0, 400))).Video);
        Assert.DoesNotContain(Directory.EnumerateFiles(shelf.Root), f => f.Contains("fetched", StringComparison.Ordinal));
        Assert.Contains(there.Asked, a => a == $"GET home/clips/{clip.Clip}/video");
    }

    [Fact]
    public async Task A_clip_that_is_unknown_of_another_home_or_changed_is_not_rendered()
    {
        var clip = await Film.Keep(shelf, Width, Height, 4, Plain);
        Assert.Equal("hub-render-no-clip", await Refused(Edits(clip, 0, 400, id: ClipId.New())));
        using var other = new Shelf(ShelfLimits.Default);
        var theirs = await Film.Keep(other, Width, Height, 4, Plain);
        There(theirs, other);
        Assert.Equal("hub-render-no-clip", await Refused(Edits(clip, 0, 400, id: theirs.Clip)));
        var bytes = File.ReadAllBytes(clip.Part(ClipPart.Video));
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(clip.Part(ClipPart.Video), bytes);
        Assert.Equal("hub-render-no-clip", await Refused(Edits(clip, 0, 400)));
    }

    [Fact]
    public async Task Without_its_data_nobody_is_told_that_faces_are_covered()
    {
        var clip = await Film.Keep(shelf, Width, Height, 4, Plain);
        Assert.Equal("hub-no-face-data", await Refused(Edits(clip, 0, 400, faces: true)));
        var order = new HomeOrder(OrderId.New(), "faces", new JsonObject { ["clip"] = clip.Clip.Text, ["from"] = 0, ["to"] = 400 }, TimeProvider.System.GetUtcNow());
        Assert.Equal("hub-no-face-data", (await work.FacesAsync(order, _ => { }, CancellationToken.None)).Refusal?.Code);
    }

    private static byte Plain(int n, int x, int y) => Film.Number(n, x, y, Width) ?? (byte)(40 + (((x / 8) + (y / 8) + n) % 20 * 8));

    private static byte Grain(int n, int x, int y) => Film.Number(n, x, y, Width) ?? (byte)(((x * 7) ^ (y * 13) ^ (n * 31)) % 2 * 60 + 90);

    private static JsonObject Box(string what, int left, int top, int right, int bottom, int from = 0, int to = 4000) => new()
    {
        ["what"] = what, ["from"] = from, ["to"] = to,
        ["shape"] = new JsonArray(new JsonArray(left, top), new JsonArray(right, top), new JsonArray(right, bottom), new JsonArray(left, bottom)),
    };

    /// <summary>Four seconds of which two films differ in a box, from the first second to the third.</summary>
    private async Task<byte[]> Under(int seed, string what, int from, int to)
    {
        byte Paint(int n, int x, int y) => n is >= 10 and < 30 && x is >= 200 and < 440 && y is >= 120 and < 240 ? (byte)((((x * seed) + (y * 3) + n) % 7 * 30) + 20) : Plain(n, x, y);
        byte Around(int n, int x, int y) => x is >= 200 and < 440 && y is >= 120 and < 240 ? Plain(n, x, y) : (byte)((((x * seed) + y) % 5 * 40) + 20);
        var clip = await Film.Keep(shelf, Width, Height, 40, what == "black" ? Paint : Around);
        var shape = what == "black" ? Box("black", 200 * 1000 / Width, 120 * 1000 / Height, 440 * 1000 / Width, 240 * 1000 / Height, from, to) : Box("keep", 313, 327, 687, 652, from, to);
        return (await Render(clip, Edits(clip, 0, 4000, shape))).Video;
    }

    /// <summary>How much neighbours differ on average.</summary>
    private static double Roughness(Picture picture, int left, int top, int right, int bottom)
    {
        var plane = picture.Plane(0);
        var (sum, count) = (0L, 0);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left + 1; x < right; x++, count++) sum += Math.Abs(plane.Row(y)[x] - plane.Row(y)[x - 1]);
        }

        return (double)sum / count;
    }

    private static double Loud(short[] samples, double from, double to) => samples[(int)(from * 48_000)..(int)(to * 48_000)].Average(s => Math.Abs((double)s));

    private static JsonObject Edits(KeptClip clip, int from, int to, JsonObject? shape = null, bool audio = false, bool faces = false, ClipId? id = null) => new()
    {
        ["audio"] = audio, ["clip"] = (id ?? clip.Clip).Text, ["faces"] = faces, ["from"] = from, ["grant"] = "grt_0123456789abcdef", ["label"] = "Zoë Ž, detective: town's police %{pts}",
        ["shapes"] = shape is null ? new JsonArray() : new JsonArray(shape), ["to"] = to,
    };

    private void There(KeptClip clip, Shelf? of = null)
    {
        foreach (var part in (string[])["video", "card"]) there.Parts[$"{clip.Clip}/{part}"] = File.ReadAllBytes(Path.Combine(clip.Folder, part));
        there.Clips.Add(new ClipView(
            clip.Clip.Text, (of ?? shelf).Camera.Text, "2026-06-01", File.ReadAllBytes(clip.Header), there.Parts[$"{clip.Clip}/video"].Length, 0, there.Parts[$"{clip.Clip}/card"].Length, "2026-07-01", false));
    }

    private Task<Result<OrderAnswer>> Do(JsonObject edits) =>
        work.RenderAsync(new HomeOrder(OrderId.New(), "render", edits, TimeProvider.System.GetUtcNow()), _ => { }, CancellationToken.None);

    private async Task<string?> Refused(JsonObject edits) => (await Do(edits)).Refusal?.Code;

    private async Task<(byte[] Video, JsonObject Head)> Render(KeptClip clip, JsonObject edits)
    {
        var done = await Do(edits);
        Assert.True(done.Ok, $"{clip.Clip} {done.Refusal?.Code}");
        return (done.Value.Bytes.ToArray(), done.Value.Head);
    }
}
