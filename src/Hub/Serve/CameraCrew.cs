using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base;
using Writ.Hub.Cameras;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Keeping;
using Writ.Hub.Masks;
using Writ.Hub.Recording;
using Writ.Hub.Sync;

namespace Writ.Hub.Serve;

/// <summary>
/// Runs every camera with what the config and the owner's page say together: masks of both, so that neither takes away what the other covers. A
/// camera whose settings change is started anew.
/// </summary>
internal sealed class CameraCrew(
    IReadOnlyList<CameraSettings> config, CameraNumbers numbers, OwnerSettings wishes, Func<CameraCrew, IClipSink> sinkOf, ILiveFeed live, HealthBoard health, Tools tools, HubTimings timings, TimeProvider clock)
{
    private static readonly string NoMask = new('0', 64);

    private readonly Lock gate = new();
    private readonly Dictionary<string, CancellationTokenSource> running = [];

    /// <summary>Until stopped; then all clips are complete.</summary>
    public Task RunAsync(CancellationToken stop)
    {
        var sink = sinkOf(this);
        return Task.WhenAll(config.Select(camera => RunAsync(camera, sink, stop)));
    }

    /// <summary>Starts a camera anew, if it is one of ours.</summary>
    public void Changed(CameraId camera)
    {
        lock (gate)
        {
            if (numbers.NameOf(camera) is { } name && running.TryGetValue(name, out var run)) run.Cancel();
        }
    }

    /// <summary>What a camera's cards say.</summary>
    public CameraMarks MarksOf(string name) => new(numbers.Of(name), Digest(Effective(config.First(c => c.Id == name)).Masks), wishes.ProviderHeld(numbers.Of(name)));

    public CameraSettings Effective(CameraSettings camera)
    {
        if (wishes.Of(numbers.Of(camera.Id)) is not { } wished) return camera;
        return camera with
        {
            Name = wished.Name,
            Audio = wished.Audio,
            Masks = [.. camera.Masks, .. wished.Masks],
            Motion = wished.Zones.Count == 0 ? camera.Motion : camera.Motion with { Zones = wished.Zones },
        };
    }

    private async Task RunAsync(CameraSettings camera, IClipSink sink, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var run = CancellationTokenSource.CreateLinkedTokenSource(stop);
            lock (gate) running[camera.Id] = run;
            await new CameraRun(Effective(camera), sink, live, health, tools, timings, clock).RunAsync(run.Token);
            lock (gate) running.Remove(camera.Id);
        }
    }

    private static string Digest(IReadOnlyList<Shape> masks) => masks.Count == 0
        ? NoMask
        : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(masks.Select(m => m.Points.Select(p => new[] { p.X, p.Y })))));
}
