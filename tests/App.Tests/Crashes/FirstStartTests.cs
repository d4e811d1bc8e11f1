using Writ.App.Client;
using Writ.App.Seed;
using Writ.App.Tests.Serving;
using Writ.Demands.Follow;

namespace Writ.App.Tests.Crashes;

/// <summary>A first start makes the sample folder, or nothing: killed at any moment, the next one begins again.</summary>
public sealed class FirstStartTests
{
    [Fact]
    public async Task Killed_again_and_again_while_it_makes_the_sample_the_next_start_is_complete()
    {
        var root = Directory.CreateTempSubdirectory("writ-first-").FullName;
        try
        {
            foreach (var moment in (string[])["keys/promises", "db/writ.db", "ledger/checkpoint", "sample/officer.pem", "sample.json", "published/reports"])
            {
                using var serve = ServeProcess.Start(root);
                while (!Path.Exists(Path.Combine(root, ".draft", moment)))
                {
                    Assert.False(serve.Ended, serve.Said());
                    await Task.Delay(1);
                }

                serve.Kill();
                Assert.False(System.IO.File.Exists(Path.Combine(root, "company.json")));
            }

            // As if it had been killed half-way through the move into place.
            foreach (var part in (string[])["db", "ledger", "sample.json"])
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
            Directory.Delete(root, recursive: true);
        }
    }

    private static ApiClient As(HttpClient http, IReadOnlyList<SamplePerson> people, string name) => new(http, people.Single(p => p.Name == name).Token);
}
