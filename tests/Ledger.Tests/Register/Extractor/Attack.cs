namespace Writ.Ledger.Tests.Register.Extractor;

/// <summary>What somebody knows of one world, number by number, and which of two it was.</summary>
internal sealed record Sample(double[] Known, bool Many);

/// <summary>
/// Boosted decision stumps over all that is known: each round takes the one question that separates best what those before it got wrong (AdaBoost, Freund and Schapire
/// 1997). Learns from one half and is judged by the other.
/// </summary>
internal static class Attack
{
    private const int Rounds = 30;

    private const int Cuts = 24;

    /// <summary>Of the second half, what part is told rightly by what learnt from the first.</summary>
    public static double Rightly(IReadOnlyList<Sample> samples)
    {
        var (learnt, judged) = (samples.Take(samples.Count / 2).ToList(), samples.Skip(samples.Count / 2).ToList());
        var weights = Enumerable.Repeat(1.0 / learnt.Count, learnt.Count).ToArray();
        var sums = new double[judged.Count];
        for (var round = 0; round < Rounds; round++)
        {
            var (feature, over, says, error) = Best(learnt, weights);
            if (error >= 0.499) break;
            var weight = 0.5 * Math.Log((1 - error + 1e-9) / (error + 1e-9));
            for (var i = 0; i < learnt.Count; i++) weights[i] *= Math.Exp((learnt[i].Known[feature] > over == says) == learnt[i].Many ? -weight : weight);
            var all = weights.Sum();
            for (var i = 0; i < weights.Length; i++) weights[i] /= all;
            for (var i = 0; i < judged.Count; i++) sums[i] += judged[i].Known[feature] > over == says ? weight : -weight;
        }

        return judged.Where((sample, i) => sums[i] > 0 == sample.Many).Count() / (double)judged.Count;
    }

    /// <summary>How far above one half mere chance comes once in thirty million tries: five and a half standard deviations.</summary>
    public static double ByChance(int judged) => 0.5 + (5.5 * Math.Sqrt(0.25 / judged));

    private static (int Feature, double Over, bool Says, double Error) Best(List<Sample> samples, double[] weights)
    {
        (int Feature, double Over, bool Says, double Error) best = (0, 0, true, 1);
        for (var feature = 0; feature < samples[0].Known.Length; feature++)
        {
            foreach (var over in CutsOf(samples, feature))
            {
                var wrong = 0.0;
                for (var i = 0; i < samples.Count; i++)
                {
                    if (samples[i].Known[feature] > over != samples[i].Many) wrong += weights[i];
                }

                if (wrong < best.Error) best = (feature, over, true, wrong);
                if (1 - wrong < best.Error) best = (feature, over, false, 1 - wrong);
            }
        }

        return best;
    }

    private static IEnumerable<double> CutsOf(List<Sample> samples, int feature)
    {
        var values = samples.Select(s => s.Known[feature]).Distinct().Order().ToArray();
        var step = Math.Max(1, values.Length / Cuts);
        for (var i = 0; i + 1 < values.Length; i += step) yield return (values[i] + values[i + 1]) / 2;
    }
}
