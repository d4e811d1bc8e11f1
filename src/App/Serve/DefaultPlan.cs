using Writ.Demands.Report;
using Writ.Mirror;

namespace Writ.App.Serve;

/// <summary>How a company's own reports are made, unless it says otherwise.</summary>
internal static class DefaultPlan
{
    public static ReportPlan Own { get; } = new(ReportForms.Find("amazon-2015")!, [], [], Replay: false, Bands: "us/250");
}
