using Writ.App.Data;
using Writ.App.Tests.Serving;
using Writ.Demands.Report;
using Writ.Demands.Review;

namespace Writ.App.Tests.Demands.File;

/// <summary>A gag may forbid showing that anything came in. Without a schedule of batches the record does not hide that, so a company then takes none.</summary>
public sealed class GagTests
{
    [Fact]
    public async Task A_company_takes_no_gagged_demand()
    {
        await using var server = await WritServer.Start(FolderKind.Company);
        var body = RawRequests.Node(server.Demand() with { Gag = true }).ToJsonString();

        var reply = await Holdings.Unchanged(server, () => server.FileRaw(body));

        Assert.Equal("/gag", reply.Refused(422, "demands-sealed-register-needed").Field);
        (await server.Lint(body)).Refused(422, "demands-sealed-register-needed");
        Assert.Equal(201, (await server.FileRaw(RawRequests.Node(server.Demand()).ToJsonString())).Status);
    }

    [Theory]
    [InlineData(true, "demands-sealed-register-needed")]
    [InlineData(false, "demands-instrument-not-receivable")]
    public async Task A_national_security_letter_is_taken_nowhere(bool company, string code)
    {
        await using var server = await WritServer.Start(company ? FolderKind.Company : FolderKind.Sample);
        var letter = server.Demand("us/national-security-letter") with { Authority = new("Sample Bureau", "agency"), Gag = false };

        (await Holdings.Unchanged(server, () => server.FileRaw(RawRequests.Node(letter).ToJsonString()))).Refused(422, code);
    }

    [Fact]
    public async Task In_a_sample_its_leaf_stays_closed_in_the_report_and_a_stranger_still_passes_it()
    {
        await using var server = await WritServer.Start(time: new ManualTime(new DateTimeOffset(2026, 6, 25, 12, 0, 0, TimeSpan.Zero)));
        var open = await server.File();
        var gagged = await server.File(server.Demand() with { Gag = true });
        await server.Answer(open.Id);
        _ = (await server.Reviewer.Post<CaseNoticesView>($"api/v1/review/{gagged.Id}/bars/none", new NoBarRequest("No order came with it."))).Value;
        await server.Answer(gagged.Id);

        var report = (await server.PublishReport("2026-h1")).Value;

        var openings = await System.IO.File.ReadAllLinesAsync(Path.Combine(server.Folder.Published, "reports", "2026-h1", $"v{report.Version}-openings.jsonl"));
        Assert.Single(openings);
        Assert.DoesNotContain("\"gag\":true", openings[0], StringComparison.Ordinal);
        Assert.Contains("\"unopened\":{\"count\":1,\"proofs\":", await System.IO.File.ReadAllTextAsync(Path.Combine(server.Folder.Published, report.Path)), StringComparison.Ordinal);
        await OnTheShelf(server);
        var (exit, said) = Verify(server);
        Assert.True(exit == 0, said);
        Assert.Contains("2026-h1", said, StringComparison.Ordinal);
        Assert.Contains("1 register leaves are not opened; each is withheld or a dummy.", said, StringComparison.Ordinal);
        using var proofs = await server.Http.GetAsync("reports/2026-h1/v1-unopened.bin");
        Assert.Equal(25 + 168, (await proofs.Content.ReadAsByteArrayAsync()).Length);

        // The period has ended: the band may be said, in a further version.
        server.Time.Now += TimeSpan.FromDays(10);
        report = (await server.PublishReport("2026-h1")).Value;
        Assert.Contains("\"band\":{\"lo\":0,\"hi\":249,\"structure\":\"us/250\"}", await System.IO.File.ReadAllTextAsync(Path.Combine(server.Folder.Published, report.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_keeps_a_demand_closed_leaves_no_earlier_demand_out()
    {
        await using var server = await WritServer.Start(time: new ManualTime(new DateTimeOffset(2026, 6, 25, 12, 0, 0, TimeSpan.Zero)));
        await server.File();
        server.Time.Now += TimeSpan.FromDays(10);
        await server.File(server.Demand() with { Gag = true });

        Assert.Equal("reports-gap", (await server.PublishReport("2026-h2")).Refusal!.Code);

        _ = (await server.PublishReport("2026-h1")).Value;
        _ = (await server.PublishReport("2026-h2")).Value;
    }

    [Fact]
    public async Task A_stranger_does_not_pass_a_report_that_says_one_more_than_was_opened()
    {
        await using var server = await WritServer.Start();
        await server.Answer((await server.File()).Id);
        var report = (await server.PublishReport("2026-h1")).Value;
        await OnTheShelf(server);
        Assert.Equal(0, Verify(server).Exit);
        var lines = Path.Combine(server.Folder.Published, "reports", "2026-h1", $"v{report.Version}-openings.jsonl");

        await System.IO.File.WriteAllTextAsync(lines, string.Empty);

        Assert.Equal(1, Verify(server).Exit);
    }

    private static async Task OnTheShelf(WritServer server)
    {
        while (!(await server.Http.GetStringAsync("reports/index.json")).Contains("2026-h1", StringComparison.Ordinal)) await Task.Delay(20);
    }

    /// <summary>writ-verify as a stranger runs it: over HTTP, against the site.</summary>
    private static (int Exit, string Said) Verify(WritServer server)
    {
        using var said = new StringWriter();
        return (Verifying.Verify(server.Http.BaseAddress!.ToString(), said), said.ToString());
    }
}
