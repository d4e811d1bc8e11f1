using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Home;
using Writ.Hub.Keeping;

namespace Writ.Hub.Neighbors;

/// <summary>
/// Fetches clips of its own from the server now and then, as the hub does when the owner has it make something of one: so a fetch says little of whether
/// somebody answers a request. At random times, six a day on average, up to so many bytes a day; what is fetched is thrown away.
/// </summary>
/// <param name="megabytes">A day at most; 0: none.</param>
internal sealed class CoverTraffic(ServerLine line, int megabytes, TimeProvider clock)
{
    /// <summary>Minutes between two at most; the least is one, so they are two hours and a half apart on average, and a choice of the next clip lies between.</summary>
    private const int MostMinutes = 300;

    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";

    private long left = megabytes * 1_000_000L;

    private DateOnly day;

    private ClipView? next;

    /// <summary>Until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (megabytes == 0) return;
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(60, MostMinutes * 60)), clock, stop);
                await FetchAsync(stop);
                await Task.Delay(TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(60, MostMinutes * 60 / 2)), clock, stop);
                await ChooseAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    /// <summary>Some clip of the home, whichever: ids are random, so the first after a random one is.</summary>
    public async Task ChooseAsync(CancellationToken stop)
    {
        var after = $"clp_{RandomNumberGenerator.GetString(Letters, 16)}";
        var page = await line.Get<ClipPage>($"export?after={after}", stop);
        next = page.Ok && page.Value.Clips.Count > 0 ? page.Value.Clips[0] : null;
    }

    /// <summary>The very questions of <see cref="Rendering.ClipFinder"/>.</summary>
    public async Task FetchAsync(CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (today != day) (day, left) = (today, megabytes * 1_000_000L);
        if (next is not { } chosen || !ClipId.TryParse(chosen.Clip, out var clip) || chosen.Card + chosen.Video > left) return;
        next = null;
        if (!(await line.Get<ClipView>($"clips/{clip.Text}", stop)).Ok) return;
        left -= chosen.Card + chosen.Video;
        foreach (var part in (ClipPart[])[ClipPart.Card, ClipPart.Video])
        {
            if (!(await line.Part(clip, KeptClip.FileOf(part), null, stop)).TryGet(out var answer, out _)) return;
            using (answer)
            {
                try
                {
                    await answer.Content.CopyToAsync(Stream.Null, stop);
                }
                catch (Exception e) when (e is IOException or HttpRequestException)
                {
                    return;
                }
            }
        }
    }
}
