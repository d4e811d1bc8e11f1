using System.Collections.Frozen;
using Writ.Base;
using Writ.Law.Files;
using Writ.Law.Packs;

namespace Writ.Law;

/// <summary>The law as loaded from data files. Immutable; safe to share between threads.</summary>
public sealed class LawBook
{
    private const int MaxOthers = 20;

    private readonly FrozenDictionary<string, Instrument> instruments;

    private readonly FrozenDictionary<string, Ground> grounds;

    private readonly FrozenDictionary<string, CategoryRule> categories;

    internal LawBook(
        IReadOnlyList<Instrument> instruments,
        IReadOnlyList<CategoryRule> categories,
        IReadOnlyList<Ground> grounds,
        IReadOnlyList<StricterRule> stricter,
        IReadOnlyList<PackDigest> packs,
        IReadOnlyList<BandStructure> bands)
    {
        Instruments = instruments;
        Categories = categories;
        Grounds = grounds;
        Stricter = stricter;
        Packs = packs;
        Bands = bands;
        this.instruments = instruments.ToFrozenDictionary(instrument => instrument.Id, StringComparer.Ordinal);
        this.grounds = grounds.ToFrozenDictionary(ground => ground.Code, StringComparer.Ordinal);
        this.categories = categories.ToFrozenDictionary(rule => rule.Category.Text, StringComparer.Ordinal);
    }

    /// <summary>Every instrument loaded, by id.</summary>
    public IReadOnlyList<Instrument> Instruments { get; }

    public IReadOnlyList<CategoryRule> Categories { get; }

    public IReadOnlyList<Ground> Grounds { get; }

    /// <summary>What the operator's overlay takes away from the law's reach.</summary>
    public IReadOnlyList<StricterRule> Stricter { get; }

    /// <summary>What was loaded: what the public fact <c>law-adopted</c> states.</summary>
    public IReadOnlyList<PackDigest> Packs { get; }

    /// <summary>Structures of bands in which the law lets a number be published that is otherwise secret. A report takes one of them.</summary>
    public IReadOnlyList<BandStructure> Bands { get; }

    /// <summary>
    /// Loads the packs built into the program. Refused: <c>law-malformed</c>, <c>law-overlay-widens</c>, <c>law-overlay-missing</c>,
    /// with the place of the first finding in the sentence and the others behind it.
    /// </summary>
    /// <param name="overlayFolder">The operator's folder of YAML files; it may only make reach stricter.</param>
    /// <param name="historic">Whether to load the historic pack, whose reach is assumed: in a replay data folder only.</param>
    public static Result<LawBook> Load(string? overlayFolder = null, bool historic = false)
    {
        var findings = new Findings();
        var book = Library.Open(LawFiles.BuiltIn(), overlayFolder, historic, findings);
        return book is not null ? book : Refuse(findings.All);
    }

    /// <summary>Refused: <c>law-unknown-instrument</c>.</summary>
    public Result<Instrument> Find(string id) => instruments.TryGetValue(id, out var instrument)
        ? instrument
        : new Refusal("law-unknown-instrument", "No such instrument is loaded; take one from the list of instruments.", RefusalKind.NotFound);

    /// <summary>
    /// What the law, and then the operator's overlay, says on the day the instrument was issued. Whatever no rule covers
    /// (an unknown instrument or category, a day outside every rule) is outside, and so is everything of what cannot be received.
    /// </summary>
    /// <param name="hidden">A schedule of batches is in force, so the record hides when a demand came in.</param>
    public Reach ReachOf(string instrument, DataCategory category, DateOnly on, bool hidden = false)
    {
        if (!instruments.TryGetValue(instrument, out var found)) return Outside(Library.UnknownInstrument);
        if (!found.Mentions.Contains(category)) return Outside(Library.UnknownCategory);
        if (!found.IsReceivable(hidden)) return Outside(found.NotReceivableGround!);
        var law = found.Rules.FirstOrDefault(rule => rule.Category == category && rule.Covers(on));
        if (law is null) return Outside(Library.NoRuleForDate);
        // The overlay is asked only where the law says yes, so that it can take away and never give.
        if (law.Says is not Reach.Within) return law.Says;
        var stricter = Stricter.FirstOrDefault(rule => rule.Instrument == instrument && rule.Category == category && rule.Covers(on));
        return stricter is null ? law.Says : new Reach.Outside(stricter.Ground);
    }

    /// <summary>Null where no pack declares it.</summary>
    public BandStructure? FindBand(string id) => Bands.FirstOrDefault(band => band.Id == id);

    public Ground? FindGround(string code) => grounds.GetValueOrDefault(code);

    /// <summary>
    /// Whether the category counts as content. One that no pack declares counts as content, so that nothing unknown
    /// passes as harmless.
    /// </summary>
    public bool IsContent(DataCategory category) =>
        category.Text is null || !categories.TryGetValue(category.Text, out var rule) || rule.Content;

    private static Refusal Refuse(IReadOnlyList<LawFinding> findings)
    {
        // A widening overlay is named before a slip of form: it is the graver finding.
        var ordered = findings.OrderByDescending(finding => finding.Code == LawFinding.OverlayWidens).ToList();
        return One(ordered[0]) with { Others = [.. ordered.Skip(1).Take(MaxOthers).Select(One)] };

        static Refusal One(LawFinding finding) => new(finding.Code, $"Mend {finding}.");
    }

    private Reach.Outside Outside(string code) => new(grounds[code]);
}
