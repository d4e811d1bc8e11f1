using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Client;
using Writ.App.Data;
using Writ.App.Seed;
using Writ.App.Tests.Serving;
using Writ.App.Verbs;
using Writ.Base;
using Writ.Demands.File;
using Writ.Demands.Follow;
using Writ.Demands.Review;
using Writ.Ledger.Log;
using Writ.Store;

namespace Writ.App.Tests.Crashes;

/// <summary>The real program under load, killed at random moments: nothing acknowledged is lost, and nothing is done twice.</summary>
public sealed class KilledServerTests : IDisposable
{
    private const int Kills = 5;

    private const int Clients = 4;

    private readonly string root = Directory.CreateTempSubdirectory("writ-killed-").FullName;
    private readonly ConcurrentDictionary<string, Sent> sent = new(StringComparer.Ordinal);
    private uint seed = 20260310;

    public void Dispose() => Leftovers.Delete(root);

    [Fact]
    public async Task Killed_at_random_moments_it_loses_nothing_acknowledged_and_does_nothing_twice()
    {
        Assert.Null(await SampleFolder.Make(root));
        var people = SamplePersons.Read(Path.Combine(root, "sample.json"));
        for (var kill = 0; kill < Kills; kill++)
        {
            using var serve = await ServeProcess.Start(root).Ready();
            using var stop = new CancellationTokenSource();
            var (api, acknowledged) = (new People(serve.Address, people), Acknowledged().Count);
            var email = await api.Email();
            var load = Enumerable.Range(0, Clients).Select(client => Task.Run(() => File(api, email, $"{kill}-{client}", stop.Token)))
                .Append(Task.Run(() => Answer(api, stop.Token))).ToList();
            var enough = acknowledged + 5 + Next(20);
            while (Acknowledged().Count < enough && !serve.Ended) await Task.Delay(1);
            await Task.Delay(Next(30));
            serve.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(load);
            api.Dispose();
        }

        using (var serve = await ServeProcess.Start(root).Ready())
        using (var api = new People(serve.Address, people))
        {
            // Whoever got no answer sends the same again, under the same key; so does one who lost theirs.
            foreach (var one in sent.Values)
            {
                var again = (await api.As("officer").Post<FiledDemand>("api/v1/demands", one.Request, one.Key)).Value;
                Assert.Equal(one.Answer?.Id ?? again.Id, again.Id);
                Assert.Equal(one.Answer?.Promise ?? again.Promise, again.Promise);
                one.Answer ??= again;
            }

            await Answer(api, CancellationToken.None, until: [.. sent.Values.Select(s => s.Answer!.Id)]);
            foreach (var one in sent.Values) await IsInTheRecord(api, one.Answer!);
            serve.Kill();
        }

        await IsThereOnce();
        var promises = sent.Values.Select(s => s.Answer!.Promise).Select((note, i) =>
        {
            var path = Path.Combine(root, $"promise-{i}");
            System.IO.File.WriteAllText(path, note);
            return path;
        });
        OutsideVerifier.Passes(root, [.. promises.SelectMany(path => (string[])["--promise", path])]);
    }

    private List<Sent> Acknowledged() => [.. sent.Values.Where(s => s.Answer is not null)];

