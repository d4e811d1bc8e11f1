using Writ.Base;
using Writ.Demands.Follow;
using Writ.Kit;
using Writ.Law;

namespace Writ.Demands.Draft;

/// <summary>What a draft says, in words and as choices.</summary>
internal static class DraftWords
{
    private static readonly Dictionary<string, (string Label, string Hint)> Kinds = new()
    {
        ["email"] = ("E-mail address", "In full: name@example.com"),
        ["phone"] = ("Telephone number", "With its country code: +12065550100"),
        ["customer-number"] = ("Customer number", "4 to 20 letters and digits, as we print it on letters"),
        ["order-number"] = ("Order number", "17 digits, written 3-7-7"),
    };

    private static readonly Dictionary<string, string> Authorities = new()
    {
        ["court"] = "A court or judge",
        ["grand-jury"] = "A grand jury",
        ["prosecutor"] = "A prosecutor",
        ["police"] = "The police",
        ["agency"] = "An administrative agency",
        ["legislature"] = "A legislature or its committee",
        ["party"] = "A party to a case, or their lawyer",
        ["foreign"] = "An authority of another country",
        ["unspecified"] = "Not said",
    };

    public static IReadOnlyList<Choice> IdentifierKinds { get; } = [.. Kinds.Select(k => new Choice(k.Key, k.Value.Label, k.Value.Hint))];

    public static string KindOf(string kind) => Kinds.TryGetValue(kind, out var words) ? words.Label : kind;

    public static string AuthorityOf(string kind) => Authorities.GetValueOrDefault(kind, kind);

    public static string InstrumentOf(LawBook law, string id) => law.Find(id) is { Ok: true, Value: var found } ? found.Title : id;

    public static string CategoryOf(LawBook law, string category) => law.Categories.FirstOrDefault(c => c.Category.Text == category)?.Title ?? category;

    public static IReadOnlyList<Choice> AuthorityKinds(Instrument? instrument, LawBook law) =>
        [.. (instrument?.Authorities ?? [.. law.Instruments.SelectMany(i => i.Authorities).Distinct()]).Select(a => new Choice(a, AuthorityOf(a)))];

    public static IReadOnlyList<Choice> Instruments(LawBook law, bool hidden) =>
        [.. law.Instruments.Where(i => i.IsReceivable(hidden)).OrderBy(i => i.Title, StringComparer.Ordinal).Select(i => new Choice(i.Id, i.Title, Reaches(law, i)))];

    public static IReadOnlyList<(string Title, string Why)> NotTaken(LawBook law, bool hidden) =>
    [
        .. law.Instruments.Where(i => !i.IsReceivable(hidden)).Select(i => (i.Title, law.FindGround(i.NotReceivableGround ?? string.Empty)?.Sentence ?? "It is not taken here.")),
    ];

    /// <summary>Each category with what it is and whether the instrument reaches it.</summary>
    public static IReadOnlyList<Choice> Categories(LawBook law, string instrument, DateOnly on, bool hidden) =>
    [
        .. Asked(law, instrument).Select(c => new Choice(c.Category.Text, c.Title, $"{c.Definition} {ReachWords(law, instrument, c.Category, on, hidden)}".Trim())),
    ];

    public static string Days(string from, string to) => (from, to) switch
    {
        ("", "") => "No days given",
        (_, "") => $"From {from}, no last day",
        ("", _) => $"Until {to}, no first day",
        _ => $"{from} to {to}",
    };

    public static string SizeOf(long bytes) => bytes < 1024 * 1024 ? $"{WordsOf.Number(Math.Max(1, bytes / 1024))} KB" : $"{WordsOf.Number(bytes / (1024 * 1024))} MB";

    public static string TypeOf(string type) => type switch
    {
        "application/pdf" => "PDF",
        "image/png" => "PNG picture",
        "image/jpeg" => "JPEG picture",
        "image/tiff" => "TIFF picture",
        _ => type,
    };

