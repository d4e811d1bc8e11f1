namespace Writ.Ledger.Facts;

/// <content>Oversight: what is published of a quarter when it is over. A quarter is published once.</content>
public abstract partial record Fact
{
    /// <summary>49, <c>grant-totals-published</c>: how many homes gave something to each agency, with noise, where it is not too few.</summary>
    /// <param name="Quarter">A quarter of a year that is over: <c>2026-q1</c>.</param>
    /// <param name="Path">Of its document, relative to the site's root.</param>
    public sealed record GrantTotalsPublished(string Quarter, string Path, string Sha256, DateTimeOffset At) : Fact(At, 49);

    /// <summary>50, <c>equity-report-published</c>: how often homes of which neighbourhoods were asked.</summary>
    public sealed record EquityReportPublished(string Quarter, string Path, string Sha256, DateTimeOffset At) : Fact(At, 50);

    /// <summary>51, <c>pressure-totals-published</c>: how often people said that they were pressed, with noise, where it is not too few.</summary>
    public sealed record PressureTotalsPublished(string Quarter, string Path, string Sha256, DateTimeOffset At) : Fact(At, 51);
}
