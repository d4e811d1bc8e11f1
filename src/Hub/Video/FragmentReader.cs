using System.Buffers.Binary;
using Writ.Base;

namespace Writ.Hub.Video;

/// <summary>
/// Reads fragmented MP4 from a pipe: the initialisation segment, then fragments. Bounded: a length is compared with its limit before anything is
/// allocated, and what is large is allocated as it arrives, so that a lie costs nothing.
/// </summary>
internal sealed class FragmentReader(Stream stream, VideoLimits limits)
{
    private const int Step = 256 * 1024;

    private readonly byte[] header = new byte[BoxCursor.HeaderSize];

    private IReadOnlyList<Track>? tracks;

    /// <summary>Set whenever bytes arrive; for a watch-dog.</summary>
    public Action? Heard { get; init; }

    /// <summary>Bytes of the segment and its tracks; null at the end of the stream.</summary>
    public async Task<Result<Init?>> ReadInitAsync(CancellationToken stop)
    {
        if (!(await BoxAsync(BoxNames.Ftyp, limits.InitBytes, null, stop)).TryGet(out var ftyp, out var refusal)) return refusal;
        if (ftyp is null) return Result<Init?>.Of(null);
        if (!(await BoxAsync(BoxNames.Moov, limits.InitBytes, null, stop)).TryGet(out var moov, out refusal)) return refusal;
        if (moov is null) return VideoRefusals.Malformed("it ends in the middle");
        if (!InitReader.Read(moov.AsSpan(BoxCursor.HeaderSize), limits).TryGet(out var found, out refusal)) return refusal;
        tracks = found;
        return new Init([.. ftyp, .. moov], found);
    }

    /// <summary>The next fragment; null at the end of the stream. After a refusal nothing more can be read.</summary>
    public async Task<Result<Fragment?>> ReadAsync(CancellationToken stop)
    {
        if (tracks is null) throw new InvalidOperationException("The initialisation segment comes first");
        if (!(await BoxAsync(BoxNames.Moof, limits.MoofBytes, null, stop)).TryGet(out var moof, out var refusal)) return refusal;
        if (moof is null) return Result<Fragment?>.Of(null);
        if (!(await BoxAsync(BoxNames.Mdat, limits.MdatBytes, moof, stop)).TryGet(out var both, out refusal)) return refusal;
        if (both is null) return VideoRefusals.Malformed("it ends in the middle");
        return MoofReader.Read(both, moof.Length, tracks, limits).Map(fragment => (Fragment?)fragment);
    }

    /// <summary>The whole box, header included, after what stands before it; null where the stream ends before it.</summary>
    private async Task<Result<byte[]?>> BoxAsync(uint type, int most, byte[]? before, CancellationToken stop)
    {
        var got = await FillAsync(header, stop);
        if (got == 0) return Result<byte[]?>.Of(null);
        if (got < header.Length) return VideoRefusals.Malformed("it ends in the middle");
        var size = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)) != type) return VideoRefusals.Malformed("another box was due");
        if (size < BoxCursor.HeaderSize) return VideoRefusals.Malformed("a box without a length");
        if (size > most) return VideoRefusals.TooMuch("the length of a box");

        var start = before?.Length ?? 0;
        var total = start + (int)size;
        var bytes = new byte[Math.Min(total, start + Step)];
        before?.CopyTo(bytes, 0);
        header.CopyTo(bytes, start);
        var at = start + header.Length;
        while (at < total)
        {
            if (at == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(total, bytes.Length * 2L));
            var read = await FillAsync(bytes.AsMemory(at), stop);
            at += read;
            if (at < bytes.Length) return VideoRefusals.Malformed("it ends in the middle");
        }

        return bytes;
    }

    private async Task<int> FillAsync(Memory<byte> memory, CancellationToken stop)
    {
        var done = 0;
        while (done < memory.Length)
        {
            var read = await stream.ReadAsync(memory[done..], stop);
            if (read == 0) break;
            done += read;
            Heard?.Invoke();
        }

        return done;
    }
}

/// <summary>An initialisation segment.</summary>
internal sealed record Init(byte[] Bytes, IReadOnlyList<Track> Tracks)
{
    public Track? Video => Tracks.FirstOrDefault(t => t.Kind == TrackKind.Video);

    public Track? Audio => Tracks.FirstOrDefault(t => t.Kind == TrackKind.Audio);
}
