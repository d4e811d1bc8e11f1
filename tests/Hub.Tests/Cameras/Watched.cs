using System.Diagnostics;
using System.Text.Json;
using Writ.Hub.Cameras;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Recording;
using Writ.Hub.Tests.Recording;

namespace Writ.Hub.Tests.Cameras;

/// <summary>A camera being watched for real, with what came of it.</summary>
internal sealed class Watched : IAsyncDisposable
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource stop = new();

    private readonly List<CameraState> states = [];

    private readonly Task running;

    public Watched(CameraSource source, Func<CameraSettings, CameraSettings>? with = null, ILiveFeed? live = null, double silence = 12)
    {
        Health = new HealthBoard(TimeProvider.System, (_, health) =>
        {
            lock (states) states.Add(health.State);
        });
        var camera = new CameraSettings("yard", "Yard", source) { Times = Short };
        var timings = new HubTimings { Silence = TimeSpan.FromSeconds(silence), FirstWait = TimeSpan.FromSeconds(0.3), LongestWait = TimeSpan.FromSeconds(1) };
        running = new CameraRun(with?.Invoke(camera) ?? camera, Sink, live, Health, Tools.Find().Value, timings, TimeProvider.System).RunAsync(stop.Token);
    }

    public static ClipTimes Short { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));

    public MemorySink Sink { get; } = new();

    public HealthBoard Health { get; }

    public IReadOnlyList<CameraState> States
    {
        get
        {
            lock (states) return [.. states];
        }
    }

    public Task Until(CameraState state) => Until(() => Health.Of("yard")?.State == state, $"It was never {state}");

    public async Task Until(Func<bool> holds, string otherwise = "It never came to be")
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            if (watch.Elapsed > Generous) Assert.Fail($"{otherwise}: {Tale()}");
            if (running.IsFaulted) await running;
            await Task.Delay(50);
        }
    }

    public async Task<MemoryClip> FirstClip()
    {
        await Until(() => Sink.Whole.Count > 0, "No clip");
        return Sink.Whole[0];
    }

    private string Tale() =>
        $"{string.Join(", ", States)}; {string.Join(", ", Sink.Clips.Select(c => $"{c.Start.Cause} to {c.End?.Reason} with {c.Marks.Count} marks, {c.Aborted}"))}; {Health.Of("yard")?.Detail}";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    /// <summary>What ffprobe, as a stranger to this program, makes of a clip or a poster.</summary>
    public static async Task<(string Codec, int Width, int Height, int Frames, bool Audio, double Start)> Look(byte[] file, string format = "mp4")
    {
        var info = new ProcessStartInfo("/usr/bin/ffprobe") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var word in (string[])["-v", "error", "-count_frames", "-show_streams", "-of", "json", "-f", format, "-i", "pipe:0"]) info.ArgumentList.Add(word);
        using var process = Process.Start(info)!;
        var answer = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(file);
        process.StandardInput.Close();
        using var json = JsonDocument.Parse(await answer);
        var streams = json.RootElement.GetProperty("streams").EnumerateArray().ToList();
        var video = streams.Single(s => s.GetProperty("codec_type").GetString() == "video");
        return (
            video.GetProperty("codec_name").GetString()!, video.GetProperty("width").GetInt32(), video.GetProperty("height").GetInt32(),
            int.Parse(video.GetProperty("nb_read_frames").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
            streams.Exists(s => s.GetProperty("codec_type").GetString() == "audio"),
            video.TryGetProperty("start_time", out var start) ? double.Parse(start.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : 0);
    }
}
