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

    public static Refusal WitnessesMissing { get; } = new(
        "gate-witnesses-missing", "The authorisation is in the log, and too few witnesses have cosigned it yet; it will be tried again by itself.", RefusalKind.Unavailable);

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

    public static Refusal NoticeOwed { get; } = Refused(
        "gate-notice-owed", "Somebody whose data is to be given has not been told yet; wait for the mail, or print the letter, then approve again.");

    public static Refusal BarUndecided { get; } = Refused(
        "gate-bar-undecided", "The demand asserts a gag; record the bar with its end date, or say that there is none, then approve again.");

    public static Refusal ObjectionOpen { get; } = Refused(
        "gate-objection-open", "Somebody whose data is to be given has objected; decide the objection, then approve again.");

    public static Refusal BarKindUnknown { get; } = new(
        "gate-bar-kind", "Name the kind of bar: court-order or statute.", RefusalKind.Invalid, "/kind");

    public static Refusal BarEnd { get; } = new(
        "gate-bar-end", "Give the day on which the bar ends: after today, and at most 366 days from now.", RefusalKind.Invalid, "/endsOn");

    public static Refusal NoBar { get; } = new("gate-no-bar", "There is no such bar on this demand; look at the case again.", RefusalKind.NotFound);

    public static Refusal BarOver { get; } = new("gate-bar-over", "This bar has ended or was lifted already; there is nothing to lift.", RefusalKind.Conflict);

    public static Refusal BarInForce { get; } = new(
        "gate-bar-in-force", "A bar stands, or nobody has said yet whether one does, so this must wait; it goes on by itself when the bar ends.", RefusalKind.Conflict);

    public static Refusal NoneSaid { get; } = new(
        "gate-bar-none-said", "Somebody said already that no bar forbids telling; look at the case again.", RefusalKind.Conflict);

    public static Refusal NoNotice { get; } = new("gate-no-notice", "There is no such notice that you may see; check the id.", RefusalKind.NotFound);

    public static Refusal NoticeSpent { get; } = new(
        "gate-notice-spent", "A later notice took the place of this one, or the request has been answered; look at the newest notice.", RefusalKind.Conflict);

    public static Refusal LetterNotDue { get; } = new(
        "gate-letter-not-due", "No letter is to be printed for this notice: it went out, is on its way by mail, or was replaced.", RefusalKind.Conflict);

    public static Refusal LetterDate { get; } = new(
        "gate-letter-date", "The letter must carry today's date, since the time to object is counted from it; print it again today.", RefusalKind.Conflict, "/date");

    public static Refusal ObjectionLate { get; } = new(
        "gate-objection-late", "The time to object is over; you can still go to court, and write to us.", RefusalKind.Conflict);

    public static Refusal ObjectionMade { get; } = new(
        "gate-objection-made", "You have objected already; we write to you when one of us has decided.", RefusalKind.Conflict);

    public static Refusal ObjectionFile { get; } = new(
        "gate-objection-file", "Attach a PDF, PNG or JPEG of at most 8 MiB, with a plain file name.", RefusalKind.Invalid, "/file");

    public static Refusal NoObjection { get; } = new("gate-no-objection", "There is no such objection on this demand, or it has no file.", RefusalKind.NotFound);

    public static Refusal ObjectionDecided { get; } = new(
        "gate-objection-decided", "This objection was decided already; look at the case again.", RefusalKind.Conflict);

    internal const string TimeToObjectCode = "gate-time-to-object";

    /// <summary>With the moment at which it is over.</summary>
    public static Refusal TimeToObject(DateTimeOffset until) => Refused(
        TimeToObjectCode,
        $"Somebody whose data is to be given may object until {until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)} UTC; approve after that.");

    /// <summary>With the law's own ground in the sentence.</summary>
    public static Refusal OutsideReach(string ground, string sentence, int position) => new(
        "gate-item-outside-reach", $"{sentence} (ground {ground})", RefusalKind.Refused, $"/items/{position}");

    private static Refusal Refused(string code, string sentence) => new(code, sentence, RefusalKind.Refused);
}
