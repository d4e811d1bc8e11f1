using Writ.App.Client;
using Writ.App.Seed;
using Writ.App.Tests.Serving;
using Writ.Demands.Follow;

namespace Writ.App.Tests.Crashes;

/// <summary>A first start makes the sample folder, or nothing: killed at any moment, the next one begins again.</summary>
public sealed class FirstStartTests
{
    private static readonly string[] Moved = ["db", "ledger", "sample.json"];

    [Fact]
    public async Task Killed_again_and_again_while_it_makes_the_sample_the_next_start_is_complete()
    {
        var root = Directory.CreateTempSubdirectory("writ-first-").FullName;
        try
        {
            foreach (var moment in (string[])["keys/promises", "db/writ.db", "ledger/checkpoint", "sample/officer.pem", "sample.json", "published/reports"])
            {
                // It may have gone further before it was seen there: then once more, from nothing.
                for (var tries = 0; !await KilledAt(root, moment); tries++)
                {
                    Assert.True(tries < 20, $"It was never killed at {moment}");
                    Leftovers.Delete(root);
                    Directory.CreateDirectory(root);
                }
            }

            // As if it had been killed half-way through the move into place.
            foreach (var part in Moved)
                Directory.Move(Path.Combine(root, ".draft", part), Path.Combine(root, part));

            using (var serve = await ServeProcess.Start(root).Ready())
            {
                using var http = new HttpClient { BaseAddress = serve.Address };
                var people = SamplePersons.Read(Path.Combine(root, "sample.json"));
                Assert.Equal(
                    ["admin", "admin-2", "admin-3", "approver", "clerk", "customer", "desk", "fetcher", "fetcher-two", "moderator", "neighbour", "newcomer", "officer", "outside-approver", "overseer", "partners", "prosecutor", "reviewer", "second-moderator", "supervisor", "verifier"],
                    people.Select(p => p.Name).Order());
                var demands = (await As(http, people, "officer").Get<DemandLine[]>("api/v1/demands")).Value
                    .Concat((await As(http, people, "prosecutor").Get<DemandLine[]>("api/v1/demands")).Value).ToList();
                Assert.Equal(
                    [("closed", 1), ("decided", 1), ("received", 1), ("released", 4)],
                    demands.GroupBy(d => d.State).Select(g => (g.Key, g.Count())).Order());
                serve.Kill();
            }

            Assert.False(Path.Exists(Path.Combine(root, ".draft")));
            OutsideVerifier.Passes(root);
            Assert.Single(Directory.EnumerateFiles(Path.Combine(root, "published", "reports"), "v*.json", SearchOption.AllDirectories));
        }
        finally
        {
            Leftovers.Delete(root);
        }
    }

    /// <summary>False where it was done, or moved things into place already, before it could be killed.</summary>
    private static async Task<bool> KilledAt(string root, string moment)
    {
        using var serve = ServeProcess.Start(root);
        var done = Path.Combine(root, "company.json");
        while (!Path.Exists(Path.Combine(root, ".draft", moment)) && !System.IO.File.Exists(done))
        {
            Assert.False(serve.Ended, serve.Said());
            await Task.Delay(1);
        }

        serve.Kill();
        return !System.IO.File.Exists(done) && !Moved.Any(part => Path.Exists(Path.Combine(root, part)));
    }

    private static ApiClient As(HttpClient http, IReadOnlyList<SamplePerson> people, string name) => new(http, people.Single(p => p.Name == name).Token);
}
