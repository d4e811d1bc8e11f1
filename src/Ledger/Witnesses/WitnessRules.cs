using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Ledger.Witnesses;

/// <summary>What a witness last cosigned of one log.</summary>
/// <param name="Note">With the log's signatures and its own; null if it never cosigned.</param>
/// <param name="At">When; seconds since 1970.</param>
internal sealed record Held(string? Note, TreeHead Head, long At)
{
    public static Held Nothing { get; } = new(null, TreeHead.Empty, 0);
}

/// <summary>
/// The checks of tlog-witness in their order. No state, no clock: what is known is given, and writing down what is decided is the
/// caller's part, under one lock with the decision.
/// </summary>
internal static class WitnessRules
{
    /// <summary>The log's name as the submission has it, believed by nobody yet.</summary>
    public static Result<Checkpoint> Read(AddCheckpoint submission) =>
        SignedNote.Split(submission.Note).TryGet(out var parts, out var refusal) ? Checkpoint.Read(parts.Text) : refusal;

    /// <summary>Those of the log's keys whose signatures hold; none where none is there, or one is false.</summary>
    public static IReadOnlyList<VerifierKey> Signers(AddCheckpoint submission, IReadOnlyCollection<VerifierKey> keysOfLog) =>
        SignedNote.Verify(submission.Note, keysOfLog, out var signers).Ok ? signers : [];

    /// <summary>Null: it may be cosigned.</summary>
    public static WitnessAnswer? Against(AddCheckpoint submission, Checkpoint offered, TreeHead known)
    {
        if (submission.OldSize > offered.Size) return new WitnessAnswer.Malformed("The old size is above the size of the checkpoint.");
        if (submission.OldSize != known.Size) return new WitnessAnswer.OtherSize(known.Size);
        if (offered.Size == 0 && !offered.Head.Same(TreeHead.Empty)) return new WitnessAnswer.Inconsistent("This is not the root of an empty log.");
        if (new ConsistencyProof(known.Size, offered.Size, submission.Proof).Check(known.Root, offered.Root)) return null;
        return new WitnessAnswer.Inconsistent(known.Size == offered.Size
            ? "Another root is known at this size, or there is a proof where none belongs."
            : "The consistency proof does not lead from the checkpoint known here to this one.");
    }
}
