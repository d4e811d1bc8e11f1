using System.Globalization;
using Writ.Base;
using Writ.Store.Blobs;

namespace Writ.Store.Check;

/// <summary>Every blob that a row names is there and is what it should be, and no other is.</summary>
public sealed class BlobCheck
{
    /// <summary>A file is written before its row; what is younger may be on its way.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromDays(1);

    private readonly IStore store;
    private readonly string folder;
    private readonly IReadOnlyList<IRoomCheck> rooms;

    internal BlobCheck(IStore store, string folder, IEnumerable<IRoomCheck> rooms) => (this.store, this.folder, this.rooms) = (store, folder, [.. rooms]);

    /// <param name="found">Told of each fault; of an orphan with the file's path, which may be moved aside.</param>
    public async Task Run(DateTimeOffset now, Action<RoomFault, string?> found, CancellationToken cancel = default)
    {
        var (named, rows) = await Named(cancel);
        var faults = new List<(KeptBlob Blob, RoomFault Fault)>();
        foreach (var blob in named)
        {
            cancel.ThrowIfCancellationRequested();
            if (await Look(blob, cancel) is { } fault) faults.Add((blob, fault));
        }

        if (faults.Count > 0)
        {
            // A row may have gone meanwhile, with its file, or a clip may have grown.
            var still = (await Named(cancel)).Named.ToDictionary(blob => blob.Id);
            foreach (var (blob, _) in faults)
            {
                if (still.TryGetValue(blob.Id, out var same) && await Look(same, cancel) is { } fault) found(fault, null);
            }
        }

        var ids = named.Select(blob => blob.Id.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows.Where(row => !ids.Contains(row))) found(new RoomFault("fsck-blob-row-orphan", $"small_blob {row}"), null);
        if (Directory.Exists(folder)) Orphans(ids, now, found);
    }

    private Task<(List<KeptBlob> Named, List<string> Rows)> Named(CancellationToken cancel) => store.Look(
        work => Task.FromResult((rooms.SelectMany(room => room.Blobs(work)).ToList(), work.Rows("SELECT id FROM small_blob", [], row => row.GetString(0)))), cancel);

    private async Task<RoomFault?> Look(KeptBlob blob, CancellationToken cancel)
    {
        await using var stream = await new StoredBlobs(store, new FolderBlobs(folder)).Get(blob.Id, cancel);
        var place = $"{blob.Of}, blob {blob.Id.Text}";
        if (stream is null) return blob.Least == 0 ? null : new RoomFault(blob.IsClip ? "fsck-clip-missing" : "fsck-blob-missing", place);
        if (stream.Length < blob.Least || stream.Length > blob.Most)
        {
            return new RoomFault(
                blob.IsClip ? "fsck-clip-size" : "fsck-blob-size", place,
                string.Create(CultureInfo.InvariantCulture, $"{stream.Length} bytes; {(blob.Least == blob.Most ? $"{blob.Least}" : $"{blob.Least} to {blob.Most}")} were kept"));
        }

        return blob.Fault?.Invoke(stream) is { } fault ? fault with { Place = place } : null;
    }

    private void Orphans(HashSet<string> ids, DateTimeOffset now, Action<RoomFault, string?> found)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(path);
            if (ids.Contains(name) || now.UtcDateTime - File.GetLastWriteTimeUtc(path) < OnItsWay) continue;
            var draft = name.EndsWith(".draft", StringComparison.Ordinal);
            found(new RoomFault(draft ? "fsck-leftover" : "fsck-blob-orphan", Path.Combine("blobs", Path.GetRelativePath(folder, path))), path);
        }
    }
}
