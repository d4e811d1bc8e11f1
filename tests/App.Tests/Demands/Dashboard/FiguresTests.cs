using Writ.App.Tests.Demands.Review;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Dashboard;

/// <summary>The team's own figures: right, and of no person.</summary>
public sealed class FiguresTests
{
    [Fact]
    public async Task Counts_and_times_are_those_of_the_demands()
    {
        await using var server = await WritServer.Start();
        var open = (await server.File()).Id;
        var fast = (await server.File()).Id;
        await server.Answer(fast);
        var slow = (await server.File(server.Demand("us/grand-jury-subpoena", server.Item(0, "subscriber"), server.Item(0, "content")))).Id;
        server.Time.Now += TimeSpan.FromDays(5);
        await server.Answer(slow);
        using var reviewer = await server.Staff("reviewer", "Namesake");

        var page = await reviewer.Get("/desk/figures");

        Assert.Contains("1 demand is open.", page.Body, StringComparison.Ordinal);
        Assert.Contains("half were answered within less than an hour, nine of ten within 5 days", page.Body, StringComparison.Ordinal);
        Assert.Contains("<svg", page.Body, StringComparison.Ordinal);
        Assert.Matches("3 to 7 days</th>\\s*<td[^>]*>.*?figure-cell\">1<", page.Body.ReplaceLineEndings(""));
        Assert.Contains("us-content-needs-warrant", page.Body, StringComparison.Ordinal);

        // Nobody's name but the reader's own, at the head of the page.
        var main = page.Body[page.Body.IndexOf("<main", StringComparison.Ordinal)..];
        Assert.DoesNotContain("Namesake", main, StringComparison.Ordinal);
        Assert.DoesNotContain("stf_", main, StringComparison.Ordinal);
        Assert.NotEmpty(open);
    }

    [Fact]
    public async Task With_nothing_there_the_page_says_so_and_draws_no_lie()
    {
        await using var server = await WritServer.Start();
        using var reviewer = await server.Staff("reviewer");

        var page = await reviewer.Get("/desk/figures");

        Assert.Contains("No demand is open.", page.Body, StringComparison.Ordinal);
        Assert.Contains("No demand was answered in the last year.", page.Body, StringComparison.Ordinal);
        Assert.Contains("none answered", page.Body, StringComparison.Ordinal);
    }
}
