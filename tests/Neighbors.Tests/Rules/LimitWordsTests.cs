using Writ.Neighbors.Rules;

namespace Writ.Neighbors.Tests.Rules;

/// <summary>What pages say of numbers is what is in force.</summary>
public sealed class LimitWordsTests
{
    [Theory]
    [InlineData("45.00:00:00", "45 days")]
    [InlineData("1.00:00:00", "1 day")]
    [InlineData("1.12:00:00", "36 hours")]
    [InlineData("12:00:00", "12 hours")]
    [InlineData("01:30:00", "90 minutes")]
    [InlineData("00:15:00", "15 minutes")]
    [InlineData("00:00:01", "1 second")]
    public void A_time_stands_in_the_largest_unit_in_which_it_is_whole(string time, string words) =>
        Assert.Equal(words, LimitWords.Time(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Hints_follow_the_limits()
    {
        var usual = new RequestLimits();
        Assert.Equal("At most 45 days ago.", LimitWords.Incident(usual));
        Assert.Equal("The incident lies between from and to, which are 15 minutes to 12 hours apart.", LimitWords.Window(usual));
        Assert.Equal("From 0.025 to 0.5 square miles, with at least 100 dwellings, and not a thin strip.", LimitWords.Area(usual));
        var strict = new RequestLimits { LeastSquareMetres = 0.1 * RequestLimits.SquareMile, LeastDwellings = 1500, OldestIncident = TimeSpan.FromDays(7), PostsPerCase = 1 };
        Assert.Equal("At most 7 days ago.", LimitWords.Incident(strict));
        Assert.Equal("From 0.1 to 0.5 square miles, with at least 1,500 dwellings, and not a thin strip.", LimitWords.Area(strict));
        Assert.Equal("One post can be made for it, and no correction.", LimitWords.Posts(strict));
    }
}
