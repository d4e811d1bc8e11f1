namespace Writ.Agencies.Partnerships;

/// <summary>The numbers and lists by which partnerships are made. Those that hold for an agreement are written into it, so a change here changes no agreement.</summary>
/// <param name="PublishedFolder">Where files lie that anybody may read.</param>
/// <param name="Company">Whose agreements these are.</param>
/// <param name="Comment">Time to comment, from the notice.</param>
/// <param name="Objections">Time to object, from the countersignature.</param>
/// <param name="TermMonths">Longest term, 1 to 12.</param>
/// <param name="ReportMonths">Time for the yearly report, from the beginning.</param>
/// <param name="Kinds">Kinds of agency that may be partners.</param>
/// <param name="Levels">Whose they may be; see <see cref="Ledger.Facts.PartnershipWords.Levels"/>. Federal and immigration agencies never are.</param>
/// <param name="MostObjections">Objections that are published to one agreement.</param>
/// <param name="MinWidthMetres">Twice area by perimeter of each part and each hole of a jurisdiction: what is thinner is a slip of the pen or a trick.</param>
/// <param name="Sample">A sample data folder, where links take the place of passkeys.</param>
public sealed record PartnershipOptions(
    string PublishedFolder, string Company, TimeSpan Comment, TimeSpan Objections, int TermMonths, int ReportMonths, IReadOnlyList<string> Kinds, IReadOnlyList<string> Levels,
    int MostObjections = 500, double MinWidthMetres = 20, bool Sample = false)
{
    /// <summary>Kinds that are public safety.</summary>
    public static IReadOnlyList<string> PublicSafety { get; } = ["police", "fire", "rescue"];

    /// <summary>The usual numbers: 30 days, 30 days, 12 months, 13 months.</summary>
    public static PartnershipOptions Usual(string publishedFolder, string company) => new(
        publishedFolder, company, TimeSpan.FromDays(30), TimeSpan.FromDays(30), 12, 13, PublicSafety, Ledger.Facts.PartnershipWords.Levels);
}
