using System.Diagnostics;
using Writ.Bench.Harness;

namespace Writ.Bench;

/// <summary>
/// What it costs to watch cameras of 1080p at 25 pictures a second: processor time of <c>writ-hub watch</c> and all that it starts, a second of stream.
/// Beside as many bare ffmpeg that copy the same stream into the same kind of fragments, and nothing else.
/// </summary>
internal sealed class Cameras : IBench
{
    private const int Many = 4;
    private const int Rounds = 5;
    private static readonly TimeSpan Warmth = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);

    public string Name => "cameras";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var file = Path.Combine(workspace.NewFolder("cameras"), "street.mp4");
        await Make(file);
        return
        [
            await Measure(workspace, file, "watch a camera of 1080p, 4 Mbit/s, copied", Many, string.Empty),
            await Measure(workspace, file, "the same with a mask: decoded and encoded", 1, """, "masks": [ [0, 0, 200, 200] ]"""),
        ];
    }

    private async Task<Row> Measure(Workspace workspace, string file, string what, int cameras, string with)
    {
        var config = workspace.New("hub.json");
        var all = Enumerable.Range(0, cameras).Select(i => $$"""{ "id": "c{{i}}", "name": "C", "kind": "file", "path": "{{file}}"{{with}} }""");
        await File.WriteAllTextAsync(config, $$"""{ "cameras": [ {{string.Join(", ", all)}} ] }""");
        using var hub = new Running("dotnet", [workspace.Program("Hub", "writ-hub.dll"), "watch", config]);
        var bare = Enumerable.Range(0, cameras).Select(_ => new Running("ffmpeg", BareArguments(file))).ToList();
        await Task.Delay(Warmth);
        var rounds = await Harness.Rounds.Alternate(Rounds, () => Cost([hub], cameras), () => Cost(bare, cameras));
        foreach (var one in bare) one.Dispose();
        return new Row(
            Name, what, $"{Text.Number(rounds.Ours * 1000, "0")} ms CPU a second of stream, {Text.Number(1 / rounds.Ours, "0")} a processor",
            $"{Text.Number(rounds.Peer * 1000, "0")} ms bare ffmpeg, copied", rounds.RatioText, "-");
    }

    private static string[] BareArguments(string file) =>
        ["-v", "error", "-nostdin", "-re", "-stream_loop", "-1", "-i", file, "-map", "0:v:0", "-c", "copy", "-an", "-f", "mp4",
            "-movflags", "frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "250000", "-flush_packets", "1", "pipe:1"];

    /// <summary>Seconds of processor time for each camera and second.</summary>
    private static async Task<double> Cost(IReadOnlyList<Running> programs, int cameras)
    {
        var (from, before) = (Stopwatch.GetTimestamp(), programs.Sum(p => p.CpuSeconds()));
        await Task.Delay(Round);
        return (programs.Sum(p => p.CpuSeconds()) - before) / cameras / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static async Task Make(string file)
    {
        using var made = new Running("ffmpeg",
            ["-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=25,noise=alls=6:allf=t", "-t", "20", "-c:v", "libx264", "-preset", "ultrafast",
                "-b:v", "4M", "-maxrate", "4M", "-bufsize", "8M", "-g", "50", "-pix_fmt", "yuv420p", file]);
        await made.Ended();
    }
}
