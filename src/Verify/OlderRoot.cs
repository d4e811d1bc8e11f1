using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>The root that the tree under a signed checkpoint had at an earlier size, proved by the tiles of one source.</summary>
internal static class OlderRoot
{
    /// <summary>
    /// Null where these tiles do not prove it: then they are missing or false, which is no word on the log. What is given follows from the signed
    /// root alone, for whoever cannot find two inputs of one hash.
    /// </summary>
    public static byte[]? Of(Site site, Checkpoint checkpoint, long size, CancellationToken stop)
    {
        if (size == checkpoint.Size) return checkpoint.Root;
        if (size == 0) return [.. Rfc6962.EmptyRoot];
        var fetch = new LogFetch(site, checkpoint.Size, 1, stop);
        try
        {
            var older = new TileTree(size, (level, index, _) => Tile(level, index)).Root();
            var proof = new TileTree(checkpoint.Size, (level, index, _) => Tile(level, index)).Consistency(size);
            return proof.Check(older, checkpoint.Root) ? older : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }

        ReadOnlyMemory<byte> Tile(int level, long index)
        {
            var width = TilePath.WidthAt(level, index, checkpoint.Size);
            var tile = fetch.Tile(level, index, width).GetAwaiter().GetResult();
            return tile?.Length == width * 32 ? tile : throw new InvalidDataException("A tile is missing or cut short");
        }
    }
}
