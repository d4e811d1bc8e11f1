using Writ.Gate.Notices;
using Writ.Gate.Notices.Tell;

namespace Writ.Demands.Review.Case.Person;

/// <summary>What was typed on a form about telling people and has to be mended; nothing of it is lost.</summary>
internal sealed record PersonTyped
{
    public string? Kind { get; init; }

    public string? Authority { get; init; }

    public string? Reference { get; init; }

    public TypedDay EndsOn { get; init; } = TypedDay.Of(null);

    /// <summary>Reason of a bar, of there being none, or of a decision; why a bar is lifted.</summary>
    public string? Reason { get; init; }

    public string? Decision { get; init; }
}

/// <summary>A page about telling one person, with the case around it.</summary>
internal sealed record PersonModel(CaseModel Case, PersonTyped Typed)
{
    public NoticeView? Notice { get; init; }

    public BarView? Bar { get; init; }

    public ObjectionView? Objection { get; init; }

    /// <summary>Only where the page shows it.</summary>
    public NoticePreview? Preview { get; init; }
}
