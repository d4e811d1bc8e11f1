using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Writ.App.Tests.Agencies;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Store.People;

namespace Writ.App.Tests.Neighbors;

/// <summary>Oversight over HTTP: anybody reports pressure, overseers alone read it, and nobody else can work out what homes did.</summary>
public sealed partial class OversightTests
{
    private const int Pressed = 1637;

    private const int Homes = 1811;

    [Fact]
    public async Task Anybody_reports_pressure_once_and_only_who_oversees_that_agency_reads_it()
    {
        await using var town = await PartnershipTown.Make();
        var overseer = await town.Name("overseer", "Oversight Board");
        var clerk = await town.Name("clerk", "Town Council");
        using var anybody = new Reader(town.Server);
        var once = BlobId.New().Text;
        (string, string)[] good = [("once", once), ("agency", town.Agency.Text), ("month", "2026-03"), ("what", "had-to"), ("words", "He said <b>it is the law</b>.")];
        for (var i = 0; i < 2; i++) Assert.Equal("/pressure?said=made", (await anybody.Post("/pressure", "/pressure", good)).Location);
        Assert.Contains("Your report is made", (await anybody.Get("/pressure?said=made")).Body, StringComparison.Ordinal);
        Assert.Equal("1", await town.Server.Text("SELECT CAST(COUNT(*) AS TEXT) FROM pressure_report"));

        var bad = await anybody.Post("/pressure", "/pressure", ("agency", "nobody"), ("words", "Kept while it is mended."));
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        foreach (var said in (string[])["Choose the agency", "Choose the month", "Choose what comes closest", "Kept while it is mended."]) Assert.Contains(said, bad.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await anybody.Send("/pressure", good, token: null)).Status);

        var here = $"{town.Outside}/pressure";
        var read = await overseer.Get(here);
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Contains("He said <b>it is the law</b>.", read.Body, StringComparison.Ordinal);
        Assert.Contains("/pressure", (await overseer.Get(town.Outside)).Body, StringComparison.Ordinal);
        using var export = await overseer.Open($"{town.Outside}/export");
        using var zip = new ZipArchive(await export.Content.ReadAsStreamAsync());
        using var reports = new StreamReader(zip.GetEntry("pressure.json")!.Open());
        Assert.Contains("it is the law", await reports.ReadToEndAsync(), StringComparison.Ordinal);

        // Nobody else: not the agency, not the company, not another part, not for another agency.
        Assert.Equal(403, (int)(await overseer.Get($"/outside/{AgencyId.New().Text}/pressure")).Status);
        foreach (var other in new[] { clerk, town.Desk, town.Admin }) Assert.Equal(403, (int)(await other.Get(here)).Status);
        Assert.NotEqual(200, (int)(await anybody.Get(here)).Status);

