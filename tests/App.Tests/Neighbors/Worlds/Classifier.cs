namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>What is known of a home from a server's dump: numbers by name; what is missing is zero.</summary>
internal sealed record Known(IReadOnlyDictionary<string, double> Features, bool Declined)
{
    /// <summary>Counts of rows, sums and extremes of every column, and places in the order of every table.</summary>
    public static Known Of(ServerDump dump, HomeInTown home, bool declined)
    {
        var features = new Dictionary<string, double>(StringComparer.Ordinal) { ["bias"] = 1, ["log lines"] = dump.Lines(home) };
        foreach (var table in dump.Rows.Select((row, place) => (row, place)).Where(r => home.StandsIn(r.row)).GroupBy(r => r.row.Table, StringComparer.Ordinal))
        {
            features[$"{table.Key} rows"] = table.Count();
            foreach (var column in table.SelectMany(r => r.row.Values).GroupBy(v => v.Column, StringComparer.Ordinal))
            {
                features[$"{table.Key}.{column.Key} sum"] = column.Sum(v => v.Number);
                features[$"{table.Key}.{column.Key} least"] = column.Min(v => v.Number);
                features[$"{table.Key}.{column.Key} most"] = column.Max(v => v.Number);
                foreach (var text in column.GroupBy(v => v.Masked, StringComparer.Ordinal)) features[$"{table.Key}.{column.Key} is {text.Key}"] = text.Count();
            }
        }

        return new Known(features, declined);
    }

    /// <summary>With what is known of the same home from elsewhere.</summary>
    public Known And(IEnumerable<KeyValuePair<string, double>> more) => this with { Features = new Dictionary<string, double>(Features.Concat(more), StringComparer.Ordinal) };
}

/// <summary>
/// Boosted decision stumps over all that is known: each round takes the one question that separates best what those before it got wrong (AdaBoost,
/// Freund and Schapire 1997). With some dozens of homes and hundreds of features, stronger ones only learn noise.
/// </summary>
internal sealed class Classifier
{
    private const int Rounds = 15;

    private readonly List<(string Feature, double Over, bool Says, double Weight)> stumps = [];

    private Classifier()
    {
    }

    public static Classifier Learn(IReadOnlyList<Known> homes)
    {
        var learnt = new Classifier();
        var weights = Enumerable.Repeat(1.0 / homes.Count, homes.Count).ToArray();
        var questions = homes.SelectMany(h => h.Features.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .SelectMany(feature => Cuts(homes, feature).Select(over => (feature, over))).ToList();
        for (var round = 0; round < Rounds && questions.Count > 0; round++)
        {
            var (feature, over, says, error) = Best(homes, weights, questions);
            if (error >= 0.5) break;
            var weight = 0.5 * Math.Log((1 - error + 1e-9) / (error + 1e-9));
            learnt.stumps.Add((feature, over, says, weight));
            for (var i = 0; i < homes.Count; i++) weights[i] *= Math.Exp(Answer(homes[i], feature, over, says) == homes[i].Declined ? -weight : weight);
            var sum = weights.Sum();
            for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
        }

        return learnt;
    }

    public bool Guess(Known home) => stumps.Sum(s => Answer(home, s.Feature, s.Over, s.Says) ? s.Weight : -s.Weight) > 0;

    /// <summary>How many homes are told rightly by a classifier that learnt from all the others.</summary>
    public static int LeaveOneOut(IReadOnlyList<Known> homes) =>
        Enumerable.Range(0, homes.Count).Count(i => Learn([.. homes.Where((_, other) => other != i)]).Guess(homes[i]) == homes[i].Declined);

    private static (string Feature, double Over, bool Says, double Error) Best(IReadOnlyList<Known> homes, double[] weights, List<(string Feature, double Over)> questions)
    {
        (string Feature, double Over, bool Says, double Error) best = (string.Empty, 0, true, 1);
        foreach (var (feature, over) in questions)
        {
            var wrong = Enumerable.Range(0, homes.Count).Where(i => Answer(homes[i], feature, over, says: true) != homes[i].Declined).Sum(i => weights[i]);
            if (wrong < best.Error) best = (feature, over, true, wrong);
            if (1 - wrong < best.Error) best = (feature, over, false, 1 - wrong);
        }

        return best;
    }

    private static bool Answer(Known home, string feature, double over, bool says) => home.Features.GetValueOrDefault(feature) > over == says;

    private static IEnumerable<double> Cuts(IReadOnlyList<Known> homes, string feature)
    {
        var values = homes.Select(h => h.Features.GetValueOrDefault(feature)).Distinct().Order().ToList();
        return values.Zip(values.Skip(1), (a, b) => (a + b) / 2);
    }
}
