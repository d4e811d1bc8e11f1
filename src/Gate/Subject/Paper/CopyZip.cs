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
    private readonly PatientStream output;
    private readonly DateTimeOffset at;
    private readonly CancellationToken cancel;
    private readonly List<CopyFile> files = [];

    private CopyZip(ZipArchive zip, PatientStream output, DateTimeOffset at, CancellationToken cancel) =>
        (this.zip, this.output, this.at, this.cancel) = (zip, output, at, cancel);

    public static async Task<CopyZip> Begin(Stream output, DateTimeOffset at, CancellationToken cancel)
    {
        var patient = new PatientStream(output);
        return new CopyZip(await ZipArchive.CreateAsync(patient, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel), patient, at, cancel);
    }

    public async Task Add(string name, Func<Stream, Task> write)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = at;
        await using (var inner = await entry.OpenAsync(cancel))
        {
            using var measured = new MeasuredStream(inner);
            await write(measured);
            files.Add(measured.Done(name));
        }

        await output.FlushAsync(cancel);
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
        await output.FlushAsync(cancel);
    }
}
