using Writ.Base;
using Writ.Ledger.Register;
using Writ.Vault.Keeping;

namespace Writ.Vault;

/// <summary>The vault logs its own act: statements, under its own key, of what it gave.</summary>
public sealed partial class VaultService
{
    private const int MostNotes = 1000;

    /// <summary>Verifier key of its statements; an auditor takes it from whoever runs the vault.</summary>
    public string StatementKey => statements.Verifier.ToString();

    private async Task<byte[]> Given(AskGiven ask, CancellationToken cancel)
    {
        if (ask.From < 1) return Write(VaultRefusals.Request);
        var ((count, size), some) = (state.GivenUntil, state.Givings(ask.From, MostNotes));
        var until = new GivenUntil(Id, count, size, clock.GetUtcNow()).Sign(statements);

        // Nothing is said of what a crash would forget.
        await state.Durable().WaitAsync(cancel).ConfigureAwait(false);
        return VaultWire.Write(new VaultGiven(StatementKey, [.. some.Select(Note)], count, size, until));
    }

    private string Note(Entry.KeysGiven given) =>
        new ReleaseGiven(Id, given.Number, given.Leaf, given.Count, DateTimeOffset.FromUnixTimeSeconds(given.At)).Sign(statements);
}
