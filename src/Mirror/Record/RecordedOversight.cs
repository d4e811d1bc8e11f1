using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Mirror.Record;

/// <summary>What a file of a quarter is about.</summary>
internal enum OversightPart
{
    Grants,
    Equity,
    Pressure,
}

/// <summary>A file of a quarter that the published tree names.</summary>
/// <param name="Index">Of its entry in the log.</param>
internal sealed record ListedOversight(OversightPart Part, Period Quarter, string Path, string Sha256, long Index, DateTimeOffset At);

/// <summary>Gathers what facts say of quarters. The first of a kind for a quarter stands: noise that was drawn twice would be no noise.</summary>
internal sealed class RecordedOversight
{
    private readonly Dictionary<(OversightPart, Period), ListedOversight> all = [];

    /// <summary>Newest quarter first.</summary>
    public IReadOnlyList<ListedOversight> All() => [.. all.Values.OrderByDescending(f => f.Quarter).ThenBy(f => f.Part)];

    public void Clear() => all.Clear();

    public void Take(Fact fact, long index)
    {
        var listed = fact switch
        {
            Fact.GrantTotalsPublished f => new ListedOversight(OversightPart.Grants, Period.FromTrusted(f.Quarter), f.Path, f.Sha256, index, f.At),
            Fact.EquityReportPublished f => new ListedOversight(OversightPart.Equity, Period.FromTrusted(f.Quarter), f.Path, f.Sha256, index, f.At),
            Fact.PressureTotalsPublished f => new ListedOversight(OversightPart.Pressure, Period.FromTrusted(f.Quarter), f.Path, f.Sha256, index, f.At),
            _ => null,
        };
        if (listed is not null) all.TryAdd((listed.Part, listed.Quarter), listed);
    }
}
