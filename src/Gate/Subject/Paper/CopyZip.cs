using System.IO.Compression;
using System.Security.Cryptography;

namespace Writ.Gate.Subject.Paper;

/// <summary>A file of the copy, as the manifest lists it.</summary>
internal sealed record CopyFile(string Name, string Sha256, long Size);

/// <summary>
/// A ZIP that is written as it goes, to a stream that cannot be sought. It has its end only after <see cref="End"/>: whatever breaks off
/// before is no ZIP, so a part is never taken for the whole.
/// </summary>
internal sealed class CopyZip
{
    private readonly ZipArchive zip;
    private readonly DateTimeOffset at;
    private readonly CancellationToken cancel;
    private readonly List<CopyFile> files = [];

    private CopyZip(ZipArchive zip, DateTimeOffset at, CancellationToken cancel) => (this.zip, this.at, this.cancel) = (zip, at, cancel);

    public static async Task<CopyZip> Begin(Stream output, DateTimeOffset at, CancellationToken cancel) =>
        new(await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel), at, cancel);

    public async Task Add(string name, Func<Stream, Task> write)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = at;
        await using var inner = await entry.OpenAsync(cancel);
        using var measured = new MeasuredStream(inner);
        await write(measured);
        files.Add(measured.Done(name));
    }

    public Task Add(string name, byte[] content) => Add(name, async file =>
    {
        await file.WriteAsync(content, cancel);
        CryptographicOperations.ZeroMemory(content);
    });

    /// <summary>Adds the manifest of all files before it, and the ZIP's own list.</summary>
    public async Task End(Func<IReadOnlyList<CopyFile>, byte[]> manifest)
    {
        await Add("manifest.json", manifest([.. files]));
        await zip.DisposeAsync();
    }
}

/// <summary>Hashes and counts what is written through it.</summary>
internal sealed class MeasuredStream(Stream inner) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long size;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => size;

    public override long Position
    {
        get => size;
        set => throw new NotSupportedException();
    }

    public CopyFile Done(string name) => new(name, Convert.ToHexStringLower(hash.GetHashAndReset()), size);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        hash.AppendData(buffer.Span);
        size += buffer.Length;
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing here blocks a thread.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }
}
