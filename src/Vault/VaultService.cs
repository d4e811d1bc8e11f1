using System.Security.Cryptography;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;
using Writ.Vault.Keeping;
using Writ.Vault.Releasing;

namespace Writ.Vault;

/// <summary>
/// The keys. Records are sealed to public keys that it gives to anyone who asks; only a release, for an authorisation that is in
/// the log it is pinned to, gives a key, and then only those of single records. It reads no database and asks nobody: it
/// believes its own folder, its own clock, the log's signature and what it can compute. <c>docs/spec/vault.md</c>.
/// </summary>
public sealed partial class VaultService : IVault, IAsyncDisposable, IDisposable
{
    private readonly VaultState state;
    private readonly IReadOnlyList<IReleaseStep> steps;
    private readonly IReadOnlyList<CheckpointStep> checkpoints;
    private readonly CosignedJustNow justNow;
    private readonly BreakGlass glass;
    private readonly CosigningKey cosigner;
    private readonly SigningKey statements;
    private readonly VaultOptions options;
    private readonly TimeProvider clock;
    private readonly WitnessPolicy policy;
    private volatile bool stopped;

    private VaultService(VaultState state, VerifierKey log, WitnessPolicy policy, TimeProvider clock, VaultOptions options)
    {
        (this.state, this.policy, this.clock, this.options) = (state, policy, clock, options);
        steps = ReleaseSteps.InOrder(state, log, policy, clock, options);
        checkpoints = ReleaseSteps.ForCheckpoints(state, log, policy);
        justNow = new CosignedJustNow(state, policy, clock);
        glass = new BreakGlass(state, options, clock);
        (cosigner, statements) = (state.Signer.Cosigner(log.Name, state.Vault), state.Signer.Statements(state.Vault));
        state.HeardAt(clock.GetUtcNow());
    }

    /// <summary>Text form <c>vlt_</c> and 16 characters; every authorisation must name it.</summary>
    public string Id => state.Vault;

    /// <summary>What was cut off the journal's end at start (a torn write that was never acknowledged), in words; null as a rule.</summary>
    public string? CutAtStart => state.Cut;

    /// <summary>
    /// Opens the folder, or makes it on first start. It is held until disposed: one process at a time. Refusals <c>vault-in-use</c>,
    /// <c>vault-folder-open</c>, <c>vault-folder-incomplete</c>, <c>vault-journal-damaged</c>, <c>vault-policy-changed</c>.
    /// </summary>
    /// <param name="folder">The vault's own, mode 0700.</param>
    /// <param name="log">The one log whose checkpoints count; its name is the origin.</param>
    /// <param name="policy">Pinned with the first thing that the vault does; a start with another is refused until <see cref="AcceptPolicy"/>.</param>
    /// <param name="options">Null: as usual.</param>
    public static Result<VaultService> Open(string folder, VerifierKey log, WitnessPolicy policy, TimeProvider clock, VaultOptions? options = null) =>
        Open(folder, log, policy, clock, options, null);

    /// <param name="probe">Where a test breaks the journal.</param>
    internal static Result<VaultService> Open(
        string folder, VerifierKey log, WitnessPolicy policy, TimeProvider clock, VaultOptions? options, Action<JournalStep>? probe)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(clock);
        if (!VaultState.Open(folder, probe).TryGet(out var state, out var refusal)) return refusal;
        if (state.StartsWith(policy, clock.GetUtcNow())) return new VaultService(state, log, policy, clock, options ?? VaultOptions.Usual);
        state.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return VaultRefusals.PolicyChanged;
    }

    /// <inheritdoc/>
    public async Task<byte[]> Exchange(byte[] request, CancellationToken cancel)
    {
        if (!VaultWire.ReadAsk(request).TryGet(out var ask, out var refusal)) return Write(refusal);
        if (stopped) return Write(VaultRefusals.JournalStopped);
        try
        {
            return ask switch
            {
                AskDescribe => Describe(),
                AskNonce => await Nonce(cancel).ConfigureAwait(false),
                AskPublicKey key => await PublicKey(key, cancel).ConfigureAwait(false),
                AskFollow follow => Follow(follow),
                AskCosign cosign => await Cosign(cosign, cancel).ConfigureAwait(false),
                AskRotate rotate => await Rotate(rotate, cancel).ConfigureAwait(false),
                AskGiven given => await Given(given, cancel).ConfigureAwait(false),
                AskDestroy destroy => await Destroy(destroy, cancel).ConfigureAwait(false),
                AskBreakGlass broken => await Break(broken, cancel).ConfigureAwait(false),
                AskRelease release => await Release(release, cancel).ConfigureAwait(false),
                _ => Write(VaultRefusals.Request),
            };
        }
        catch (Exception e) when (e is IOException || stopped)
        {
            // The journal failed, or the vault was closed under a request in flight: its answer is not given.
            return Write(VaultRefusals.JournalStopped);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (stopped) return;
        stopped = true;
        await state.DisposeAsync().ConfigureAwait(false);
        cosigner.Dispose();
        statements.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static byte[] Write(Refusal refusal) => VaultWire.Write(refusal);

    private byte[] Describe()
    {
        var known = state.Known;
        IReadOnlyList<VaultOwed> owed = [.. state.Owed.Select(one => new VaultOwed(
            Convert.ToHexStringLower(one.Statement), one.Count, DateTimeOffset.FromUnixTimeSeconds(one.At), Statements.Glass(statements, one)))];
        return VaultWire.Write(new VaultDescription(
            state.Vault, known.Size, known.Root, policy.Witnesses.Count, state.FollowedSize, cosigner.Verifier.ToString(), state.Against?.Code, owed, options.SignedDecisions, policy.Text,
            state.Pinned is { } pinned && pinned.Policy == policy.Text ? DateTimeOffset.FromUnixTimeSeconds(pinned.At) : null));
    }

    private async Task<byte[]> Nonce(CancellationToken cancel)
    {
        var nonce = RandomNumberGenerator.GetBytes(32);
        state.Issue(nonce);
        await state.Durable().WaitAsync(cancel).ConfigureAwait(false);
        return VaultWire.Write(new VaultNonce(Convert.ToHexStringLower(nonce)));
    }

    private async Task<byte[]> PublicKey(AskPublicKey ask, CancellationToken cancel)
    {
        if (!AccountId.TryParse(ask.Account, out var account)) return Write(VaultRefusals.BadAccount);
        if (state.PublicKeyOf(account) is not { } spki) return Write(VaultRefusals.Destroyed);

        // Also when another made it just now: what is sealed to a key that a crash then loses is lost.
        await state.Durable().WaitAsync(cancel).ConfigureAwait(false);
        return VaultWire.Write(new VaultPublicKey(spki));
    }

    private async Task<byte[]> Release(AskRelease ask, CancellationToken cancel)
    {
        using var release = new Release(ask);
        foreach (var step in steps)
        {
            if (step.Check(release) is { } refusal) return Write(refusal);
        }

        // Until this line nobody was told anything; after it, a crash finds checkpoint and spending in the journal.
        await state.Durable().WaitAsync(cancel).ConfigureAwait(false);
        return VaultWire.Write(new VaultKeys(KeysOf(release), Note(state.GivenFor(release.Leaf))));
    }

    private static IReadOnlyList<VaultKey> KeysOf(Release release) => [.. release.Records.Zip(release.Keys, (record, key) => new VaultKey(record.Record.Text, key))];
}
