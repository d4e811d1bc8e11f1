using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Authorise;
using Writ.Gate.Release;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Gate.Glass;

/// <summary>A statement as it stands.</summary>
/// <param name="Sha256">Of its bytes, lower-case hex: what the record will name.</param>
/// <param name="TokenHash">SHA-256 of the token that it is for.</param>
/// <param name="AskedAt">When the vault was first asked with it; null: it was not.</param>
public sealed record GlassStatement(string Sha256, string TokenHash, string Why, string MadeBy, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? AskedAt);

/// <param name="Waits">A release waits for the record.</param>
/// <param name="Statement">In force; null where there is none.</param>
public sealed record GlassCase(bool Waits, GlassStatement? Statement);

/// <summary>
/// A release in danger to life while the record is out (vault.md, Break-glass): what two people authorised at the gate is put in a statement for one token, officers sign it on
/// their own machines, and the vault gives keys for it. That it did is owed to the record from that moment on. Tokens and signatures are neither kept nor logged.
/// </summary>
public sealed class BreakGlassRelease
{
    private const int MostSignatures = 32;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly IStore store;
    private readonly VaultClient vault;
    private readonly ReleaseAuthorised release;
    private readonly OpeningKeys openings;
    private readonly TimeProvider time;

    internal BreakGlassRelease(IStore store, VaultClient vault, ReleaseAuthorised release, OpeningKeys openings, TimeProvider time) =>
        (this.store, this.vault, this.release, this.openings, this.time) = (store, vault, release, openings, time);

    public Task<GlassCase> About(DemandId demand) => store.Look(async work =>
    {
        var now = time.GetUtcNow();
        if (await Waiting(work, demand, now) is not { } row) return new GlassCase(false, null);
        return new GlassCase(true, await Statement(work, row, now) is { } s ? new GlassStatement(s.Sha256, s.TokenHash, s.Why, s.MadeBy, s.MadeAt, s.ExpiresAt, s.AskedAt) : null);
    });

    /// <summary>The bytes that officers sign. Refusals <c>glass-no-statement</c> and those of sealed openings.</summary>
    public async Task<Result<byte[]>> Bytes(DemandId demand)
    {
        var kept = await store.Look(async work => await Waiting(work, demand, time.GetUtcNow()) is { } row ? await Statement(work, row, time.GetUtcNow()) : null);
        return kept is null ? GlassRefusals.NoStatement : openings.Open(kept.Statement);
    }

    /// <summary>Writes what is to be signed: the authorisation that waits, for one token, for a day at most.</summary>
    /// <param name="token">64 hex digits; only its hash is kept.</param>
    /// <param name="why">Whose life is in danger and how; stays in the house.</param>
    public async Task<Result<string>> Make(DemandId demand, string token, string why, string caller)
    {
        var checks = new Checks();
        checks.Line(why, 500, "/why");
        if (!checks.Ok) return checks.Refusal;
        if (Hex(token) is not { } secret) return GlassRefusals.Token;
        var hash = Convert.ToHexStringLower(SHA256.HashData(secret));
        CryptographicOperations.ZeroMemory(secret);
        return await store.Act<string>(async work =>
        {
            var now = time.GetUtcNow();
            if (await Waiting(work, demand, now) is not { } row) return GlassRefusals.NothingWaits;
            if (await work.Db().Set<GlassStatementRow>().SingleOrDefaultAsync(s => s.AuthorisationId == row.Id) is { } before)
            {
                if (before.AskedAt is not null && before.ExpiresAt > now) return GlassRefusals.Asked;
                work.Db().Remove(before);
                await work.Db().SaveChangesAsync();
            }

            if (!openings.Open(row.Opening).TryGet(out var json, out var keyless)) return keyless;
            var until = now + Longest < row.ExpiresAt ? now + Longest : row.ExpiresAt;
            var opening = AuthorisationOpening.Draw(AuthorisationOpening.FromJson(json).Value.Record with { Nonce = hash, Expires = until.AddTicks(-(until.Ticks % TimeSpan.TicksPerSecond)) });
            var statement = opening.ToJson();
            var made = new GlassStatementRow
            {
                AuthorisationId = row.Id, DemandId = demand, Sha256 = Convert.ToHexStringLower(SHA256.HashData(statement)), Statement = openings.Seal(now, Outbox.LeafHash(opening.Leaf()), statement),
                TokenHash = hash, Why = why, MadeBy = caller, MadeAt = now, ExpiresAt = opening.Record.Expires,
            };
            work.Db().Add(made);
            return made.Sha256;
        });
    }

