using Writ.Base;

namespace Writ.Demands;

internal static class DemandRefusals
{
    public static Refusal Unknown { get; } = new(
        "demands-unknown", "There is no such demand that you may see; check the id.", RefusalKind.NotFound);

    public static Refusal Body { get; } = new(
        "demands-body", "The body is not the JSON described in /openapi/v1.json, or it was cut off; nothing was filed. Send it again whole.");

    public static Refusal BodyTooLarge { get; } = new(
        "demands-body-too-large", "The request is larger than 12 MiB; send an instrument file of at most 8 MiB.", RefusalKind.TooLarge);

    public static Refusal FileEmpty { get; } = new(
        "demands-file-empty", "The instrument's file is empty; attach the signed instrument.", RefusalKind.Invalid, "/file/content");

    public static Refusal FileTooLarge { get; } = new(
        "demands-file-too-large", "The instrument's file is larger than 8 MiB; send a smaller scan.", RefusalKind.TooLarge, "/file/content");

    public static Refusal FileNotWhatItSays { get; } = new(
        "demands-file-not-what-it-says",
        "The file's content, name and type must agree, and be PDF, PNG, JPEG or TIFF; save it again in one of these and send that.",
        RefusalKind.Invalid,
        "/file");

    public static Refusal FileInfected { get; } = new(
        "demands-file-infected",
        "The file holds the EICAR test string, by which virus scanners are tried out; send the paper as it was scanned.",
        RefusalKind.Invalid,
        "/file");

    public static Refusal Overbroad(string field) => new(
        "demands-identifier-overbroad",
        "Name one account by one identifier; everyone in a place, a pattern or a list of unknown people is not taken.",
        RefusalKind.Invalid,
        field);

    public static Refusal SealedOnly { get; } = new(
        "demands-sealed-register-needed",
        "A demand with a gag, or on national security, is not taken here until the record hides when it came in; serve it on paper.",
        RefusalKind.Refused,
        "/gag");

    public static Refusal NotReceivable { get; } = new(
        "demands-instrument-not-receivable", "This kind of instrument is not taken here; the list of instruments says why.", RefusalKind.Refused, "/instrument");

    public static Refusal WrongState { get; } = new(
        "demands-wrong-state", "The demand is no longer in a state in which that can be done; look at it again.", RefusalKind.Conflict);

    public static Refusal ItemsMismatch { get; } = new(
        "demands-items-mismatch", "Decide every item of the demand exactly once; none may be missing, none may be of another demand.", RefusalKind.Invalid, "/items");

    public static Refusal DecisionChanged { get; } = new(
        "demands-decision-changed", "The decisions are not those you saw; look at the case again before you approve.", RefusalKind.Conflict, "/decision");

    public static Refusal ApproverIsReviewer { get; } = new(
        "demands-approver-is-reviewer", "You decided this demand, so another person must approve it.", RefusalKind.Conflict);

    public static Refusal DecidedMeanwhile { get; } = new(
        "demands-decided-meanwhile",
        "Somebody else decided while you wrote; compare the two, then send yours again if it is to stand.",
        RefusalKind.Conflict);

    public static Refusal AssignedMeanwhile { get; } = new(
        "demands-assigned-meanwhile", "Somebody else took or gave this demand away a moment ago; look whose it is now.", RefusalKind.Conflict);

    public static Refusal NoSuchColleague { get; } = new(
        "demands-no-such-colleague", "Choose a colleague from the list; only those who decide demands can be given one.", RefusalKind.Invalid, "/to");

    public static Refusal QuestionAnswered { get; } = new(
        "demands-question-answered", "This question was answered already, and an answer stays as it is.", RefusalKind.Conflict);

    public static Refusal NoSuchAccount(int position) => new(
        "demands-no-such-account",
        "This identifier leads to no account, or to more than one; refuse the item on ground no-such-account.",
        RefusalKind.Refused,
        $"/items/{position}/decision");
}
