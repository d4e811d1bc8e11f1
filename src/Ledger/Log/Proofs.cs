namespace Writ.Ledger.Log;

/// <summary>That one leaf is in a tree (RFC 6962 section 2.1.1). Hashes from the leaf's sibling up, 32 bytes each.</summary>
public sealed record InclusionProof(long Index, long Size, IReadOnlyList<byte[]> Hashes)
{
    /// <param name="leafHash">32 bytes, see <see cref="Rfc6962.Leaf(ReadOnlySpan{byte})"/>.</param>
    /// <param name="root">32 bytes.</param>
    public bool Check(ReadOnlySpan<byte> leafHash, ReadOnlySpan<byte> root)
    {
        if (Index < 0 || Index >= Size || leafHash.Length != 32 || root.Length != 32) return false;
        var (node, last) = (Index, Size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in Hashes)
        {
            if (last == 0 || sibling.Length != 32) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = Rfc6962.Node(sibling, hash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = Rfc6962.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }
}

/// <summary>That a tree only grew (RFC 6962 section 2.1.2). From size 0, and between equal sizes, it has no hashes.</summary>
public sealed record ConsistencyProof(long OldSize, long NewSize, IReadOnlyList<byte[]> Hashes)
{
    public bool Check(ReadOnlySpan<byte> oldRoot, ReadOnlySpan<byte> newRoot)
    {
        if (OldSize < 0 || OldSize > NewSize || oldRoot.Length != 32 || newRoot.Length != 32) return false;
        if (OldSize == 0) return Hashes.Count == 0 && oldRoot.SequenceEqual(Rfc6962.EmptyRoot);
        if (OldSize == NewSize) return Hashes.Count == 0 && oldRoot.SequenceEqual(newRoot);
        if (Hashes.Count == 0 || Hashes.Any(hash => hash.Length != 32)) return false;

        // RFC 9162 section 2.1.4.2; an old tree that is a whole subtree stands for its own first hash.
        var path = long.IsPow2(OldSize) ? [oldRoot.ToArray(), .. Hashes] : Hashes;
        var (node, last) = (OldSize - 1, NewSize - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        var (older, newer) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                (older, newer) = (Rfc6962.Node(hash, older), Rfc6962.Node(hash, newer));
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                newer = Rfc6962.Node(newer, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && oldRoot.SequenceEqual(older) && newRoot.SequenceEqual(newer);
    }
}
