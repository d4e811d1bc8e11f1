using Writ.Base;

namespace Writ.Ledger.Register.Approvals;

internal static class ApprovalRefusals
{
    internal static Refusal Malformed { get; } = new(
        "ledger-approval-malformed", "This is not a statement to be signed, or not a signed one, as it was given out; sign it again and send the result unchanged.");

    internal static Refusal False { get; } = new(
        "ledger-approval-false", "The signature does not hold for this statement and this key; sign again with the key that is entered for you.", RefusalKind.Refused);

    internal static Refusal Unverified { get; } = new(
        "ledger-approval-unverified", "The passkey did not check that it was you; sign again, and unlock it with your PIN, finger or face.", RefusalKind.Refused);
}
