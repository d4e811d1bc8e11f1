using Writ.Base;

namespace Writ.Store.Blobs;

/// <summary>Sealed files by id. What is put here is sealed already; the store never sees plaintext.</summary>
public interface IBlobs
{
    /// <summary>Durable when it returns. An id is written once. A full disk throws <see cref="IOException"/> and leaves nothing.</summary>
    Task Put(BlobId id, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default);

    /// <summary>Null where there is no such blob (never was, or it expired).</summary>
    Task<Stream?> Get(BlobId id, CancellationToken cancel = default);

    /// <summary>Gone when it returns; deleting what is gone is fine.</summary>
    Task Delete(BlobId id, CancellationToken cancel = default);
}

internal sealed class FolderBlobs(string folder) : IBlobs
{
    public async Task Put(BlobId id, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".draft";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await file.WriteAsync(bytes, cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    public Task<Stream?> Get(BlobId id, CancellationToken cancel = default)
    {
        var path = PathOf(id);
        return Task.FromResult<Stream?>(File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null);
    }

    public Task Delete(BlobId id, CancellationToken cancel = default)
    {
        File.Delete(PathOf(id));
        return Task.CompletedTask;
    }

    // The first two random characters spread the files over a thousand folders.
    private string PathOf(BlobId id) => Path.Combine(folder, id.Text.Substring(BlobId.Prefix.Length + 1, 2), id.Text);
}
