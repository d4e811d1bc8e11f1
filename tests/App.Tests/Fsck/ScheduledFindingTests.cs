using Writ.App.Audit;
using Writ.App.Fsck;
using Writ.App.Tests.Serving;
using Writ.App.Verbs;
using Writ.Base.Sealing;
using Writ.Demands.Review;
using Writ.Ledger.Log;
using Writ.Ledger.Register.Batches;

namespace Writ.App.Tests.Fsck;

/// <summary>A folder under a schedule, with an auditor: a batch and two epochs are out, and something was released with one.</summary>
public sealed class ScheduledFolder : IAsyncLifetime
{
    private static readonly Schedule Daily = new(WritServer.Noon.AddHours(1), TimeSpan.FromDays(1), 4, 2, TimeSpan.FromHours(12), 3);

    internal static DateTimeOffset Later { get; } = Daily.From.AddDays(1).AddMinutes(1);

    internal string Root { get; } = Directory.CreateTempSubdirectory("writ-fsck-").FullName;

    public async Task InitializeAsync()
    {
        Directory.Delete(Root);
        await using var server = await WritServer.Start(root: Root, made: false);
        Assert.True((await new Auditors(server.Store, server.Time).Designate("Sample Audit Office", PrivateKey.Generate().Public, null)).Ok);
        await server.Schedule(Daily);
        server.Time.Now = Daily.From.AddMinutes(1);
        var filed = await server.File();
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{filed.Id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{filed.Id}/decision", new DecideRequest(ReviewVerbs.ByLaw(found)))).Value;
        _ = (await server.Approver.Approve(filed.Id)).Value;
        server.Time.Now = Daily.From.AddHours(12);
        Assert.Equal("released", (await server.Settled(filed.Id)).State);
        server.Time.Now = Later;
        while (await server.Count("record_batch") < 3) await Task.Delay(20);
        using var key = server.Folder.LogKey();
        while (Checkpoint.Open(new LogFolder(server.Folder.Ledger).ReadCheckpoint()!, [key.Verifier]).Value.Size < await server.Count("record_entry", "seq > 0")) await Task.Delay(20);
        await server.App.StopAsync();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>What a schedule and an auditor add to a folder, broken in every way that strangers and auditors would see too late.</summary>
public sealed class ScheduledFindingTests(ScheduledFolder whole) : IClassFixture<ScheduledFolder>
{
    /// <summary>Codes that are made true here and not in a folder without a schedule.</summary>
    internal static readonly string[] Codes = ["fsck-dummy-differs", "fsck-batch-differs", "fsck-audit-missing"];

    private static readonly Dictionary<string, (string Code, string Sql)> Breaks = new(StringComparer.Ordinal)
    {
        ["dummies overwritten"] = ("fsck-dummy-differs", "UPDATE record_slot SET dummy = zeroblob(length(dummy)) WHERE dummy IS NOT NULL"),
        ["dummies emptied"] = ("fsck-dummy-differs", "UPDATE record_slot SET dummy = x'' WHERE dummy IS NOT NULL"),
        ["dummies of other leaves"] = ("fsck-dummy-differs", "UPDATE record_slot SET dummy = (SELECT s.dummy FROM record_slot s WHERE s.dummy IS NOT NULL ORDER BY s.entry_seq LIMIT 1) WHERE dummy IS NOT NULL"),
        ["a place gone"] = ("fsck-batch-differs", "DELETE FROM record_slot WHERE kind = 'Register' AND place = 0"),
        ["a batch smaller"] = ("fsck-batch-differs", "UPDATE record_batch SET size = 3 WHERE kind = 'Register'"),
        ["a leaf that waited"] = ("fsck-batch-differs", "UPDATE record_entry SET bytes = x'5201' || randomblob(96) WHERE seq < 0"),
        ["a hash"] = ("fsck-batch-differs", "UPDATE record_slot SET leaf_hash = randomblob(32) WHERE kind = 'Authorisation'"),
        ["an epoch of another time"] = ("fsck-batch-differs", "UPDATE record_entry SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"due\":\"2026-03-11T01', '\"due\":\"2026-03-11T00') AS BLOB) WHERE instr(bytes, CAST('authorisation-epoch' AS BLOB)) > 0"),
        ["nothing for auditors"] = ("fsck-audit-missing", "DELETE FROM audit_sealed"),
        ["another leaf's for auditors"] = ("fsck-audit-missing", "UPDATE audit_sealed SET for_auditors = (SELECT a.for_auditors FROM audit_sealed a ORDER BY a.leaf_hash LIMIT 1)"),
        ["nonsense for auditors"] = ("fsck-audit-missing", "UPDATE audit_sealed SET for_auditors = x'01'"),
        ["an authorisation's opening"] = ("fsck-authorisation-opening-differs", "UPDATE gate_authorisation SET opening = (SELECT register_opening FROM demand LIMIT 1)"),
    };

    public static TheoryData<string> Names => new(Breaks.Keys);

    [Fact]
    public async Task A_whole_one_has_nothing_to_find()
    {
        using var folder = Copy();
        Assert.Empty((await folder.Look()).Kept.Select(finding => $"{finding.Kind.Code} {finding.Place} {finding.Detail}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_broken_is_found(string name)
    {
        using var folder = Copy();
        var (code, sql) = Breaks[name];
        folder.Sql(sql);
        var report = await folder.Look();
        Assert.Contains(code, report.Kept.Select(finding => finding.Kind.Code));
        Assert.Equal(2, report.ExitCode);
    }

    [Fact]
    public void Each_code_that_only_a_schedule_makes_true_is_made_true() => Assert.Empty(Codes.Except(Breaks.Values.Select(broken => broken.Code)));

    /// <summary>The trustees bring it back: nothing else is said to be lost, and once it is there nothing is.</summary>
    [Fact]
    public async Task A_key_of_a_half_year_that_is_missing_is_one_finding_and_no_loss()
    {
        using var folder = Copy();
        foreach (var key in Directory.GetFiles(folder["keys/openings"])) File.Move(key, folder[Path.GetFileName(key)]);
        var finding = Assert.Single((await folder.Look()).Kept);
        Assert.Equal("fsck-seal-key-missing", finding.Kind.Code);
        Assert.Contains("seal-keys recover", finding.Kind.Do, StringComparison.Ordinal);

        // Not even the folder is made again.
        Directory.Delete(folder["keys/openings"]);
        Assert.Equal("fsck-seal-key-missing", Assert.Single((await folder.Look()).Kept).Kind.Code);
        Assert.False(Directory.Exists(folder["keys/openings"]));
        Directory.CreateDirectory(folder["keys/openings"]);
        foreach (var key in Directory.GetFiles(folder.Root, "*.key")) File.Move(key, folder[$"keys/openings/{Path.GetFileName(key)}"]);
        Assert.DoesNotContain("fsck-seal-key-missing", (await folder.Look()).Kept.Select(found => found.Kind.Code));
    }

    private BrokenFolder Copy() => new(whole.Root) { Now = ScheduledFolder.Later };
}
