using Writ.Base;

namespace Writ.Demands.Adjust;

internal static class AdjustRefusals
{
    public const string NotRecordedYetCode = "adjust-not-recorded-yet";

    public static Refusal Class { get; } = new(
        "adjust-class", "Say which class is right: open or withheld.", RefusalKind.Invalid, "/class");

    public static Refusal NotInRecord { get; } = new(
        "adjust-not-in-record", "There is no such demand whose leaf is in the record; check the id, or wait until its batch is out.", RefusalKind.Refused, "/demand");

    public static Refusal SameClass { get; } = new(
        "adjust-same-class", "The demand is of that class already; look at the case again.", RefusalKind.Conflict, "/class");

    public static Refusal Pending { get; } = new(
        "adjust-pending", "An adjustment of this demand is under way; decide that one first.", RefusalKind.Conflict, "/demand");

    public static Refusal Forbidden { get; } = new(
        "adjust-forbidden", "The law or a bar keeps this demand closed, or nobody has said yet that none does; it stays withheld until that is over.", RefusalKind.Refused, "/class");

    public static Refusal Unsealed { get; } = new(
        "adjust-unsealed", "This demand was opened in public already; nothing is left to put right.", RefusalKind.Refused, "/demand");

    public static Refusal NotProposed { get; } = new(
        "adjust-not-proposed", "There is no such proposal that waits to be decided; load the list again.", RefusalKind.Conflict);

    public static Refusal SamePerson { get; } = new(
        "adjust-same-person", "Who proposed it may not agree to it; ask a colleague.", RefusalKind.Refused);

    public static Refusal NotRecordedYet { get; } = new(
        NotRecordedYetCode, "The leaf that stands in is not in the record yet; the fact follows by itself.", RefusalKind.Unavailable);
}
