using Writ.Base;

namespace Writ.Agencies.Partnerships;

internal static class PartnershipRefusals
{
    public static Refusal NotYours { get; } = new(
        "agencies-partner-not-yours", "You were not named for this agency; ask whoever invited you.", RefusalKind.Forbidden);

    public static Refusal NoAgreement { get; } = new(
        "agencies-partner-no-agreement", "There is no agreement on which this could be done; look at what comes next on the partnership’s page.", RefusalKind.Conflict);

    public static Refusal Done { get; } = new(
        "agencies-partner-done", "This was done already, in other words; look at the partnership’s page, nothing was changed.", RefusalKind.Conflict);

    public static Refusal Over { get; } = new(
        "agencies-partner-over", "This agreement has ended; a new one has to be proposed.", RefusalKind.Conflict);

    public static Refusal Open { get; } = new(
        "agencies-partner-open", "An earlier agreement is still on its way; end it first, or go on with it.", RefusalKind.Conflict);

    public static Refusal Kind { get; } = new(
        "agencies-partner-kind", "Only the kinds of agency on the company’s public list can be partners: local public safety.", RefusalKind.Refused);

    public static Refusal Level { get; } = new(
        "agencies-partner-level", "Only local agencies can be partners; federal and immigration agencies never.", RefusalKind.Refused, "/level");

    public static Refusal ActsFor { get; } = new(
        "agencies-partner-acts-for", "An agency that acts for a federal or immigration agency cannot be a partner.", RefusalKind.Refused, "/acts-for");

    public static Refusal Publicity { get; } = new(
        "agencies-partner-publicity", "A clause that gives the company control over what the agency says is refused; take it out of the agreement.", RefusalKind.Refused, "/publicity");

    public static Refusal Ends { get; } = new(
        "agencies-partner-ends", "Give a last day that lies ahead, at most 12 months after the earliest beginning.", RefusalKind.Invalid, "/ends");

    public static Refusal Choice { get; } = new("agencies-partner-choice", "Choose one of the answers.", RefusalKind.Invalid);

    public static Refusal Day { get; } = new("agencies-partner-day", "Give a real day that is not in the future.", RefusalKind.Invalid, "/on");

    public static Refusal HearingTime { get; } = new(
        "agencies-partner-hearing-time", "Give day and hour (UTC) of the hearing, after now.", RefusalKind.Invalid, "/hearing");

    public static Refusal HearingAhead { get; } = new(
        "agencies-partner-hearing-ahead", "The announced hour of the hearing has not come yet; record it afterwards.", RefusalKind.Conflict);

    public static Refusal CommentOpen { get; } = new(
        "agencies-partner-comment-open", "The time to comment is not over or nobody was heard yet; what the body adopts before that does not count.", RefusalKind.Conflict);

    public static Refusal Address { get; } = new(
        "agencies-partner-address", "Give the public address as https://…, in plain letters, at most 500 characters.", RefusalKind.Invalid, "/url");

    public static Refusal Hash { get; } = new(
        "agencies-partner-hash", "Give the SHA-256 of the file as 64 digits and letters a to f.", RefusalKind.Invalid, "/sha256");

    public static Refusal Number { get; } = new(
        "agencies-partner-number", "Give a whole number: a count from 1, a value from 0.", RefusalKind.Invalid);

    public static Refusal Seen { get; } = new(
        "agencies-partner-seen", "What you signed is not what stands here now; read the page again before you sign.", RefusalKind.Conflict);

    public static Refusal Passkey { get; } = new(
        "agencies-partner-passkey", "Sign in with your passkey to countersign; another way of signing in is not enough.", RefusalKind.Forbidden);

    public static Refusal ObjectionsOver { get; } = new(
        "agencies-objections-over", "There is no agreement to which one can object now; the agency’s page says when there is.", RefusalKind.Gone);

    public static Refusal ObjectionsFull { get; } = new(
        "agencies-objections-full", "No more objections are taken here; write to the elected body or the company.", RefusalKind.TooMany);

    public static Refusal NoObjection { get; } = new("agencies-no-objection", "There is no such objection here.", RefusalKind.NotFound);

    public static Refusal Words { get; } = new(
        "agencies-partner-words", "Write between 10 and 4,000 characters, without hidden ones.", RefusalKind.Invalid, "/text");

    public static Refusal Party { get; } = new(
        "agencies-partner-party", "This person cannot have this part: whoever is outside is of neither the agency nor the company, and has one part.", RefusalKind.Conflict, "/body");

    public static Refusal NotBegun { get; } = new(
        "agencies-report-not-begun", "There is no agreement that was in force and has no report yet.", RefusalKind.Conflict);

    public static Refusal Admin { get; } = new(
        "agencies-partner-admin", "Choose an officer of this agency who has not left.", RefusalKind.NotFound, "/officer");

    public static Refusal FileMissing { get; } = new("agencies-paper-missing", "Choose the file.", RefusalKind.Invalid, "/file");

    public static Refusal FileLarge { get; } = new("agencies-paper-large", "The file is larger than 2 MiB; send a smaller one.", RefusalKind.TooLarge, "/file");

    public static Refusal FileForm { get; } = new(
        "agencies-paper-form", "Send a PDF or plain text (UTF-8) without hidden characters.", RefusalKind.Invalid, "/file");
}
