using Writ.Base;

namespace Writ.Store.Check;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Code">One of those in docs/operate/fsck.md.</param>
/// <param name="Place">A file or a row, by its id: never what it holds.</param>
/// <param name="Detail">What was found there; may be empty.</param>
public sealed record RoomFault(string Code, string Place, string Detail = "");

/// <summary>As of when it is looked.</summary>
/// <param name="PublishedSize">Entries under the checkpoint that readers see.</param>
/// <param name="PublishedSeq">Seq of the last of these.</param>
/// <param name="Soon">A promise that ends within this is told.</param>
public sealed record CheckAsOf(DateTimeOffset Now, long PublishedSize, long PublishedSeq, TimeSpan Soon);

/// <summary>A sealed file that a row names.</summary>
/// <param name="Of">The row, in words and ids.</param>
/// <param name="Least">Bytes that it has at least; 0: it may be missing.</param>
/// <param name="Most">Bytes that it has at most.</param>
/// <param name="Fault">Reads it, and says what is false about it; null where nothing is.</param>
/// <param name="IsClip">A part of a clip: nothing of the record hangs on it.</param>
public sealed record KeptBlob(BlobId Id, string Of, long Least, long Most, Func<Stream, RoomFault?>? Fault = null, bool IsClip = false);

/// <summary>What a room knows of its own rows, for <c>writ fsck</c>. Reads only.</summary>
public interface IRoomCheck
{
    /// <summary>Every blob that a row of the room names.</summary>
    IEnumerable<KeptBlob> Blobs(IWork work) => [];

    /// <summary>What of its rows contradicts itself, the record, or the time.</summary>
    IEnumerable<RoomFault> Faults(IWork work, CheckAsOf asOf) => [];
}
