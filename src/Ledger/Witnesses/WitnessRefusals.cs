using Writ.Base;

namespace Writ.Ledger.Witnesses;

/// <summary>What keeps a witness from vouching; each has its page in <c>docs/refusals</c>.</summary>
internal static class WitnessRefusals
{
    internal static Refusal InUse { get; } = new("witness-in-use",
        "Another process holds this witness's folder; stop that one first.", RefusalKind.Unavailable);

    internal static Refusal Name { get; } = new("witness-name",
        "A witness's name has no space, no plus and no control character, and at most 255 characters; take a name such as witness.example.org.");

    internal static Refusal LogKey { get; } = new("witness-log-key",
        "This is a witness's key, not a log's; give the line that the log serves as vkey.");

    internal static Refusal FolderIncomplete { get; } = new("witness-folder-incomplete",
        "The witness's seed or vkey is missing or they do not belong together; restore both, or begin a new witness in an empty folder.", RefusalKind.Refused);

    internal static Refusal StateDamaged { get; } = new("witness-state-damaged",
        "What was last cosigned of this log is missing or damaged; this witness does not vouch for the log any more.", RefusalKind.Unavailable);

    internal static Refusal ClockBack { get; } = new("witness-clock-back",
        "The clock stands before the last cosignature; set it right, nothing is cosigned until then.", RefusalKind.Unavailable);
}
