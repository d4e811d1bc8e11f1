using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Recording;
using Writ.Hub.Video;

namespace Writ.Hub.Keeping;

/// <summary>
/// Clips that were being written when the hub was killed: their whole fragments are sealed anew, under the same id, with what the draft says of
/// them. At most the last 64 KiB and the fragment that they cut are lost. A kill in the middle of this loses and doubles nothing: the
/// clip is there once it has its number, and until then the next start finds what this one found.
/// </summary>
internal sealed class Salvage(Keyring ring, ClipShelf shelf, Action<string> say)
{
    private enum Saved
    {
        /// <summary>As far as it goes.</summary>
        Kept,

        /// <summary>There was nothing whole in it.</summary>
        Empty,

        /// <summary>Not now: the disk is full.</summary>
        NoRoom,
    }

    /// <summary>Before cameras are watched, so that what is saved is numbered before what is new.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var found = shelf.Interrupted().Select(i => (i.Camera, i.Clip, i.Folder, Draft: Draft(i.Clip, i.Folder))).OrderBy(i => i.Draft?.Start).ToList();
        foreach (var (camera, clip, folder, draft) in found)
        {
            stop.ThrowIfCancellationRequested();
            var saved = shelf.Find(clip) is not null ? Saved.Kept : draft is null ? Saved.Empty : await Save(clip, draft, folder);
            say($"{camera.Text}: a clip that was cut off when the hub stopped {Words(saved)}.");
            if (saved != Saved.NoRoom) Directory.Delete(folder, recursive: true);
        }
    }

    private static string Words(Saved saved) => saved switch
    {
        Saved.Kept => "was kept as far as it goes",
        Saved.Empty => "had nothing in it that could be kept",
        Saved.NoRoom => "waits until the disk has room, and the hub's next start",
    };

    private async Task<Saved> Save(ClipId clip, ClipDraft draft, string folder)
    {
        if (Header(clip, folder) is not { } seal) return Saved.Empty;
        using (seal)
        using (var plain = new SealedChunks(seal, Path.Combine(folder, KeptClip.FileOf(ClipPart.Video))))
        {
            var reader = new FragmentReader(plain, VideoLimits.Default);
            if (!(await reader.ReadInitAsync(CancellationToken.None)).TryGet(out var init, out _) || init is null) return Saved.Empty;
            return await Next(reader) is not { } first ? Saved.Empty : await Copy(clip, draft, reader, init, first);
        }
    }

    private async Task<Saved> Copy(ClipId clip, ClipDraft draft, FragmentReader reader, Init init, Fragment first)
    {
        try
        {
            var again = SealingClip.Again(shelf, ring.Current(), clip, draft, init.Bytes, shelf.OpenAgain(CameraId.FromTrusted(draft.Camera), clip));
            var (count, bytes, end) = (0, (long)init.Bytes.Length, TimeSpan.Zero);
            for (var fragment = first; fragment is not null; fragment = await Next(reader))
            {
                if (again.Write(fragment.Bytes, new FragmentInfo(fragment.Start, fragment.Duration, fragment.Keyframe)) is { } full) return Without(again, full);
                (count, bytes, end) = (count + 1, bytes + fragment.Length, fragment.End);
            }

            return again.Complete(new ClipEnd(end, count, bytes, ClipEndReason.Stopped)) is { } refusal ? Without(again, refusal) : Saved.Kept;
        }
        catch (IOException)
        {
            return Saved.NoRoom;
        }
    }

    private static Saved Without(SealingClip again, Refusal refusal)
    {
        again.Abort(refusal.Sentence);
        return Saved.NoRoom;
    }

    private static async Task<Fragment?> Next(FragmentReader reader) =>
        (await reader.ReadAsync(CancellationToken.None)).TryGet(out var fragment, out _) ? fragment : null;

    private ClipDraft? Draft(ClipId clip, string folder)
    {
        var file = Path.Combine(folder, SealingClip.DraftFile);
        if (!File.Exists(file)) return null;
        var box = File.ReadAllBytes(file);
        if (HomeBox.Generation(box) is not { } generation || ring.Of(generation) is not { } key) return null;
        return HomeBox.Open(key, SealingClip.Purpose(clip), box).TryGet(out var json, out _) ? JsonSerializer.Deserialize<ClipDraft>(json) : null;
    }

    private ClipSeal? Header(ClipId clip, string folder)
    {
        var (header, video) = (Path.Combine(folder, "header"), Path.Combine(folder, KeptClip.FileOf(ClipPart.Video)));
        if (!File.Exists(header) || !File.Exists(video)) return null;
        var bytes = File.ReadAllBytes(header);
        if (ClipSeal.Generation(bytes, ring.Current().Home, clip) is not { } generation || ring.Of(generation) is not { } key) return null;
        return ClipSeal.Read(key, clip, bytes).TryGet(out var seal, out _) ? seal : null;
    }

    /// <summary>Plaintext of the whole chunks of a part that was never completed, or of all of them where the hub was killed just after.</summary>
    private sealed class SealedChunks(ClipSeal seal, string file) : ReadOnlyStream
    {
        private readonly FileStream stored = new(file, FileMode.Open, FileAccess.Read);
        private readonly ClipPartReader reader = seal.Open(ClipPart.Video);
        private readonly byte[] chunk = new byte[ClipSeal.SealedChunkLength];
        private readonly byte[] plain = new byte[ClipSeal.ChunkLength];
        private int held;
        private int at;
        private long number;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (at == held && !Chunk()) return 0;
            var some = Math.Min(buffer.Length, held - at);
            plain.AsSpan(at, some).CopyTo(buffer);
            at += some;
            return some;
        }

        protected override void Dispose(bool disposing)
        {
            CryptographicOperations.ZeroMemory(plain);
            reader.Dispose();
            stored.Dispose();
            base.Dispose(disposing);
        }

        private bool Chunk()
        {
            var got = stored.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
            var (whole, last) = (reader.Chunk(number, last: false, chunk.AsSpan(0, got), plain), false);
            if (!whole.Ok) (whole, last) = (reader.Chunk(number, last: true, chunk.AsSpan(0, got), plain), true);
            if (!whole.Ok) return false;
            (held, at, number) = (whole.Value, 0, last ? long.MaxValue : number + 1);
            return held > 0;
        }
    }
}
