using System.Security.Cryptography;
using System.Text.Json;

namespace Writ.Verify.Tests;

/// <summary>A run that goes on where an earlier one stopped, and what it notices.</summary>
public sealed class StateTests : VerifierTest
{
    private string State => Site.File("run.state");

    [Fact]
    public void The_next_run_reads_only_what_is_new_and_finds_the_same()
    {
        Fill(900);
        Site.Publish();
        var first = Counted(out var all);
        Assert.Equal((0, 0L), (first.Exit, first.Json.GetProperty("resumedAt").GetInt64()));
        Assert.Contains("ledger/tile/entries/000", all.Paths);

        Fill(700);
        Site.WriteLog();
        var second = Counted(out var some);
        Assert.Empty(Codes(second.Json));
        Assert.Equal(first.Json.GetProperty("log").GetProperty("size").GetInt64(), second.Json.GetProperty("resumedAt").GetInt64());
        Assert.DoesNotContain("ledger/tile/entries/000", some.Paths);
        var whole = Json().Json;
        foreach (var part in new[] { "log", "entries", "reports", "remarks" }) Assert.Equal(whole.GetProperty(part).GetRawText(), second.Json.GetProperty(part).GetRawText());
        Assert.Contains(second.Json.GetProperty("doesNotProve").EnumerateArray(), line => line.GetString()!.Contains("word of an earlier run", StringComparison.Ordinal));

        Counted(out var none);
        Assert.DoesNotContain(none.Paths, path => path.StartsWith("ledger/tile/entries/", StringComparison.Ordinal));
    }

    [Fact]
    public void Cut_off_after_any_file_it_goes_on_and_passes_in_the_end()
    {
        Fill(1500);
        Site.Publish();
        Counted(out var whole, state: false);
        for (var most = 1; most < whole.Paths.Count; most++)
        {
            File.Delete(State);
            Assert.Equal((2, "verify-unreachable"), Cut(most));
            var again = Counted(out _);
            Assert.Empty(Codes(again.Json));
        }
    }

    [Fact]
    public void A_run_that_was_stopped_says_so_and_the_next_goes_on()
    {
        Fill(3000);
        Site.Publish();
        using var stop = new CancellationTokenSource();
        var cut = new CountingSite(Site.Path, read: count =>
        {
            if (count == 14) stop.Cancel();
        });
        var (exit, json) = Run(cut, stop.Token, "--state", State);
        Assert.Equal((2, "verify-interrupted"), (exit, string.Join(' ', Codes(json))));
        var again = Counted(out _);
        Assert.Empty(Codes(again.Json));
        Assert.True(again.Json.GetProperty("resumedAt").GetInt64() % 256 == 0);
    }

