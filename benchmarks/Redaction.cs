using System.Diagnostics;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Bench.Harness;

namespace Writ.Bench;

/// <summary>
/// What an owner's hub takes to make a video of a clip of 1080p: trimmed, with black, blur and watermark. Beside one ffmpeg that decodes and encodes the same
/// piece with the same settings and touches nothing. Both are said as times real time.
/// </summary>
internal sealed class Redaction : IBench
{
    private const int Seconds = 20;

    private const int Turns = 5;

    public string Name => "redaction";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var folder = workspace.NewFolder("redaction");
        var file = Path.Combine(folder, "street.mp4");
        await Bare(["-f", "lavfi", "-i", $"testsrc2=s=1920x1080:r=15:d={Seconds}", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "veryfast", "-g", "30", "-bf", "0", "-b:v", "4M", "-f", "mp4",
            "-movflags", "frag_keyframe+frag_discont+empty_moov+default_base_moof+skip_trailer", file]);
        using var made = await Clip(folder, file);
        return
        [
            await Row("make a video of 1080p, 15 pictures a second: black, blur, whom it is for", made, file, [Shape("black", 100, 100, 300, 400), Shape("blur", 500, 300, 800, 900)]),
            await Row("the same, everything but a third black", made, file, [Shape("keep", 300, 0, 633, 1000)]),
        ];
    }

    private static async Task<Row> Row(string what, Made made, string file, JsonNode[] shapes)
    {
        var rounds = await Rounds.Alternate(
            Turns,
            async () => Seconds / await Time(() => made.Render(shapes)),
            async () => Seconds / await Time(() => Bare(
                ["-threads", "1", "-i", file, "-an", "-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-profile:v", "high", "-crf", "23", "-maxrate", "6000000", "-bufsize", "12000000", "-threads", "1", "-f", "mp4",
                    "-movflags", "frag_keyframe+empty_moov", "-y", "/dev/null"])));
        return new Row("redaction", what, $"{Text.Number(rounds.Ours)} x real time", $"{Text.Number(rounds.Peer)} x, decoded and encoded untouched", rounds.RatioText, "-");
    }

    private static async Task<double> Time(Func<Task> act)
    {
        var from = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static JsonObject Shape(string what, int left, int top, int right, int bottom) => new()
    {
        ["what"] = what, ["from"] = 0, ["to"] = Seconds * 1000,
        ["shape"] = new JsonArray(new JsonArray(left, top), new JsonArray(right, top), new JsonArray(right, bottom), new JsonArray(left, bottom)),
    };

    private static async Task Bare(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-hide_banner", "-loglevel", "error", "-y", .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException("ffmpeg failed");
    }

    /// <summary>The file as a clip that a hub recorded, sealed on its shelf.</summary>
    private static async Task<Made> Clip(string folder, string file)
    {
        var hub = Path.Combine(folder, "hub");
        var opened = HubInside.Value(HubInside.CallStatic("Keeping.HubFolder", "Open", hub));
        var ring = HubInside.Value(HubInside.CallStatic("Keeping.Keyring", "Open", opened));
        using var owner = Writ.Base.Footage.HolderKeys.Generate();
        HubInside.Call(ring, "Found", HomeId.New(), owner.Holder, DateTimeOffset.UnixEpoch.AddYears(56));
        return await Made.Of(opened, ring, file);
    }

    private sealed class Made(object folder, object renderer, object found, string clip) : IDisposable
    {
        public static async Task<Made> Of(object folder, object ring, string file)
        {
            var tools = HubInside.Value(HubInside.CallStatic("Ffmpeg.Tools", "Find"));
            var shelf = HubInside.New("Keeping.ClipShelf", folder, ring, HubInside.Type("Keeping.ShelfLimits").GetProperty("Default")!.GetValue(null), TimeProvider.System);
            var (camera, clip) = (CameraId.New(), ClipId.New());
            var key = HubInside.Call(ring, "Current")!;
            var open = (string)HubInside.Value(HubInside.Call(shelf, "Open", camera, clip));
            var limits = HubInside.Type("Video.VideoLimits").GetProperty("Default")!.GetValue(null);
            using var stream = File.OpenRead(file);
            var reader = HubInside.New("Video.FragmentReader", stream, limits);
            var init = await HubInside.Value(HubInside.Call(reader, "ReadInitAsync", CancellationToken.None), awaited: true);
            var track = init.GetType().GetProperty("Video")!.GetValue(init)!;
            var segment = (byte[])init.GetType().GetProperty("Bytes")!.GetValue(init)!;
            var draft = HubInside.New("Keeping.ClipDraft", camera.Text, new string('0', 64), "door", DateTimeOffset.UnixEpoch.AddYears(56), track.GetType().GetProperty("Codec")!.GetValue(track), 1920, 1080, false, false, false);
            var sealing = HubInside.CallStatic("Keeping.SealingClip", "Again", shelf, key, clip, draft, (ReadOnlyMemory<byte>)segment, open)!;
            while (true)
            {
                var task = (Task)HubInside.Call(reader, "ReadAsync", CancellationToken.None)!;
                await task;
                var result = task.GetType().GetProperty("Result")!.GetValue(task)!;
                if (result.GetType().GetProperty("Value")!.GetValue(result) is not { } fragment) break;
                object Of(string name) => fragment.GetType().GetProperty(name)!.GetValue(fragment)!;
                HubInside.Call(sealing, "Write", Of("Bytes"), HubInside.New("Recording.FragmentInfo", Of("Start"), Of("Duration"), Of("Keyframe")));
            }

            HubInside.Call(sealing, "Complete", Enum.ToObject(HubInside.Type("Recording.ClipEndReason"), 0) is var reason ? HubInside.New("Recording.ClipEnd", TimeSpan.FromSeconds(Seconds), 1, 1L, reason) : null);
            using var server = (IDisposable)HubInside.New("Sync.HubServer", new Uri("https://writ.invalid"));
            var finder = HubInside.New("Rendering.ClipFinder", folder, ring, shelf, HubInside.New("Home.ServerLine", server, TimeProvider.System));
            var found = await HubInside.Value(HubInside.Call(finder, "FindAsync", clip, CancellationToken.None), awaited: true);
            var faces = HubInside.New("Rendering.FaceFinder", tools);
            return new Made(folder, HubInside.New("Rendering.Renderer", tools, faces), found, clip.Text);
        }

        public async Task Render(JsonNode[] shapes)
        {
            var list = HubInside.Value(HubInside.CallStatic("Rendering.EditList", "Read", new JsonObject
            {
                ["audio"] = false, ["clip"] = clip, ["faces"] = false, ["from"] = 0, ["grant"] = "grt_0123456789abcdef", ["label"] = "Officer of the sample",
                ["shapes"] = new JsonArray([.. shapes.Select(s => s.DeepClone())]), ["to"] = Seconds * 1000 - 100,
            }));
            _ = await HubInside.Value(HubInside.Call(renderer, "RenderAsync", found, list, (Action<int>)(_ => { }), CancellationToken.None), awaited: true);
        }

        public void Dispose()
        {
            ((IDisposable)found).Dispose();
            ((IDisposable)folder).Dispose();
        }
    }
}