    /// <summary>Has the vault give keys, and makes the production. The same again finishes what broke off. Refusals of this room and of the vault.</summary>
    /// <param name="signatures">A line for each officer: key and signature, base64.</param>
    public async Task<Result<bool>> Use(DemandId demand, string token, string signatures, string caller, CancellationToken cancel)
    {
        if (Hex(token) is not { } secret) return GlassRefusals.Token;
        try
        {
            if (Signatures(signatures) is not { } signed) return GlassRefusals.Signatures;
            var hash = Convert.ToHexStringLower(SHA256.HashData(secret));
            var asked = await store.Act<byte[]>(async work =>
            {
                var now = time.GetUtcNow();
                if (await Waiting(work, demand, now) is not { } row) return GlassRefusals.NothingWaits;
                if (await work.Db().Set<GlassStatementRow>().SingleOrDefaultAsync(s => s.AuthorisationId == row.Id && s.ExpiresAt > now) is not { } kept) return GlassRefusals.NoStatement;
                if (kept.TokenHash != hash) return GlassRefusals.OtherToken;
                (kept.AskedAt, kept.AskedBy) = (kept.AskedAt ?? now, kept.AskedBy ?? caller);
                return openings.Open(kept.Statement);
            }, cancel);
            if (!asked.TryGet(out var statement, out var refusal)) return refusal;
            return await release.WithoutRecord(demand, records => Keys(statement, secret, signed, records, cancel), cancel);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private async Task<Result<IReadOnlyDictionary<RecordId, byte[]>>> Keys(
        byte[] statement, byte[] token, IReadOnlyList<AskSignature> signed, IReadOnlyList<SealedRecord> records, CancellationToken cancel)
    {
        var given = await vault.BreakGlass(statement, token, signed, records, cancel);
        if (!given.TryGet(out var answer, out var refusal)) return refusal;

        // Crash here: the vault still owes it, and whoever brings it the log next enters it.
        if ((await vault.Describe(cancel)).TryGet(out var about, out _))
        {
            foreach (var owed in about.Owed)
            {
                await store.Act<bool>(async work =>
                {
                    await GlassBook.Note(work, about.Vault, owed);
                    return true;
                }, cancel);
            }
        }

        return Result<IReadOnlyDictionary<RecordId, byte[]>>.Of(answer.Keys);
    }

    private static Task<GateAuthorisation?> Waiting(IWork work, DemandId demand, DateTimeOffset now) =>
        work.Db().Set<GateAuthorisation>().AsNoTracking().SingleOrDefaultAsync(a => a.DemandId == demand && a.State == AuthorisationState.Recorded && a.ExpiresAt > now);

    private static Task<GlassStatementRow?> Statement(IWork work, GateAuthorisation row, DateTimeOffset now) =>
        work.Db().Set<GlassStatementRow>().AsNoTracking().SingleOrDefaultAsync(s => s.AuthorisationId == row.Id && s.ExpiresAt > now);

    private static byte[]? Hex(string text) =>
        text.Trim() is { Length: 64 } hex && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : null;

    private static List<AskSignature>? Signatures(string text)
    {
        var signed = new List<AskSignature>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            var (key, signature) = (new byte[256], new byte[96]);
            if (signed.Count == MostSignatures || words.Length != 2 || !Convert.TryFromBase64String(words[0], key, out var keyLength)
                || !Convert.TryFromBase64String(words[1], signature, out var length) || length != 64) return null;
            signed.Add(new AskSignature(key[..keyLength], signature[..length]));
        }

        return signed.Count == 0 ? null : signed;
    }
}
