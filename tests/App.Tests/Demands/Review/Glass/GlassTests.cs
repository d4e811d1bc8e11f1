using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Data;
using Writ.App.Record.Witnesses;
using Writ.App.Tests.Demands.Review.Case.Person;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.Witnesses;
using Writ.App.Verbs;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Follow;
using Writ.Demands.Report;
using Writ.Demands.Review;
using Writ.Gate.Approvers;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Vault;

namespace Writ.App.Tests.Demands.Review.Glass;

/// <summary>Danger to life while a witness is out: officers sign, the vault gives keys, and the record tells of it afterwards, in time or late.</summary>
public sealed class GlassTests : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly ManualTime time = new(WritServer.Noon);
    private readonly List<PrivateKey> officers = [PrivateKey.Generate(), PrivateKey.Generate()];
    private SmallWitness witness = null!;
    private WritServer server = null!;
    private IReadOnlyList<byte[]> tokens = [];

    public async Task InitializeAsync()
    {
        var folder = DataFolder.Make(Path.Combine(root, "data"), "Sample Company", FolderKind.Sample);
        VerifierKey log;
        using (var key = folder.LogKey()) log = key.Verifier;
        witness = await SmallWitness.Start("there", time, log);
        var policy = Path.Combine(root, "policy");
        await System.IO.File.WriteAllTextAsync(policy, $"log {log}\n{witness.Line}\nquorum there\n");
        var settings = new WitnessSettings(WitnessArguments.Read(policy, log).Value!) { Timeout = TimeSpan.FromMinutes(2), Breath = TimeSpan.FromMilliseconds(5), LongestPause = TimeSpan.FromMilliseconds(50) };
        server = await WritServer.Start(root: folder.Root, time: time, made: false, witnesses: settings);
        foreach (var (officer, i) in officers.Select((o, i) => (o, i)))
            _ = (await server.Store.Act<bool>(async work => await ApproverBook.Enrol(work, $"stf_000000000000001{i}", ApproverRoles.BreakGlass, time.Now, officer.Public.Thumbprint))).Value;
        await server.Restart(options =>
        {
            tokens = VaultService.MakeTokens(folder.Vault, 2, 2, [.. officers.Select(o => o.Public)]).Value;
            return Task.FromResult(options);
        });
        var entries = await server.Count("record_entry", "seq > 0");
        while ((await server.App.Services.GetRequiredService<VaultClient>().Describe()).Value.Followed < entries) await Task.Delay(20);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await witness.DisposeAsync();
        foreach (var officer in officers) officer.Dispose();
        Leftovers.Delete(root);
    }

    [Fact]
    public async Task Two_officers_and_a_token_release_what_the_gate_authorised_and_the_record_tells_that_it_was_late()
    {
        await witness.Down();
        var id = await Approved();
        using var approver = await server.Staff("approver");
        var address = $"/desk/demands/{id}/glass";
        (await approver.Get($"/desk/demands/{id}")).Is(HttpStatusCode.OK, "Release without the record");
        var token = (await approver.Get(address)).Token;
        Assert.Equal("glass-no-statement", await Use(approver, address, tokens[0], Signed(officers[0], [1]), token));
        (await approver.Send($"{address}/statement", [("why", "A child is missing."), ("token", "zz")], token)).Is(HttpStatusCode.BadRequest, "Give the token as it stands in its file");
        Assert.Equal($"{address}?said=stated", (await approver.Send($"{address}/statement", [("why", "A child is missing."), ("token", Convert.ToHexString(tokens[0]))], token)).Location);
        var statement = Encoding.UTF8.GetBytes((await approver.Get($"{address}/statement")).Body);
        (await approver.Get(address)).Is(HttpStatusCode.OK, Convert.ToHexStringLower(SHA256.HashData(statement)));

        // The log was heard of a moment ago; then it is out for long enough.
        var signed = $"{Signed(officers[0], statement)}\n{Signed(officers[1], statement)}";
        Assert.Equal("vault-log-reachable", await Use(approver, address, tokens[0], signed, token));
        await WhileTheReleaseIsTried(id, async () =>
        {
            for (var i = 0; i < 20; i++) Assert.Equal("vault-log-reachable", await Use(approver, address, tokens[0], signed, token));
        });
        (await approver.Send($"{address}/statement", [("why", "Another."), ("token", Convert.ToHexString(tokens[1]))], token)).Is(HttpStatusCode.Conflict, "The vault was asked with the statement that there is");
        time.Now += TimeSpan.FromHours(2);
        token = (await (approver2 = await server.Staff("approver")).Get(address)).Token;
        Assert.Equal("glass-other-token", await Use(approver2, address, tokens[1], signed, token));
        Assert.Equal("glass-signatures", await Use(approver2, address, tokens[0], "nothing that anyone signed", token));
        Assert.Equal("vault-glass-signatures", await Use(approver2, address, tokens[0], Signed(officers[0], statement), token));
        Assert.Equal("vault-glass-signatures", await Use(approver2, address, tokens[0], $"{Signed(officers[0], statement)}\n{Signed(officers[1], [.. statement, 0x20])}", token));
        Assert.Equal(0, await server.Count("glass_used"));

        Assert.Null(await Use(approver2, address, tokens[0], signed, token));
        Assert.Equal("released", (await server.Officer.Get<DemandView>($"api/v1/demands/{id}")).Value.State);
        Assert.Equal(1, await server.Count("gate_production"));
        Assert.Equal(1, await server.Count("glass_used", "records = 1"));
        (await approver2.Get("/desk/reports")).Is(HttpStatusCode.OK, "Keys were given without the record");
        Assert.DoesNotContain(Convert.ToHexStringLower(tokens[0]), Everything(), StringComparison.OrdinalIgnoreCase);

        // Nobody mends the witness for four days. Then the record tells of it, late, and the vault gives again.
        time.Now += TimeSpan.FromHours(73);
        Assert.Equal("Degraded\nrecord-glass-overdue", await server.Http.GetStringAsync("readyz"));
        await witness.Up();
        while (await server.Http.GetStringAsync("readyz") != "Healthy") await Task.Delay(20);
        Assert.Contains("1 time, in danger to life", await server.Http.GetStringAsync("record"), StringComparison.Ordinal);
        var next = (await server.File()).Id;
        Assert.Equal("released", (await server.Answer(next)).State);
        var report = (await server.PublishReport("2026-h1")).Value;
        var published = await System.IO.File.ReadAllTextAsync(Path.Combine(server.Folder.Published, report.Path));
        Assert.True(published.Contains("1 of these times were entered later than the 72 hours allowed", StringComparison.Ordinal), published);
        while (!(await server.Http.GetStringAsync("reports/index.json")).Contains(report.Path, StringComparison.Ordinal)) await Task.Delay(20);
        using var said = new StringWriter();
        Assert.Equal(0, Verifying.Verify(server.Http.BaseAddress!.ToString(), said));
        Assert.Contains("Keys were given without the record 1 times, of 1 records, in danger to life by the publisher's word; 1 of these times were entered later", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_nothing_waits_there_is_nothing_to_break_and_when_the_record_comes_back_first_it_goes_as_any_other()
    {
        var filed = (await server.File()).Id;
        using var approver = await server.Staff("approver");
        var address = $"/desk/demands/{filed}/glass";
        var page = await approver.Get(address);
        page.Is(HttpStatusCode.OK, "Nothing waits here");
        (await approver.Send($"{address}/statement", [("why", "A child is missing."), ("token", Convert.ToHexString(tokens[0]))], page.Token)).Is(HttpStatusCode.Conflict, "there is nothing to break glass for");
        Assert.Equal(0, await server.Count("glass_statement"));
        using var reviewer = await server.Staff("reviewer");
        Assert.NotEqual(HttpStatusCode.OK, (await reviewer.Get(address)).Status);

        await witness.Down();
        var id = await Approved();
        address = $"/desk/demands/{id}/glass";
        page = await approver.Get(address);
        Assert.Equal($"{address}?said=stated", (await approver.Send($"{address}/statement", [("why", "A child is missing."), ("token", Convert.ToHexString(tokens[0]))], page.Token)).Location);
        await witness.Up();
        DemandView view;
        while ((view = (await server.Officer.Get<DemandView>($"api/v1/demands/{id}")).Value).State == "approved")
        {
            time.Now += TimeSpan.FromSeconds(1);
            await Task.Delay(20);
        }

        // The time that went by may have ended a session.
        Assert.Equal("released", view.State);
        approver2 = await server.Staff("approver");
        Assert.Equal("glass-nothing-waits", await Use(approver2, address, tokens[0], $"{Signed(officers[0], [1])}", (await approver2.Get(address)).Token));
        Assert.Equal(0, await server.Count("glass_used"));
    }

    private Reader? approver2;

    /// <summary>As the job does, only more often: whoever breaks glass must not lose to it.</summary>
    private async Task WhileTheReleaseIsTried(string id, Func<Task> act)
    {
        using var stop = new CancellationTokenSource();
        var tries = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await server.Approver.Post<ReviewedView>($"api/v1/review/{id}/release");
        })).ToList();
        try
        {
            await act();
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(tries);
        }
    }

    private async Task<string> Approved()
    {
        var filed = await server.File();
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{filed.Id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{filed.Id}/decision", new DecideRequest(ReviewVerbs.ByLaw(found)))).Value;
        _ = (await server.Approver.Approve(filed.Id)).Value;
        return filed.Id;
    }

    private static string Signed(PrivateKey officer, byte[] statement)
    {
        using var output = new StringWriter();
        using var people = new StringWriter();
        if (GlassVerb.Sign(statement, officer.ExportPem(), output, people) == 0)
        {
            Assert.Contains("Opens      subscriber of acc_", people.ToString(), StringComparison.Ordinal);
            return output.ToString().Trim();
        }

        // What is no statement is signed by nobody's program, so by hand.
        using var key = ECDsa.Create();
        key.ImportFromPem(officer.ExportPem());
        return $"{Convert.ToBase64String(officer.Public.Spki)} {Convert.ToBase64String(key.SignData([.. "writ.break-glass/v1\n"u8, .. statement], HashAlgorithmName.SHA256))}";
    }

    /// <summary>Code of the refusal that the page shows; null where it went through.</summary>
    private static async Task<string?> Use(Reader reader, string address, byte[] token, string signatures, string? form)
    {
        var answer = await reader.Send(address, [("token", Convert.ToHexStringLower(token)), ("signatures", signatures)], form);
        if (answer.Location is { } there)
        {
            Assert.EndsWith("?said=released", there, StringComparison.Ordinal);
            return null;
        }

        foreach (var (code, words) in Sentences) if (answer.Body.Contains(words, StringComparison.Ordinal)) return code;
        return answer.Body[Math.Max(0, answer.Body.IndexOf("<main", StringComparison.Ordinal))..];
    }

    private static readonly (string Code, string Words)[] Sentences =
    [
        ("glass-no-statement", "There is no statement for this release"), ("vault-log-reachable", "The vault had a good checkpoint not long ago"), ("glass-other-token", "The statement was made for another token"), ("glass-signatures", "as writ key sign-glass printed it"),
        ("vault-glass-signatures", "Too few of the officers named for this token signed"), ("glass-nothing-waits", "there is nothing to break glass for"),
    ];

    private string Everything() => string.Concat(LiveFiles.Of(Path.Combine(root, "data", "db")).Select(file => Encoding.Latin1.GetString(file.Bytes)));
}
