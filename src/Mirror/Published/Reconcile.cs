using Writ.Base;
using Writ.Ledger.Reports;
using static Writ.Mirror.Words.CellWords;

namespace Writ.Mirror.Published;

/// <summary>The closed set of what a sum can turn out to be.</summary>
internal enum Verdict
{
    /// <summary>The parts give the published whole.</summary>
    Holds,

    /// <summary>They do, because one of them was derived by this very sum.</summary>
    ByConstruction,

    /// <summary>They do not.</summary>
    Differs,

    /// <summary>A part or the whole is approximate: it cannot be told.</summary>
    CannotTell,
}

/// <summary>One sum that was tried. Nothing is ever repaired by it.</summary>
internal sealed record Check(string Entity, string Rule, string Whole, string Parts, Verdict Verdict, string Words);

/// <summary>Tries every sum that the published figures of a period invite.</summary>
internal static class Reconcile
{
    private static readonly string[] UsRows = ["subpoena", "search_warrant", "other_court_order"];

    public static IReadOnlyList<Check> Figures(Period period) => Figures(PublishedFigures.Amazon.Where(figure => figure.Period == period));

    public static IReadOnlyList<Check> Figures(IEnumerable<PublishedFigure> figures)
    {
        var checks = new List<Check>();
        foreach (var entity in figures.GroupBy(figure => figure.Entity, StringComparer.Ordinal))
        {
            PublishedFigure? At(string dimension, string category, string metric) =>
                entity.FirstOrDefault(figure => (figure.Dimension, figure.Category, figure.Metric) == (dimension, category, metric));

            void Try(string rule, PublishedFigure? whole, params PublishedFigure?[] parts)
            {
                if (whole is not null && parts.Length > 0 && parts.All(part => part is not null)) checks.Add(Sum(entity.Key, rule, whole, parts!));
            }

            foreach (var row in entity.Where(figure => figure.Dimension == "type").Select(figure => figure.Category).Distinct(StringComparer.Ordinal))
            {
                Try($"{Words.FigureWords.Of(row)}: full, partial and no response make up what was received", At("type", row, "received"), At("type", row, "full"), At("type", row, "partial"), At("type", row, "none"));
            }

            Try("All US demands are subpoenas, warrants and other court orders", At("type", "us_total", "received"), [.. UsRows.Select(row => At("type", row, "received"))]);
            Try("All demands are US and non-US demands", At("type", "all", "received"), [.. UsRows.Append("non_us").Select(row => At("type", row, "received"))]);
            // Without a row for the others, the countries named need not make up the whole.
            var countries = entity.Where(figure => figure is { Dimension: "country", Metric: "received", Category: not "ALL" }).ToArray();
            if (countries.Any(figure => figure.Category == "OTHER")) Try("All countries are the countries named and the others", At("country", "ALL", "received"), countries);
            Try("Content and non-content make up all demands", At("country", "ALL", "received"), At("disclosure", "content", "processed"), At("disclosure", "non_content", "processed"));
            foreach (var disputed in DisputedFigures.All.Where(other => other.Entity == entity.Key && entity.Any(figure => figure.Period == other.Period)))
            {
                if (At(disputed.Dimension, disputed.Category, disputed.Metric) is { Value: Cell.Count count } published) checks.Add(Printed(disputed, published, count.Value));
            }
        }

        return checks;
    }

