using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Reports;
using Writ.Mirror.Published;
using Writ.Mirror.Record;
using Writ.Mirror.Reports;

namespace Writ.Mirror.Pages;

/// <summary>A report with what its page says around it.</summary>
internal sealed record ReportModel(
    Period Period,
    ReportDocument Document,
    IReadOnlyList<TableView> Tables,
    Chart Chart,
    ShelfEntry? Before,
    ShelfEntry? After,
    bool Comparable,
    string Address)
{
    /// <summary>Where the report and its other forms are.</summary>
    public string Place => $"/reports/{Period.Text}";
}

/// <summary>An own report as the list shows it: the document, or why it cannot be read.</summary>
internal sealed record OwnLine(ShelfEntry Entry, ReportDocument? Document, Refusal? Refusal)
{
    /// <summary>All demands of the report, where its form counts them.</summary>
    public Cell? All => ReportView.Find(Document, "instrument-outcome", "all", ReportView.Received) is { } all and not Cell.NotReported
        ? all
        : ReportView.Find(Document, "country", "ALL", ReportView.Received);
}

internal sealed record ReportsModel(IReadOnlyList<OwnLine> Own, Refusal? Fault);

internal sealed record FrontModel(OwnLine? Newest, string Address);

/// <summary>Figures read in for one period; the others for the way on.</summary>
internal sealed record PublishedModel(Period Period, IReadOnlyList<PublishedEntity> Entities, IReadOnlyList<string> Sources, IReadOnlyList<Check> Checks, IReadOnlyList<Check> DsaChecks, Chart Chart)
{
    public string Place => $"/reports/published/amazon/{Period.Text}";
}

/// <param name="Witnesses">Null: no policy is in force.</param>
internal sealed record RecordModel(CheckpointLines? Checkpoint, string? VerifierKey, IReadOnlyList<EntryLine> Last, WitnessLines? Witnesses, int BreakGlass, int BreakGlassLate);

/// <param name="Origin">Null while there is no checkpoint.</param>
internal sealed record VerifyModel(string Address, string? Origin, string? VerifierKey);

/// <summary>Reports that can be checked in the page, newest first.</summary>
internal sealed record CheckModel(IReadOnlyList<Choice> Periods);

/// <summary>A page that says what is not there, and where to look instead.</summary>
internal sealed record MissingModel(Refusal Refusal, string Title, IReadOnlyList<Crumb> Instead);

/// <summary>An agency's page.</summary>
internal sealed record AgencyModel(ListedAgency Agency, IReadOnlyList<AgencyQuarter> Quarters);

/// <summary>An agency's numbers of one quarter.</summary>
/// <param name="Gave">In words; null where nothing is published.</param>
/// <param name="Pressed">In words; null where nothing is published.</param>
internal sealed record AgencyQuarter(Period Quarter, int Requests, string? Gave, string? Pressed);

internal sealed record OversightModel(IReadOnlyList<(Period Quarter, DateTimeOffset At)> Quarters);

/// <param name="Equity">Null while its file is not there, or nothing was published.</param>
/// <param name="Grants">Likewise.</param>
/// <param name="Pressure">Likewise.</param>
internal sealed record QuarterModel(
    Period Quarter, Ledger.Oversight.EquityDocument? Equity, Ledger.Oversight.TotalsDocument? Grants, Ledger.Oversight.TotalsDocument? Pressure, IReadOnlyList<ListedOversight> Files);

/// <param name="Document">Null while its file is not there.</param>
/// <param name="Earlier">What it corrects; null where it corrects nothing, or that file is not there.</param>
internal sealed record RequestModel(ListedRequest Request, Ledger.Requests.RequestDocument? Document, ListedAgency? Agency, Ledger.Requests.RequestDocument? Earlier = null);

/// <param name="Agency">Whose; null: everybody's.</param>
/// <param name="Map">Areas of agencies; empty where the record names none.</param>
/// <param name="Marks">What stands on the map for an agency.</param>
internal sealed record AgenciesModel(IReadOnlyList<ListedAgency> All, IReadOnlyList<MapShape> Map, IReadOnlyDictionary<AgencyId, string> Marks);

internal sealed record RequestsModel(ListedAgency? Agency, IReadOnlyList<RequestModel> Lines, Ledger.Requests.LimitsDocument? Limits);
