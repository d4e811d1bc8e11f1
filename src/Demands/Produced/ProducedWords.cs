using Writ.Demands.Draft;
using Writ.Demands.Follow;
using Writ.Kit;
using Writ.Law;

namespace Writ.Demands.Produced;

/// <summary>What was asked and decided, in words.</summary>
internal static class ProducedWords
{
    public static string Asked(ItemView item, LawBook law) => $"{DraftWords.KindOf(item.IdentifierKind)} {item.Identifier}: {DraftWords.CategoryOf(law, item.Category)}, {Days(item.From, item.To)}";

    public static string Days(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        ({ } first, { } last) => $"{WordsOf.Date(first)} to {WordsOf.Date(last)}",
        ({ } first, null) => $"from {WordsOf.Date(first)}",
        (null, { } last) => $"until {WordsOf.Date(last)}",
        (null, null) => "all days",
    };

    /// <summary>Only for a demand that is answered.</summary>
    public static string Decided(ItemView item) => item.Decision switch
    {
        nameof(ItemDecision.Produce) => Found(item),
        nameof(ItemDecision.Narrow) => $"Narrowed to {Days(item.NarrowedFrom, item.NarrowedTo)}. {Found(item)}",
        nameof(ItemDecision.Refuse) => "Refused",
        _ => "Not decided",
    };

    /// <summary>What there is to open, by where the demand stands, while nothing lies ready.</summary>
    public static string NothingReady(DemandState state) => state switch
    {
        DemandState.Received => "Nothing is produced yet. The company’s reviewer decides the items; this page shows the production when it is ready.",
        DemandState.Decided => "Nothing is produced yet. The items are decided, and a second person at the company must approve; this page shows the production when it is ready.",
        DemandState.Approved => "The demand is approved, and the approval is on its way into the public record. Nothing can be opened before it stands there. Load this page again in a few minutes.",
        DemandState.Released => "The production cannot be found. Tell the company.",
        DemandState.Closed => "The demand was answered, and there was nothing to produce. The answer to each item stands below.",
        DemandState.Withdrawn => "Your agency withdrew this demand, so nothing was produced.",
    };

    private static string Found(ItemView item) => item.Found switch
    {
        true => "Produced",
        false => "Nothing was found within the scope",
        null => "Nothing was produced",
    };
}
