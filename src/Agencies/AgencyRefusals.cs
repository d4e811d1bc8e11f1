using Writ.Base;

namespace Writ.Agencies;

public static class AgencyRefusals
{
    public static Refusal Unknown { get; } = new(
        "agencies-unknown", "There is no such agency or officer here; check the id.", RefusalKind.NotFound);

    public static Refusal Unverified { get; } = new(
        "agencies-unverified",
        "Your agency has not been verified yet, so nothing can be filed; ask the company's response team how it verifies agencies.",
        RefusalKind.Forbidden);

    public static Refusal SameVerifier { get; } = new(
        "agencies-verifier-is-enroller",
        "Whoever enrolled an agency may not verify it; ask a colleague.",
        RefusalKind.Conflict);

    public static Refusal KeyForm { get; } = new(
        "agencies-key-form",
        "Send the public half of a P-256 key as base64 of its SubjectPublicKeyInfo; `writ key new` makes one.",
        RefusalKind.Invalid,
        "/publicKey");

    public static Refusal KeyTaken { get; } = new(
        "agencies-key-taken", "This key is registered already; make a fresh one for each officer and device.", RefusalKind.Conflict, "/publicKey");

    public static Refusal TooManyKeys { get; } = new(
        "agencies-too-many-keys", "You have 16 registered keys, which is the most; revoke one that you no longer use.", RefusalKind.Conflict, "/publicKey");

    public static Refusal WrongState { get; } = new(
        "agencies-wrong-state", "The agency is not in a state in which that can be done; look at its state first.", RefusalKind.Conflict);
}
