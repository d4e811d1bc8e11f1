using System.Text.RegularExpressions;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;

namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>An agency with a request that is open in the town, and everything that its people, or the company's, can look at.</summary>
internal sealed partial class AgencyInTown : IDisposable
{
    private const int MostPages = 400;

    /// <summary>Files that are as they were built, the log's signed head, which is all drawn, and other sites.</summary>
    private static readonly string[] Fixed = ["/assets/", "/refusals/", "/ledger/", "//"];

    private static readonly string[] Starts = ["/home", "/", "/requests", "/agencies", "/oversight"];

    private readonly (string Name, Reader Reader)[] people;

    private AgencyInTown(string request, params (string Name, Reader Reader)[] people) => (Request, this.people) = (request, people);

    public string Request { get; }

    public static async Task<AgencyInTown> Asks(WritServer server)
    {
        var author = await server.SignedInAs("officer");
        var supervisor = await RequestPagesTests.Supervisor(server);
        var (moderator, _) = await server.SignedIn("moderator");
        var id = RequestId.New().Text;
        _ = await author.Post("/officer/requests", "/officer/requests", ("once", id));
        _ = await author.Post("/officer/requests", $"/officer/requests/{id}", RequestPagesTests.Good);
        _ = await supervisor.Post("/officer/requests", $"/officer/requests/{id}/approval");
        Assert.Equal($"/desk/requests/{id}?said=published", (await moderator.Post("/desk/requests", $"/desk/requests/{id}/publication", ("read", "yes"))).Location);
        server.Time.Now = server.Time.Now.AddMinutes(15);
        var cell = CoarseCell.Of(44.29, -88.405);
        while (RegionFile.Read(await server.Http.GetByteArrayAsync($"requests/regions/{cell}.json"), cell).Value.Count == 0) await Task.Delay(20);
        while (!(await author.Get("/requests")).Body.Contains(id, StringComparison.Ordinal)) await Task.Delay(20);
        return new AgencyInTown(id, ("author", author), ("supervisor", supervisor), ("moderator", moderator));
    }

    /// <summary>Each page that anybody of them reaches from home by links: status, policy and text, masked.</summary>
    public async Task<IReadOnlyList<string>> Transcript()
    {
        var lines = new List<string>();
        foreach (var (name, reader) in people)
        {
            var (waiting, known) = (new Queue<string>(Starts), new HashSet<string>(Starts, StringComparer.Ordinal));
            while (waiting.TryDequeue(out var path))
            {
                var page = await reader.Get(path);
                lines.Add($"{name} {Masked(path)}: {(int)page.Status} {Masked(page.Location ?? string.Empty)} {page.Policy} {Unordered(Masked(page.WithoutToken))}");
                foreach (var to in Links().Matches(page.Body).Select(link => link.Groups[1].Value).Concat(page.Location is ['/', ..] ? [page.Location] : []))
                {
                    if (!Fixed.Any(start => to.StartsWith(start, StringComparison.Ordinal)) && known.Add(to)) waiting.Enqueue(to);
                }

                Assert.InRange(known.Count, 1, MostPages);
            }

            Assert.True(lines.Exists(line => line.StartsWith($"{name} /requests/#", StringComparison.Ordinal)), string.Join('\n', lines.Select(line => line.Split(':')[0])));
        }

        return lines;
    }

    public void Dispose()
    {
        foreach (var (_, reader) in people) reader.Dispose();
    }

    /// <summary>Ids, hashes, tokens and keys are drawn anew in each world.</summary>
    private static string Masked(string text) => Drawn().Replace(text, "#");

    /// <summary>Rows of a table or list may stand in the order of what was drawn.</summary>
    private static string Unordered(string page) => Rows().Replace(page, string.Empty) + string.Concat(Rows().Matches(page).Select(row => row.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"<(tr|li)\b.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex Rows();

    [GeneratedRegex("href=\"(/[^\"#]*)")]
    private static partial Regex Links();

    [GeneratedRegex(@"root [A-Za-z0-9+/]{12}…|(?<![\w/+-])[A-Za-z0-9+/]{40,}={0,2}|\b[a-z]{3,4}_[0-9a-z]{16}\b|\b[0-9a-f]{8,}\b|(?<![/\w+-])(?!/)(?=[A-Za-z+/_-]*\d)[A-Za-z0-9+/_-]{24,}={0,2}")]
    private static partial Regex Drawn();
}
