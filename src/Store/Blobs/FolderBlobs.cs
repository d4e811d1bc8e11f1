using System.Buffers;
using Writ.Base;

namespace Writ.Store.Blobs;

/// <summary>One file a blob.</summary>
internal sealed class FolderBlobs(string folder)
{
    private const int BufferLength = 64 * 1024;

    public Task Put(BlobId id, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) => Put(id, file => file.WriteAsync(bytes, cancel).AsTask());

    public async Task Put(BlobId id, Func<Stream, Task> write)
    {
        var path = PathOf(id);
        var parent = Parent(path);
        var draft = path + ".draft";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            {
                await write(file);
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

    public async Task<long> Append(BlobId id, long offset, Stream bytes, CancellationToken cancel = default)
    {
        var path = PathOf(id);
        FileStream file;
        try
        {
            var fresh = !File.Exists(path);
            if (fresh && offset > 0) return 0;
            var parent = Parent(path);
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 0, FileOptions.Asynchronous);
            if (fresh) Durable.SyncFolder(parent);
        }
        catch (IOException e)
        {
            throw new BlobWriteException("The blob cannot be written now", e);
        }

        await using (file)
        {
            if (file.Length < offset) return file.Length;
            var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
            try
            {
                file.SetLength(offset);
                file.Position = offset;
                int some;
                while ((some = await bytes.ReadAsync(buffer.AsMemory(0, BufferLength), cancel)) > 0) await Write(file, buffer.AsMemory(0, some), cancel);
                Sync(file);
                return file.Length;
            }
            catch
            {
                file.SetLength(offset);
                throw;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
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

    private static async Task Write(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            await file.WriteAsync(bytes, cancel);
        }
        catch (IOException e)
        {
            throw new BlobWriteException("The blob cannot be written now", e);
        }
    }

    private static void Sync(FileStream file)
    {
        try
        {
            file.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            throw new BlobWriteException("The blob cannot be made durable now", e);
        }
    }

    private string Parent(string path)
    {
        var parent = Path.GetDirectoryName(path)!;
        if (Directory.Exists(parent)) return parent;
        Directory.CreateDirectory(parent);
        Durable.SyncFolder(folder);
        return parent;
    }

    // The first two random characters spread the files over a thousand folders.
    private string PathOf(BlobId id) => Path.Combine(folder, id.Text.Substring(BlobId.Prefix.Length + 1, 2), id.Text);
}
