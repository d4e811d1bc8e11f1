using Writ.Base;

namespace Writ.Gate.Grants;

/// <summary>Why a grant is not taken, not opened, or not changed.</summary>
internal static class GrantRefusals
{
    public static Refusal Unknown { get; } = new("gate-grant-unknown", "There is no such grant that you may see; look at your list again.", RefusalKind.NotFound);

    public static Refusal Taken { get; } = new(
        "gate-grant-taken", "Something else was given under this number already; load the page again and give anew.", RefusalKind.Conflict);

    public static Refusal Mail { get; } = new("gate-grant-mail", "That is no mail address; mend it, or leave it empty to get no mails.", RefusalKind.Invalid, "/mail");

    public static Refusal Old { get; } = Refused(
        "gate-grant-consent-old", "The signature is older than it may be, or the clock of your device is wrong; set the clock right and give anew.");

    public static Refusal RequestClosed { get; } = Refused(
        "gate-grant-request-closed", "The request is not open any more, so nothing can be given to it; nothing was sent.");

    public static Refusal PassingClosed { get; } = Refused(
        "gate-grant-passing-closed", "Nobody asks any more that this is passed on to this officer; nothing was sent.");

    public static Refusal AgencyInert { get; } = Refused(
        "gate-grant-agency-inert", "The agency may not ask homes at the moment, so nothing can be given to it; nothing was sent.");

    public static Refusal OtherOfficer { get; } = Refused(
        "gate-grant-other-officer", "This officer neither wrote nor approved the request, or is of another agency; load the page again.");

    public static Refusal OfficerEnded { get; } = Refused(
        "gate-grant-officer-ended", "The officer who would receive this cannot sign in any more, so nothing can be given to them.");

    public static Refusal NoKey { get; } = Refused(
        "gate-grant-no-key", "The officer has no key that this can be sealed to, or keys have changed; load the page again, and try later if it stays so.");

    public static Refusal Wraps { get; } = new(
        "gate-grant-wraps", "The sealed keys are malformed, or one stands twice; load the page again and give anew.", RefusalKind.Invalid, "/wraps");

    public static Refusal Days(int most) => new("gate-grant-days", $"Choose between 1 and {most} days.", RefusalKind.Invalid, "/days");

    public static Refusal Terms { get; } = new(
        "gate-grant-terms-changed", "The terms for recipients have changed since the page was loaded; load it again and read them.", RefusalKind.Conflict);

    public static Refusal TooLarge { get; } = new(
        "gate-grant-too-large", "The film is larger than can be given; choose a shorter part.", RefusalKind.TooLarge);

    public static Refusal TooMany { get; } = new(
        "gate-grant-too-many", "As many grants of yours live as one account may have; withdraw one, or wait until one ends.", RefusalKind.Conflict);

    public static Refusal File { get; } = new(
        "gate-grant-file", "What arrived is not the file that was signed; nothing was given. Try once more.", RefusalKind.Invalid);

    public static Refusal NoSchedule { get; } = new(
        "gate-grant-no-schedule", "The company's record does not hide yet how many grants there are, so it takes none; nothing was sent.", RefusalKind.Unavailable);

    public static Refusal Over { get; } = new(
        "gate-grant-over", "This grant is over; its key and its file are deleted here.", RefusalKind.Gone);

    public static Refusal OpenedAlready { get; } = new(
        "gate-grant-opened", "The officer has opened it already, so it cannot be withdrawn; you can ask them to delete it.", RefusalKind.Conflict);

    public static Refusal NotOpened { get; } = new(
        "gate-grant-not-opened", "Nobody has opened it yet, so there is nothing to delete elsewhere; you can withdraw it.", RefusalKind.Conflict);

    public static Refusal NotRecorded { get; } = new(
        "gate-grant-not-recorded", "This grant is still on its way into the public record and can be opened when it stands there; look again later.", RefusalKind.Unavailable);

    public static Refusal NotRecipient { get; } = Refused(
        "gate-grant-key-revoked", "None of the keys that this is sealed to is in use any more, so it cannot be opened; the owner is shown this.");

    public static Refusal Purpose { get; } = new("gate-grant-purpose", "Choose what you open it for.", RefusalKind.Invalid, "/purpose");

    public static Refusal TermsUnread { get; } = new("gate-grant-terms-unread", "Tick that you accept the terms of this grant.", RefusalKind.Invalid, "/terms");

    public static Refusal ExportUnread { get; } = new(
        "gate-grant-export-unread", "Tick that you understand that an exported copy cannot be called back.", RefusalKind.Invalid, "/understood");

    public static Refusal RenewedAlready { get; } = new("gate-grant-renewed", "A grant is renewed once; after that, ask the home anew.", RefusalKind.Conflict);

    public static Refusal DeletionAsked { get; } = new(
        "gate-grant-deletion-asked", "The owner has asked that this is deleted, so it can be neither renewed nor passed on.", RefusalKind.Conflict);

    public static Refusal Ground { get; } = new("gate-grant-ground", "Choose why they should have it.", RefusalKind.Invalid, "/ground");

    public static Refusal Recipient { get; } = new(
        "gate-grant-recipient", "There is no such officer, or it is you; check the number that they gave you.", RefusalKind.Invalid, "/officer");

    public static Refusal RecipientInert { get; } = new(
        "gate-grant-recipient-inert", "That officer's agency could not ask homes itself, so nothing can be passed on to it.", RefusalKind.Refused, "/officer");

    public static Refusal PassingTwice { get; } = new(
        "gate-grant-passing-twice", "The owner was asked already for this officer; a second asking would press them.", RefusalKind.Conflict, "/officer");

    public static Refusal ContactClosed { get; } = new(
        "gate-grant-contact-closed", "The owner takes no messages about this grant; nothing was sent.", RefusalKind.Conflict);

    public static Refusal Unanswered { get; } = new(
        "gate-grant-message-unanswered", "Your last message stands unanswered. Silence is an answer too; nothing was sent.", RefusalKind.Conflict);

    public static Refusal MessagesFull { get; } = new(
        "gate-grant-messages-full", "There are as many messages about this grant as there may be; nothing was sent.", RefusalKind.Conflict);

    public static Refusal NoDeletion { get; } = new("gate-grant-no-deletion", "Nobody has asked that this is deleted; look at the grant again.", RefusalKind.Conflict);

    public static Refusal DeletionUnread { get; } = new(
        "gate-grant-deletion-unread", "Tick that every copy is deleted; only then confirm it.", RefusalKind.Invalid, "/deleted");

    public static Refusal NoReceipt { get; } = new(
        "gate-grant-no-receipt", "There is no such receipt yet; it comes when the entry is in the public record.", RefusalKind.NotFound);

    private static Refusal Refused(string code, string sentence) => new(code, sentence, RefusalKind.Refused);
}
