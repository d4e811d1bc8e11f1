using Writ.Base;

namespace Writ.Demands.Draft;

internal static class DraftRefusals
{
    public static Refusal Unknown { get; } = new(
        "demands-draft-unknown", "There is no such draft of yours: it may have been deleted, or its 30 days are over.", RefusalKind.NotFound);

    public static Refusal Changed { get; } = new(
        "demands-draft-changed", "This part was changed elsewhere after you opened it; compare the two and save again.", RefusalKind.Conflict);

    public static Refusal TooMany { get; } = new(
        "demands-drafts-too-many", "You have 50 drafts, which is the most; send or delete one before you begin another.", RefusalKind.Conflict);

    public static Refusal TooLarge { get; } = new(
        "demands-draft-too-large", "The draft is longer than can be kept; shorten what you entered last.", RefusalKind.TooLarge);

    public static Refusal Undeclared { get; } = new(
        "demands-declaration-missing", "Tick the declaration if it is true; a demand cannot be sent without it.", RefusalKind.Invalid, "/declared");

    public static Refusal Gone { get; } = new(
        "demands-draft-file-gone", "The file is no longer kept; upload it again.", RefusalKind.Conflict, "/file");

    /// <summary>A form that names a day wrongly.</summary>
    public static Refusal Day(string field) => new(
        "demands-day", "Enter a day, a month and a year of four digits that make a real day, for example 20 11 2026.", RefusalKind.Invalid, field);
}
