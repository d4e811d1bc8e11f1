using Writ.Base;

namespace Writ.Demands.Review.Sign;

internal static class SignRefusals
{
    public static Refusal Role { get; } = new("demands-signature-role", "Say reviewer or approver: for which of the two you sign.", RefusalKind.Invalid, "/role");

    public static Refusal NotYours { get; } = new(
        "demands-signature-not-yours", "Only who decided signs the decision, and only who approves signs the approval; have that person sign.", RefusalKind.Forbidden);

    public static Refusal NothingToSign { get; } = new(
        "demands-signature-not-needed", "Nothing is to be signed here: nothing is produced, or no key is entered for you.", RefusalKind.Conflict);

    public static Refusal Malformed { get; } = new(
        "demands-signature-malformed", "That is no signed statement; send what your passkey or writ key sign-decision made, whole and unchanged.", RefusalKind.Invalid, "/signed");

    public static Refusal NeedsScript { get; } = new(
        "demands-signature-needs-script", "Your browser sent no signature; a passkey needs JavaScript, on this page only. Nothing was changed.");
}
