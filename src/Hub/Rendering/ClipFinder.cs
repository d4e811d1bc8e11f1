using System.Globalization;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Home;
using Writ.Hub.Keeping;

namespace Writ.Hub.Rendering;

/// <summary>
/// Finds a clip on the shelf, or fetches it from the server: sealed into a file that has no name any more when it is read, so that nothing is left over.
/// </summary>
internal sealed class ClipFinder(HubFolder folder, Keyring ring, ClipShelf shelf, ServerLine line)
{
    private const int MostCard = 1 << 20;

    private int fetched;

    /// <summary>Refusals <c>hub-render-no-clip</c>, <c>hub-server-unreachable</c>.</summary>
    public async Task<Result<FoundClip>> FindAsync(ClipId clip, CancellationToken stop) =>
        Here(clip) is { } here && here.Ok ? here : await ThereAsync(clip, stop);

    private Result<FoundClip>? Here(ClipId clip)
    {
        if (shelf.Find(clip) is not { } kept) return null;
        try
        {
            return FoundClip.Open(ring, clip, File.ReadAllBytes(kept.Header), File.ReadAllBytes(kept.Part(ClipPart.Card)),
                new FileStream(kept.Part(ClipPart.Video), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Let go at this moment: then the server has it.
            return null;
        }
    }

    private async Task<Result<FoundClip>> ThereAsync(ClipId clip, CancellationToken stop)
    {
        if (!(await line.Get<ClipView>($"clips/{clip.Text}", stop)).TryGet(out var view, out var refusal)) return Unknown(refusal);
        if (view.Card is <= 0 or > MostCard || view.Video is <= 0 or > HubWire.MostClipBytes) return RenderRefusals.NoClip;
        using var card = new MemoryStream();
        if (await CopyAsync(clip, ClipPart.Card, view.Card, card, stop) is { } noCard) return noCard;
        var video = Nameless();
        if (await CopyAsync(clip, ClipPart.Video, view.Video, video, stop) is not { } noVideo) return FoundClip.Open(ring, clip, view.Header, card.ToArray(), video);
        await video.DisposeAsync();
        return noVideo;
    }

    private async Task<Refusal?> CopyAsync(ClipId clip, ClipPart part, long length, Stream into, CancellationToken stop)
    {
        if (!(await line.Part(clip, KeptClip.FileOf(part), null, stop)).TryGet(out var answer, out var refusal)) return Unknown(refusal);
        using (answer)
        {
            if (answer.Content.Headers.ContentLength is { } said && said != length) return RenderRefusals.NoClip;
            try
            {
                await using var body = await answer.Content.ReadAsStreamAsync(stop);
                var piece = new byte[64 * 1024];
                long all = 0;
                int got;
                while ((got = await body.ReadAsync(piece, stop)) > 0)
                {
                    if ((all += got) > length) return RenderRefusals.NoClip;
                    await into.WriteAsync(piece.AsMemory(0, got), stop);
                }

                return all == length ? null : Sync.SyncRefusals.Unreachable;
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                return Sync.SyncRefusals.Unreachable;
            }
        }
    }

    private static Refusal Unknown(Refusal refusal) => refusal.Kind == RefusalKind.Unavailable ? refusal : RenderRefusals.NoClip;

    private FileStream Nameless()
    {
        var path = Path.Combine(folder.Root, string.Create(CultureInfo.InvariantCulture, $"fetched-{Interlocked.Increment(ref fetched)}"));
        var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Delete);
        File.Delete(path);
        return file;
    }
}
