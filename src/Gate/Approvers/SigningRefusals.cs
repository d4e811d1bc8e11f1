using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Gate.Approvers;

internal static class SigningRefusals
{
    internal const string UnsignedCode = "gate-decision-unsigned";

    internal const string OtherCode = "gate-decision-other";

    internal const string KeyNeededCode = "gate-decision-key-needed";

    /// <summary>Whose signing key is not the one, or who has none.</summary>
    public static Refusal Key { get; } = new(
        "gate-decision-key", "This was not signed with the key that is entered for you; sign with that one, or enter another and wait until it counts.", RefusalKind.Refused);

    public static Refusal Unsigned(string role) => new(
        UnsignedCode, $"{Of(role)} has a signing key and has not signed what is decided now; have them sign, then approve.", RefusalKind.Conflict);

    public static Refusal Other(string role) => new(
        OtherCode, $"What {Of(role, start: false)} signed is not what is decided now, or their key was changed since; have them sign again.", RefusalKind.Conflict);

    public static Refusal KeyNeeded(string role) => new(
        KeyNeededCode, $"This vault opens nothing without signed decisions, and {Of(role, start: false)} has no signing key; have them set one up, or have somebody act who has one.", RefusalKind.Refused);

    private static string Of(string role, bool start = true) =>
        role == ApproverRoles.Reviewer ? start ? "The reviewer" : "the reviewer" : start ? "The approver" : "the approver";
}
