using Writ.Base;
using Writ.Store.Blobs;

namespace Writ.Store.Tests.Blobs;

public sealed class FolderBlobsTests
{
    [Fact]
    public async Task A_blob_is_there_whole_until_it_is_deleted()
    {
        await using var folder = new StoreFolder();
        var blobs = new FolderBlobs(folder.Blobs);
        var id = BlobId.New();
        Assert.Null(await blobs.Get(id));
        await blobs.Put(id, new byte[] { 1, 2, 3 });
        await using (var stream = (await blobs.Get(id))!) Assert.Equal(3, stream.Length);
        await blobs.Delete(id);
        Assert.Null(await blobs.Get(id));
        await blobs.Delete(id);
    }

    [Fact]
    public async Task An_id_is_written_once()
    {
        await using var folder = new StoreFolder();
        var blobs = new FolderBlobs(folder.Blobs);
        var id = BlobId.New();
        await blobs.Put(id, new byte[] { 1 });
        await Assert.ThrowsAsync<IOException>(() => blobs.Put(id, new byte[] { 2, 3 }));
        await using var stream = (await blobs.Get(id))!;
        Assert.Equal(1, stream.Length);
        Assert.Single(Directory.EnumerateFiles(folder.Blobs, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_write_that_is_broken_off_leaves_nothing()
    {
        await using var folder = new StoreFolder();
        var blobs = new FolderBlobs(folder.Blobs);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blobs.Put(BlobId.New(), new byte[1000], cancelled.Token));
        Assert.Empty(Directory.EnumerateFiles(folder.Blobs, "*", SearchOption.AllDirectories));
    }
}
