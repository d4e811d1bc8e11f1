using Writ.Base;
using Writ.Hub.Cameras;
using Writ.Hub.Config;
using Writ.Hub.Ffmpeg;

namespace Writ.Hub.Verbs;

/// <summary>Reads the config, asks each camera, and says how it is.</summary>
internal static class CheckVerb
{
    public static async Task<Result<int>> RunAsync(string path, TextWriter output, TimeProvider clock, CancellationToken stop)
    {
        if (!ConfigReader.ReadFile(path).TryGet(out var config, out var refusal)) return refusal;
        if (!Tools.Find().TryGet(out var tools, out refusal)) return refusal;
        var well = true;
        foreach (var camera in config.Cameras)
        {
            await using var reach = Reach.Open(camera.Source, HubTimings.Default.Silence);
            var answer = await new StreamProbe(tools, clock).AskAsync(reach.Feed, new Scrubber((camera.Source as CameraSource.Rtsp)?.Login), stop);
            output.WriteLine($"{camera.Id}: {Sentence(camera, answer, reach)}");
            well &= answer.Facts is not null;
        }

        return well ? 0 : 1;
    }

    private static string Sentence(CameraSettings camera, ProbeAnswer answer, Reach reach)
    {
        if (answer.Facts is not { } facts) return CameraHealth.SentenceOf(reach.Refused ? CameraState.WrongCertificate : answer.State);
        var plan = WatchPlan.For(facts, camera.Masks, camera.Audio, camera.Looking == Looking.Often, encodeAnyway: false);
        var how = plan switch
        {
            { Encode: false } => "kept as the camera sends it",
            { Masks.Count: > 0 } => "masked and encoded anew",
            _ => "turned into H.264 for browsers",
        };
        var sound = (facts.Audio, camera.Audio) switch
        {
            (true, true) => "sound is kept",
            (true, false) => "sound is left with the camera",
            (false, _) => "no sound",
        };
        return $"answers. {facts.Codec}, {facts.Width} x {facts.Height}; {how}; {sound}.";
    }
}
