using System.Net;
using Writ.App.Tests.Demands.Review;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Report;

/// <summary>The next report, with its counts beforehand, published once however often the form is sent.</summary>
public sealed class ReportPageTests
{
    [Fact]
    public async Task The_preview_counts_and_publishing_twice_publishes_once()
    {
        await using var server = await WritServer.Start();
        var id = (await server.File()).Id;
        await server.Answer(id);
        await server.File();
        using var approver = await server.Staff("approver");
        using var reviewer = await server.Staff("reviewer");
        await server.Numbered();

        var page = await approver.Get("/desk/reports");
        Assert.Contains("Next: 2026-h1, version 1", page.Body, StringComparison.Ordinal);
        Assert.Contains("Demands released", page.Body, StringComparison.Ordinal);
        Assert.Contains("Approvers publish reports.", (await reviewer.Get("/desk/reports")).Body, StringComparison.Ordinal);
        (string, string)[] form = [("period", "2026-h1"), ("version", "1")];
        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => approver.Send("/desk/reports", form, page.Token)));

        Assert.All(sent, answer => Assert.Equal("/desk/reports?said=published", answer.Location));
        Assert.Equal(1, await server.Count("published_report"));
        page = await approver.Get("/desk/reports");
        Assert.Contains("Next: 2026-h1, version 2", page.Body, StringComparison.Ordinal);
        Assert.Contains("provisional", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_that_is_none_or_has_not_begun_is_refused_in_words()
    {
        await using var server = await WritServer.Start();
        using var approver = await server.Staff("approver");

        foreach (var text in DeskPeople.Hostile.Append("2026-h3"))
        {
            var page = await approver.Get($"/desk/reports?period={Uri.EscapeDataString(text[..Math.Min(text.Length, 3000)])}");
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await approver.Post("/desk/reports", "/desk/reports", ("period", text), ("version", "1"))).Status);
        }

        Assert.Contains("reports-period-not-begun", (await approver.Get("/desk/reports?period=2031")).Body, StringComparison.Ordinal);
        Assert.Equal(0, await server.Count("published_report"));
    }
}
