using Writ.Base;
using Writ.Demands.Report;
using Writ.Ledger.Reports;
using Writ.Mirror;

namespace Writ.App.Replay;

/// <summary>How one single demand of the past is answered, so that the sums come out as published.</summary>
internal enum ReplayedOutcome
{
    /// <summary>Its one item is produced.</summary>
    Full,

    /// <summary>One item is produced, another refused.</summary>
    Partial,

    /// <summary>Its one item is refused.</summary>
    None,

    /// <summary>Its one item, of content, is produced.</summary>
    Content,
}

/// <param name="Country">ISO 3166-1, or ZZ where the publisher did not name it.</param>
internal sealed record ReplayedDemand(string Instrument, string AuthorityKind, string Country, ReplayedOutcome Outcome);

/// <summary>
/// A published period turned back into that many single demands, and the form of the report that must come out: it reports
/// exactly the cells that were published as exact numbers, and says of every other one that it was not reported.
/// </summary>
internal sealed record Plan(Period Period, IReadOnlyList<ReplayedDemand> Demands, ReportPlan Report)
{
    public static IReadOnlyList<string> Periods { get; } = ["2015-01-01--2015-05-31", "2019-h1", "2020-h2"];

    public static Plan Of(Period period)
    {
        var figures = PublishedFigures.Amazon.Where(f => f.Period == period && f.Entity.StartsWith("Amazon(", StringComparison.Ordinal)).ToList();
        var exact = figures.Where(f => f.Value is Cell.Count).ToDictionary(f => (f.Dimension, f.Category, f.Metric), f => (int)((Cell.Count)f.Value).Value);
        var byType = exact.Keys.Any(k => k.Dimension == "type");
        var form = ReportForms.Find(byType ? "amazon-2015" : "amazon-2020")!;
        return new Plan(period, Mixed(byType ? ByType(exact) : ByCountry(exact)), new ReportPlan(
            form with { Tables = [.. form.Tables.Select(t => t with { Reported = Reported(t, exact) })] },
            [.. figures.Where(f => f.Value is Cell.Band && byType).Select(f => new ReadIn(f.Category, f.Metric, f.Value, $"{f.Source} (grade {f.Quality})"))],
            Notes(byType),
            Replay: true));
    }

    /// <summary>Kinds come in a mixed order, the same every time: by a stride that has no factor in common with their number.</summary>
    private static IReadOnlyList<ReplayedDemand> Mixed(IReadOnlyList<ReplayedDemand> sorted)
    {
        var stride = Enumerable.Range((sorted.Count / 3) + 1, sorted.Count).First(s => Gcd(s, sorted.Count) == 1);
        return [.. Enumerable.Range(0, sorted.Count).Select(i => sorted[(int)((long)i * stride % sorted.Count)])];

        static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
    }

    private static IReadOnlyList<ReplayedDemand> ByType(Dictionary<(string Dimension, string Category, string Metric), int> exact)
    {
        (string Category, string Instrument, string Authority, string Country)[] kinds =
        [
            ("subpoena", "historic/subpoena", "court", "US"),
            ("search_warrant", "historic/search-warrant", "court", "US"),
            ("other_court_order", "historic/other-court-order", "court", "US"),
            ("non_us", "historic/non-us", "foreign", "ZZ"),
            ("removal", "historic/removal", "unspecified", "ZZ"),
        ];
        return [.. kinds.SelectMany(kind =>
        {
            int Published(string metric) => exact.GetValueOrDefault(("type", kind.Category, metric));
            var full = Math.Max(Published("full"), Published("full_or_partial") - Published("partial"));
            var partial = Published("partial");
            var none = Published("received") - full - partial;
            return Many(ReplayedOutcome.Full, full).Concat(Many(ReplayedOutcome.Partial, partial)).Concat(Many(ReplayedOutcome.None, none));

            IEnumerable<ReplayedDemand> Many(ReplayedOutcome outcome, int count) =>
                Enumerable.Repeat(new ReplayedDemand(kind.Instrument, kind.Authority, kind.Country, outcome), count);
        })];
    }

    private static IReadOnlyList<ReplayedDemand> ByCountry(Dictionary<(string Dimension, string Category, string Metric), int> exact)
    {
        var content = exact[("disclosure", "content", "processed")];
        return [.. exact.Where(e => e.Key is { Dimension: "country", Category: not "ALL" })
            .SelectMany(e => Enumerable.Repeat(e.Key.Category == "OTHER" ? "ZZ" : e.Key.Category, e.Value))
            .Select((country, i) => new ReplayedDemand(
                "historic/unspecified", "unspecified", country, i < content ? ReplayedOutcome.Content : ReplayedOutcome.Full))];
    }

    private static List<string> Reported(FormTable table, Dictionary<(string Dimension, string Category, string Metric), int> exact)
    {
        var dimension = table.Id == "instrument-outcome" ? "type" : table.Id;
        return [.. exact.Keys.Where(k => k.Dimension == dimension).Select(k => $"{(k.Category == "OTHER" ? "ZZ" : k.Category)}/{k.Metric}")];
    }

    private static List<string> Notes(bool byType) =>
    [
        "A replay: published figures turned back into single made-up demands and sent through the real door, gate, vault and record. It proves that Writ can carry and recount such a period, and nothing about the demands of the time.",
        "Only cells that were published as exact numbers are reported; the press is their source, and each figure's grade stands on the page of published figures.",
        byType
            ? "Which demand came on which day, from which authority, and for which data, was not published: these are made up. ZZ stands for a country that was not named."
            : "Instruments and outcomes were not published for this period: each demand is made up as one that was answered. Which country's demands led to content is made up too. ZZ stands for all countries that were not named.",
    ];
}
