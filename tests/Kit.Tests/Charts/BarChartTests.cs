using System.Globalization;
using System.Text.RegularExpressions;

namespace Writ.Kit.Tests.Charts;

public sealed partial class BarChartTests
{
    [Fact]
    public void Long_words_beside_the_longest_bar_stay_within_the_drawing()
    {
        const string Words = "less than an hour";
        var chart = new BarChart { Id = "time", Sentence = "Time", Description = "Time", Bars = [new ChartBar("Half within", 1, Words), new ChartBar("All within", 2, Words)] };
        var (shapes, _) = chart.Draw(900);
        var starts = WordsStart().Matches(shapes).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(2, starts.Count);
        Assert.All(starts, start => Assert.True(start + Svg.WidthOf(Words, 15) <= 900, $"{start}"));
    }

    [GeneratedRegex("<text x=\"([0-9.]+)\"[^>]*>less than an hour<")]
    private static partial Regex WordsStart();
}
