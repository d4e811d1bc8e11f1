using System.Text;
using System.Text.Json;
using Writ.App.Audit;
using Writ.App.Record.Witnesses;
using Writ.Demands.Report;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Ledger.Witnesses;
using Writ.Shared;

namespace Writ.App.Tests.Fuzz;

/// <summary>What an auditor is handed, and what witnesses answer, is read or refused and never throws; and no reader of either is forgotten.</summary>
public sealed class FuzzTests : IDisposable
{
    /// <summary>By form these read what strangers write, and do not; or another test gives them worse.</summary>
    private static readonly string[] Ours =
    [
        "WitnessArguments.Read: a path; the policy in it is fuzzed as WitnessPolicy.Parse", "AuditedLog.Find: a hash out of what was read", "OutcomeCheck.Of: an id out of what was read", "RecordSource.At: a place that the user names", "PublicKeyText.Read: what the user names; the key is fuzzed as PublicKey.ParsePem",
        "Auditors.Designate: the operator's words", "Auditors.Retire: the operator's words", "WitnessClient.Ask: our own checkpoint; answers are fuzzed as WitnessClient.Size and Cosignatures.Accept",
    ];

    private static readonly string[] Targets = ["ExportFolder.About", "ExportFolder.Leaves", "OutcomeCheck.Parse", "WitnessClient.Size"];

    private readonly string root = Directory.CreateTempSubdirectory("writ-fuzz-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void What_an_export_says_of_itself_is_read_or_refused()
    {
        var folder = new ExportFolder(root);
        folder.Finish(new ExportAbout(ExportAbout.Version1, "log.example", 0, 9, 3, [new string('a', 64)], "2026-08-01T00:00:00Z"));
        var file = Path.Combine(root, "audit.json");
        var good = File.ReadAllBytes(file);
        Assert.True(folder.About().Ok);
        Fuzzer.Run("App.Tests", FuzzTarget.Bytes(
            Targets[0],
            bytes =>
            {
                File.WriteAllBytes(file, bytes);
                if (folder.About().TryGet(out var about, out _)) _ = about.Sealed.Count + about.Origin.Length + about.MadeAt.Length;
            },
            good));
    }

    [Fact]
    public void A_file_of_leaves_is_whole_or_breaks_off()
    {
        var folder = new ExportFolder(root);
        using (var leaves = folder.BeginLeaves())
        {
            for (byte i = 1; i < 4; i++) ExportFolder.WriteLeaf(leaves, [.. Enumerable.Repeat(i, 32)], new byte[i * 40]);
        }

        var file = Path.Combine(root, "leaves.bin");
        var good = File.ReadAllBytes(file);
        Assert.Equal(3, folder.Leaves().Count());
        Fuzzer.Run("App.Tests", FuzzTarget.Bytes(
            Targets[1],
            bytes =>
            {
                File.WriteAllBytes(file, bytes);
                try
                {
                    _ = folder.Leaves().Count();
                }
                catch (InvalidDataException)
                {
                    // As it says: the file breaks off, or is another.
                }
            },
            good));
    }

    [Fact]
    public void A_line_of_outcomes_is_a_demands_or_none()
    {
        using var key = SigningKey.Generate(Promises.KeyNameFor("log.example"));
        var demand = new AuditedDemand(
            "dmd_0123456789abcdef", Promises.Sign(key, "log.example", new byte[32], new byte[32], DateTimeOffset.UnixEpoch.AddYears(56)),
            new DemandOutcome("released", [new ItemOutcome("subscriber", false, "produce", true, true, null), new ItemOutcome("content", true, "refuse", false, false, "no-warrant")]));
        var line = JsonSerializer.Serialize(demand, PublishedJson.Options);
        Assert.NotNull(OutcomeCheck.Parse(line));
        Fuzzer.Run("App.Tests", FuzzTarget.Text(
            Targets[2],
            text =>
            {
                if (OutcomeCheck.Parse(text) is not { } read) return;

                // As it is gone on with: whatever is taken can be set against the log.
                _ = Promises.Verify(read.Promise, key.Verifier);
                _ = read.Demand.Length + read.Outcome.Items.Count(item => item.Produced && item.Category.Length > 0);
            },
            line, line.Replace("\"state\"", "\"State\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_a_witness_says_that_it_has_is_a_size_or_none()
    {
        Assert.Equal(12, WitnessClient.Size(AddCheckpoint.SizeType, "12\n"));
        Fuzzer.Run("App.Tests", FuzzTarget.Text(
            Targets[3],
            text =>
            {
                if (WitnessClient.Size(AddCheckpoint.SizeType, text) is { } size) Assert.Equal(text, $"{size}\n");
                Assert.Null(WitnessClient.Size("text/plain", text));
            },
            "12\n", "9223372036854775807\n", "-1\n", "012\n"));
    }

    [Fact]
    public void No_reader_is_forgotten() => Assert.Empty(
        Fuzzer.Readers(typeof(ExportFolder).Assembly, type => type.Namespace is "Writ.App.Audit" or "Writ.App.Record.Witnesses").Distinct().Except(Targets).Except(Ours.Select(o => o.Split(':')[0])));
}
