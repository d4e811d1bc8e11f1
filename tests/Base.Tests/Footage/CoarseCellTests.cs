using Writ.Base.Footage;
using Xunit;

namespace Writ.Base.Tests.Footage;

public sealed class CoarseCellTests
{
    [Theory]
    [InlineData(52.5163, 13.3777, "n52.5e13.3")]
    [InlineData(0, 0, "n0.0e0.0")]
    [InlineData(-0.01, -0.01, "s0.1w0.1")]
    [InlineData(-33.8568, 151.2153, "s33.9e151.2")]
    [InlineData(90, 180, "n89.9e179.9")]
    [InlineData(-90, -180, "s90.0w180.0")]
    public void A_place_has_one_cell_and_the_cell_one_spelling(double latitude, double longitude, string cell)
    {
        Assert.Equal(cell, CoarseCell.Of(latitude, longitude).Text);
        Assert.True(CoarseCell.TryParse(cell, out var parsed));
        Assert.Equal(CoarseCell.Of(latitude, longitude), parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("n52.51e13.3")]
    [InlineData("n52.5e13.37")]
    [InlineData("n52.5e013.3")]
    [InlineData("n52e13")]
    [InlineData("s0.0e1.0")]
    [InlineData("n1.0w0.0")]
    [InlineData("n90.0e1.0")]
    [InlineData("s90.1e1.0")]
    [InlineData("n1.0e180.0")]
    [InlineData("n1.0w180.1")]
    [InlineData("n1.0e999.9")]
    [InlineData("n٥.0e1.0")]
    [InlineData("n1.0e1.0\n")]
    public void Anything_else_is_none(string? text) => Assert.False(CoarseCell.TryParse(text, out _));

    [Fact]
    public void There_is_no_place_beyond_the_poles() => Assert.Throws<ArgumentOutOfRangeException>(() => CoarseCell.Of(90.1, 0));
}
