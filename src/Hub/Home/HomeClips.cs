using System.Globalization;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Sync;

namespace Writ.Hub.Home;

/// <summary>Clips for the pages at home: what is on the shelf from the shelf, the rest from the server; without the server, what is on the shelf.</summary>
internal sealed class HomeClips(ClipShelf shelf, ServerLine line, Errands errands, OwnerSettings wishes, TimeProvider clock)
{
    private const int OnPage = 200;

    // Above every number that the server gives out: what it does not have comes in an order of the hub's own.
    private const long SentBefore = 1L << 51;

    private const long NotSent = 1L << 52;

    public async Task<Result<IReadOnlyList<DayLine>>> Days(CameraId camera, CancellationToken stop)
    {
        var here = Here(clip => clip.Camera == camera);
        var all = here.CountBy(c => c.View.Day).ToDictionary();
        var asked = await line.Get<List<DayLine>>($"cameras/{camera.Text}/days", stop);
        if (asked.Refusal is { } refusal && refusal.Code != SyncRefusals.Unreachable.Code && refusal.Kind != RefusalKind.NotFound) return refusal;
        foreach (var day in asked.Ok ? asked.Value : [])
            all[day.Day] = Math.Max(all.GetValueOrDefault(day.Day), day.Clips + here.Count(c => c.View.Day == day.Day && !c.OnServer));
        return all.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => new DayLine(d.Key, d.Value)).ToList();
    }

    /// <summary>Newest first, as far as anybody knows without opening them.</summary>
    public async Task<Result<ClipPage>> OfDay(CameraId camera, string day, long? before, int? most, CancellationToken stop)
    {
        var (count, end) = (Math.Clamp(most ?? OnPage, 1, OnPage), before ?? long.MaxValue);
        var here = Here(clip => clip.Camera == camera && Text(shelf.Day(clip)) == day);
        var query = string.Create(CultureInfo.InvariantCulture, $"cameras/{camera.Text}/clips?day={Uri.EscapeDataString(day)}&before={Math.Min(end, SentBefore)}&most={count}");
        var asked = await line.Get<ClipPage>(query, stop);
        if (asked.Refusal is { } refusal && refusal.Code != SyncRefusals.Unreachable.Code && refusal.Kind != RefusalKind.NotFound) return refusal;
        var own = here.Where(c => !asked.Ok || !c.OnServer).Select(c => c.View).Where(v => v.Arrival < end);
        var (there, more) = asked.Ok ? (asked.Value.Clips, asked.Value.Next is not null) : ([], false);
        var merged = own.Concat(there).DistinctBy(v => v.Clip).OrderByDescending(v => v.Arrival).ToList();
        if (merged.Count > count) (merged, more) = (merged[..count], true);
        return new ClipPage(merged, more ? merged[^1].Arrival.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Every clip of the home, in the order of their ids.</summary>
    public async Task<Result<ClipPage>> All(string? after, CancellationToken stop)
    {
        var asked = await line.Get<ClipPage>($"export?after={Uri.EscapeDataString(after ?? string.Empty)}", stop);
        if (asked.Refusal is { } refusal && refusal.Code != SyncRefusals.Unreachable.Code) return refusal;
        var (there, next) = asked.Ok ? (asked.Value.Clips, asked.Value.Next) : ([], null);
        var own = Here(_ => true).Select(c => c.View).Where(v => string.CompareOrdinal(v.Clip, after) > 0 && (next is null || string.CompareOrdinal(v.Clip, next) <= 0));
        return new ClipPage([.. there.Concat(own).DistinctBy(v => v.Clip).OrderBy(v => v.Clip, StringComparer.Ordinal)], next);
    }

    public async Task<Result<ClipView>> One(ClipId clip, CancellationToken stop) =>
        Here(one => one.Clip == clip).FirstOrDefault() is { } here ? here.View : await line.Get<ClipView>($"clips/{clip.Text}", stop);

    /// <summary>The sealed part on the shelf; null where it is not here.</summary>
    public FileStream? Open(ClipId clip, ClipPart part)
    {
        if (shelf.Find(clip) is not { } here) return null;
        try
        {
            return new FileStream(here.Part(part), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Let go at this moment: then the server has it.
            return null;
        }
    }

    /// <summary>For good: here at once, at the server as soon as it hears of it.</summary>
    public async Task<Result<bool>> Delete(ClipId clip, CancellationToken stop)
    {
        errands.Add(ErrandKind.Delete, clip);
        if (shelf.Find(clip) is { } here) shelf.Delete(here);
        await errands.RoundAsync(stop);
        return true;
    }

    public async Task<Result<bool>> Pin(ClipId clip, bool pinned, CancellationToken stop)
    {
        var here = shelf.Find(clip);
        if (here is null)
        {
            return (await line.Pass(pinned ? HttpMethod.Put : HttpMethod.Delete, $"clips/{clip.Text}/pin", null, null, stop)).Map(_ => true);
        }

        errands.Add(pinned ? ErrandKind.Pin : ErrandKind.LetGo, clip);
        shelf.SetPinned(here, pinned);
        await errands.RoundAsync(stop);
        return true;
    }

    /// <summary>Bytes of all that is here.</summary>
    public long Bytes() => Here(_ => true).Sum(c => c.View.Video + c.View.Poster + c.View.Card);

    private List<Shelved> Here(Func<KeptClip, bool> wanted)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var all = new List<Shelved>();
        foreach (var clip in shelf.All())
        {
            try
            {
                if (wanted(clip)) all.Add(Of(clip, today));
            }
            catch (IOException)
            {
                // Let go while it was looked at.
            }
        }

        return all;
    }

    private Shelved Of(KeptClip clip, DateOnly today)
    {
        var (day, pinned, sent) = (shelf.Day(clip), shelf.IsPinned(clip), shelf.IsSent(clip));
        var keepUntil = day.AddDays(wishes.Of(clip.Camera)?.KeepDays ?? OwnerSettings.UsualDays);
        var view = new ClipView(
            clip.Clip.Text, clip.Camera.Text, Text(day), File.ReadAllBytes(clip.Header), Length(clip, ClipPart.Video), Length(clip, ClipPart.Poster), Length(clip, ClipPart.Card),
            Text(keepUntil), pinned, (sent ? SentBefore : NotSent) + clip.Number);

        // What the server ends it has ended by the day after.
        return new Shelved(view, sent && (pinned || keepUntil >= today));
    }

    private static long Length(KeptClip clip, ClipPart part) => new FileInfo(clip.Part(part)).Length;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Shelved(ClipView View, bool OnServer);
}