    /// <summary>Questions and answers of a part. For items, each with its own.</summary>
    public static IReadOnlyList<(string Question, string Answer)> Of(DraftContent c, DraftPart part, LawBook law) => part switch
    {
        DraftPart.Reference => [("Your reference", c.Reference)],
        DraftPart.Instrument => [("Kind of instrument", InstrumentOf(law, c.Instrument)), ("Whose data", FollowWords.Service(c.Service))],
        DraftPart.Authority => [("Name, as on the paper", c.AuthorityName), ("Kind of authority", AuthorityOf(c.AuthorityKind))],
        DraftPart.Dates => [("Signed on", c.Issued.ToString()), ("Return or expiry day", c.Expires.ToString())],
        DraftPart.Gag => [("An order forbids telling the person", c.Gag switch { "yes" => "Yes", "no" => "No", _ => string.Empty })],
        DraftPart.Items => [.. c.Items.Select((item, i) => ($"Item {i + 1}", $"{item.Value} · {CategoryOf(law, item.Category)}"))],
        DraftPart.File => c.File is { } f ? [("File", f.Name), ("Kind and size", $"{TypeOf(f.Type)}, {SizeOf(f.Size)}"), ("SHA-256", f.Sha256)] : [("File", string.Empty)],
    };

    public static IReadOnlyList<(string Question, string Answer)> Of(DraftItem item, LawBook law) =>
    [
        ("Identifier", item.Kind.Length == 0 ? item.Value : $"{KindOf(item.Kind)}: {item.Value}"),
        ("What is asked", CategoryOf(law, item.Category)),
        ("Days", Days(item.From.ToString(), item.To.ToString())),
    ];

    /// <summary>In a few words, for the task list; an identifier is not shown there.</summary>
    public static string? Brief(DraftContent c, DraftPart part, LawBook law) => Cut(part switch
    {
        DraftPart.Reference => c.Reference,
        DraftPart.Instrument => InstrumentOf(law, c.Instrument),
        DraftPart.Authority => c.AuthorityName,
        DraftPart.Dates => c.Issued.Empty ? string.Empty : $"Signed {c.Issued}",
        DraftPart.Gag => c.Gag switch { "yes" => "An order forbids telling the person", "no" => "The person may be told", _ => string.Empty },
        DraftPart.Items => c.Items.Count == 0 ? string.Empty : WordsOf.Count(c.Items.Count, "item"),
        DraftPart.File => c.File?.Name ?? string.Empty,
    });

    private static string? Cut(string text)
    {
        var line = VisibleText.OneLine(text);
        return line.Length switch { 0 => null, <= 80 => line, _ => line[..(char.IsHighSurrogate(line[78]) ? 78 : 79)] + "…" };
    }

    private static IEnumerable<CategoryRule> Asked(LawBook law, string instrument) =>
        law.Find(instrument) is { Ok: true, Value: var found } ? law.Categories.Where(c => found.Mentions.Contains(c.Category)) : law.Categories;

    private static string Reaches(LawBook law, Instrument instrument)
    {
        var within = law.Categories.Where(c => instrument.Rules.Any(r => r.Category == c.Category && r.To is null && r.Says is Reach.Within)).Select(c => c.Title).ToList();
        var who = instrument.Judicial == true ? "Signed by a judge. " : string.Empty;
        return $"{who}Reaches: {(within.Count == 0 ? "nothing of what we hold" : string.Join("; ", within))}. {instrument.Citation}";
    }

    private static string ReachWords(LawBook law, string instrument, DataCategory category, DateOnly on, bool hidden) => instrument.Length == 0 ? string.Empty : law.ReachOf(instrument, category, on, hidden) switch
    {
        Reach.Within within => $"This instrument reaches it ({within.Source}). {within.Condition}".Trim(),
        Reach.Outside outside => $"This instrument does not reach it: {outside.Ground.Sentence}",
        _ => string.Empty,
    };
}
