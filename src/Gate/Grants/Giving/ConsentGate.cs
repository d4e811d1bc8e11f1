using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Authorise;
using Writ.Ledger.Register;
using Writ.Store.Record;

namespace Writ.Gate.Grants.Giving;

/// <summary>The gate's other half: what leaves because its owner gives it. There is nothing to open and nobody to decide, so the vault has no part in it.</summary>
internal sealed class ConsentGate(IReadOnlyList<ConsentStep> steps, OpeningKeys openings)
{
    public async Task<Refusal?> Against(ConsentCase given)
    {
        foreach (var step in steps)
        {
            if (await step.Check(given) is { } refusal) return refusal;
        }

        return null;
    }

    /// <summary>Takes it through the steps; writes the authorisation's leaf for the record in the caller's transaction, or nothing.</summary>
    /// <param name="hash">SHA-256 of the signed consent.</param>
    public async Task<Result<WrittenLeaf>> Authorise(ConsentCase given, byte[] hash, DateTimeOffset until)
    {
        if (await Against(given) is { } refusal) return refusal;
        return await Write(given.Work, given.Consent.Grant, AuthorisationGround.Consent, hash, [.. given.Keys.Order(StringComparer.Ordinal)], until, given.Now);
    }

    /// <summary>The leaf of a sample's grant, whose home and owner are made up: no step could hold.</summary>
    internal Task<WrittenLeaf> Sample(IWork work, GrantId grant, byte[] hash, IReadOnlyList<string> keys, DateTimeOffset until, DateTimeOffset now) =>
        Write(work, grant, AuthorisationGround.Consent, hash, keys, until, now);

    /// <summary>The leaf of a renewal.</summary>
    /// <param name="hash">SHA-256 of the reason.</param>
    public Task<WrittenLeaf> Renewed(IWork work, Grant row, byte[] hash, DateTimeOffset until, DateTimeOffset now) =>
        Write(work, row.Id, AuthorisationGround.Renewal, hash, row.Keys.Split(' '), until, now);

    /// <summary>The leaf that says that an officer confirmed a deletion. It authorises nothing.</summary>
    /// <param name="hash">SHA-256 of what the officer said.</param>
    public Task<WrittenLeaf> Deleted(IWork work, GrantId grant, byte[] hash, DateTimeOffset now) => Write(work, grant, AuthorisationGround.Deletion, hash, [], now, now);

    private async Task<WrittenLeaf> Write(IWork work, GrantId grant, string ground, byte[] hash, IReadOnlyList<string> keys, DateTimeOffset expires, DateTimeOffset now)
    {
        var record = new AuthorisationRecord(
            AuthorisationId.New(), AuthorisationGround.Nobody, AuthorisationGround.Nobody, grant.Text, Convert.ToBase64String(hash), ground, [], keys,
            AuthorisationGround.Nobody, AuthorisationGround.Nobody, WholeSeconds(expires));
        var opening = AuthorisationOpening.Draw(record);
        var json = opening.ToJson();
        var entry = await Outbox.AppendLeaf(work, LeafKind.Authorisation, opening.Leaf(), now, LeafLane.Own);
        AuditedLeaf.Keep(work, entry, json);
        return new WrittenLeaf(openings.Seal(now, entry.LeafHash, json), entry.Seq);
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}

/// <param name="Opening">Sealed.</param>
/// <param name="Seq">By which the room knows the entry.</param>
internal sealed record WrittenLeaf(byte[] Opening, long Seq);
