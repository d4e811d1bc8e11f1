using System.Net;
using Writ.App.Tests.Demands.Review;
using Writ.App.Tests.Demands.Review.Case.Person;
using Writ.App.Tests.Serving;
using Writ.Demands.Report;
using Writ.Demands.Review;
using Writ.Demands.Unseal;

namespace Writ.App.Tests.Demands.Unseal;

/// <summary>What was withheld is opened in public once nothing forbids it: never before its report, never under a bar, never twice.</summary>
public sealed class UnsealTests : IAsyncLifetime
{
    private WritServer server = null!;

    public async Task InitializeAsync() => server = await WritServer.Start(time: new ManualTime(new DateTimeOffset(2026, 6, 25, 12, 0, 0, TimeSpan.Zero)));

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task It_is_opened_after_its_report_and_a_stranger_passes_it()
    {
        var (open, gagged) = (await Answered(gag: false), await Answered(gag: true));
        await Report();
        using var approver = await server.Staff("approver");
        var page = await approver.Get("/desk/reports/unseal");
        page.Is(HttpStatusCode.OK, gagged);
        Assert.DoesNotContain(open, page.Body, StringComparison.Ordinal);

        (string, string)[] form = [("demands", gagged)];
        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => approver.Send("/desk/reports/unseal", form, page.Token)));

        Assert.Single(sent, answer => answer.Location == "/desk/reports/unseal?said=unsealed");
        Assert.Equal(1, await server.Count("unsealed_leaf"));
        Assert.DoesNotContain(gagged, (await approver.Get("/desk/reports/unseal")).Body, StringComparison.Ordinal);
        var line = Assert.Single(await System.IO.File.ReadAllLinesAsync(Path.Combine(server.Folder.Published, "reports", "unsealed", "1.jsonl")));
        Assert.Contains("\"class\":\"withheld\"", line, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"released\"", line, StringComparison.Ordinal);
        Assert.DoesNotContain(gagged, line, StringComparison.Ordinal);
        string said;
        do said = Verified();
        while (!said.Contains("leaves that were withheld are unsealed", StringComparison.Ordinal));
        Assert.Contains("1 leaves that were withheld are unsealed: their openings are true.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_must_stay_closed_stays_closed()
    {
        var (open, gagged) = (await Answered(gag: false), await Answered(gag: true));
        Assert.Equal("unseal-not-reported", await Try(gagged));
        var barred = await server.File(server.Demand() with { Gag = true });
        await Report();
        Assert.Equal("unseal-barred", await Try(gagged, barred.Id));
        _ = (await server.Reviewer.Post<CaseNoticesView>($"api/v1/review/{barred.Id}/bars/none", new NoBarRequest("No order came with it."))).Value;
        await server.Answer(barred.Id);
        var late = await server.File(server.Demand() with { Gag = true });

        Assert.Equal("unseal-not-reported", await Try(late.Id));
        Assert.Equal("unseal-not-withheld", await Try(open));
        Assert.Equal("unseal-not-withheld", await Try("dmd_0000000000000000"));
        Assert.Equal("unseal-not-withheld", await Try("<script>"));
        Assert.Equal("unseal-not-withheld", await Try(gagged, open));
        Assert.Equal("unseal-none", await Try());
        Assert.Equal("unseal-none", await Try([.. Enumerable.Range(0, 501).Select(i => $"dmd_{i:D16}")]));
        Assert.NotNull((await server.Reviewer.Post<UnsealedView>("api/v1/unsealings", new UnsealRequest([gagged]))).Refusal);
        Assert.Equal(0, await server.Count("unsealed_leaf"));

        Assert.Null(await Try(gagged, barred.Id));
        Assert.Equal("unseal-already", await Try(gagged));
        Assert.Equal(2, await server.Count("unsealed_leaf"));
    }

    [Fact]
    public async Task Under_a_bar_it_stays_closed_until_the_bar_ends()
    {
        var gagged = await Answered(gag: true);
        await server.Sql("DELETE FROM notice_case");
        await Report();

        Assert.Equal("unseal-barred", await Try(gagged));
        using var approver = await server.Staff("approver");
        (await approver.Get("/desk/reports/unseal")).Is(HttpStatusCode.OK, "A bar stands for one of these, or nobody has said yet that there is none");
    }

    private async Task<string?> Try(params string[] demands) => (await server.Approver.Post<UnsealedView>("api/v1/unsealings", new UnsealRequest(demands))).Refusal?.Code;

    private async Task<string> Answered(bool gag)
    {
        var id = (await server.File(server.Demand() with { Gag = gag })).Id;
        if (gag) _ = (await server.Reviewer.Post<CaseNoticesView>($"api/v1/review/{id}/bars/none", new NoBarRequest("No order came with it."))).Value;
        await server.Answer(id);
        return id;
    }

    /// <summary>The half-year is over, and so is its report, unless something in it is still open.</summary>
    private async Task Report()
    {
        if (server.Time.Now.Month == 6) server.Time.Now += TimeSpan.FromDays(10);
        var report = (await server.PublishReport("2026-h1")).Value;
        while (!(await server.Http.GetStringAsync("reports/index.json")).Contains(report.Path, StringComparison.Ordinal)) await Task.Delay(20);
    }

    private string Verified()
    {
        using var said = new StringWriter();
        var exit = Verifying.Verify(server.Http.BaseAddress!.ToString(), said);
        Assert.True(exit == 0, said.ToString());
        return said.ToString();
    }
}
