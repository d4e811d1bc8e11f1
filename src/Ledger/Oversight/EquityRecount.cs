using System.Globalization;

namespace Writ.Ledger.Oversight;

/// <summary>
/// Equity counted again from its own counts: areas and what lies outside make up the requests, groups are their areas together, every two groups are compared once, and each
/// rate and ratio with its interval is what the formulas of docs/spec/oversight.md give. Counts are printed with four decimals, so each number is compared with the
/// least and the most that such counts can give.
/// </summary>
internal static class EquityRecount
{
    /// <summary>Half of the last place, of a count as it is printed.</summary>
    private const double Half = 0.5e-4;

    // Of the number itself as it is printed, and of ten digits of the quantiles.
    private const double Slack = 1.1e-4;

    public static IEnumerable<Differs> Of(EquityDocument document)
    {
        var (areas, dwellings) = (document.Areas, document.Areas.Sum(a => a.Dwellings));
        var inside = (Count: areas.Sum(a => a.Requests), Loose: Half * areas.Count);
        if (Math.Abs(inside.Count + document.Outside - document.Requests) > inside.Loose + Half + Slack)
            yield return new("areas", Text(inside.Count + document.Outside), Text(document.Requests));
        foreach (var area in areas)
        {
            foreach (var differs in Numbers($"area {area.Id}", (area.Requests, Half), area.Dwellings, inside, dwellings, area.Rate, area.Ratio)) yield return differs;
        }

        var groups = areas.Where(a => a.Group is not null).GroupBy(a => a.Group!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Dwellings: g.Sum(a => a.Dwellings), Count: g.Sum(a => a.Requests), Loose: Half * (g.Count() + 1))).ToList();
        var (said, follows) = (string.Join(", ", document.Groups.Select(g => $"{g.Name} ({g.Dwellings})")), string.Join(", ", groups.Select(g => $"{g.Name} ({g.Dwellings})")));
        if (said != follows)
        {
            yield return new("groups", $"'{said}'", $"'{follows}'");
            yield break;
        }

        foreach (var (group, own) in document.Groups.Zip(groups))
        {
            if (Math.Abs(group.Requests - own.Count) > own.Loose + Slack) yield return new($"group {group.Name} requests", Text(group.Requests), Text(own.Count));
            foreach (var differs in Numbers($"group {group.Name}", (own.Count, own.Loose), own.Dwellings, inside, dwellings, group.Rate, group.Ratio)) yield return differs;
        }

        var pairs = groups.SelectMany((of, i) => groups.Skip(i + 1).Select(to => (of, to))).ToList();
        (said, follows) = (string.Join(", ", document.Pairs.Select(p => $"{p.Of} to {p.To}")), string.Join(", ", pairs.Select(p => $"{p.of.Name} to {p.to.Name}")));
        if (said != follows)
        {
            yield return new("pairs", $"'{said}'", $"'{follows}'");
            yield break;
        }

        foreach (var (pair, (of, to)) in document.Pairs.Zip(pairs))
        {
            if (!Fits(pair.Ratio, (of.Count, of.Loose), (to.Count, to.Loose), (a, b) => Intervals.Between(a, of.Dwellings, b, to.Dwellings)))
                yield return new($"pair {pair.Of} to {pair.To}", Text(pair.Ratio), Text(Intervals.Between(of.Count, of.Dwellings, to.Count, to.Dwellings)));
        }
    }

    private static IEnumerable<Differs> Numbers(
        string where, (double Count, double Loose) own, long dwellings, (double Count, double Loose) all, long allDwellings, WithInterval? rate, WithInterval? ratio)
    {
        if (!Fits(rate, own, (0, 0), (count, _) => Intervals.Rate(count, dwellings))) yield return new($"{where} rate", Text(rate), Text(Intervals.Rate(own.Count, dwellings)));
        if (!Fits(ratio, own, all, (count, whole) => Intervals.OfWhole(count, dwellings, whole, allDwellings)))
            yield return new($"{where} ratio", Text(ratio), Text(Intervals.OfWhole(own.Count, dwellings, all.Count, allDwellings)));
    }

    /// <summary>Whether the number lies between the least and the most that counts with this last place give. Every formula rises or falls with each of its counts.</summary>
    private static bool Fits(WithInterval? said, (double Count, double Loose) one, (double Count, double Loose) other, Func<double, double, WithInterval?> formula)
    {
        var corners = (from a in Around(one) from b in Around(other) select formula(a, b)).ToList();
        return corners.Any(c => c is null) ? said is null || corners.OfType<WithInterval>().Any()
            : said is not null && Between(said.Value, corners.Select(c => c!.Value)) && Between(said.Low, corners.Select(c => (double?)c!.Low)) && Between(said.High, corners.Select(c => c!.High));
    }

    private static IEnumerable<double> Around((double Count, double Loose) number) => [number.Count, Math.Max(0, number.Count - number.Loose), number.Count + number.Loose];

    // Without an end a number is beyond all others.
    private static bool Between(double? said, IEnumerable<double?> corners)
    {
        var ends = corners.Select(c => c ?? double.PositiveInfinity).ToList();
        var number = said ?? double.PositiveInfinity;
        return number >= ends.Min() - Loosely(ends.Min()) && number <= ends.Max() + Loosely(ends.Max());
    }

    private static double Loosely(double number) => double.IsFinite(number) ? Slack + (1e-9 * number) : 0;

    private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Text(WithInterval? number) => number is null ? "none"
        : $"{(number.Value is { } value ? Text(value) : "without end")} ({Text(number.Low)} to {(number.High is { } high ? Text(high) : "without end")})";
}
