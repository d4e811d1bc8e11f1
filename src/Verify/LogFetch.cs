using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>Fetches a log's files, several at a time, and gives them in order. At most twice as many bundles as connections are held at once.</summary>
internal sealed class LogFetch(Site site, long size, int connections, CancellationToken stop)
{
    // Room for a tile that is too long, so that it is told to be false rather than unreadable.
    private const int MaxTile = 1 << 16;

    private readonly SemaphoreSlim turns = new(connections);

    /// <summary>Files of a log of this size: bundles, and tiles of every level.</summary>
    public static long Files(long size) => FilesBefore(size) + Enumerable.Range(0, TileRows.Levels).Sum(level => TileRows.Width(level, size) > 0 ? level == 0 ? 2L : 1L : 0L);

    /// <summary>Full files of the first entries, so many of them.</summary>
    public static long FilesBefore(long size)
    {
        var sum = size / TilePath.Width;
        for (var level = 0; level < TileRows.Levels; level++) sum += (size >> (8 * level)) / TilePath.Width;
        return sum;
    }

    /// <summary>Every bundle, with its tile, from the one that holds this entry on.</summary>
    public IEnumerable<Fetched> From(long entry)
    {
        var pending = new Queue<Task<Fetched>>();
        for (var index = entry / TilePath.Width; entry < size && TilePath.WidthAt(0, index, size) > 0; index++)
        {
            // Off this thread: a folder's files are read at once, and would be read one after another.
            var at = index;
            pending.Enqueue(Task.Run(() => Bundle(at), CancellationToken.None));
            if (pending.Count >= 2 * connections) yield return Next(pending);
        }

        while (pending.Count > 0) yield return Next(pending);
    }

    /// <summary>Null if the log serves neither the tile nor, once it has grown past it, the full one that begins with it.</summary>
    public async Task<byte[]?> Tile(int level, long index, int width)
    {
        if (await Read("ledger/" + TilePath.Tile(level, index, width), MaxTile) is { } exact) return exact;
        if (width == TilePath.Width) return null;
        var full = await Read("ledger/" + TilePath.Tile(level, index), MaxTile);
        return full?.AsSpan(0, Math.Min(full.Length, width * 32)).ToArray();
    }

    private Fetched Next(Queue<Task<Fetched>> pending) => pending.Dequeue().WaitAsync(stop).GetAwaiter().GetResult();

    private async Task<Fetched> Bundle(long index)
    {
        var width = TilePath.WidthAt(0, index, size);
        var tile = Tile(0, index, width);
        var path = "ledger/" + TilePath.Entries(index, width);
        var bytes = await Read(path, EntryBundle.MaxBytes);
        if (bytes is null && width < TilePath.Width)
        {
            var full = "ledger/" + TilePath.Entries(index);
            bytes = await Read(full, EntryBundle.MaxBytes);
            if (bytes is not null) path = full;
        }

        return new Fetched(path, bytes, await tile);
    }

    private async Task<byte[]?> Read(string path, long maxBytes)
    {
        await turns.WaitAsync(stop);
        try
        {
            return await site.Read(path, maxBytes);
        }
        finally
        {
            turns.Release();
        }
    }
}

internal sealed record Fetched(string Path, byte[]? Bytes, byte[]? Tile);
