namespace Writ.Kit;

/// <summary>The closed set of what a published cell can be. The kinds of nothing are told apart in words and in shape.</summary>
public enum FigureKind
{
    /// <summary>A number other than zero.</summary>
    Count,

    /// <summary>Counted, and there was none.</summary>
    Zero,

    /// <summary>About that many.</summary>
    Approximate,

    /// <summary>Known from one side only.</summary>
    Bound,

    /// <summary>A share published as such.</summary>
    Share,

    /// <summary>A lawful range; the number inside is not known.</summary>
    Band,

    /// <summary>The publisher said nothing of this.</summary>
    NotReported,

    /// <summary>The law forbids saying.</summary>
    Withheld,
}

/// <summary>One figure as it is shown.</summary>
/// <param name="Text">What is read: <c>1,955</c>, <c>0–249</c>, <c>not reported</c>.</param>
public sealed record Figure(FigureKind Kind, string Text)
{
    /// <summary>Name of the kind in style sheets and downloads: <c>not-reported</c>.</summary>
    public string KindName => Kind switch
    {
        FigureKind.Count => "count",
        FigureKind.Zero => "zero",
        FigureKind.Approximate => "approximate",
        FigureKind.Bound => "bound",
        FigureKind.Share => "share",
        FigureKind.Band => "band",
        FigureKind.NotReported => "not-reported",
        FigureKind.Withheld => "withheld",
    };
}
