using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Approvals;

namespace Writ.Vault.Releasing;

/// <summary>
/// One request on its way through the steps. Each step fills in what it has established; a later step that reads what
/// no earlier one has filled in is a bug and throws.
/// </summary>
internal sealed class Release(AskRelease ask) : Offered(ask.Consistency), IDisposable
{
    private AuthorisationRecord? authorised;
    private ProofParts? proof;

    internal AskRelease Ask => ask;

    /// <summary>Header and context of every record asked for; never a body.</summary>
    internal IReadOnlyList<SealedRecord> Records { get; set; } = [];

    /// <summary>What the opening says was authorised.</summary>
    internal AuthorisationRecord Authorised
    {
        get => authorised ?? throw Unfilled();
        set => authorised = value;
    }

    /// <summary>What was brought as signed, by the role in which it was; not checked yet.</summary>
    internal IReadOnlyDictionary<string, (SignedApproval Signed, ApprovalStatement Statement)> Approvals { get; set; } = new Dictionary<string, (SignedApproval, ApprovalStatement)>();

    /// <summary>RFC 6962 leaf hash of the authorisation, made from its opening.</summary>
    internal byte[] Leaf { get; set; } = [];

    internal ProofParts Proof
    {
        get => proof ?? throw Unfilled();
        set
        {
            proof = value;
            Note = value.Note;
        }
    }

    /// <summary>Content keys in the order of <see cref="Records"/>; wiped with the release.</summary>
    internal List<byte[]> Keys { get; } = [];

    public void Dispose() => Keys.ForEach(key => CryptographicOperations.ZeroMemory(key));

}

/// <summary>A signed checkpoint on its way through the steps that every one takes, whatever it is brought for.</summary>
/// <param name="consistency">From the checkpoint that the vault knows.</param>
internal class Offered(AskConsistency? consistency)
{
    private Checkpoint? checkpoint;

    internal string Note { get; set; } = "";

    internal AskConsistency? Consistency => consistency;

    /// <summary>Signed by the pinned log.</summary>
    internal Checkpoint Checkpoint
    {
        get => checkpoint ?? throw Unfilled();
        set => checkpoint = value;
    }

    /// <summary>Whose signatures on the checkpoint hold.</summary>
    internal IReadOnlyList<VerifierKey> SignedBy { get; set; } = [];

    protected static InvalidOperationException Unfilled() => new("A step ran before the one it relies on");
}

/// <summary>One check of a checkpoint, for a release as for anything else.</summary>
internal abstract class CheckpointStep : IReleaseStep
{
    Refusal? IReleaseStep.Check(Release release) => Check(release);

    /// <inheritdoc cref="IReleaseStep.Check"/>
    internal abstract Refusal? Check(Offered offered);
}

/// <summary>One check of the vault. It can refuse; it cannot grant.</summary>
internal interface IReleaseStep
{
    /// <summary>Null: nothing against it here.</summary>
    Refusal? Check(Release release);
}
