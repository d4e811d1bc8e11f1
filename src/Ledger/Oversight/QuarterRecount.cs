using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Ledger.Oversight;

/// <summary>Something that a file says, and that does not follow.</summary>
/// <param name="Where">In the file.</param>
public sealed record Differs(string Where, string Said, string Follows);

/// <summary>Files of a quarter against what the record says was asked of homes, and against their own sums.</summary>
public static class QuarterRecount
{
    /// <param name="requests">Every fact of kinds 45 to 47.</param>
    public static IEnumerable<Differs> Of(TotalsDocument document, IReadOnlyCollection<Fact> requests)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Kind != TotalsKind.Grants) return [];

        // Which agencies stand there follows from what they asked, and never from what homes did.
        var asked = requests.Where(r => Day(r) <= document.Quarter.Last).Select(r => r switch
        {
            Fact.RequestPublished p => p.Agency,
            Fact.RequestCorrected c => c.Agency,
            _ => default(AgencyId?),
        }).OfType<AgencyId>().Select(a => a.Text).Distinct().Order(StringComparer.Ordinal);
        return Same("agencies", string.Join(' ', document.Lines.Select(line => line.Agency.Text)), string.Join(' ', asked));
    }

    /// <param name="requests">Every fact of kinds 45 to 47.</param>
    public static IEnumerable<Differs> Of(EquityDocument document, IReadOnlyCollection<Fact> requests)
    {
        ArgumentNullException.ThrowIfNull(document);
        var (asked, before) = (Asked(requests, document.Quarter), Asked(requests, OversightPaths.QuarterOf(document.Quarter.First.AddDays(-1))));
        return Same("requests", $"{document.Requests}", $"{asked}")
            .Concat(Same("refused", $"{document.Refused}", $"{requests.OfType<Fact.RequestRefused>().Count(r => document.Quarter.Contains(Day(r)))}"))
            .Concat(document.Followed is { } followed ? Same("followed asks", $"{followed.Asks}", $"{before}") : [])
            .Concat(EquityRecount.Of(document));
    }

    /// <summary>First posts that were put to homes.</summary>
    private static int Asked(IEnumerable<Fact> requests, Period quarter) => requests.OfType<Fact.RequestPublished>().Count(r => quarter.Contains(Day(r)));

    private static DateOnly Day(Fact fact) => DateOnly.FromDateTime(fact.At.UtcDateTime);

    private static IEnumerable<Differs> Same(string where, string said, string follows) => said == follows ? [] : [new Differs(where, $"'{said}'", $"'{follows}'")];
}
