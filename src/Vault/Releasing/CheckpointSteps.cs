using System.Buffers.Binary;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Vault.Keeping;

namespace Writ.Vault.Releasing;

/// <summary>The checkpoint carries a right signature of the one log that this vault is pinned to, and no false one of a known key.</summary>
internal sealed class SignedByPinnedLog(VerifierKey log, WitnessPolicy policy) : CheckpointStep
{
    private readonly VerifierKey[] known = [log, .. policy.Witnesses];

    internal override Refusal? Check(Offered offered)
    {
        var opened = Checkpoint.Open(offered.Note, known, out var signedBy);
        if (!opened.TryGet(out var checkpoint, out _) || checkpoint.Origin != log.Name || !signedBy.Contains(log)) return VaultRefusals.Signature;
        offered.Checkpoint = checkpoint;
        offered.SignedBy = signedBy;
        return null;
    }
}

/// <summary>As many of the pinned witnesses as the policy demands have cosigned the checkpoint.</summary>
internal sealed class CosignedByWitnesses(WitnessPolicy policy) : CheckpointStep
{
    internal override Refusal? Check(Offered offered) => policy.IsMet(offered.SignedBy) ? null : VaultRefusals.Witnesses;
}

/// <summary>
/// The cosignatures that count were made within the last ten minutes, one minute of difference between clocks allowed:
/// else an old view of the log could be shown to the vault for ever.
/// </summary>
internal sealed class CosignedJustNow(VaultState state, WitnessPolicy policy, TimeProvider clock) : CheckpointStep
{
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Newest = TimeSpan.FromMinutes(1);

    internal override Refusal? Check(Offered offered)
    {
        if (policy.Witnesses.Count == 0) return Heard();
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var fresh = offered.SignedBy.Where(key => key.Type != VerifierKey.Cosignature || Times(offered.Note, key)
            .All(time => time >= now - (long)Oldest.TotalSeconds && time <= now + (long)Newest.TotalSeconds)).ToList();
        return policy.IsMet(fresh) ? Heard() : VaultRefusals.CosignatureTime;
    }

    private Refusal? Heard()
    {
        state.HeardAt(clock.GetUtcNow());
        return null;
    }

    /// <summary>Seconds since 1970 of every cosignature in the note under this key's name and id (C2SP tlog-cosignature: id, time, signature).</summary>
    private static IEnumerable<long> Times(string note, VerifierKey key)
    {
        foreach (var line in note.Split('\n'))
        {
            var words = line.Split(' ');
            if (words is not ["\u2014", var name, var base64] || name != key.Name) continue;
            var bytes = Convert.FromBase64String(base64);
            if (bytes.Length == 4 + 8 + 64 && BinaryPrimitives.ReadUInt32BigEndian(bytes) == key.Id)
                yield return BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(4));
        }
    }
}

/// <summary>
/// The log that the vault saw last is the beginning of this one. The larger checkpoint is put in the journal before
/// any key is given, so that after a crash the vault cannot be shown a smaller one.
/// </summary>
internal sealed class LogOnlyGrew(VaultState state) : CheckpointStep
{
    internal override Refusal? Check(Offered offered)
    {
        var checkpoint = offered.Checkpoint;
        while (true)
        {
            var known = state.Known;
            if (checkpoint.Size < known.Size) return VaultRefusals.CheckpointOlder;
            if (checkpoint.Size == known.Size)
                return known.Size == 0 || checkpoint.Root.AsSpan().SequenceEqual(known.Root) ? null : VaultRefusals.CheckpointForked;
            if (known.Size > 0)
            {
                if (offered.Consistency is not { } brought || brought.From != known.Size) return VaultRefusals.ConsistencyMissing;
                if (!new ConsistencyProof(known.Size, checkpoint.Size, brought.Hashes).Check(known.Root, checkpoint.Root)) return VaultRefusals.ConsistencyFalse;
            }

            if (state.Advance(known, new Entry.CheckpointSeen(checkpoint.Size, checkpoint.Root))) return null;
        }
    }
}

/// <summary>The authorisation's leaf, made anew from its opening, is in that log at the place that was named.</summary>
internal sealed class InTheLog : IReleaseStep
{
    public Refusal? Check(Release release) =>
        release.Proof.Index == release.Ask.LeafIndex
        && new InclusionProof(release.Proof.Index, release.Checkpoint.Size, release.Proof.Hashes).Check(release.Leaf, release.Checkpoint.Root)
            ? null
            : VaultRefusals.Inclusion;
}
