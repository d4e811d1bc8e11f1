using System.Text;
using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.Verify.Tests;

/// <summary>Key, log, tiles and entries.</summary>
public sealed class VerifierTests : VerifierTest
{
    [Fact]
    public void A_true_site_passes_and_the_output_says_what_that_proves()
    {
        Site.Publish();
        var (exit, text) = Text();
        Assert.Equal(0, exit);
        Assert.Contains("PASS", text, StringComparison.Ordinal);
        Assert.Contains("10 of 10 leaves opened", text, StringComparison.Ordinal);
        Assert.Contains("What this pass proves", text, StringComparison.Ordinal);
        Assert.Contains("What it does not prove", text, StringComparison.Ordinal);
        Assert.Contains("national-security/received was read in", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_from_the_site_is_said_loudly_and_a_given_one_is_not()
    {
        Site.Publish();
        Assert.StartsWith("WARNING: the verifier key was taken from the site", Text().Text, StringComparison.Ordinal);
        var (exit, text) = Text("--vkey", Site.Key.Verifier.ToString());
        Assert.Equal(0, exit);
        Assert.DoesNotContain("WARNING", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_without_reports_passes_and_claims_less()
    {
        Site.WriteLog();
        var (exit, text) = Text();
        Assert.Equal(0, exit);
        Assert.DoesNotContain("Every count follows", text, StringComparison.Ordinal);
        Assert.Contains("10 register leaves at the end of the log are in no report yet", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_key_than_the_logs_is_refused()
    {
        Site.Publish();
        using var other = SigningKey.Generate(SampleSite.Origin);
        False("ledger-note-unsigned", "--vkey", other.Verifier.ToString());
        False("ledger-vkey-malformed", "--vkey", "nonsense");
    }

    [Theory]
    [InlineData("ledger/tile/0/000", "verify-tile-differs")]
    [InlineData("ledger/tile/0/001.p/38", "verify-tile-differs")]
    [InlineData("ledger/tile/1/000.p/1", "verify-tile-differs")]
    [InlineData("ledger/tile/entries/000", "verify-root-differs")]
    [InlineData("ledger/tile/entries/001.p/38", "verify-root-differs")]
    [InlineData("published/reports/2026-h1/v1.json", "verify-report-hash")]
    [InlineData("published/reports/2026-h1/v1-openings.jsonl", "verify-openings-hash")]
    public void One_changed_byte_is_found(string file, string code)
    {
        Site.Publish();
        var path = Site.File(file);
        var bytes = File.ReadAllBytes(path);
        bytes[^6] ^= 1;
        File.WriteAllBytes(path, bytes);
        False(code);
    }

    [Theory]
    [InlineData("ledger/checkpoint", "ledger-note-malformed")]
    [InlineData("ledger/vkey", "ledger-vkey-malformed")]
    [InlineData("ledger/tile/0/000", "verify-tile-differs")]
    [InlineData("ledger/tile/entries/000", "ledger-bundle-malformed")]
    [InlineData("ledger/tile/entries/001.p/38", "ledger-bundle-malformed")]
    [InlineData("published/reports/2026-h1/v1.json", "verify-report-hash")]
    [InlineData("published/reports/2026-h1/v1-openings.jsonl", "verify-openings-hash")]
    public void A_truncated_file_is_found(string file, string code)
    {
        Site.Publish();
        var path = Site.File(file);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^6]);
        False(code);
    }

    [Theory]
    [InlineData("ledger/checkpoint", "verify-no-checkpoint")]
    [InlineData("ledger/vkey", "verify-no-key")]
    [InlineData("ledger/tile/0/000", "verify-file-missing")]
    [InlineData("ledger/tile/entries/000", "verify-file-missing")]
    [InlineData("published/reports/2026-h1/v1.json", "verify-file-missing")]
    [InlineData("published/reports/2026-h1/v1-openings.jsonl", "verify-file-missing")]
    public void A_missing_file_is_not_checked_rather_than_false(string file, string code)
    {
        Site.Publish();
        File.Delete(Site.File(file));
        Assert.Equal((2, code), OnlyCode());
    }

    [Fact]
    public void A_checkpoint_of_a_size_nobody_could_serve_is_not_checked()
    {
        Site.Publish();
        Site.Write("ledger/checkpoint", Site.Key.SignNote(new Checkpoint(SampleSite.Origin, long.MaxValue, new byte[32]).ToText()));
        Assert.Equal(2, Text().Exit);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_checked() => Assert.Equal(2, Run(Path.Combine(Site.Path, "nowhere")).Exit);

    [Fact]
    public void Nonsense_on_the_command_line_is_not_checked()
    {
        Assert.Equal(2, Run().Exit);
        Assert.Equal(2, Run(Site.Path, "--vkey").Exit);
        Assert.Equal(2, Run(Site.Path, Site.Path).Exit);
        Assert.Equal(2, Run(Site.Path, "--hurry").Exit);
    }

    [Fact]
    public void A_changed_signature_and_a_changed_root_are_found()
    {
        Site.Publish();
        var note = File.ReadAllText(Site.File("ledger/checkpoint"));
        var lines = note.Split('\n');
        Site.Write("ledger/checkpoint", note.Replace(lines[2], Convert.ToBase64String(new byte[32]), StringComparison.Ordinal));
        False("ledger-note-bad-signature");
        var signature = Convert.FromBase64String(lines[4].Split(' ')[2]);
        signature[20] ^= 1;
        Site.Write("ledger/checkpoint", note.Replace(lines[4].Split(' ')[2], Convert.ToBase64String(signature), StringComparison.Ordinal));
        False("ledger-note-bad-signature");
        Site.Write("ledger/checkpoint", Site.Key.SignNote(new Checkpoint(SampleSite.Origin, long.Parse(lines[1]), new byte[32]).ToText()));
        False("verify-root-differs");
    }

    [Fact]
    public void A_swapped_fact_is_found()
    {
        Site.Publish();
        // Same length, still a good fact, tiles left as they were.
        var path = Site.File("ledger/tile/entries/000");
        var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(path)).Replace("Sample Police", "Sample Polite", StringComparison.Ordinal);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(bytes));
        False("verify-root-differs");
    }

    [Theory]
    [InlineData(0, "verify-log-not-opened")]
    [InlineData(1, "verify-entry-unknown")]
    public void An_entry_of_no_known_kind_is_found_even_if_signed(int index, string code)
    {
        Site.Entries[index] = Encoding.UTF8.GetBytes("Zzz");
        Site.WriteLog();
        False(code);
    }

    [Fact]
    public void Malformed_facts_and_leaves_are_found_even_if_signed()
    {
        Site.Entries[1] = Encoding.UTF8.GetBytes("{\"kind\": \"agency-enrolled\"}");
        Site.Entries[3] = new byte[98].Select((_, i) => i == 0 ? (byte)'R' : i == 1 ? (byte)1 : (byte)0xff).ToArray();
        Site.Entries[4] = new byte[] { (byte)'A', 2 }.Concat(new byte[32]).ToArray();
        Site.WriteLog();
        var (exit, json) = Json();
        Assert.Equal(1, exit);
        Assert.Equal(["ledger-fact-malformed", "ledger-leaf-malformed", "ledger-leaf-malformed"], Codes(json));
    }

    [Fact]
    public void A_log_opened_for_another_origin_or_twice_is_found()
    {
        Site.Entries[1] = Site.Entries[0];
        Site.WriteLog();
        False("verify-log-opened-again");
        Site.Entries[1] = Site.Entries[2];
        Site.Entries[0] = Ledger.Facts.Facts.LogOpened("other.example", Site.PromiseKey.Verifier.ToString(), SampleSite.Start);
        Site.WriteLog();
        False("verify-origin-differs");
    }

    [Fact]
    public void A_log_that_grew_since_the_checkpoint_was_read_is_checked_at_the_checkpoint()
    {
        Site.Publish();
        var note = File.ReadAllText(Site.File("ledger/checkpoint"));
        var writer = LogWriter.Open(new LogFolder(Site.File("ledger")), Site.Key, note).Value;
        writer.Accept(writer.Integrate([.. Enumerable.Repeat(Site.Entries[2], 300)]));
        writer.Publish(writer.Sign(writer.Head));
        writer.Sync();
        Assert.False(File.Exists(Site.File("ledger/tile/entries/001.p/38")));
        Site.Write("ledger/checkpoint", note);
        Assert.Equal(0, Text().Exit);
    }

    [Fact]
    public void Reports_may_stand_beside_the_ledger_as_on_a_site()
    {
        Site.Publish();
        Directory.Move(Site.File("published/reports"), Site.File("reports"));
        Assert.Equal(0, Text().Exit);
    }

    [Fact]
    public void Many_findings_of_one_kind_are_counted_rather_than_listed()
    {
        for (var i = 1; i < 100; i++) Site.Entries[i] = Encoding.UTF8.GetBytes("Zzz");
        Site.WriteLog();
        var (_, json) = Json();
        Assert.Equal(20, Codes(json).Count(code => code == "verify-entry-unknown"));
        Assert.Equal(79, json.GetProperty("more").GetProperty("verify-entry-unknown").GetInt32());
    }
}
