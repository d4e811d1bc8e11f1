namespace Writ.Kit;

/// <summary>How each kind of figure is explained below a table: an example, and a sentence.</summary>
internal static class FigureExplained
{
    public static (Figure Figure, string Words) Of(FigureKind kind) => kind switch
    {
        FigureKind.Count => (new Figure(kind, "12"), "A number that was counted."),
        FigureKind.Zero => (new Figure(kind, "0"), "Counted, and there was none."),
        FigureKind.Approximate => (new Figure(kind, "about 440"), "Published or derived as approximate; never used in sums."),
        FigureKind.Bound => (new Figure(kind, "over 1,900"), "Known from one side only."),
        FigureKind.Share => (new Figure(kind, "42%"), "Published as a share, without the number behind it."),
        FigureKind.Band => (new Figure(kind, "0–249"), "A range that the law prescribes; the number inside is not known. Never added up."),
        FigureKind.NotReported => (new Figure(kind, "not reported"), "The publisher said nothing of this. It is not zero."),
        FigureKind.Withheld => (new Figure(kind, "withheld by law"), "There is a number, and the law forbids saying it."),
    };
}
