using System.Net;
using System.Text;
using Writ.App.Serve;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Ledger.Requests;

namespace Writ.App.Tests.Neighbors;

/// <summary>The operator's numbers, where people meet them.</summary>
public sealed class LimitsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("writ-limits-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Stricter_numbers_stand_in_the_hints_on_the_public_page_and_in_its_file()
    {
        File.WriteAllText(Path.Combine(folder, "limits.json"), """{"leastDwellings":250,"oldestIncident":"10.00:00:00","longestWindow":"06:00:00"}""");
        File.WriteAllText(Path.Combine(folder, "grants.json"), """{"mostDays":30}""");
        await using var server = await WritServer.Start();
        var usual = await Published(server);
        Assert.Equal((100, 90, 360), (usual["limits.leastDwellings"], usual["grants.mostDays"], usual["officers.idleDays"]));
        await server.Restart(options => Task.FromResult(options with { Neighbors = folder }));

        var now = await Published(server);
        Assert.Equal((250, 30, 864_000), (now["limits.leastDwellings"], now["grants.mostDays"], now["limits.oldestIncident"]));
        var page = await server.Http.GetStringAsync("requests");
        foreach (var words in (string[])["250 dwellings", "10 days", "30 days", "0.5 square miles", "1/2"]) Assert.Contains(words, page, StringComparison.Ordinal);

        using var officer = await server.OfficerSignedIn();
        var id = RequestId.New().Text;
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.Post("/officer/requests", "/officer/requests", ("once", id))).Status);
        var draft = (await officer.Get($"/officer/requests/{id}")).Body;
        foreach (var words in (string[])["At most 10 days ago.", "15 minutes to 6 hours apart", "at least 250 dwellings"]) Assert.Contains(words, draft, StringComparison.Ordinal);
        Assert.DoesNotContain("45 days", draft, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limits.json", "{\"leastDwellings\":99}", "requests-limits-file")]
    [InlineData("feed.json", "{\"flagsHide\":4}", "feed-limits-file")]
    [InlineData("oversight.json", "{\"epsilonOver\":2}", "oversight-settings-file")]
    [InlineData("grants.json", "{\"mostDays\":91}", "gate-grants-file")]
    [InlineData("officers.json", "{\"idleDays\":361}", "agencies-officers-file")]
    public async Task A_server_does_not_start_with_a_laxer_number(string name, string text, string code)
    {
        File.WriteAllText(Path.Combine(folder, name), text);
        var data = Path.Combine(folder, "data");
        var built = await WritHost.Build(App.Data.DataFolder.Make(data, "Sample Company", App.Data.FolderKind.Sample), new ServerOptions(0, TimeProvider.System, DefaultPlan.Own, Neighbors: folder));
        Assert.Equal(code, built.Refusal?.Code);
    }

    private static async Task<IReadOnlyDictionary<string, long>> Published(WritServer server) =>
        LimitsDocument.Parse(Encoding.UTF8.GetBytes(await server.Http.GetStringAsync("requests/limits.json"))).Value.Numbers;
}
