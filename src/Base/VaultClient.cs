using System.Globalization;
using System.Security.Cryptography;
using Writ.Base.Sealing;

namespace Writ.Base;

/// <summary>Where an authorisation's leaf stands and what shows it, made for the checkpoint that the vault knows.</summary>
/// <param name="LeafIndex">Index in the log.</param>
/// <param name="Proof">Text of the tlog-proof, with a checkpoint at least as large as the vault's.</param>
/// <param name="Consistency">From the vault's size to that checkpoint; null when the vault's size is 0 or the same.</param>
/// <param name="Log">The log under that checkpoint, for the vault to read.</param>
/// <param name="Register">What shows the demand's register leaf; null where there is none.</param>
public sealed record ReleaseEvidence(long LeafIndex, string Proof, IReadOnlyList<byte[]>? Consistency, LogForVault Log, AskRegister? Register);

/// <summary>A log under one signed checkpoint.</summary>
/// <param name="Note">The checkpoint.</param>
/// <param name="Size">How many entries it has.</param>
/// <param name="Consistency">RFC 6962 hashes from a smaller size to it.</param>
/// <param name="Part">Some entries from an index on, each behind its length as u16: how many, and their bytes.</param>
public sealed record LogForVault(string Note, long Size, Func<long, IReadOnlyList<byte[]>> Consistency, Func<long, (int Count, byte[] Entries)> Part);

/// <summary>
/// Typed questions to the vault over any <see cref="IVault"/>. Refusals are the vault's own (<c>vault-...</c>). One for the whole process: what
/// brings the log to the vault is done by one at a time.
/// </summary>
/// <param name="memory">Keeps what the vault wants to be shown again; null: nobody does.</param>
public sealed class VaultClient(IVault vault, IVaultMemory? memory = null)
{
    /// <summary>The vault learns of newer checkpoints from others meanwhile; each try builds the evidence anew.</summary>
    private const int Tries = 16;

    private readonly SemaphoreSlim reading = new(1);

    public Task<Result<VaultDescription>> Describe(CancellationToken cancel = default) =>
        Ask<VaultDescription>(new AskDescribe(), cancel);

    /// <summary>A fresh nonce for one authorisation, 64 lower-case hex digits.</summary>
    public async Task<Result<string>> Nonce(CancellationToken cancel = default) =>
        (await Ask<VaultNonce>(new AskNonce(), cancel).ConfigureAwait(false)).Map(answer => answer.Nonce);

    /// <summary>The key that this account's records are sealed to; made durably on first ask.</summary>
    public async Task<Result<PublicKey>> PublicKey(AccountId account, CancellationToken cancel = default) =>
        (await Ask<VaultPublicKey>(new AskPublicKey(account.Text), cancel).ConfigureAwait(false))
        .Then(answer => Sealing.PublicKey.Parse(answer.Spki));

    /// <summary>A new key for this account; what was sealed before still opens.</summary>
    public async Task<Result<PublicKey>> Rotate(AccountId account, CancellationToken cancel = default) =>
        (await Ask<VaultPublicKey>(new AskRotate(account.Text), cancel).ConfigureAwait(false))
        .Then(answer => Sealing.PublicKey.Parse(answer.Spki));

    /// <summary>Destroys the keys of an account, or of one of its records, for an order that stands in the log. The hash that the order names.</summary>
    public async Task<Result<string>> Destroy(AccountId account, RecordId? record, byte[] salt, CancellationToken cancel = default) =>
        (await Ask<VaultDestroyed>(new AskDestroy(account.Text, record?.Text, salt), cancel).ConfigureAwait(false)).Map(answer => answer.What);

