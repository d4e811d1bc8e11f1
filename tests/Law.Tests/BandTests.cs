using static Writ.Law.Tests.LawText;

namespace Writ.Law.Tests;

/// <summary>Structures of bands: as shipped, and slips in them.</summary>
public sealed class BandTests
{
    private const string Pack = "us/pack.yaml";

    [Theory]
    [InlineData("us/100", 0, 0, 99)]
    [InlineData("us/250", 0, 0, 249)]
    [InlineData("us/250", 249, 0, 249)]
    [InlineData("us/250", 250, 250, 499)]
    [InlineData("us/500", 499, 0, 499)]
    [InlineData("us/500", 500, 500, 999)]
    [InlineData("us/1000", 1000, 1000, 1999)]
    public void A_band_holds_its_number_and_begins_at_a_multiple_of_its_width(string id, long number, long low, long high) =>
        Assert.Equal((low, high), Book().FindBand(id)!.Holding(number));

    [Fact]
    public void Only_bands_of_all_process_together_can_stand_in_a_report_and_none_is_verified()
    {
        Assert.Equal(["us/100", "us/250"], Book().Bands.Where(band => band.Together).Select(band => band.Id));
        Assert.Equal(["us/1000", "us/500"], Book().Bands.Where(band => !band.Together).Select(band => band.Id));
        Assert.All(Book().Bands, band => Assert.False(band.Verified));
        Assert.Null(Book().FindBand("us/10"));
    }

    [Fact]
    public void A_band_is_said_once_its_delay_is_over()
    {
        Assert.Equal(new DateOnly(2026, 7, 1), Book().FindBand("us/250")!.From(new DateOnly(2026, 6, 30)));
        Assert.Equal(new DateOnly(2027, 1, 1), Book().FindBand("us/100")!.From(new DateOnly(2025, 12, 31)));
    }

    [Theory]
    [InlineData("structure: us/250", "structure: gb/250", "not us/ and a code")]
    [InlineData("structure: us/250", "structure: us/100", "declared twice")]
    [InlineData("    width: 250\n", "    width: 1\n", "2 and up")]
    [InlineData("    width: 250\n", "", "2 and up")]
    [InlineData("    counts: together\n    note: For the last", "    counts: all\n    note: For the last", "not one of")]
    [InlineData("delay-days: 365", "delay-days: 4000", "whole number")]
    [InlineData("delay-days: 365", "delay: 365", "unknown key 'delay'")]
    public void A_slip_in_a_band_is_found(string old, string @new, string message) =>
        Assert.Contains(FindingsAfter(Pack, Swap(old, @new)), finding => finding.File == Pack && finding.Message.Contains(message, StringComparison.Ordinal));
}
