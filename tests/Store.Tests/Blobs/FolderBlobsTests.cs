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

    [Fact]
    public async Task What_fails_while_it_is_made_leaves_nothing_and_the_failure_goes_through()
    {
        await using var folder = new StoreFolder();
        var blobs = new FolderBlobs(folder.Blobs);
        var id = BlobId.New();
        await Assert.ThrowsAsync<InvalidOperationException>(() => blobs.Put(id, async file =>
        {
            await file.WriteAsync(new byte[100_000]);
            throw new InvalidOperationException("half way");
        }));
        Assert.Null(await blobs.Get(id));
        Assert.Empty(Directory.EnumerateFiles(folder.Blobs, "*", SearchOption.AllDirectories));
        await blobs.Put(id, file => file.WriteAsync(new byte[] { 1, 2, 3 }).AsTask());
        Assert.Equal([1, 2, 3], await Bytes(blobs, id));
    }

    [Fact]
    public async Task A_blob_comes_in_pieces_and_what_lies_beyond_the_offset_is_written_over()
    {
        await using var folder = new StoreFolder();
        var blobs = new FolderBlobs(folder.Blobs);
        var id = BlobId.New();
        Assert.Equal(3, await blobs.Append(id, 0, new MemoryStream([1, 2, 3])));
        Assert.Equal(5, await blobs.Append(id, 3, new MemoryStream([4, 5])));
        Assert.Equal(4, await blobs.Append(id, 2, new MemoryStream([6, 7])));
        Assert.Equal(4, await blobs.Append(id, 4, new MemoryStream()));
        Assert.Equal([1, 2, 6, 7], await Bytes(blobs, id));
    }

    [Fact]
    public async Task An_offset_beyond_the_end_is_told_the_end()
    {
        await using var folder = new StoreFolder();
        var blobs = new FolderBlobs(folder.Blobs);
        var id = BlobId.New();
        Assert.Equal(0, await blobs.Append(id, 10, new MemoryStream([1])));
        Assert.Null(await blobs.Get(id));
        await blobs.Append(id, 0, new MemoryStream([1, 2]));
        Assert.Equal(2, await blobs.Append(id, 3, new MemoryStream([4])));
        Assert.Equal([1, 2], await Bytes(blobs, id));
    }

    [Fact]
    public async Task A_sender_that_breaks_off_leaves_the_blob_as_it_was()
    {
        await using var folder = new StoreFolder();
        var blobs = new FolderBlobs(folder.Blobs);
        var id = BlobId.New();
        await blobs.Append(id, 0, new MemoryStream([1, 2, 3]));
        await Assert.ThrowsAsync<TimeoutException>(() => blobs.Append(id, 3, new Broken()));
        Assert.Equal([1, 2, 3], await Bytes(blobs, id));
    }

    private static async Task<byte[]> Bytes(FolderBlobs blobs, BlobId id)
    {
        await using var stream = (await blobs.Get(id))!;
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>Gives some bytes and then breaks.</summary>
    private sealed class Broken : MemoryStream
    {
        private bool gave;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (gave) throw new TimeoutException();
            gave = true;
            buffer.Span[..1000].Fill(9);
            return ValueTask.FromResult(1000);
        }
    }
}
