using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Vault.Keeping;

/// <summary>What was read in the log.</summary>
internal sealed partial class VaultState
{
    /// <summary>Entries read since the place was last put in the journal; after a crash they are read again.</summary>
    private const long MostUnkept = 1024;

    private readonly LogRead read = new();
    private long kept;

    /// <summary>How many entries were read.</summary>
    internal long FollowedSize
    {
        get
        {
            lock (gate) return read.Tree.Size;
        }
    }

    /// <summary>Looks something up in what was read.</summary>
    internal T InLog<T>(Func<LogRead, T> look)
    {
        lock (gate) return look(read);
    }

    /// <summary>
    /// Takes entries that follow those read, if they are what the checkpoint holds there. At another place nothing happens. How many were
    /// read then; or refusal <c>vault-follow-false</c>, and nothing changed.
    /// </summary>
    /// <param name="head">Of a checkpoint that was accepted.</param>
    /// <param name="proof">From the tree that ends with these entries to that head.</param>
    internal Result<long> Follow(long from, IReadOnlyList<ReadOnlyMemory<byte>> entries, TreeHead head, IReadOnlyList<byte[]> proof, DateTimeOffset now)
    {
        var leaves = Rfc6962.Leaves(entries);
        lock (gate)
        {
            if (from != read.Tree.Size || entries.Count == 0) return read.Tree.Size;
            var tree = read.Tree.Copy();
            tree.Append(leaves);
            if (tree.Size > head.Size || !new ConsistencyProof(tree.Size, head.Size, proof).Check(tree.Root(), head.Root)) return VaultRefusals.FollowFalse;
            var found = false;
            for (var i = 0; i < entries.Count; i++)
            {
                // Each is true by itself, so a crash between two of them does no harm: what follows is read again.
                if (read.Of(from + i, entries[i].Span, Vault, now) is not { } fact) continue;
                Decide(fact);
                found = true;
            }

            if (found || tree.Size - kept >= MostUnkept) Decide(new Entry.Followed(tree.Size, tree.Edge()));
            read.Tree = tree;
            return tree.Size;
        }
    }

    private bool ApplyLog(Entry entry)
    {
        switch (entry)
        {
            case Entry.FactSeen fact:
                read.Take(fact);
                return true;
            case Entry.Followed followed:
                read.Tree = TreeBuilder.FromEdge(followed.Size, followed.Edge) ?? throw new InvalidOperationException("Not the edge of a tree of this size");
                kept = followed.Size;
                return true;
            default:
                return false;
        }
    }
}