    /// <summary>
    /// Content keys by record; more than one, end to end, for a record whose account had several keys. The identical request is answered again until the
    /// authorisation expires; the caller wipes the keys. <paramref name="prove"/> is called again when the vault has meanwhile seen another checkpoint.
    /// </summary>
    /// <param name="opening">The JSON of the authorisation's opening.</param>
    /// <param name="approvals">What reviewer and approver signed; null: nothing.</param>
    public async Task<Result<IReadOnlyDictionary<RecordId, byte[]>>> Release(
        byte[] opening, IReadOnlyList<SealedRecord> records, Func<VaultDescription, ReleaseEvidence> prove, CancellationToken cancel = default, IReadOnlyList<byte[]>? approvals = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(prove);
        var asked = AskRecords(records);
        for (var left = Tries; ; left--)
        {
            Result<VaultKeys> answer;
            string name;
            await reading.WaitAsync(cancel).ConfigureAwait(false);
            var held = true;
            try
            {
                if (!(await Describe(cancel).ConfigureAwait(false)).TryGet(out var known, out var refusal)) return refusal;
                name = known.Vault;
                var evidence = prove(known);
                if (await Bring(evidence.Log, known, cancel).ConfigureAwait(false) is { } against)
                {
                    if (IsOutrun(against) && left > 1) continue;
                    return against;
                }

                // The first try lets others go on; who was outrun keeps them waiting.
                if (left == Tries)
                {
                    held = false;
                    reading.Release();
                }

                var consistency = evidence.Consistency is null ? null : new AskConsistency(known.Size, evidence.Consistency);
                answer = await Ask<VaultKeys>(new AskRelease(opening, evidence.LeafIndex, evidence.Proof, consistency, asked, evidence.Register, approvals ?? []), cancel).ConfigureAwait(false);
            }
            finally
            {
                if (held) reading.Release();
            }

            if (answer.Refusal is { } outrun && IsOutrun(outrun) && left > 1) continue;
            if (answer.Ok && await KeepGiven(name, cancel).ConfigureAwait(false) is { } unkept)
            {
                foreach (var key in answer.Value.Keys) CryptographicOperations.ZeroMemory(key.Key);
                return unkept;
            }

            return answer.Then(keys => ByRecord(keys.Keys, records));
        }
    }

    /// <summary>Lets the vault read the log up to this checkpoint, cosign it, and see what it gave to be kept. One signature line of the checkpoint's note.</summary>
    public async Task<Result<string>> Follow(Func<LogForVault> newest, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(newest);
        await reading.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (!(await Describe(cancel).ConfigureAwait(false)).TryGet(out var known, out var refusal)) return refusal;
            var log = newest();
            if (await Read(log, known, cancel).ConfigureAwait(false) is { } against) return against;
            var line = await Cosign(log, known, cancel).ConfigureAwait(false);
            return line.Ok && await KeepGiven(known.Vault, cancel).ConfigureAwait(false) is { } unkept ? unkept : line;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Keys without the log, in danger to life: <c>docs/spec/vault.md</c>. By record, and the vault's note that it did so.</summary>
    public async Task<Result<(IReadOnlyDictionary<RecordId, byte[]> Keys, string Note)>> BreakGlass(
        byte[] statement, byte[] token, IReadOnlyList<AskSignature> signatures, IReadOnlyList<SealedRecord> records, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        var answer = await Ask<VaultBroken>(new AskBreakGlass(statement, token, signatures, AskRecords(records)), cancel).ConfigureAwait(false);
        return answer.Then(broken => ByRecord(broken.Keys, records).Map(keys => (keys, broken.Statement)));
    }

    private static List<AskRecord> AskRecords(IReadOnlyList<SealedRecord> records) => [.. records.Select(r => new AskRecord(
        r.Record.Text, r.Account.Text, r.Category.Text, r.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), r.Header))];

    /// <summary>Somebody else brought the vault something newer meanwhile.</summary>
    private static bool IsOutrun(Refusal refusal) => refusal.Code is "vault-checkpoint-older" or "vault-consistency-missing" or "vault-not-followed";

    private static Result<IReadOnlyDictionary<RecordId, byte[]>> ByRecord(IReadOnlyList<VaultKey> keys, IReadOnlyList<SealedRecord> records)
    {
        if (keys.Count == records.Count
            && keys.Zip(records).All(pair => pair.First.Record == pair.Second.Record.Text && pair.First.Key.Length > 0 && pair.First.Key.Length % Sealer.ContentKeyLength == 0))
            return keys.Zip(records).ToDictionary(pair => pair.Second.Record, pair => pair.First.Key);
        return new Refusal("vault-answer-malformed", "What the vault answered cannot be read; check that vault and server are of one version.", RefusalKind.Unavailable);
    }

