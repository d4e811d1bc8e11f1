using Writ.Base;

namespace Writ.Gate;

internal static class GateRefusals
{
    public static Refusal NoGround { get; } = Refused(
        "gate-no-ground", "Nothing leaves without a writ or the owner's consent; file a demand with its instrument.");

    public static Refusal RequesterUnverified { get; } = Refused(
        "gate-requester-unverified", "The requester's agency is not verified now; verify it out of band, then approve again.");

    public static Refusal NotInForce { get; } = Refused(
        "gate-instrument-not-in-force", "The instrument is not in force today; ask the requester for one that is.");

    public static Refusal AuthorityNotCompetent { get; } = Refused(
        "gate-authority-not-competent", "This kind of authority cannot issue this instrument; return the demand for correction.");

    public static Refusal RangeOutside { get; } = Refused(
        "gate-range-outside-instrument", "The days decided go beyond the days asked; narrow the item to what was asked.");

    public static Refusal IdentifierUnresolved { get; } = Refused(
        "gate-identifier-unresolved", "An identifier does not lead to exactly one account; refuse that item, or ask which account is meant.");

    public static Refusal TwoPeople { get; } = Refused(
        "gate-two-people", "Reviewer, approver and requester must be three different people; ask a colleague to approve.");

    public static Refusal BothSides { get; } = Refused(
        "gate-both-sides", "Reviewer or approver enrolled this officer or issued their token; ask colleagues who did neither.");

    public static Refusal NothingToProduce { get; } = Refused(
        "gate-nothing-to-produce", "Every item is refused, so there is nothing to release; close the demand instead.");

    public static Refusal NoUsableKey { get; } = Refused(
        "gate-no-usable-key", "The officer has no registered key that is past its cooling-off; ask them to register one.");

    public static Refusal TooManyRecords { get; } = Refused(
        "gate-too-many-records", "More records than one release can carry lie within the days decided; narrow the items and approve again.");

    public static Refusal NotRecordedYet { get; } = new(
        "gate-not-recorded-yet", "The authorisation is not in the public record yet; it will be tried again by itself.", RefusalKind.Unavailable);

    public static Refusal ReleaseInFlight { get; } = new(
        "gate-release-in-flight", "This release is under way; look again in a moment.", RefusalKind.Conflict);

    public static Refusal AuthorisationExpired { get; } = new(
        "gate-authorisation-expired", "The authorisation expired before it was carried out; decide and approve the demand again.", RefusalKind.Conflict);

    public static Refusal NoAuthorisation { get; } = new(
        "gate-no-authorisation", "Nothing was authorised for this demand, so there is nothing to release.", RefusalKind.NotFound);

    public static Refusal NoProduction { get; } = new(
        "gate-no-production", "There is no production for this demand that you may take; it may not be ready, or it has expired.", RefusalKind.NotFound);

    public static Refusal RecordUnreadable { get; } = new(
        "gate-record-unreadable", "A stored record could not be opened with the key that the vault gave; run `writ-verify`, then call the operator.", RefusalKind.Unavailable);

    /// <summary>With the law's own ground in the sentence.</summary>
    public static Refusal OutsideReach(string ground, string sentence, int position) => new(
        "gate-item-outside-reach", $"{sentence} (ground {ground})", RefusalKind.Refused, $"/items/{position}");

    private static Refusal Refused(string code, string sentence) => new(code, sentence, RefusalKind.Refused);
}
