using Microsoft.Extensions.DependencyInjection;
using Writ.App.Data;
using Writ.App.Doctor;
using Writ.App.Record.Witnesses;
using Writ.App.Serve;
using Writ.App.Tests.Crashes;
using Writ.App.Tests.Serving;
using Writ.Demands.Follow;
using Writ.Demands.Review;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;
using Writ.Store;

namespace Writ.App.Tests.Witnesses;

/// <summary>The whole server under a policy of witnesses.</summary>
public sealed class WitnessedServerTests : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly ManualTime time = new(WritServer.Noon);
    private readonly List<SmallWitness> witnesses = [];
    private WitnessSettings settings = null!;
    private VerifierKey log = null!;
    private string policy = null!;

    public async Task InitializeAsync()
    {
        var folder = DataFolder.Make(Path.Combine(root, "data"), "Sample Company", FolderKind.Sample);
        using (var key = folder.LogKey()) log = key.Verifier;
        foreach (var name in (string[])["here", "there"]) witnesses.Add(await SmallWitness.Start(name, time, log));
        policy = Path.Combine(root, "policy");
        await File.WriteAllTextAsync(policy, $"log {log}\n{witnesses[0].Line}\n{witnesses[1].Line}\ngroup both all here there\nquorum both\n");
        settings = new WitnessSettings(WitnessArguments.Read(policy, log).Value!) { Timeout = TimeSpan.FromMinutes(2), Breath = TimeSpan.FromMilliseconds(5), LongestPause = TimeSpan.FromMilliseconds(50) };
    }

    [Fact]
    public async Task A_release_waits_for_missing_witnesses_staff_and_operator_are_told_and_it_goes_on_by_itself()
    {
        await using var server = await Server();
        Assert.Equal("released", (await server.Answer((await server.File()).Id)).State);
        await witnesses[1].Down();
        var filed = await server.File();
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{filed.Id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{filed.Id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
        _ = (await server.Approver.Approve(filed.Id)).Value;

        while ((await server.Reviewer.Get<CaseView>($"api/v1/review/{filed.Id}")).Value.Release != "AwaitsWitnesses") await Task.Delay(20);
        while (await server.Http.GetStringAsync("readyz") != "Degraded\nrecord-witnesses-missing") await Task.Delay(20);
        Assert.Equal("gate-witnesses-missing", (await server.Approver.Post<object>($"api/v1/review/{filed.Id}/release")).Refusal?.Code);
        Assert.Null((await server.Officer.Get<ReceiptView>($"api/v1/demands/{filed.Id}/receipt")).Value.Proof);
        var (exit, said) = await Doctor(server);
        Assert.Equal(1, exit);
        Assert.Contains("1 not in the published record yet; the oldest has 24 h 0 min left", said, StringComparison.Ordinal);
        Assert.Matches("there .*cannot be reached", said);

        // Eighteen hours later nobody has done anything, and now it is said where machines look.
        time.Now = time.Now.AddHours(18).AddMinutes(1);
        Assert.Equal("Degraded\nrecord-promise-due", await server.Http.GetStringAsync("readyz"));
        await witnesses[1].Up();
        Assert.Equal("released", (await Settled(server, filed.Id)).State);
        Assert.Equal("Healthy", await server.Http.GetStringAsync("readyz"));
        Assert.Equal(0, (await Doctor(server)).Exit);
        OutsideVerifier.Passes(server.Folder.Root, "--policy", policy);
    }

    [Fact]
    public async Task The_vault_gives_nothing_without_cosignatures_of_the_last_minutes_and_a_release_brings_fresh_ones()
    {
        await using var server = await Server();
        var description = (await server.App.Services.GetRequiredService<Writ.Base.VaultClient>().Describe()).Value;
        Assert.Equal(2, description.Witnesses);
        var filed = await server.File();
        var asked = witnesses[0].Asked;
        Assert.Equal("released", (await server.Answer(filed.Id)).State);

        // A release that begins when what is published was cosigned an hour ago.
        var later = await server.File();
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{later.Id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{later.Id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
        time.Now = time.Now.AddHours(1);
        _ = (await server.Approver.Approve(later.Id)).Value;
        Assert.Equal("released", (await Settled(server, later.Id)).State);
        Assert.True(witnesses[0].Asked > asked);

        var receipt = (await server.Officer.Get<ReceiptView>($"api/v1/demands/{later.Id}/receipt")).Value;
        Assert.True(TlogProof.Verify(receipt.Proof!, Convert.FromBase64String(receipt.Leaf), [log], settings.Policy, out _).Ok);
        var paper = Path.Combine(root, "receipt");
        await File.WriteAllTextAsync(paper, receipt.Proof);
        OutsideVerifier.Passes(server.Folder.Root, "--policy", policy, "--receipt", paper);

        var page = await server.Http.GetStringAsync("record");
        Assert.Contains("2 of here, there", page, StringComparison.Ordinal);
        Assert.Contains("The checkpoint above has them.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", await server.Http.GetStringAsync("ledger/policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_from_a_backup_does_not_start_while_a_witness_knows_more()
    {
        var backup = Path.Combine(root, "backup");
        await using (var server = await Server())
        {
            await server.File();
            await Published(server);
        }

        Copy(Path.Combine(root, "data"), backup);
        await using (var server = await Server(made: true))
        {
            // A fact of the operator's own: nobody has to sign in for it.
            _ = (await server.Store.Act<bool>(async work => { await Writ.Store.Record.Outbox.Append(work, [.. "A\u0001"u8, .. new byte[32]]); return true; })).Value;
            await Published(server);
        }

        var restored = DataFolder.Open(backup);
        var started = await WritHost.Build(restored, new ServerOptions(0, time, DefaultPlan.Own, Witnesses: settings));
        Assert.Equal("record-witness-ahead", started.Refusal?.Code);

        // Without a policy nobody is there to say so: what witnesses are for.
        var alone = await WritHost.Build(restored, new ServerOptions(0, time, DefaultPlan.Own));
        Assert.True(alone.Ok);
        await alone.Value.DisposeAsync();
    }

    [Fact]
    public async Task A_record_that_a_witness_stops_says_so_and_releases_nothing()
    {
        await using var server = await Server();
        witnesses[0].Instead = (_, _) => Task.FromResult<Microsoft.AspNetCore.Http.IResult?>(SmallWitness.Conflict(1_000_000));
        await server.File();
        string said;
        while ((said = await (await server.Http.GetAsync("readyz")).Content.ReadAsStringAsync()) == "Healthy") await Task.Delay(20);
        Assert.Equal("Unhealthy\nrecord-witness-ahead", said);
    }

    public async Task DisposeAsync()
    {
        foreach (var witness in witnesses) await witness.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private Task<WritServer> Server(bool made = false) => WritServer.Start(root: Path.Combine(root, "data"), time: time, made: made, witnesses: settings);

    private async Task Published(WritServer server)
    {
        var sequencer = server.App.Services.GetRequiredService<Writ.App.Record.Sequencer>();

        // In this order: an entry that is numbered between the two looks is in the size.
        while (await Waiting(server) || sequencer.PublishedSize < await server.Store.Look(Writ.Store.Record.LogPlaces.Size)) await Task.Delay(20);
    }

    private static Task<bool> Waiting(WritServer server) => server.Store.Look(async work =>
    {
        var last = await Writ.Store.Record.LogPlaces.LastSeq(work, await Writ.Store.Record.LogPlaces.Size(work));
        return work.Rows("SELECT COUNT(*) FROM record_entry WHERE seq > $1", [last], row => row.GetInt64(0))[0] > 0;
    });

    /// <summary>A job that found witnesses missing is tried again some seconds later, on the server's clock.</summary>
    private async Task<DemandView> Settled(WritServer server, string id)
    {
        DemandView view;
        while ((view = (await server.Officer.Get<DemandView>($"api/v1/demands/{id}")).Value).State == "approved")
        {
            time.Now = time.Now.AddSeconds(1);
            await Task.Delay(20);
        }

        return view;
    }

    private async Task<(int Exit, string Said)> Doctor(WritServer server)
    {
        using var output = new StringWriter();
        var exit = await DoctorVerb.Look(output, server.App.Services, server.Folder, log, settings, time, default);
        return (exit, output.ToString());
    }

    private static void Copy(string from, string to)
    {
        // With modes: the vault refuses a folder that others may read.
        foreach (var path in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(target);
            else Directory.CreateDirectory(target, File.GetUnixFileMode(path));
        }

        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(path, Path.Combine(to, Path.GetRelativePath(from, path)));
    }
}