    /// <summary>What a release needs before it: the log read, and, after the vault was started anew, its last statement shown.</summary>
    private async Task<Refusal?> Bring(LogForVault log, VaultDescription known, CancellationToken cancel)
    {
        if (known.Followed < log.Size && await Read(log, known, cancel).ConfigureAwait(false) is { } against) return against;
        return known.Stands == "vault-standing-missing" && memory is not null ? (await Cosign(log, known, cancel).ConfigureAwait(false)).Refusal : null;
    }

    private async Task<Refusal?> Read(LogForVault log, VaultDescription known, CancellationToken cancel)
    {
        for (var at = known.Followed; at < log.Size;)
        {
            var (count, entries) = log.Part(at);
            var ask = new AskFollow(log.Note, Consistency(log, known), at, entries, at + count == log.Size ? [] : log.Consistency(at + count));
            if (!(await Ask<VaultFollowed>(ask, cancel).ConfigureAwait(false)).TryGet(out var followed, out var refusal)) return refusal;
            if (followed.Size == at) return new Refusal("vault-answer-malformed", "The vault does not read on; check that vault and server are of one version.", RefusalKind.Unavailable);
            at = followed.Size;
        }

        return null;
    }

    private async Task<Result<string>> Cosign(LogForVault log, VaultDescription known, CancellationToken cancel)
    {
        var shown = memory is null ? null : await memory.Standing(known.Vault, cancel).ConfigureAwait(false);
        if (!(await Ask<VaultCosigned>(new AskCosign(log.Note, Consistency(log, known), shown), cancel).ConfigureAwait(false)).TryGet(out var cosigned, out var refusal)) return refusal;
        if (memory is not null && cosigned.Standing != shown) await memory.Keep(known.Vault, cosigned.Standing, cancel).ConfigureAwait(false);
        return cosigned.Line;
    }

    /// <summary>What the vault says that it gave is kept before anything is made of it; and what an answer that was lost said, is asked for again.</summary>
    private async Task<Refusal?> KeepGiven(string name, CancellationToken cancel)
    {
        if (memory is null) return null;
        for (var (from, again) = (await memory.Given(name, cancel).ConfigureAwait(false) + 1, false); ;)
        {
            if (!(await Ask<VaultGiven>(new AskGiven(from), cancel).ConfigureAwait(false)).TryGet(out var given, out var refusal)) return refusal;
            if (given.Count < from - 1 && !again)
            {
                // An older copy of itself numbers anew: both are kept.
                (from, again) = (1, true);
                continue;
            }

            await memory.KeepGiven(name, from, given, cancel).ConfigureAwait(false);
            from += given.Notes.Count;
            if (given.Notes.Count == 0 || from > given.Count) return null;
        }
    }

    private static AskConsistency? Consistency(LogForVault log, VaultDescription known) =>
        known.Size > 0 && known.Size < log.Size ? new AskConsistency(known.Size, log.Consistency(known.Size)) : null;

    private async Task<Result<TAnswer>> Ask<TAnswer>(VaultAsk ask, CancellationToken cancel)
        where TAnswer : VaultAnswer
    {
        var answer = await vault.Exchange(VaultWire.Write(ask), cancel).ConfigureAwait(false);
        var read = VaultWire.ReadAnswer<TAnswer>(answer);
        CryptographicOperations.ZeroMemory(answer);
        return read;
    }
}

/// <summary>Where a server keeps what the vault wants to be shown again: apart from the vault's own folder, so that an old copy of it is found out.</summary>
public interface IVaultMemory
{
    /// <summary>The last that was kept; null where nothing was.</summary>
    Task<string?> Standing(string vault, CancellationToken cancel);

    Task Keep(string vault, string standing, CancellationToken cancel);

    /// <summary>Number of the last statement of something given that was kept; 0 before the first.</summary>
    Task<long> Given(string vault, CancellationToken cancel);

    /// <summary>Keeps what is new; what was kept stays.</summary>
    /// <param name="from">Number of the first of its notes.</param>
    Task KeepGiven(string vault, long from, VaultGiven given, CancellationToken cancel);
}
