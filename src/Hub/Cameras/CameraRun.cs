using Writ.Hub.Ffmpeg;
using Writ.Hub.Recording;

namespace Writ.Hub.Cameras;

/// <summary>Watches one camera for as long as the hub runs, whatever the camera does.</summary>
internal sealed class CameraRun(CameraSettings camera, IClipSink sink, ILiveFeed? live, HealthBoard health, Tools tools, HubTimings timings, TimeProvider clock)
{
    private static readonly TimeSpan PosterPatience = TimeSpan.FromSeconds(10);

    private readonly Scrubber scrubber = new((camera.Source as CameraSource.Rtsp)?.Login);

    private StreamFacts? facts;

    private bool lookOften = camera.Looking == Looking.Often;

    private bool encodeAnyway;

    private bool resume;

    /// <summary>Until stopped; then all clips are complete.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var posters = new PosterMaker(tools, clock);
        var finisher = new ClipFinisher(posters.MakeAsync);
        var wait = timings.FirstWait;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                health.Set(camera.Id, CameraState.Connecting);
                var began = clock.GetTimestamp();
                var (again, state) = await OnceAsync(finisher, stop);
                if (again) continue;
                if (clock.GetElapsedTime(began) > timings.GoodRun) wait = timings.FirstWait;
                await Task.Delay(state == CameraState.WrongPassword ? timings.PasswordWait : wait, clock, stop);
                wait = wait * 2 < timings.LongestWait ? wait * 2 : timings.LongestWait;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The hub stops.
        }
        finally
        {
            await finisher.DrainAsync(PosterPatience, clock);
            health.Set(camera.Id, CameraState.Stopped);
        }
    }

    private async Task<(bool Again, CameraState State)> OnceAsync(ClipFinisher finisher, CancellationToken stop)
    {
        await using var reach = Reach.Open(camera.Source, timings.Silence);
        if (facts is null)
        {
            var answer = await new StreamProbe(tools, clock).AskAsync(reach.Feed, scrubber, stop);
            if (answer.Facts is null) return (false, Say(reach.Refused ? CameraState.WrongCertificate : answer.State, answer.Detail));
            facts = answer.Facts;
        }

        var plan = WatchPlan.For(facts, camera.Masks, camera.Audio, lookOften, encodeAnyway);
        var session = new CameraSession(new SessionParts(camera, reach.Feed, plan, tools, scrubber, timings, clock, sink, live, finisher, health));
        var end = await session.RunAsync(resume, stop);
        resume = end is SessionEnd.TimesJumped && session.WasRecording;
        switch (end)
        {
            case SessionEnd.Stopped:
                return (false, CameraState.Stopped);
            case SessionEnd.TimesJumped:
                Say(CameraState.TimesJumped, null);
                return (true, CameraState.TimesJumped);
            case SessionEnd.LookOften:
                lookOften = true;
                return (true, CameraState.Recording);
            case SessionEnd.EncodeAnew:
                encodeAnyway = true;
                return (true, CameraState.Recording);
            case SessionEnd.Stalled:
                return (false, Say(CameraState.Stalled, session.Complaints));
            case SessionEnd.NeverBegan or SessionEnd.Malformed or SessionEnd.Ended:
                // It may have become another stream meanwhile.
                facts = null;
                var otherwise = end == SessionEnd.Ended ? CameraState.Lost : CameraState.WrongCodec;
                return (false, Say(reach.Refused ? CameraState.WrongCertificate : Diagnosis.Of(session.Complaints, camera.Source, otherwise), session.Complaints));
        }

        throw new InvalidOperationException($"No such end: {end}");
    }

    private CameraState Say(CameraState state, string? detail)
    {
        health.Set(camera.Id, state, detail: detail);
        return state;
    }
}
