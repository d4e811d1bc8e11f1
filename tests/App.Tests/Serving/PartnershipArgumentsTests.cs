using System.CommandLine;
using Writ.App.Serve;

namespace Writ.App.Tests.Serving;

/// <summary>What a company may set of its partnerships, at both edges.</summary>
public sealed class PartnershipArgumentsTests
{
    [Theory]
    [InlineData("--partner-comment-days", "1", "365", "0", "366")]
    [InlineData("--partner-objection-days", "1", "365", "0", "366")]
    [InlineData("--partner-term-months", "1", "12", "0", "13")]
    [InlineData("--partner-report-months", "1", "24", "0", "25")]
    [InlineData("--partner-kinds", "fire", "police,fire,rescue", "prosecutor", "")]
    [InlineData("--partner-levels", "county", "municipal,county,special-district", "federal", ",")]
    public void Each_is_taken_at_its_edges_and_not_beyond(string option, string least, string most, string below, string above)
    {
        foreach (var taken in (string[])[least, most]) Assert.Null(Read(option, taken));
        foreach (var refused in (string[])[below, above]) Assert.Equal("client-partner-options", Read(option, refused));
    }

    [Fact]
    public void What_is_set_is_taken_as_it_is_written()
    {
        var command = new Command("serve");
        foreach (var option in PartnershipArguments.All) command.Add(option);
        var settings = PartnershipArguments.Read(command.Parse("--partner-comment-days 45 --partner-objection-days 60 --partner-term-months 6 --partner-report-months 7 --partner-kinds fire --partner-levels county")).Value;
        Assert.Equal((TimeSpan.FromDays(45), TimeSpan.FromDays(60), 6, 7), (settings.Comment, settings.Objections, settings.TermMonths, settings.ReportMonths));
        Assert.Equal(["fire"], settings.Kinds!);
        Assert.Equal(["county"], settings.Levels!);
    }

    [Fact]
    public void None_is_forgotten() => Assert.Equal(
        ["--partner-comment-days", "--partner-kinds", "--partner-levels", "--partner-objection-days", "--partner-report-months", "--partner-term-months"],
        PartnershipArguments.All.Select(o => o.Name).Order(StringComparer.Ordinal));

    private static string? Read(string option, string value)
    {
        var command = new Command("serve");
        foreach (var one in PartnershipArguments.All) command.Add(one);
        return PartnershipArguments.Read(command.Parse([option, value])).Refusal?.Code;
    }
}
