namespace Writ.Bench.Harness;

/// <summary>Ours and the peer by turns, so that a neighbour's load hits both; the median of the rounds stands for all.</summary>
internal sealed record Rounds(double Ours, double Peer, double Ratio, double Least, double Most)
{
    public string RatioText => $"{Text.Number(Ratio)} ({Text.Number(Least)} - {Text.Number(Most)})";

    /// <summary>Each call gives one rate; the first of each is a warm-up and is thrown away.</summary>
    public static async Task<Rounds> Alternate(int rounds, Func<Task<double>> ours, Func<Task<double>> peer)
    {
        await ours();
        await peer();
        var measured = new List<(double Ours, double Peer)>();
        for (var i = 0; i < rounds; i++)
        {
            // Who goes first changes, so that neither always meets a disk that the other has just filled.
            if (i % 2 == 0)
            {
                var first = await ours();
                measured.Add((first, await peer()));
            }
            else
            {
                var first = await peer();
                measured.Add((await ours(), first));
            }
        }

        var ratios = measured.Select(m => m.Ours / m.Peer).Order().ToList();
        return new Rounds(Median(measured.Select(m => m.Ours)), Median(measured.Select(m => m.Peer)), Median(ratios), ratios[0], ratios[^1]);
    }

    public static Task<Rounds> Alternate(int rounds, Func<double> ours, Func<double> peer) =>
        Alternate(rounds, () => Task.FromResult(ours()), () => Task.FromResult(peer()));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
