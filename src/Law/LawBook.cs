using Writ.Base;

namespace Writ.Law;

/// <summary>The law as loaded: immutable, safe to share between threads.</summary>
public sealed class LawBook
{
    /// <summary>The packs in the program; the historic pack only when asked for; the operator's overlay, which may only make reach stricter.</summary>
    public static Result<LawBook> Load(string? overlayFolder = null, bool historic = false) => new LawBook();

    public IReadOnlyList<Instrument> Instruments { get; } = [];

    public IReadOnlyList<CategoryRule> Categories { get; } = [];

    public IReadOnlyList<Ground> Grounds { get; } = [];

    public IReadOnlyList<PackDigest> Packs { get; } = [];

    public Result<Instrument> Find(string id) =>
        new Refusal("law-unknown-instrument", "No such instrument; see the list of instruments.", RefusalKind.NotFound);

    /// <summary>What the law says on the day the instrument was issued. What no rule covers is outside.</summary>
    public Reach ReachOf(string instrument, DataCategory category, DateOnly on) =>
        new Reach.Outside(new Ground("no-rule-for-date", "No rule covers that day.", "House rule", "P", true));

    public Ground? FindGround(string code) => null;

    /// <summary>Whether the law counts the category as content. A category that no pack declares counts as content.</summary>
    public bool IsContent(DataCategory category) => true;
}