    /// <summary>States against totals, categories against totals, keywords against their category; in each of the three measures.</summary>
    public static IReadOnlyList<Check> Dsa(IReadOnlyList<DsaRow> rows)
    {
        var checks = new List<Check>();
        var states = rows.Where(row => row.Scope != "TOTAL").Select(row => row.Scope).Distinct(StringComparer.Ordinal).ToList();
        for (var measure = 0; measure < DsaFigures.Measures.Count; measure++)
        {
            long? Value(string scope, string code) => rows.FirstOrDefault(row => row.Scope == scope && row.Code == code && !row.IsKeyword)?.Numbers[measure];
            List<long> Categories(string scope) => [.. rows.Where(row => row.Scope == scope && !row.IsKeyword && !row.IsTotal).Select(row => row.Numbers[measure])];
            var name = DsaFigures.Names[measure];
            checks.Add(Sum($"{name}: the member states make up the total", Value("TOTAL", "TOTAL") ?? 0, [.. states.Select(state => Value(state, "TOTAL") ?? Categories(state).Sum())]));
            foreach (var scope in states.Prepend("TOTAL").Where(scope => Value(scope, "TOTAL") is not null))
            {
                checks.Add(Sum($"{name}, {Scope(scope)}: the categories make up the total", Value(scope, "TOTAL") ?? 0, Categories(scope)));
            }

            foreach (var total in rows.Where(row => row.Scope == "TOTAL" && !row.IsKeyword && !row.IsTotal))
            {
                checks.Add(Sum($"{name}: {Words.FigureWords.Dsa(total.Code)}, the member states make up the total", total.Numbers[measure], [.. states.Select(state => Value(state, total.Code) ?? 0)]));
            }

            foreach (var row in rows.Where(row => !row.IsKeyword && !row.IsTotal))
            {
                List<long> keywords = [.. rows.Where(word => word.IsKeyword && word.Scope == row.Scope && word.Category == row.Code).Select(word => word.Numbers[measure])];
                if (keywords.Count > 0) checks.Add(Sum($"{name}, {Scope(row.Scope)}: {Words.FigureWords.Dsa(row.Code)}, the keywords make up the category", row.Numbers[measure], keywords));
            }
        }

        return checks;
    }

    private static Check Sum(string rule, long whole, IReadOnlyList<long> parts)
    {
        var sum = parts.Sum();
        return new Check(
            "Amazon Store (EU DSA)", rule, Number(whole), parts.Count > 0 ? Number(sum) : "no row", sum == whole ? Verdict.Holds : Verdict.Differs,
            parts.Count > 0 ? Difference(whole, sum) : "there is a total, and no row of a category beside it");
    }

    private static Check Sum(string entity, string rule, PublishedFigure whole, IReadOnlyList<PublishedFigure> parts)
    {
        var list = string.Join(" + ", parts.Select(part => Figure(part.Value).Text));
        var all = parts.Append(whole).ToList();
        if (!all.All(part => part.Value is Cell.Count))
        {
            var words = all.All(part => part.Value is Cell.Count or Cell.Approximate)
                ? $"the parts give about {Number(parts.Sum(part => Rough(part.Value)))}, the whole is {Figure(whole.Value).Text}; one of them is approximate"
                : "a part is a band, a bound or a share, which are never added up";
            return new Check(entity, rule, Figure(whole.Value).Text, list, Verdict.CannotTell, words);
        }

        var (sum, total) = (parts.Sum(part => Rough(part.Value)), Rough(whole.Value));
        var verdict = sum != total ? Verdict.Differs : all.Any(part => part.Quality == "D") ? Verdict.ByConstruction : Verdict.Holds;
        return new Check(entity, rule, Number(total), list, verdict, Difference(total, sum));
    }

    private static Check Printed(DisputedFigure disputed, PublishedFigure published, long count) => new(
        disputed.Entity,
        $"{Words.FigureWords.Row(published.Dimension, published.Category)}, {Words.FigureWords.Of(published.Metric).ToLowerInvariant()}: also printed as {Number(disputed.Printed)}, by {disputed.By}",
        Number(count),
        Number(disputed.Printed),
        disputed.Printed == count ? Verdict.Holds : Verdict.Differs,
        $"{Number(disputed.Printed)} is {Number(Math.Abs(disputed.Printed - count))} {(disputed.Printed > count ? "more" : "less")} than published: {disputed.Source}");

    private static string Difference(long whole, long sum) => sum == whole
        ? "adds up"
        : $"the parts give {Number(sum)}, {Number(Math.Abs(sum - whole))} {(sum > whole ? "more" : "less")} than {Number(whole)}";

    private static long Rough(Cell cell) => cell switch
    {
        Cell.Count count => count.Value,
        Cell.Approximate about => about.Value,
        _ => throw new InvalidOperationException("Only counts are added up"),
    };

    private static string Scope(string scope) => scope == "TOTAL" ? "all member states" : Countries.Name(scope);
}