    /// <summary>Files one demand after another until the server is gone.</summary>
    private async Task File(People api, string email, string name, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var one = new Sent($"killed-{name}-{number}", new FileDemandRequest(
                $"Killed {name}-{number}", "us/grand-jury-subpoena", new FileAuthority("Sample County Court", "grand-jury"), "retail", today, today.AddDays(30), false,
                [new FileItem(new FileIdentifier("email", email), "subscriber", null, null)],
                new FileInstrument("instrument.pdf", "application/pdf", "%PDF-1.4 sample"u8.ToArray()), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
            sent[one.Key] = one;
            if (await Try(() => api.As("officer").Post<FiledDemand>("api/v1/demands", one.Request, one.Key)) is not { } answered) return;
            one.Answer = answered;
        }
    }

    /// <summary>Decides and approves whatever waits; as long as the server lives, or until these are answered.</summary>
    private static async Task Answer(People api, CancellationToken stop, IReadOnlyList<string>? until = null)
    {
        var left = until?.ToHashSet(StringComparer.Ordinal);
        while (!stop.IsCancellationRequested && left is not { Count: 0 })
        {
            if (await Try(() => api.As("reviewer").Get<DemandLine[]>("api/v1/review/queue")) is not { } queue) return;
            foreach (var line in queue.Where(line => line.Reference.StartsWith("Killed", StringComparison.Ordinal)))
            {
                if (line.State == "received" && await Try(() => api.As("reviewer").Get<CaseView>($"api/v1/review/{line.Id}")) is { } found)
                    await Try(() => api.As("reviewer").Post<ReviewedView>($"api/v1/review/{line.Id}/decision", new DecideRequest(ReviewVerbs.ByLaw(found))));
                if (line.State is "received" or "decided") await Try(() => api.As("approver").Approve(line.Id));
            }

            left?.RemoveWhere(id => api.As("officer").Get<DemandView>($"api/v1/demands/{id}").GetAwaiter().GetResult().Value.State == "released");
        }
    }

    /// <summary>Null where nobody answers any more. A refusal is an answer.</summary>
    private static async Task<T?> Try<T>(Func<Task<Result<T>>> ask)
        where T : class
    {
        try
        {
            var answer = await ask();
            Assert.NotEqual("request-failed", answer.Refusal?.Code);
            return answer.Ok ? answer.Value : null;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or JsonException)
        {
            // Killed half-way through its answer.
            return null;
        }
    }

    private async Task IsInTheRecord(People api, FiledDemand filed)
    {
        var receipt = (await api.As("officer").Get<ReceiptView>($"api/v1/demands/{filed.Id}/receipt")).Value;
        Assert.Equal(filed.Promise, receipt.Promise);
        var leaf = Convert.FromBase64String(receipt.Leaf);
        Assert.Equal(filed.RegisterLeaf, Convert.ToBase64String(Rfc6962.Leaf(leaf)));
        Assert.True(TlogProof.Verify(receipt.Proof!, leaf, [DataFolder.Open(root).LogKey().Verifier], WitnessPolicy.None, out _).Ok);
        var view = (await api.As("officer").Get<DemandView>($"api/v1/demands/{filed.Id}")).Value;
        var sealedFile = (await api.As("officer").Download($"api/v1/demands/{filed.Id}/production")).Value;
        Assert.Equal(view.Production!.Sha256, Convert.ToHexStringLower(SHA256.HashData(sealedFile)));
    }

    /// <summary>One row of each kind for everything that was sent, and every instrument's file.</summary>
    private async Task IsThereOnce()
    {
        await using var services = new ServiceCollection()
            .AddStore(Path.Combine(root, "db", "writ.db"), Path.Combine(root, "blobs")).BuildServiceProvider();
        var (demands, productions, leaves) = await services.GetRequiredService<IStore>().Look(async work => (
            await work.Db().Database.SqlQueryRaw<string>("SELECT agency_reference AS Value FROM demand WHERE agency_reference LIKE 'Killed%'").ToListAsync(),
            await work.Db().Database.SqlQueryRaw<string>("SELECT d.agency_reference AS Value FROM gate_production p JOIN demand d ON d.id = p.demand_id WHERE d.agency_reference LIKE 'Killed%'").ToListAsync(),
            await work.Db().Database.SqlQueryRaw<long>("SELECT COUNT(*) AS Value FROM record_entry WHERE NOT EXISTS (SELECT 1 FROM log_run WHERE seq BETWEEN first_seq AND last_seq)").ToListAsync()));
        var expected = sent.Values.Select(s => s.Request.Reference).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, demands.Order(StringComparer.Ordinal));
        Assert.Equal(expected, productions.Order(StringComparer.Ordinal));
        Assert.Equal([0L], leaves);
    }

    private int Next(int below)
    {
        seed = unchecked((seed * 1664525) + 1013904223);
        return (int)((seed >> 8) % (uint)below);
    }

    private sealed class Sent(string key, FileDemandRequest request)
    {
        public string Key => key;

        public FileDemandRequest Request => request;

        public FiledDemand? Answer { get; set; }
    }

    private sealed class People(Uri address, IReadOnlyList<SamplePerson> people) : IDisposable
    {
        private readonly HttpClient http = new() { BaseAddress = address };

        public ApiClient As(string name) => new(http, people.Single(p => p.Name == name).Token);

        /// <summary>A sample customer's, as a demand of the sample names it.</summary>
        public async Task<string> Email()
        {
            var prosecutor = As("prosecutor");
            var first = (await prosecutor.Get<DemandLine[]>("api/v1/demands")).Value.Single(d => d.Reference == "Sample case 1");
            return (await prosecutor.Get<DemandView>($"api/v1/demands/{first.Id}")).Value.Items[0].Identifier;
        }

        public void Dispose() => http.Dispose();
    }
}
