using Writ.Base;

namespace Writ.Store.Blobs;

/// <summary>Sealed files by id. What is put here is sealed already; the store never sees plaintext.</summary>
public interface IBlobs
{
    /// <summary>Whether so many bytes are kept as a row, written within an act, and not as a file, written before one.</summary>
    bool IsSmall(long bytes);

    /// <summary>For small ones: durable when the act is, and undone with it. An id is written once.</summary>
    void Put(IWork work, BlobId id, ReadOnlySpan<byte> bytes);

    /// <summary>For any size: durable when it returns. An id is written once. A full disk throws <see cref="IOException"/> and leaves nothing.</summary>
    Task Put(BlobId id, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default);

    /// <summary>For what is made while it is written, of any size: durable when it returns. What <paramref name="write"/> throws goes through, and leaves nothing.</summary>
    Task Put(BlobId id, Func<Stream, Task> write);

    /// <summary>
    /// For a blob that comes in pieces: writes at <paramref name="offset"/>, cuts off what lies beyond, and gives the length, which is durable when it
    /// returns. A length below the offset says that earlier bytes are gone, and nothing was written. What <paramref name="bytes"/> throws goes through,
    /// and leaves the blob as long as it was at the offset. A full disk throws <see cref="BlobWriteException"/>, likewise. One writer at a time.
    /// </summary>
    Task<long> Append(BlobId id, long offset, Stream bytes, CancellationToken cancel = default);

    /// <summary>Null where there is no such blob (never was, or it expired).</summary>
    Task<Stream?> Get(BlobId id, CancellationToken cancel = default);

    /// <summary>Gone when it returns; deleting what is gone is fine. Not within an act. A full disk throws <see cref="IOException"/>.</summary>
    Task Delete(BlobId id, CancellationToken cancel = default);
}

/// <summary>The disk did not take it, as a rule because it is full.</summary>
public sealed class BlobWriteException(string message, Exception inner) : IOException(message, inner);

/// <summary>Small blobs are rows of the database, the others files of a folder.</summary>
internal sealed class StoredBlobs(IStore store, FolderBlobs files) : IBlobs
{
    // Below some tens of kilobytes SQLite reads and writes a row faster than the file system a file (sqlite.org/intern-v-extern-blob.html).
    private const int MostInRow = 32 * 1024;

    public bool IsSmall(long bytes) => bytes <= MostInRow;

    public void Put(IWork work, BlobId id, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MostInRow);
        work.Db().Statements.Execute("INSERT INTO small_blob (id, bytes) VALUES ($1, $2)", id.Text, bytes.ToArray());
    }

    public Task Put(BlobId id, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) => files.Put(id, bytes, cancel);

    public Task Put(BlobId id, Func<Stream, Task> write) => files.Put(id, write);

    public Task<long> Append(BlobId id, long offset, Stream bytes, CancellationToken cancel = default) => files.Append(id, offset, bytes, cancel);

    public async Task<Stream?> Get(BlobId id, CancellationToken cancel = default)
    {
        if (await files.Get(id) is { } file) return file;
        var rows = await store.Look(
            work => Task.FromResult(work.Db().Statements.Rows("SELECT bytes FROM small_blob WHERE id = $1", [id.Text], row => row.GetFieldValue<byte[]>(0))), cancel);
        return rows is [var bytes] ? new MemoryStream(bytes, writable: false) : null;
    }

    public async Task Delete(BlobId id, CancellationToken cancel = default)
    {
        await files.Delete(id);
        var there = await store.Look(
            work => Task.FromResult(work.Db().Statements.Rows("SELECT 1 FROM small_blob WHERE id = $1", [id.Text], row => row.GetInt64(0))), cancel);
        if (there.Count == 0) return;
        var deleted = await store.Act<bool>(
            work => Task.FromResult<Result<bool>>(work.Db().Statements.Execute("DELETE FROM small_blob WHERE id = $1", id.Text) == 1), cancel);
        if (!deleted.Ok) throw new IOException(deleted.Refusal.Sentence);
    }
}