        // And the words lie nowhere in the open, the write-ahead log included.
        foreach (var (path, bytes) in LiveFiles.Of(Path.GetDirectoryName(town.Server.Folder.Database)!))
            Assert.True(bytes.AsSpan().IndexOf("it is the law"u8) < 0, path);
    }

    /// <summary>
    /// Numbers that stand for what homes did are planted, and everything that an agency's people and the company's can open is walked, link by link: neither number is
    /// anywhere. The numbers are such that nothing else has them.
    /// </summary>
    [Fact]
    public async Task Nothing_that_agencies_and_staff_can_open_yields_how_many_homes_there_are_or_answer()
    {
        await using var server = await WritServer.Start();
        var officer = await server.SubjectOf("officer");
        await Plant(server, await server.Text($"SELECT agency_id FROM officer WHERE id = '{officer}'"));
        var staff = new Dictionary<string, string>();
        foreach (var role in new[] { "reviewer", "approver", "desk", "verifier", "partners", "moderator", "outside-approver", "staffing" })
        {
            staff[role] = (await server.Store.Act<string>(async work =>
                (await Persons.Enrol(work, CallerKind.Staff, StaffId.New().Text, null, $"Staff, {role}", [role], "test", server.Time.Now)).Subject)).Value;
        }

        var walked = 0;
        foreach (var (role, subject) in staff.Append(KeyValuePair.Create("officer", (await server.InviteOfficer()).Subject)))
        {
            using var reader = await server.SignedInPerson(subject);
            foreach (var (path, page) in await Walk(reader))
            {
                var body = Drawn().Replace(page, "#");
                Assert.False(Planted().IsMatch(body), $"{role} finds {Planted().Match(body).Value} at {path}");
                walked++;
            }
        }

        Assert.True(walked > 100, $"only {walked} pages were walked");

        // What programs can ask: every address of the interface without an id in it.
        using var document = System.Text.Json.JsonDocument.Parse(await server.Http.GetStringAsync("openapi/v1.json"));
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject().Where(p => !p.Name.Contains('{') && p.Value.TryGetProperty("get", out _)))
        {
            foreach (var token in new[] { server.TokenOf("everything"), server.TokenOf("officer") })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path.Name.TrimStart('/'));
                request.Headers.Authorization = new("Bearer", token);
                using var response = await server.Http.SendAsync(request);
                Assert.False(Planted().IsMatch(Drawn().Replace(await response.Content.ReadAsStringAsync(), "#")), path.Name);
            }
        }

        // The control: a page that did show one would be found.
        Assert.Matches(Planted(), $"<td>{Pressed:N0}</td>");
        Assert.Matches(Planted(), $"\"homes\":{Homes}}}");
        Assert.DoesNotMatch(Planted(), "sha256: 1637ab, a18110");
    }

    private static async Task Plant(WritServer server, string agency)
    {
        await using var connection = new SqliteConnection($"Data Source={server.Folder.Database};Default Timeout=60");
        await connection.OpenAsync();
        foreach (var (sql, count) in new[]
        {
            ($"INSERT INTO pressure_report (id, agency_id, month, what, filed_on) SELECT printf('blb_%016d', n), '{agency}', '2026-03', 'other', {server.Time.Now.UtcDateTime.Date.Ticks} FROM c", Pressed),
            ("INSERT INTO home (id, account_id, state, token_hash, statements, changes, looks, stored, clips) SELECT printf('hom_%016d', n), (SELECT id FROM account LIMIT 1), 'Replaced', NULL, 1, 0, 0, 0, 0 FROM c", Homes),
        })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count}) {sql}";
            Assert.Equal(count, await command.ExecuteNonQueryAsync());
        }
    }

    private static async Task<List<(string Path, string Body)>> Walk(Reader reader)
    {
        var (seen, owed, pages) = (new HashSet<string>(), new Queue<string>(["/home", "/"]), new List<(string, string)>());
        while (owed.TryDequeue(out var path) && pages.Count < 120)
        {
            if (!seen.Add(path)) continue;
            var page = await reader.Get(path);
            if (page.Location is { } to && to.StartsWith('/')) owed.Enqueue(to);
            pages.Add((path, page.Body));

            // A page of each kind is enough: of those that differ in an id or a code, the first few.
            foreach (Match link in Links().Matches(page.Body))
            {
                var next = link.Groups[1].Value;
                if (!next.StartsWith("/assets/", StringComparison.Ordinal) && !next.StartsWith("/refusals/", StringComparison.Ordinal) && !next.StartsWith("/reports/published", StringComparison.Ordinal)) owed.Enqueue(next);
            }
        }

        return pages;
    }

    [GeneratedRegex("href=\"(/[^\"#]*)\"")]
    private static partial Regex Links();

    /// <summary>Keys and hashes: among their letters may be any number.</summary>
    [GeneratedRegex("[A-Za-z0-9+/]{40,}={0,2}")]
    private static partial Regex Drawn();

    [GeneratedRegex("(?<![0-9A-Za-z._-])(1,?637|1,?811)(?![0-9A-Za-z])")]
    private static partial Regex Planted();
}
