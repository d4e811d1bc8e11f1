using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Recording;
using Writ.Hub.Video;

namespace Writ.Hub.Keeping;

/// <summary>
/// Clips that were being written when the hub was killed: their whole fragments become a clip of their own, sealed anew. At most the last 64 KiB
/// and the fragment that they cut are lost.
/// </summary>
internal sealed class Salvage(Keyring ring, ClipShelf shelf, SealingSink sink, Action<string> say)
{
    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var (camera, clip, folder) in shelf.Interrupted())
        {
            var saved = await Save(clip, folder, stop);
            say($"{camera.Text}: a clip that was cut off when the hub stopped {(saved ? "was kept as far as it goes" : "had nothing in it that could be kept")}.");
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> Save(ClipId clip, string folder, CancellationToken stop)
    {
        if (!Begun(clip, folder, out var seal, out var draft)) return false;
        using (seal)
        using (var plain = new SealedChunks(seal, Path.Combine(folder, KeptClip.FileOf(ClipPart.Video))))
        {
            var reader = new FragmentReader(plain, VideoLimits.Default);
            if (!(await reader.ReadInitAsync(stop)).TryGet(out var init, out _) || init is null) return false;
            var stream = new StreamInit(draft.Codec, draft.Width, draft.Height, draft.Audio, init.Bytes);
            var marks = new CameraMarks(CameraId.FromTrusted(draft.Camera), draft.Masks, draft.ProviderHeld);
            var cause = draft.ClockChanged ? ClipCause.AfterClockChanged : ClipCause.Motion;
            if (await Next(reader, stop) is not { } first || !sink.Begin(new ClipStart(draft.CameraName, draft.Start, stream, cause), marks).TryGet(out var again, out _)) return false;
            return await Copy(reader, first, again, init.Bytes.Length, stop);
        }
    }

    private static async Task<bool> Copy(FragmentReader reader, Fragment first, IClip again, long bytes, CancellationToken stop)
    {
        var (count, end) = (0, TimeSpan.Zero);
        for (var fragment = first; fragment is not null; fragment = await Next(reader, stop))
        {
            if (again.Write(fragment.Bytes, new FragmentInfo(fragment.Start, fragment.Duration, fragment.Keyframe)) is { } full)
            {
                again.Abort(full.Sentence);
                return false;
            }

            (count, bytes, end) = (count + 1, bytes + fragment.Length, fragment.End);
        }

        if (again.Complete(new ClipEnd(end, count, bytes, ClipEndReason.Stopped)) is not { } refusal) return true;
        again.Abort(refusal.Sentence);
        return false;
    }

    private static async Task<Fragment?> Next(FragmentReader reader, CancellationToken stop) =>
        (await reader.ReadAsync(stop)).TryGet(out var fragment, out _) ? fragment : null;

    private bool Begun(ClipId clip, string folder, out ClipSeal seal, out ClipDraft draft)
    {
        (seal, draft) = (null!, null!);
        var (header, box) = (Path.Combine(folder, "header"), Path.Combine(folder, SealingClip.DraftFile));
        if (!File.Exists(header) || !File.Exists(box)) return false;
        var (headerBytes, boxBytes) = (File.ReadAllBytes(header), File.ReadAllBytes(box));
        if (HomeBox.Generation(boxBytes) is not { } generation || ring.Of(generation) is not { } key) return false;
        if (!ClipSeal.Read(key, clip, headerBytes).TryGet(out var opened, out _) || !HomeBox.Open(key, SealingClip.Purpose(clip), boxBytes).TryGet(out var json, out _)) return false;
        (seal, draft) = (opened, JsonSerializer.Deserialize<ClipDraft>(json)!);
        return true;
    }

    /// <summary>Plaintext of the whole chunks of a part that was never completed.</summary>
    private sealed class SealedChunks(ClipSeal seal, string file) : Stream
    {
        private readonly FileStream stored = new(file, FileMode.Open, FileAccess.Read);
        private readonly ClipPartReader reader = seal.Open(ClipPart.Video);
        private readonly byte[] chunk = new byte[ClipSeal.SealedChunkLength];
        private readonly byte[] plain = new byte[ClipSeal.ChunkLength];
        private int at = ClipSeal.ChunkLength;
        private long number;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (at == plain.Length)
            {
                if (stored.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) < chunk.Length) return 0;
                if (!reader.Chunk(number, last: false, chunk, plain).Ok) return 0;
                number++;
                at = 0;
            }

            var some = Math.Min(buffer.Length, plain.Length - at);
            plain.AsSpan(at, some).CopyTo(buffer);
            at += some;
            return some;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            CryptographicOperations.ZeroMemory(plain);
            reader.Dispose();
            stored.Dispose();
            base.Dispose(disposing);
        }
    }
}
