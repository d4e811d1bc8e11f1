using System.Text;
using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.Verify.Tests;

public sealed class VerifierTests : IDisposable
{
    private readonly SampleSite site = new();

    [Fact]
    public void A_true_site_passes_and_the_output_says_what_that_proves()
    {
        site.Publish();
        var (exit, text) = Text();
        Assert.Equal(0, exit);
        Assert.Contains("PASS", text, StringComparison.Ordinal);
        Assert.Contains("10 of 10 leaves opened", text, StringComparison.Ordinal);
        Assert.Contains("What this pass proves", text, StringComparison.Ordinal);
        Assert.Contains("What it does not prove", text, StringComparison.Ordinal);
        Assert.Contains("national-security/total was read in", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_from_the_site_is_said_loudly_and_a_given_one_is_not()
    {
        site.Publish();
        Assert.StartsWith("WARNING: the verifier key was taken from the site", Text().Text, StringComparison.Ordinal);
        var (exit, text) = Text("--vkey", site.Key.Verifier.ToString());
        Assert.Equal(0, exit);
        Assert.DoesNotContain("WARNING", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_without_reports_passes_and_claims_less()
    {
        site.WriteLog();
        var (exit, text) = Text();
        Assert.Equal(0, exit);
        Assert.DoesNotContain("Every count follows", text, StringComparison.Ordinal);
        Assert.Contains("10 register leaves at the end of the log are in no report yet", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_key_than_the_logs_is_refused()
    {
        site.Publish();
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
        site.Publish();
        var path = site.File(file);
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
        site.Publish();
        var path = site.File(file);
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
        site.Publish();
        File.Delete(site.File(file));
        Assert.Equal((2, code), OnlyCode());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_checked() => Assert.Equal(2, Run(Path.Combine(site.Path, "nowhere")).Exit);

    [Fact]
    public void Nonsense_on_the_command_line_is_not_checked()
    {
        Assert.Equal(2, Run().Exit);
        Assert.Equal(2, Run(site.Path, "--vkey").Exit);
        Assert.Equal(2, Run(site.Path, site.Path).Exit);
        Assert.Equal(2, Run(site.Path, "--hurry").Exit);
    }

    [Fact]
    public void A_changed_signature_and_a_changed_root_are_found()
    {
        site.Publish();
        var note = File.ReadAllText(site.File("ledger/checkpoint"));
        var lines = note.Split('\n');
        site.Write("ledger/checkpoint", note.Replace(lines[2], Convert.ToBase64String(new byte[32]), StringComparison.Ordinal));
        False("ledger-note-bad-signature");
        var signature = Convert.FromBase64String(lines[4].Split(' ')[2]);
        signature[20] ^= 1;
        site.Write("ledger/checkpoint", note.Replace(lines[4].Split(' ')[2], Convert.ToBase64String(signature), StringComparison.Ordinal));
        False("ledger-note-bad-signature");
        site.Write("ledger/checkpoint", site.Key.SignNote(new Checkpoint(SampleSite.Origin, long.Parse(lines[1]), new byte[32]).ToText()));
        False("verify-root-differs");
    }

    [Fact]
    public void A_swapped_fact_is_found()
    {
        site.Publish();
        // Same length, still a good fact, tiles left as they were.
        var path = site.File("ledger/tile/entries/000");
        var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(path)).Replace("Sample Police", "Sample Polite", StringComparison.Ordinal);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(bytes));
        False("verify-root-differs");
    }

    [Theory]
    [InlineData(0, "verify-log-not-opened")]
    [InlineData(1, "verify-entry-unknown")]
    public void An_entry_of_no_known_kind_is_found_even_if_signed(int index, string code)
    {
        site.Entries[index] = Encoding.UTF8.GetBytes("Zzz");
        site.WriteLog();
        False(code);
    }

    [Fact]
    public void Malformed_facts_and_leaves_are_found_even_if_signed()
    {
        site.Entries[1] = Encoding.UTF8.GetBytes("{\"kind\": \"agency-enrolled\"}");
        site.Entries[3] = new byte[98].Select((_, i) => i == 0 ? (byte)'R' : i == 1 ? (byte)1 : (byte)0xff).ToArray();
        site.Entries[4] = new byte[] { (byte)'A', 2 }.Concat(new byte[32]).ToArray();
        site.WriteLog();
        var (exit, json) = Json();
        Assert.Equal(1, exit);
        Assert.Equal(["ledger-fact-malformed", "ledger-leaf-malformed", "ledger-leaf-malformed"], Codes(json));
    }

    [Fact]
    public void A_log_opened_for_another_origin_or_twice_is_found()
    {
        site.Entries[1] = site.Entries[0];
        site.WriteLog();
        False("verify-log-opened-again");
        site.Entries[1] = site.Entries[2];
        site.Entries[0] = Ledger.Facts.Facts.LogOpened("other.example", site.PromiseKey.Verifier.ToString(), SampleSite.Start);
        site.WriteLog();
        False("verify-origin-differs");
    }

    [Fact]
    public void A_changed_cell_is_found_even_if_its_hash_is_in_the_log()
    {
        site.Draft();
        var tables = site.Report!.Tables.ToArray();
        var row = tables[0].Rows[0];
        tables[0] = tables[0] with { Rows = [row with { Cells = [new Cell.Count(7), .. row.Cells.Skip(1)] }, .. tables[0].Rows.Skip(1)] };
        site.Report = site.Report with { Tables = tables };
        site.Publish();
        Assert.Equal((1, "verify-cell-differs"), OnlyCode());
    }

    [Fact]
    public void A_zero_is_not_the_same_as_not_reported()
    {
        site.Draft();
        var tables = site.Report!.Tables.ToArray();
        var row = tables[0].Rows[2];
        Assert.Equal(new Cell.Count(0), row.Cells[1]);
        tables[0] = tables[0] with { Rows = [.. tables[0].Rows.Take(2), row with { Cells = [row.Cells[0], new Cell.NotReported(), .. row.Cells.Skip(2)] }] };
        site.Report = site.Report with { Tables = tables };
        site.Publish();
        Assert.Equal((1, "verify-cell-differs"), OnlyCode());
    }

    [Fact]
    public void A_row_left_out_is_found()
    {
        site.Draft();
        var tables = site.Report!.Tables.ToArray();
        tables[1] = tables[1] with { Rows = [.. tables[1].Rows.SkipLast(1)] };
        site.Report = site.Report with { Tables = tables };
        site.Publish();
        Assert.Equal((1, "verify-table-differs"), OnlyCode());
    }

    [Fact]
    public void A_changed_value_of_an_opening_is_found()
    {
        site.Draft();
        var fields = site.Openings[2].Fields.ToArray();
        fields[5] = fields[5] with { Value = "FR" };
        Assert.Equal("country", fields[5].Name);
        site.Openings[2] = site.Openings[2] with { Fields = fields };
        site.Report = Recounted();
        site.Publish();
        Assert.Equal((1, "ledger-opening-fields"), OnlyCode());
    }

    [Fact]
    public void A_changed_blind_is_found()
    {
        site.Draft();
        site.Openings[2] = site.Openings[2] with { Blind = site.Openings[3].Blind };
        site.Publish();
        Assert.Equal((1, "ledger-opening-class"), OnlyCode());
    }

    [Fact]
    public void A_missing_opening_is_found_unless_it_is_declared()
    {
        site.Draft();
        site.Openings.RemoveAt(4);
        site.Report = Recounted();
        site.Publish();
        Assert.Equal((1, "verify-openings-missing"), OnlyCode());
    }

    [Fact]
    public void A_declared_unopened_leaf_passes_and_is_told()
    {
        site.Draft();
        site.Openings.RemoveAt(4);
        site.Report = Recounted() with { Notes = [Unopened.Note(1)] };
        site.Publish();
        var (exit, text) = Text();
        Assert.Equal(0, exit);
        Assert.Contains("1 register leaves withheld or dummy: not opened", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not opened: 2")]
    [InlineData("not opened: 01")]
    [InlineData("not opened: many")]
    [InlineData("Not opened: 1")]
    public void A_wrong_declaration_of_unopened_leaves_is_found(string note)
    {
        site.Draft();
        site.Openings.RemoveAt(4);
        site.Report = Recounted() with { Notes = [note] };
        site.Publish();
        Assert.Equal((1, "verify-openings-missing"), OnlyCode());
    }

    [Fact]
    public void A_duplicate_opening_is_found()
    {
        site.Draft();
        site.Openings.Insert(5, site.Openings[4]);
        site.Report = Recounted();
        site.Publish();
        var (exit, json) = Json();
        Assert.Equal(1, exit);
        Assert.Equal(["verify-opening-twice", "verify-demand-twice"], Codes(json));
    }

    [Fact]
    public void Openings_out_of_order_are_found()
    {
        site.Draft();
        (site.Openings[2], site.Openings[3]) = (site.Openings[3], site.Openings[2]);
        site.Publish();
        False("verify-opening-order");
    }

    [Fact]
    public void An_opening_of_something_that_is_no_register_leaf_is_found()
    {
        site.Draft();
        site.Openings[2] = site.Openings[2] with { Leaf = site.Openings[2].Leaf + 1 };
        site.Publish();
        False("verify-opening-stray");
    }

    [Fact]
    public void A_demand_of_another_period_is_found()
    {
        site.Draft();
        site.Report = site.Report! with { Period = "2026-q1" };
        site.Publish();
        False("verify-received-outside");
    }

    [Fact]
    public void An_opening_without_its_day_of_receipt_is_found()
    {
        site.Draft();
        var closed = Convert.ToBase64String(new byte[32]);
        var fields = site.Openings[0].Fields.ToArray();
        fields[1] = new OpenedField(null, null, null, closed);
        site.Openings[0] = site.Openings[0] with { Fields = fields };
        site.Publish();
        // The hash shown is not that of the field, so the fields do not hold either; first things first.
        False("ledger-opening-fields");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("{\"leaf\":3,\"leaf\":3}")]
    [InlineData("null")]
    public void A_line_that_is_no_opening_is_found(string line)
    {
        site.Publish();
        File.AppendAllText(site.File("published/reports/2026-h1/v1-openings.jsonl"), line + "\n");
        False("ledger-opening-malformed");
    }

    [Theory]
    [InlineData("\"schema\":\"writ.report/v1\"", "\"schema\":\"writ.report/v2\"", "verify-report-malformed")]
    [InlineData("\"notes\":[]", "\"notes\":null", "verify-report-malformed")]
    [InlineData("\"notes\":[]", "\"notes\":[],\"more\":1", "verify-report-malformed")]
    [InlineData("\"version\":1", "\"version\":2", "verify-report-fact-differs")]
    [InlineData("\"from\":0", "\"from\":1", "verify-report-fact-differs")]
    [InlineData("record.example/writ", "record.example/writs", "verify-report-fact-differs")]
    public void A_report_that_is_not_what_its_fact_says_is_found(string from, string to, string code)
    {
        site.Publish();
        var path = site.File("published/reports/2026-h1/v1.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        False(code);
        False("verify-report-hash");
    }

    [Fact]
    public void The_latest_version_counts_and_versions_follow_each_other()
    {
        site.Publish();
        site.Report = site.Report! with { Version = 2, TreeSize = site.Entries.Count, Openings = site.Report!.Openings with { Path = "reports/2026-h1/v2-openings.jsonl" } };
        site.Publish();
        Assert.Equal(0, Text().Exit);
        // The first version may be gone, or wrong: the second one replaced it.
        File.Delete(site.File("published/reports/2026-h1/v1.json"));
        Assert.Equal(0, Text().Exit);
        site.Report = site.Report! with { Version = 4 };
        site.Publish();
        False("verify-report-version");
    }

    [Fact]
    public void Two_reports_that_count_the_same_leaf_are_found()
    {
        site.Publish();
        site.Report = site.Report! with { Period = "2026", TreeSize = site.Entries.Count, Openings = site.Report!.Openings with { Path = "reports/2026/v1-openings.jsonl" } };
        site.Publish();
        False("verify-ranges-overlap");
        False("verify-demand-twice");
    }

    [Fact]
    public void A_promise_that_was_kept_is_told_and_a_broken_one_is_found()
    {
        site.Publish();
        var nonce = new byte[32];
        var kept = site.Write("kept", Promises.Sign(site.PromiseKey, SampleSite.Origin, Rfc6962.Leaf(site.PromisedLeaf), nonce, SampleSite.Start));
        var (exit, text) = Text("--promise", kept);
        Assert.Equal(0, exit);
        Assert.Contains("kept; the leaf is in the log", text, StringComparison.Ordinal);

        var broken = site.Write("broken", Promises.Sign(site.PromiseKey, SampleSite.Origin, Rfc6962.Leaf([1]), nonce, SampleSite.Now.AddDays(-1)));
        Assert.Equal((1, "verify-promise-broken"), OnlyCode("--promise", kept, "--promise", broken));
        var pending = site.Write("pending", Promises.Sign(site.PromiseKey, SampleSite.Origin, Rfc6962.Leaf([1]), nonce, SampleSite.Now.AddDays(1)));
        Assert.Contains("not in the log yet", Text("--promise", pending).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_promise_by_another_key_or_changed_is_found_and_a_missing_file_is_not_checked()
    {
        site.Publish();
        using var other = SigningKey.Generate(Promises.KeyNameFor(SampleSite.Origin));
        var forged = site.Write("forged", Promises.Sign(other, SampleSite.Origin, Rfc6962.Leaf(site.PromisedLeaf), new byte[32], SampleSite.Start));
        False("ledger-note-unsigned", "--promise", forged);
        Assert.Equal((2, "verify-paper-unreadable"), OnlyCode("--promise", site.File("nowhere")));
    }

    [Fact]
    public void A_receipt_holds_and_a_changed_one_does_not()
    {
        site.Publish();
        var receipt = site.Receipt();
        var good = site.Write("good.tlog-proof", receipt);
        var (exit, text) = Text("--receipt", good);
        Assert.Equal(0, exit);
        Assert.Contains("register leaf 3", text, StringComparison.Ordinal);
        False("verify-receipt-false", "--receipt", site.Write("bad.tlog-proof", receipt.Replace($"index {site.PromisedIndex}", "index 4", StringComparison.Ordinal)));
        False("ledger-proof-malformed", "--receipt", site.Write("cut.tlog-proof", receipt[..20]));
    }

    [Fact]
    public void A_receipt_from_before_the_log_grew_still_holds_and_one_of_another_tree_shows_a_split_view()
    {
        site.Publish();
        var older = site.Write("older.tlog-proof", site.Receipt());
        site.Entries.Add(site.Entries[2]);
        site.WriteLog();
        Assert.Equal(0, Text("--receipt", older).Exit);

        // The same key signs another history of the same size.
        site.Entries[1] = site.Entries[2];
        site.WriteLog();
        False("verify-split-view", "--receipt", older);
    }

    [Fact]
    public void A_receipt_newer_than_the_checkpoint_is_not_checked()
    {
        site.Publish();
        var note = File.ReadAllBytes(site.File("ledger/checkpoint"));
        var ledger = new LogFolder(site.File("ledger"));
        var writer = LogWriter.Open(ledger, site.Key, Encoding.UTF8.GetString(note)).Value;
        writer.Accept(writer.Integrate([site.Entries[2]]));
        var newer = site.Write("newer.tlog-proof", ledger.ReceiptFor(site.PromisedIndex, writer.Sign(writer.Head)));
        Assert.Equal((2, "verify-receipt-newer"), OnlyCode("--receipt", newer));
    }

    [Fact]
    public void A_log_that_grew_since_the_checkpoint_was_read_is_checked_at_the_checkpoint()
    {
        site.Publish();
        var note = File.ReadAllText(site.File("ledger/checkpoint"));
        var writer = LogWriter.Open(new LogFolder(site.File("ledger")), site.Key, note).Value;
        writer.Accept(writer.Integrate([.. Enumerable.Repeat(site.Entries[2], 300)]));
        writer.Publish(writer.Sign(writer.Head));
        writer.Sync();
        Assert.False(File.Exists(site.File("ledger/tile/entries/001.p/38")));
        site.Write("ledger/checkpoint", note);
        Assert.Equal(0, Text().Exit);
    }

    [Fact]
    public void Reports_may_stand_beside_the_ledger_as_on_a_site()
    {
        site.Publish();
        Directory.Move(site.File("published/reports"), site.File("reports"));
        Assert.Equal(0, Text().Exit);
    }

    [Fact]
    public void Many_findings_of_one_kind_are_counted_rather_than_listed()
    {
        for (var i = 1; i < 100; i++) site.Entries[i] = Encoding.UTF8.GetBytes("Zzz");
        site.WriteLog();
        var (_, json) = Json();
        Assert.Equal(20, Codes(json).Count(code => code == "verify-entry-unknown"));
        Assert.Equal(79, json.GetProperty("more").GetProperty("verify-entry-unknown").GetInt32());
    }

    public void Dispose() => site.Dispose();

    private ReportDocument Recounted() => site.Report! with
    {
        Tables = Recount.Tables(SampleSite.Form, site.Openings, site.Report!.ReadIn),
        Openings = site.Report!.Openings with { Count = site.Openings.Count },
    };

    private void False(string code, params string[] args)
    {
        var (exit, json) = Json(args);
        Assert.Contains(code, Codes(json));
        Assert.Equal(1, exit);
    }

    private (int Exit, string Code) OnlyCode(params string[] args)
    {
        var (exit, json) = Json(args);
        return (exit, Assert.Single(Codes(json)));
    }

    private static string[] Codes(JsonElement json) => [.. json.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()!)];

    private (int Exit, JsonElement Json) Json(params string[] args)
    {
        var (exit, text) = Run([site.Path, "--json", .. args]);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(exit, json.GetProperty("exit").GetInt32());
        return (exit, json);
    }

    private (int Exit, string Text) Text(params string[] args) => Run([site.Path, .. args]);

    private static (int Exit, string Text) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = Verifier.Run(args, output, errors, showProgress: false, new FixedClock());
        return (exit, output.ToString());
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SampleSite.Now;
    }
}
