using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Recording;

namespace Writ.Hub.Keeping;

/// <summary>What is known of a clip when it begins, sealed beside it, so that a crash loses its last moments only.</summary>
internal sealed record ClipDraft(string Camera, string Masks, string CameraName, DateTimeOffset Start, string Codec, int Width, int Height, bool Audio, bool ClockChanged, bool ProviderHeld = false);

/// <summary>One clip on its way to the shelf.</summary>
internal sealed class SealingClip : IClip
{
    public const string DraftFile = "draft";

    // A camera may send key frames only: a player has no use for more places to begin at, and a card has no room for them.
    private const int LeastBetween = (ClipCard.MostMilliseconds / ClipCard.MostFragments) + 1;

    private readonly ClipShelf shelf;
    private readonly ClipId id;
    private readonly HomeId home;
    private readonly ClipDraft draft;
    private readonly string folder;
    private readonly ClipSeal seal;
    private readonly FileStream video;
    private readonly ClipPartWriter writer;
    private readonly int initial;
    private readonly List<ClipFragment> groups = [];
    private int ended;
    private bool poster;

    private SealingClip(ClipShelf shelf, HomeKey key, ClipId id, ClipDraft draft, ReadOnlyMemory<byte> segment, string folder)
    {
        (this.shelf, this.id, this.draft, this.folder) = (shelf, id, draft, folder);
        home = key.Home;
        initial = segment.Length;
        seal = ClipSeal.Make(key, id);
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "header"), seal.Header);
            if (draft.ProviderHeld) File.WriteAllBytes(Path.Combine(folder, KeptClip.ProviderHeldFile), []);
            File.WriteAllBytes(Path.Combine(folder, DraftFile), HomeBox.Seal(key, Purpose(id), JsonSerializer.SerializeToUtf8Bytes(draft)));

            // Each chunk goes to the system as it is full: what a killed hub had sealed is there.
            video = new FileStream(Path.Combine(folder, KeptClip.FileOf(ClipPart.Video)), FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0);
            writer = seal.Write(ClipPart.Video, video);
            writer.Write(segment.Span);
        }
        catch
        {
            writer?.Dispose();
            video?.Dispose();
            seal.Dispose();
            throw;
        }
    }

    public static SealingClip Begin(ClipShelf shelf, HomeKey key, ClipId id, CameraMarks camera, ClipStart start, string folder)
    {
        var stream = start.Stream;
        var draft = new ClipDraft(
            camera.Id.Text, camera.Masks, start.CameraId, start.Start, stream.Codec, stream.Width, stream.Height, stream.Audio, start.Cause is ClipCause.AfterClockChanged or ClipCause.AfterTimesJumped,
            camera.ProviderHeld);
        return new SealingClip(shelf, key, id, draft, stream.Segment, folder);
    }

    /// <summary>Of a clip that was cut off, with all that was known of it when it began.</summary>
    public static SealingClip Again(ClipShelf shelf, HomeKey key, ClipId id, ClipDraft draft, ReadOnlyMemory<byte> segment, string folder) =>
        new(shelf, key, id, draft, segment, folder);

    public static string Purpose(ClipId clip) => $"draft/{clip.Text}";

    public Refusal? Write(ReadOnlyMemory<byte> fragment, FragmentInfo info)
    {
        var at = (int)Math.Min(int.MaxValue, info.Offset.TotalMilliseconds);
        ended = Math.Max(ended, (int)Math.Min(int.MaxValue, Math.Ceiling((info.Offset + info.Duration).TotalMilliseconds)));

        // A player can begin where a key frame does; what cannot be begun with belongs to the group before it.
        var own = groups.Count == 0 || (info.Keyframe && at >= groups[^1].At + LeastBetween);
        if (ended > ClipCard.MostMilliseconds) return KeepingRefusals.ClipTooLong;
        if (own) groups.Add(new ClipFragment(groups.Count == 0 ? 0 : at, writer.Length, fragment.Length));
        else groups[^1] = groups[^1] with { Length = groups[^1].Length + fragment.Length };
        return Try(() => writer.Write(fragment.Span));
    }

    public void Motion(MotionMark mark)
    {
        // The card says when something was recorded, not what moved.
    }

    public Refusal? Poster(ReadOnlyMemory<byte> jpeg)
    {
        poster = true;
        return Try(() => ClipShelf.WritePart(folder, seal, ClipPart.Poster, jpeg.Span));
    }

    public Refusal? Complete(ClipEnd end)
    {
        if (groups.Count == 0)
        {
            Abort("nothing in it");
            return null;
        }

        return Try(() =>
        {
            var hash = writer.Complete();
            video.Flush(flushToDisk: true);
            Let();
            if (!poster) ClipShelf.WritePart(folder, seal, ClipPart.Poster, []);
            var milliseconds = Math.Max(Math.Max(1, ended), groups[^1].At + 1);
            shelf.Complete(folder, seal, (number, previous) => new ClipCard(
                home, CameraId.FromTrusted(draft.Camera), id, number, previous, draft.Start, milliseconds, draft.Codec, draft.Width, draft.Height,
                initial, groups, hash, draft.Masks, draft.ClockChanged));
            seal.Dispose();
        });
    }

    public void Abort(string reason)
    {
        Let();
        seal.Dispose();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static Refusal? Try(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (IOException)
        {
            return KeepingRefusals.DiskFull;
        }
    }

    private void Let()
    {
        writer.Dispose();
        video.Dispose();
    }
}
