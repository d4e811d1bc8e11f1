using Writ.Base;
using Writ.Ledger.Log;
using Writ.Vault.Keeping;
using Writ.Vault.Releasing;

namespace Writ.Vault;

/// <summary>What is brought to the vault without asking for a key: the log to read, checkpoints to cosign.</summary>
public sealed partial class VaultService
{
    private byte[] Follow(AskFollow ask)
    {
        if (ask.From < 0 || ask.Entries.Length > VaultWire.MaxEntries || !StrictParse.Fits(ask.Consistency) || !StrictParse.AreHashes(ask.Proof)) return Write(VaultRefusals.Request);
        if (EntryBundle.ReadAll(ask.Entries) is not { } entries) return Write(VaultRefusals.Request);
        if (Accept(ask.Note, ask.Consistency).TryGet(out var offered, out var refusal)
            && state.Follow(ask.From, entries, offered.Checkpoint.Head, ask.Proof, clock.GetUtcNow()).TryGet(out var size, out refusal))
            return VaultWire.Write(new VaultFollowed(size));

        // Not made durable first: what a crash forgets of it is read again, before anything is given.
        return Write(refusal);
    }

    private async Task<byte[]> Cosign(AskCosign ask, CancellationToken cancel)
    {
        if (!StrictParse.Fits(ask.Consistency)) return Write(VaultRefusals.Request);
        if (ask.Standing is { } note)
        {
            if (Statements.ReadStanding(statements, note) is not { } standing) return Write(VaultRefusals.StandingFalse);
            state.Show(standing.Number, standing.Token);
        }

        if (!Accept(ask.Note, ask.Consistency).TryGet(out var offered, out var refusal)) return Write(refusal);

        // An old copy of the vault does not vouch for anything, and gives no statement that would cover what it has forgotten.
        if (state.OlderThan is not null) return await Told(VaultRefusals.Restored, cancel).ConfigureAwait(false);
        if (ask.Standing is null && state.Against is { } against && against == VaultRefusals.StandingMissing) return Write(against);
        var line = cosigner.Cosign(offered.Checkpoint.ToText(), clock.GetUtcNow().ToUnixTimeSeconds());
        var next = Statements.Standing(statements, state.Stand());
        await state.Durable().WaitAsync(cancel).ConfigureAwait(false);
        return VaultWire.Write(new VaultCosigned(line, next));
    }

    private async Task<byte[]> Told(Refusal refusal, CancellationToken cancel)
    {
        await state.Durable().WaitAsync(cancel).ConfigureAwait(false);
        return Write(refusal);
    }

    private Result<Offered> Accept(string note, AskConsistency? consistency)
    {
        var offered = new Offered(consistency) { Note = note };
        foreach (var step in checkpoints)
        {
            if (step.Check(offered) is { } refusal) return refusal;
        }

        // Whether it is fresh matters here only to break-glass.
        _ = justNow.Check(offered);
        return offered;
    }
}
