using Writ.Base;
using Writ.Hub.Cameras;
using Writ.Hub.Config;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Recording;

namespace Writ.Hub.Verbs;

/// <summary>Watches all cameras until told to stop, and prints what would be kept.</summary>
internal static class WatchVerb
{
    public static async Task<Result<int>> RunAsync(string path, TextWriter output, TimeProvider clock, CancellationToken stop)
    {
        if (!ConfigReader.ReadFile(path).TryGet(out var config, out var refusal)) return refusal;
        if (!Tools.Find().TryGet(out var tools, out refusal)) return refusal;
        var health = new HealthBoard(clock, (camera, now) => output.WriteLine($"{now.Since:yyyy-MM-dd HH:mm:ss} UTC  {camera}: {now.Sentence}"));
        var sink = new CountingSink(output.WriteLine);
        await Task.WhenAll(config.Cameras.Select(camera => new CameraRun(camera, sink, live: null, health, tools, HubTimings.Default, clock).RunAsync(stop)));
        return 0;
    }
}
