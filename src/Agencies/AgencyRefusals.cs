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

    public static Refusal OfficerOff { get; } = new(
        "agencies-officer-off", "This officer’s access was ended; the agency desk can enrol them anew.", RefusalKind.Forbidden);

    /// <summary>Said to the officer themselves, once their passkey was checked, and to whoever would invite them.</summary>
    public static Refusal OfficerIdle(int days) => new(
        "agencies-officer-idle",
        $"This access was switched off because nobody used it for {days} days. Nothing is lost: the agency’s admin lets the officer in again with a new invitation, from the list of colleagues.",
        RefusalKind.Forbidden);

    public static Refusal OwnAccess { get; } = new(
        "agencies-own-access", "You cannot let yourself in again; another admin of your agency can.", RefusalKind.Conflict);

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

    public static Refusal KeyPrivate { get; } = new(
        "agencies-key-private",
        "This is the private half of a key; keep it to yourself and send the public half. What you sent was not kept.",
        RefusalKind.Invalid,
        "/publicKey");

    public static Refusal KeyUnproved { get; } = new(
        "agencies-key-unproved",
        "The browser did not show that it holds this key, or took longer than ten minutes; nothing was registered, make the key again.",
        RefusalKind.Refused);

    public static Refusal KeyScript { get; } = new(
        "agencies-key-script",
        "The page’s script did not run, and only a script can ask a browser for a key; nothing was made. Switch JavaScript on, or register a key file.",
        RefusalKind.Refused,
        "/name");

    public static Refusal KeyReason { get; } = new(
        "agencies-key-reason", "Choose why the key is revoked.", RefusalKind.Invalid, "/reason");

    public static Refusal NoSuchKey { get; } = new(
        "agencies-no-such-key", "You have no such key; look at the list of your keys.", RefusalKind.NotFound);

    public static Refusal TooManyKeys { get; } = new(
        "agencies-too-many-keys", "You have 16 registered keys, which is the most; revoke one that you no longer use.", RefusalKind.Conflict, "/publicKey");

    public static Refusal WrongState { get; } = new(
        "agencies-wrong-state", "The agency is not in a state in which that can be done; look at its state first.", RefusalKind.Conflict);
}
