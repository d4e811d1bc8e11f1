using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Vault.Keeping;

namespace Writ.Vault;

/// <summary>New keys in the place of old ones, keys that end, and keys without the log. And what an operator does while the vault stands still.</summary>
public sealed partial class VaultService
{
    private const int MostTokens = 100;

    private const int MostOfficers = 16;

    /// <summary>
    /// Gives a vault that stands still a new master key. How many account keys were wrapped anew; refusals of <see cref="Open(string, Ledger.Log.VerifierKey, Ledger.Log.WitnessPolicy, TimeProvider, VaultOptions)"/>.
    /// </summary>
    public static Result<int> RotateMaster(string folder) => MasterRotation.Rotate(folder);

    /// <summary>
    /// The operator knows that this is an older copy. Everything that was issued for authorisations until now is void. True where it was one;
    /// refusals of opening.
    /// </summary>
    public static Result<bool> Acknowledge(string folder) => While(folder, state =>
    {
        var older = state.OlderThan is not null;
        state.Acknowledge();
        return older;
    });

    /// <summary>From now on this is the policy of witnesses by which the vault judges, standing still as it is. False where it was already; refusals of opening.</summary>
    public static Result<bool> AcceptPolicy(string folder, WitnessPolicy policy, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(clock);
        return While(folder, state => state.Accept(policy, clock.GetUtcNow()));
    }

    /// <summary>Makes tokens for break-glass: 32 bytes each, shown once. Refusals of opening.</summary>
    /// <param name="count">1 to 100.</param>
    /// <param name="needed">How many of the officers have to sign, two at least.</param>
    /// <param name="officers">Their keys, which have to be enrolled in the log for it by the time they sign; 16 at most.</param>
    public static Result<IReadOnlyList<byte[]>> MakeTokens(string folder, int count, int needed, IReadOnlyList<PublicKey> officers)
    {
        ArgumentNullException.ThrowIfNull(officers);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostTokens);
        ArgumentOutOfRangeException.ThrowIfLessThan(needed, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(officers.Count, MostOfficers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(needed, officers.Distinct().Count());
        byte[] thumbprints = [.. officers.Distinct().SelectMany(key => Convert.FromHexString(key.Thumbprint))];
        return While<IReadOnlyList<byte[]>>(folder, state =>
        {
            var tokens = Enumerable.Range(0, count).Select(_ => RandomNumberGenerator.GetBytes(32)).ToList();
            foreach (var token in tokens) state.MakeToken(new Entry.TokenMade(SHA256.HashData(token), needed, thumbprints));
            return tokens;
        });
    }

    /// <summary>Something that is done on the folder alone, durable when this returns.</summary>
    private static Result<T> While<T>(string folder, Func<VaultState, T> act)
    {
        if (!VaultState.Open(folder).TryGet(out var state, out var refusal)) return refusal;
        try
        {
            var done = act(state);
            state.Durable().GetAwaiter().GetResult();
            return Result<T>.Of(done);
        }
        catch (IOException)
        {
            return VaultRefusals.JournalStopped;
        }
        finally
        {
            state.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private async Task<byte[]> Rotate(AskRotate ask, CancellationToken cancel)
    {
        if (!AccountId.TryParse(ask.Account, out var account)) return Write(VaultRefusals.BadAccount);
        if (state.Rotate(account) is not { } spki) return Write(VaultRefusals.Destroyed);
        await state.Durable().WaitAsync(cancel).ConfigureAwait(false);
        return VaultWire.Write(new VaultPublicKey(spki));
    }

    private async Task<byte[]> Destroy(AskDestroy ask, CancellationToken cancel)
    {
        if (!AccountId.TryParse(ask.Account, out var account)) return Write(VaultRefusals.BadAccount);
        RecordId? record = null;
        if (ask.Record is not null)
        {
            if (!RecordId.TryParse(ask.Record, out var named)) return Write(VaultRefusals.Request);
            record = named;
        }

        if (ask.Salt.Length != 32) return Write(VaultRefusals.Request);
        var what = DestroyOrder.Of(Id, account, record, ask.Salt);
        if (state.InLog(read => read.OrderSince(what)) is not { } since) return Write(VaultRefusals.OrderMissing);
        if (!options.HasCooled(since, clock.GetUtcNow())) return Write(VaultRefusals.OrderCooling);
        if (record is { } one) state.Destroy(one);
        else await state.Destroy(account).WaitAsync(cancel).ConfigureAwait(false);
        await state.Durable().WaitAsync(cancel).ConfigureAwait(false);
        return VaultWire.Write(new VaultDestroyed(what));
    }

    private async Task<byte[]> Break(AskBreakGlass ask, CancellationToken cancel)
    {
        if (!glass.Open(ask).TryGet(out var opened, out var refusal)) return Write(refusal);
        using var release = opened.Release;

        // Nobody has a key before the journal says that one was given.
        await state.Durable().WaitAsync(cancel).ConfigureAwait(false);
        return VaultWire.Write(new VaultBroken(KeysOf(release), Statements.Glass(statements, opened.Owed)));
    }
}
