using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;
using Writ.Base;

namespace Writ.Ledger.Log;

/// <summary>Writes a log's files and remembers which of them are not durable yet.</summary>
internal sealed class TileWriter(LogFolder folder)
{
    private const int FlushesAtOnce = 8;

    // Bundles and tiles of one batch are written side by side.
    private readonly Lock books = new();
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> unsynced = new(StringComparer.Ordinal);
    private readonly HashSet<string> newFolders = new(StringComparer.Ordinal);

    /// <summary>
    /// A file that is there already is what a crash, or a batch that was not accepted, left behind: it is replaced whole
    /// if it differs, so that a reader never sees it half written.
    /// </summary>
    public void Write(string relative, ReadOnlySpan<byte> content)
    {
        var path = folder.Full(relative);
        lock (books)
        {
            unsynced.Add(path);
            Folder(Path.GetDirectoryName(path)!);
        }

        if (File.Exists(path))
        {
            if (!content.SequenceEqual(File.ReadAllBytes(path))) folder.Replace(relative, content);
            return;
        }

        folder.Create(path, content, FileMode.CreateNew);
    }

    public void Publish(string note)
    {
        unsynced.Add(folder.Full(TilePath.Checkpoint));
        unsynced.Add(folder.Full(TilePath.VerifierKey));
        folder.WriteCheckpoint(note);
    }

    /// <summary>Crash within: some files are durable and some not; the caller still counts all of them as not.</summary>
    public void Sync(long acceptedSize)
    {
        var replaced = unsynced.Where(path => IsFull(path, acceptedSize)).Select(path => path + ".p").ToHashSet(StringComparer.Ordinal);
        // What a full tile is about to replace need not be made durable first.
        FlushAll([.. unsynced.Where(path => !replaced.Contains(Path.GetDirectoryName(path)!))]);

        var touched = unsynced.Concat(newFolders).Select(path => Path.GetDirectoryName(path)!).Except(replaced, StringComparer.Ordinal);
        foreach (var path in touched.Distinct(StringComparer.Ordinal))
        {
            folder.Before?.Invoke(DiskCall.FlushFolder, path);
            Durable.SyncFolder(path);
        }

        foreach (var partials in replaced) Drop(partials);
        unsynced.Clear();
        newFolders.Clear();
    }

    /// <summary>Partial tiles may go once the full one is durable and its entries are accepted (tlog-tiles, Partial Tiles).</summary>
    private void Drop(string partials)
    {
        if (Directory.Exists(partials))
        {
            folder.Before?.Invoke(DiskCall.Delete, partials);
            Directory.Delete(partials, recursive: true);
        }

        folders.Remove(partials);
    }

    private bool IsFull(string path, long acceptedSize)
    {
        var parts = Path.GetRelativePath(folder.Root, path).Replace('\\', '/').Split('/');
        if (parts.Length < 3 || parts[0] != "tile" || parts[^2].EndsWith(".p", StringComparison.Ordinal)) return false;
        var level = parts[1] == "entries" ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        var index = parts[2..].Aggregate(0L, (sum, part) => (sum * 1000) + long.Parse(part.TrimStart('x'), CultureInfo.InvariantCulture));
        return TilePath.WidthAt(level, index, acceptedSize) == TilePath.Width;
    }

    private void Folder(string path)
    {
        if (folders.Contains(path)) return;
        if (!Directory.Exists(path))
        {
            // May throw on a full disk: the folder is known only once it is there.
            folder.MakeFolder(path);
            for (var at = path; at.Length > folder.Root.Length; at = Path.GetDirectoryName(at)!) newFolders.Add(at);
        }

        folders.Add(path);
    }

    /// <summary>
    /// Several at once: a disk serves many that wait for it in the time of one, and a journal joins them. All are tried, and the
    /// first fault is thrown.
    /// </summary>
    private void FlushAll(string[] paths)
    {
        // A start that made the tail again has flushed it already.
        if (paths.Length == 0) return;
        var next = -1;
        var faults = new ConcurrentQueue<Exception>();
        // Threads of their own: they wait for the disk, and the pool would lend only as many as there are processors.
        var others = Enumerable.Range(0, Math.Min(FlushesAtOnce, paths.Length) - 1).Select(_ => new Thread(Flush)).ToList();
        foreach (var other in others) other.Start();
        Flush();
        foreach (var other in others) other.Join();
        if (faults.TryDequeue(out var fault)) ExceptionDispatchInfo.Throw(fault);

        void Flush()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < paths.Length;)
            {
                try
                {
                    using var file = OpenIfThere(paths[i]);
                    if (file is null) continue;
                    folder.Before?.Invoke(DiskCall.Flush, paths[i]);
                    RandomAccess.FlushToDisk(file);
                }
                catch (Exception e)
                {
                    faults.Enqueue(e);
                }
            }
        }
    }

    private static SafeFileHandle? OpenIfThere(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // The verifier key may never have been written by this process.
            return null;
        }
    }
}
