using System.Globalization;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;

namespace Writ.Hub.Sync;

/// <summary>
/// Brings whole clips to the server, in order, and goes on where it stopped: the server says how much of each part it holds durably, so nothing is
/// lost or sent twice, whoever restarts.
/// </summary>
/// <param name="keepDays">For how many days the server keeps a clip of this camera.</param>
/// <param name="records">Makes what the vault can open of provider-held clips; null: nothing is given to it.</param>
internal sealed class Uploader(HubServer server, ClipShelf shelf, Func<CameraId, int> keepDays, ClipRecords? records = null)
{
    private static readonly ClipPart[] Parts = [ClipPart.Card, ClipPart.Poster, ClipPart.Video];

    private readonly byte[] buffer = new byte[HubWire.MostBytesAtOnce];

    /// <summary>Why the last round did not bring everything; null where it did.</summary>
    public Refusal? Trouble { get; private set; }

    /// <summary>
    /// Once over everything that waits. A server that cannot be reached, or has no room, ends the round; a clip that it refuses waits and lets the
    /// others pass. How many the server has now that it had not.
    /// </summary>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        Refusal? trouble = null;
        var brought = 0;
        foreach (var clip in shelf.Waiting())
        {
            var sent = await Try(clip, stop);
            if (sent is { Ok: true, Value: true }) brought++;
            else if (!sent.Ok) trouble ??= sent.Refusal;
            if (sent.Refusal != KeepingRefusals.Unusable && sent.Refusal is { Kind: RefusalKind.Unavailable or RefusalKind.Unauthenticated or RefusalKind.Forbidden }) break;
        }

        Trouble = trouble;
        shelf.Sweep();
        return brought;
    }

    /// <summary>False: it was let go meanwhile. What the disk does not give holds up no other clip, and no later round.</summary>
    private async Task<Result<bool>> Try(KeptClip clip, CancellationToken stop)
    {
        try
        {
            return await Send(clip, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Directory.Exists(clip.Folder) ? KeepingRefusals.Unusable : false;
        }
    }

    private async Task<Result<bool>> Send(KeptClip clip, CancellationToken stop)
    {
        var sizes = Parts.ToDictionary(part => part, part => new FileInfo(clip.Part(part)).Length);
        var day = shelf.Day(clip);
        var until = day.AddDays(keepDays(clip.Camera));
        if (until < shelf.Today)
        {
            // The server would let it go on the day it came. At home it has the time of those that were brought, and what is kept for good is brought all the same.
            if (!shelf.IsPinned(clip))
            {
                Mark(clip);
                return false;
            }

            until = shelf.Today.AddDays(keepDays(clip.Camera));
        }

        var request = new ClipRequest(
            clip.Camera.Text, Day(day), File.ReadAllBytes(clip.Header), sizes[ClipPart.Video], sizes[ClipPart.Poster], sizes[ClipPart.Card],
            Day(until));
        var offered = records is null ? await server.OpenClip(clip.Clip, request, stop) : await records.Offer(clip, request, day, stop);
        if (!offered.TryGet(out var standing, out var refusal)) return refusal;
        if (!standing.Complete)
        {
            foreach (var part in Parts)
            {
                if (await SendPart(clip, part, sizes[part], Received(standing, part), stop) is { Ok: false } failed) return failed;
            }

            if (await server.CompleteClip(clip.Clip, stop) is { Ok: false } late) return late;
        }

        // An owner may have deleted it meanwhile, at home or there.
        if (!Directory.Exists(clip.Folder)) return (await server.DeleteClip(clip.Clip, stop)).Map(_ => false);
        Mark(clip);
        return true;
    }

    // A disk without room for the mark needs what is brought to go: it would be full for ever.
    private void Mark(KeptClip clip)
    {
        try
        {
            shelf.MarkSent(clip);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            shelf.Delete(clip);
        }
    }

    private async Task<Result<bool>> SendPart(KeptClip clip, ClipPart part, long length, long offset, CancellationToken stop)
    {
        await using var file = new FileStream(clip.Part(part), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        file.Position = offset;
        while (offset < length)
        {
            var count = await file.ReadAtLeastAsync(buffer, (int)Math.Min(buffer.Length, length - offset), throwOnEndOfStream: true, stop);
            if (!(await server.SendPart(clip.Clip, KeptClip.FileOf(part), offset, buffer.AsMemory(0, count), stop)).TryGet(out var standing, out var refusal)) return refusal;
            if (standing.Received <= offset || standing.Received > length) return SyncRefusals.Odd;
            file.Position = offset = standing.Received;
        }

        return true;
    }

    private static long Received(ClipStanding standing, ClipPart part) => part switch
    {
        ClipPart.Video => standing.Received.Video,
        ClipPart.Poster => standing.Received.Poster,
        ClipPart.Card => standing.Received.Card,
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