    [Fact]
    public void A_log_that_shrank_is_found_and_both_notes_are_shown()
    {
        Fill(300);
        Site.Publish();
        Counted(out _);
        var (kept, note) = (File.ReadAllBytes(State), File.ReadAllText(Site.File("ledger/checkpoint")));
        for (var i = 0; i < 5; i++) Site.Entries.RemoveAt(Site.Entries.Count - 1);
        Site.WriteLog();

        var (exit, json) = Counted(out _);
        Assert.Equal((1, "verify-log-smaller"), (exit, string.Join(' ', Codes(json))));
        Assert.Equal([note, File.ReadAllText(Site.File("ledger/checkpoint"))], json.GetProperty("evidence").EnumerateArray().Select(e => e.GetProperty("note").GetString()));
        Assert.Equal(kept, File.ReadAllBytes(State));
        Assert.Contains("keep it as it is, for it is evidence", Text("--state", State).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(400)]
    public void A_log_that_changed_its_past_is_a_split_view_however_far_it_grew(int more)
    {
        Fill(300);
        Site.Publish();
        Counted(out _);
        Site.Entries[20] = Authorisation();
        Fill(more);
        Site.WriteLog();
        var (exit, json) = Counted(out _);
        Assert.Equal((1, "verify-split-view"), (exit, string.Join(' ', Codes(json))));
        Assert.Equal(2, json.GetProperty("evidence").GetArrayLength());
    }

    [Fact]
    public void Entries_that_are_others_than_the_tree_says_are_found_after_a_state_too()
    {
        Fill(300);
        Site.Publish();
        Counted(out _);
        Fill(600);
        Site.WriteLog();
        foreach (var bundle in new[] { "ledger/tile/entries/002", "ledger/tile/entries/003" })
        {
            var bytes = File.ReadAllBytes(Site.File(bundle));
            File.WriteAllBytes(Site.File(bundle), [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
            Assert.Equal(1, Counted(out _).Exit);
            Assert.Equal(1, Counted(out _).Exit);
            File.WriteAllBytes(Site.File(bundle), bytes);
            Assert.Equal(0, Counted(out _, state: false).Exit);
        }

        Assert.Equal(0, Counted(out _).Exit);
    }

    [Fact]
    public void A_state_that_was_cut_or_changed_at_any_byte_is_no_state()
    {
        Site.Publish();
        Counted(out _);
        var good = File.ReadAllBytes(State);
        for (var i = 0; i < good.Length; i += 23)
        {
            File.WriteAllBytes(State, good[..i]);
            Assert.Equal(["verify-state-malformed"], Codes(Counted(out _).Json));
            byte[] changed = [.. good];
            changed[i] ^= 4;
            File.WriteAllBytes(State, changed);
            Assert.Equal(["verify-state-malformed"], Codes(Counted(out _).Json));
        }
    }

    [Fact]
    public void A_state_that_was_forged_with_its_hash_never_passes_over_another_tree()
    {
        // Cut off within the log, so that nothing but the end of the tree can tell.
        Fill(1500);
        Site.Publish();
        Cut(11);
        var good = File.ReadAllBytes(State);
        var edge = Array.IndexOf(good, (byte)'\n', good.AsSpan().LastIndexOf("— "u8)) + 1 + 8;
        for (var i = edge; i < edge + 64; i += 5)
        {
            File.WriteAllBytes(State, Rehashed(good, i));
            Assert.NotEqual(0, Counted(out _).Exit);
        }
    }

    [Fact]
    public void A_state_of_another_log_or_with_an_entry_of_no_form_is_refused()
    {
        Site.Publish();
        Counted(out _);
        using var other = new SampleSite();
        other.Publish();
        var (exit, text) = Run(other.Path, "--json", "--state", State);
        Assert.Equal((2, "verify-state-other"), (exit, string.Join(' ', Codes(JsonDocument.Parse(text).RootElement))));

        // The version byte of a register leaf.
        var good = File.ReadAllBytes(State);
        File.WriteAllBytes(State, Rehashed(good, good.AsSpan().IndexOf(Site.PromisedLeaf) + 1));
        Assert.Equal(["verify-state-malformed"], Codes(Counted(out _).Json));
    }

    [Fact]
    public void What_is_false_is_found_by_every_run()
    {
        Fill(900);
        Site.Entries[400] = new byte[] { (byte)'X' };
        Site.Publish();
        Assert.Equal(["verify-entry-unknown"], Codes(Counted(out _).Json));
        Assert.Equal(["verify-entry-unknown"], Codes(Counted(out _).Json));
    }

    [Fact]
    public void Papers_are_looked_for_in_the_whole_log()
    {
        Site.Publish();
        Counted(out _);
        var receipt = Site.Write("receipt.tlog-proof", Site.Receipt());
        var (exit, json) = Json("--state", State, "--receipt", receipt);
        Assert.Equal((0, 0L), (exit, json.GetProperty("resumedAt").GetInt64()));
        Assert.Contains(json.GetProperty("remarks").EnumerateArray(), line => line.GetString()!.Contains("holds for entry", StringComparison.Ordinal));
    }

    [Fact]
    public void A_state_that_cannot_be_written_is_told()
    {
        Site.Publish();
        var (exit, json) = Json("--state", Site.File("no/such/folder/run.state"));
        Assert.Equal((2, "verify-state-unwritable"), (exit, string.Join(' ', Codes(json))));
    }

    [Fact]
    public void Progress_that_is_asked_for_counts_entries_and_files()
    {
        Fill(900);
        Site.Publish();
        using var errors = new StringWriter();
        Assert.Equal(0, Verifier.Run([Site.Path, "--progress"], TextWriter.Null, errors, showProgress: false, TimeProvider.System));
        var size = Site.Entries.Count;
        Assert.Contains(FormattableString.Invariant($"log: {size:N0} of {size:N0} entries, "), errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\r", errors.ToString(), StringComparison.Ordinal);
        Assert.Matches(" ([0-9]+) of \\1 files", errors.ToString());
    }

    private static byte[] Authorisation() => [(byte)'A', 1, .. RandomNumberGenerator.GetBytes(32)];

    private static byte[] Rehashed(byte[] state, int changed)
    {
        byte[] body = [.. state[..^32]];
        body[changed] ^= 4;
        return [.. body, .. SHA256.HashData(body)];
    }

    private (int Exit, string Codes) Cut(int most)
    {
        var (exit, json) = Run(new CountingSite(Site.Path, most), default, "--state", State);
        return (exit, string.Join(' ', Codes(json)));
    }

    private (int Exit, JsonElement Json) Counted(out CountingSite counted, bool state = true)
    {
        counted = new CountingSite(Site.Path);
        return Run(counted, default, state ? ["--state", State] : []);
    }

    private (int Exit, JsonElement Json) Run(Site site, CancellationToken stop, params string[] args)
    {
        using var output = new StringWriter();
        var exit = Verifier.Run([Site.Path, "--json", "--connections", "1", .. args], output, TextWriter.Null, false, TimeProvider.System, _ => site, stop);
        return (exit, JsonDocument.Parse(output.ToString()).RootElement);
    }

    private void Fill(int count)
    {
        for (var i = 0; i < count; i++) Site.Entries.Add(Authorisation());
    }
}
