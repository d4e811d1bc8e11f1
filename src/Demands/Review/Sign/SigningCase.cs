using System.Security.Cryptography;
using Writ.Base;
using Writ.Gate.Approvers;
using Writ.Ledger.Register.Approvals;
using Writ.Store.People;

namespace Writ.Demands.Review.Sign;

/// <summary>How the signatures of a case stand, for one reader.</summary>
/// <param name="Reviewer">Under what is decided; null: nothing is to be signed of it.</param>
/// <param name="Mine">What the reader is to sign now; null: nothing.</param>
/// <param name="Again">Who has to sign once more what is approved already and waits: another key signs for them since.</param>
/// <param name="Insists">The vault opens nothing for people without a signing key.</param>
/// <param name="Unkeyed">The reader is one of these, and it is their turn.</param>
/// <param name="Not">Why nothing can be signed now, though it is the reader's turn.</param>
internal sealed record SigningCase(DecisionSignature? Reviewer, SignSheet? Mine, IReadOnlyList<string> Again, bool Insists = false, bool Unkeyed = false, Refusal? Not = null)
{
    public static SigningCase None { get; } = new(null, null, []);

    /// <summary>It is the reviewer's turn: what they decided is not signed.</summary>
    public bool Unsigned => Reviewer is { State: DecisionSigned.Missing or DecisionSigned.Other } || (Insists && Reviewer is { State: DecisionSigned.NoKey });
}

/// <summary>What somebody is to sign, and with what.</summary>
/// <param name="Bytes">The statement's.</param>
/// <param name="Passkey">The one that is entered for them; null: the key is on none of their devices.</param>
/// <param name="Key">Thumbprint of the key that is entered for them.</param>
internal sealed record SignSheet(ApprovalStatement Statement, byte[] Bytes, Passkey? Passkey, string Key)
{
    /// <summary>Of the statement, lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
