using Writ.Base;
using Writ.Kit;
using Writ.Law;

namespace Writ.Demands.Draft;

/// <summary>One step as its page shows it.</summary>
/// <param name="Shown">What stands in the fields: what is kept, or what was just typed.</param>
/// <param name="Told">True: what is missing is said too, since it was sent.</param>
/// <param name="FromCheck">True: it was come to from the check page, and leads back there.</param>
/// <param name="Kept">What is kept now, where the form was older than that; null: no conflict.</param>
/// <param name="Item">The item that the page is about.</param>
internal sealed record StepView(
    OpenDraft Draft, DraftPart Part, DraftContent Shown, DraftReading Reading, LawBook Law, bool Told, bool FromCheck, DraftContent? Kept = null, DraftItem? Item = null)
{
    /// <summary>A fault beside those that the lint finds: of a file that was not taken.</summary>
    public Refusal? Besides { get; init; }

    private IEnumerable<Finding> Findings => Item is { } item ? Reading.Of(item) : Part == DraftPart.Items ? Reading.Of(Part).Where(f => f.Item is null) : Reading.Of(Part);

    public IReadOnlyList<Finding> Wrong => [.. Findings.Where(f => f.Fault && (Told || !Untouched))];

    public IReadOnlyList<Finding> Advice => [.. Findings.Where(f => !f.Fault)];

    public Faults Faults => new(
        (Kept is null ? [] : new[] { new Fault(null, DraftRefusals.Changed.Sentence) })
        .Concat(Besides is null ? [] : Faults.Of(Besides).All)
        .Concat(Besides is null ? Wrong.Select(f => new Fault(f.Field, f.Sentence)) : []));

    /// <summary>As a refusal, for the status of the answer; null where nothing is wrong.</summary>
    public Refusal? Refusal => Kept is not null ? DraftRefusals.Changed
        : Besides ?? (Wrong is [var first, ..] ? new Refusal(first.Code, first.Sentence, RefusalKind.Invalid, "/" + first.Field) : null);

    public Instrument? Instrument => Law.Find(Shown.Instrument) is { Ok: true, Value: var found } ? found : null;

    private bool Untouched => Item is { } item ? item.Kind.Length + item.Value.Length + item.Category.Length == 0 && item.From.Empty && item.To.Empty : DraftProgress.Empty(Shown, Part);
}

/// <summary>How far a draft is.</summary>
internal static class DraftProgress
{
    public static bool Empty(DraftContent c, DraftPart part) => part switch
    {
        DraftPart.Reference => c.Reference.Length == 0,
        DraftPart.Instrument => c.Instrument.Length == 0,
        DraftPart.Authority => c.AuthorityName.Length + c.AuthorityKind.Length == 0,
        DraftPart.Dates => c.Issued.Empty && c.Expires.Empty,
        DraftPart.Gag => c.Gag.Length == 0,
        DraftPart.Items => c.Items.Count == 0,
        DraftPart.File => c.File is null,
    };

    public static TaskState State(DraftContent c, DraftReading reading, DraftPart part)
    {
        var faults = reading.Of(part).Where(f => f.Fault).ToList();
        if (Empty(c, part)) return TaskState.NotBegun;
        return faults.Count == 0 ? TaskState.Done : faults.All(f => f.Missing) ? TaskState.Begun : TaskState.Wrong;
    }

    /// <summary>What the task list says of a part: what is wrong with it, or what it says.</summary>
    public static string? Hint(DraftContent c, DraftReading reading, DraftPart part, LawBook law)
    {
        var found = reading.Of(part);
        if (!Empty(c, part) && found.FirstOrDefault(f => f.Fault) is { } fault) return fault.Sentence;
        var advice = found.Count(f => !f.Fault);
        var says = DraftWords.Brief(c, part, law);
        return advice == 0 ? says : $"{says} · {WordsOf.Count(advice, "piece of advice", "pieces of advice")}";
    }
}
