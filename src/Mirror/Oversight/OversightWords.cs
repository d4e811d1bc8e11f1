using System.Globalization;
using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Oversight;
using Writ.Mirror.Words;

namespace Writ.Mirror.Oversight;

/// <summary>The words and the drawing of oversight for readers.</summary>
internal static class OversightWords
{
    private const int MostBars = 30;

    public static string Shown(TotalsDocument document, TotalLine line) => line.Shown is { } shown ? $"about {CellWords.Number(shown)}" : $"below {CellWords.Number(document.Threshold)}, not shown";

    /// <summary>How far the noise is likely to carry a number: in 95 of 100 cases not further. From the distribution itself.</summary>
    public static long Reach(TotalsDocument document)
    {
        // P(|X| > m) = 2 p^(m+1) / (1 + p), with p = exp(-epsilon).
        var p = Math.Exp(-(double)document.EpsilonOver / document.EpsilonUnder);
        return Math.Max(0, (long)Math.Ceiling((Math.Log(0.05 * (1 + p) / 2) / Math.Log(p)) - 1));
    }

    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    public static string With(WithInterval? number) => number switch
    {
        null => "none",
        { Value: null } => $"at least {Number(number.Low)}",
        { High: null } => $"{Number(number.Value.Value)} (at least {Number(number.Low)})",
        _ => $"{Number(number.Value.Value)} ({Number(number.Low)} to {Number(number.High.Value)})",
    };

    public static BarChart Chart(EquityDocument document)
    {
        var bars = document.Areas.Where(a => a.Rate is not null).OrderByDescending(a => a.Rate!.Value).ThenBy(a => a.Id, StringComparer.Ordinal).Take(MostBars)
            .Select(a => new ChartBar(VisibleText.OneLine(a.Name), a.Rate!.Value, With(a.Rate))).ToList();
        return new BarChart
        {
            Id = "equity",
            Sentence = $"Requests per 1,000 dwellings by neighbourhood, {PeriodWords.Of(document.Quarter)}{(document.Areas.Count > MostBars ? $", the {MostBars} with most" : "")}",
            Description = string.Join("; ", bars.Select(bar => $"{bar.Label}: {bar.Text}")) + ".",
            Bars = bars,
        };
    }
}
