using System.Globalization;
using System.Security.Cryptography;
using Writ.Base.Sealing;

namespace Writ.Base;

/// <summary>Where an authorisation's leaf stands and what shows it, made for the checkpoint that the vault knows.</summary>
/// <param name="LeafIndex">Index in the log.</param>
/// <param name="Proof">Text of the tlog-proof, with a checkpoint at least as large as the vault's.</param>
/// <param name="Consistency">From the vault's size to that checkpoint; null when the vault's size is 0 or the same.</param>
public sealed record ReleaseEvidence(long LeafIndex, string Proof, IReadOnlyList<byte[]>? Consistency);

/// <summary>Typed questions to the vault over any <see cref="IVault"/>. Refusals are the vault's own (<c>vault-...</c>).</summary>
public sealed class VaultClient(IVault vault)
{
    /// <summary>The vault learns of newer checkpoints from others meanwhile; each try builds the evidence anew.</summary>
    private const int Tries = 16;

    public Task<Result<VaultDescription>> Describe(CancellationToken cancel = default) =>
        Ask<VaultDescription>(new AskDescribe(), cancel);

    /// <summary>A fresh nonce for one authorisation, 64 lower-case hex digits.</summary>
    public async Task<Result<string>> Nonce(CancellationToken cancel = default) =>
        (await Ask<VaultNonce>(new AskNonce(), cancel).ConfigureAwait(false)).Map(answer => answer.Nonce);

    /// <summary>The key that this account's records are sealed to; made durably on first ask.</summary>
    public async Task<Result<PublicKey>> PublicKey(AccountId account, CancellationToken cancel = default) =>
        (await Ask<VaultPublicKey>(new AskPublicKey(account.Text), cancel).ConfigureAwait(false))
        .Then(answer => Sealing.PublicKey.Parse(answer.Spki));

    /// <summary>
    /// Content keys by record. The identical request is answered again until the authorisation expires; the caller wipes
    /// the keys. <paramref name="prove"/> is called again when the vault has meanwhile seen another checkpoint.
    /// </summary>
    /// <param name="opening">The JSON of the authorisation's opening.</param>
    public async Task<Result<IReadOnlyDictionary<RecordId, byte[]>>> Release(
        byte[] opening, IReadOnlyList<SealedRecord> records, Func<VaultDescription, ReleaseEvidence> prove, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(prove);
        var asked = records.Select(r => new AskRecord(
            r.Record.Text, r.Account.Text, r.Category.Text, r.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), r.Header)).ToList();
        for (var left = Tries; ; left--)
        {
            if (!(await Describe(cancel).ConfigureAwait(false)).TryGet(out var known, out var refusal)) return refusal;
            var evidence = prove(known);
            var consistency = evidence.Consistency is null ? null : new AskConsistency(known.Size, evidence.Consistency);
            var answer = await Ask<VaultKeys>(
                new AskRelease(opening, evidence.LeafIndex, evidence.Proof, consistency, asked), cancel).ConfigureAwait(false);
            if (answer.Refusal is { Code: "vault-checkpoint-older" or "vault-consistency-missing" } && left > 1) continue;
            return answer.Then(keys => ByRecord(keys, records));
        }
    }

    private static Result<IReadOnlyDictionary<RecordId, byte[]>> ByRecord(VaultKeys answer, IReadOnlyList<SealedRecord> records)
    {
        if (answer.Keys.Count == records.Count
            && answer.Keys.Zip(records).All(pair => pair.First.Record == pair.Second.Record.Text && pair.First.Key.Length == Sealer.ContentKeyLength))
            return answer.Keys.Zip(records).ToDictionary(pair => pair.Second.Record, pair => pair.First.Key);
        return new Refusal("vault-answer-malformed", "What the vault answered cannot be read; check that vault and server are of one version.", RefusalKind.Unavailable);
    }

    private async Task<Result<TAnswer>> Ask<TAnswer>(VaultAsk ask, CancellationToken cancel)
        where TAnswer : VaultAnswer
    {
        var answer = await vault.Exchange(VaultWire.Write(ask), cancel).ConfigureAwait(false);
        var read = VaultWire.ReadAnswer<TAnswer>(answer);
        CryptographicOperations.ZeroMemory(answer);
        return read;
    }
}
