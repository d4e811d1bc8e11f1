using Writ.Base;

namespace Writ.Store.Blobs;

/// <summary>One file a blob.</summary>
internal sealed class FolderBlobs(string folder)
{
    public async Task Put(BlobId id, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        var path = PathOf(id);
        var parent = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(parent))
        {
            Directory.CreateDirectory(parent);
            Durable.SyncFolder(folder);
        }

        var draft = path + ".draft";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await file.WriteAsync(bytes, cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path);
            Durable.SyncFolder(parent);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    public Task<Stream?> Get(BlobId id)
    {
        var path = PathOf(id);
        return Task.FromResult<Stream?>(File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null);
    }

    public Task Delete(BlobId id)
    {
        // Most blobs are rows, and then their folder was never made.
        if (File.Exists(PathOf(id))) File.Delete(PathOf(id));
        return Task.CompletedTask;
    }

    // The first two random characters spread the files over a thousand folders.
    private string PathOf(BlobId id) => Path.Combine(folder, id.Text.Substring(BlobId.Prefix.Length + 1, 2), id.Text);
}
