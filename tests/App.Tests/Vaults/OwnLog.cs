using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Release;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.App.Tests.Vaults;

/// <summary>A log that somebody signs who has a key, with whatever they like in it.</summary>
internal sealed class OwnLog : IDisposable
{
    private readonly SigningKey key;
    private readonly LogFolder folder;
    private readonly LogWriter writer;

    internal OwnLog(string path, SigningKey key)
    {
        Directory.CreateDirectory(path);
        this.key = key;
        folder = new LogFolder(path);
        writer = LogWriter.Open(folder, key, null).Value;
    }

    internal VerifierKey Verifier => key.Verifier;

    public void Dispose() => key.Dispose();

    /// <summary>
    /// Authorises the record by nobody's leave, with all that a vault wants to see in the log entered and dated back, and asks the vault for its
    /// key: the code of the refusal, or <c>given</c>.
    /// </summary>
    internal async Task<string> Release(IVault vault, SealedRecord record, DateTimeOffset now)
    {
        var client = new VaultClient(vault);
        var about = (await client.Describe()).Value;
        var (recipient, reviewer, approver, before) = (new string('a', 64), "stf_0000000000000001", "stf_0000000000000002", now.AddDays(-30));
        var demand = DemandId.New();
        var drawn = RegisterOpening.Draw(DemandClass.Open, new RegisterRecord(
            DateOnly.FromDateTime(before.UtcDateTime), "us/search-warrant", "search-warrant", true, "US", "police", "retail", false, 1, false, false, AgencyId.New(), demand));
        var (register, shown) = (drawn.Leaf(), drawn.ShowDemand());
        var opening = AuthorisationOpening.Draw(new AuthorisationRecord(
            AuthorisationId.New(), about.Vault, (await client.Nonce()).Value, demand.Text, Convert.ToBase64String(Rfc6962.Leaf(register)), AuthorisationGround.Writ,
            [new AuthorisedItem(ItemId.New(), record.Account, record.Category, null, null)],
            [recipient], reviewer, approver, now.AddDays(1)));
        using var promises = SigningKey.Generate(Promises.KeyNameFor(key.Verifier.Name));
        var head = writer.Integrate(
        [
            Facts.LogOpened(key.Verifier.Name, promises.Verifier.ToString(), before),
            Facts.KeyEnrolled(AgencyId.New(), recipient, before),
            Facts.ApproverEnrolled(reviewer, ApproverRoles.Reviewer, "-", before),
            Facts.ApproverEnrolled(approver, ApproverRoles.Approver, "-", before),
            register,
            opening.Leaf(),
        ]);
        var note = writer.Sign(head);
        writer.Accept(head);
        folder.WriteCheckpoint(note);
        var evidence = new RecordEvidence(folder, key.Verifier);
        var (at, leaf) = (head.Size - 1, new DemandLeaf(register, head.Size - 2, "", shown.Fields, shown.Salt));
        return (await client.Release(opening.ToJson(), [record], known => evidence.Of(at, known, leaf))).Refusal?.Code ?? "given";
    }
}
