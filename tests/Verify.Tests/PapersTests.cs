using System.Text;
using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.Verify.Tests;

/// <summary>Promises and receipts.</summary>
public sealed class PapersTests : VerifierTest
{
    [Fact]
    public void A_promise_that_was_kept_is_told_and_a_broken_one_is_found()
    {
        Site.Publish();
        var nonce = new byte[32];
        var kept = Site.Write("kept", Promises.Sign(Site.PromiseKey, SampleSite.Origin, Rfc6962.Leaf(Site.PromisedLeaf), nonce, SampleSite.Start));
        var (exit, text) = Text("--promise", kept);
        Assert.Equal(0, exit);
        Assert.Contains("kept; the leaf is in the log", text, StringComparison.Ordinal);

        // The last fact of the log is of the first of July.
        var broken = Site.Write("broken", Promises.Sign(Site.PromiseKey, SampleSite.Origin, Rfc6962.Leaf([1]), nonce, SampleSite.Start.AddMonths(6).AddSeconds(-1)));
        Assert.Equal((1, "verify-promise-broken"), OnlyCode("--promise", kept, "--promise", broken));
        var pending = Site.Write("pending", Promises.Sign(Site.PromiseKey, SampleSite.Origin, Rfc6962.Leaf([1]), nonce, SampleSite.Now.AddDays(1)));
        Assert.Contains("not in the log yet", Text("--promise", pending).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_that_may_be_older_than_the_promise_accuses_nobody_whatever_the_clock_says()
    {
        Site.Publish();
        var (copy, nonce) = (Directory.CreateTempSubdirectory("writ-older-").FullName, new byte[32]);
        try
        {
            Assert.Equal(0, Text("--save", copy).Exit);
            foreach (var before in new[] { SampleSite.Start.AddMonths(6), SampleSite.Now.AddDays(-1) })
            {
                var late = Site.Write("late", Promises.Sign(Site.PromiseKey, SampleSite.Origin, Rfc6962.Leaf([1]), nonce, before));
                Assert.Equal((2, "verify-promise-undecided"), OnlyCode("--promise", late));
                var (exit, text) = Run(copy, "--promise", late);
                Assert.Equal(2, exit);
                Assert.Contains("may be an older copy", text, StringComparison.Ordinal);
                Assert.DoesNotContain("prove", text.Split('\n').Single(line => line.Contains("older copy", StringComparison.Ordinal)), StringComparison.Ordinal);
            }

            // The site goes on, still without it: now the log itself says that the time is over.
            var promise = Site.Write("late", Promises.Sign(Site.PromiseKey, SampleSite.Origin, Rfc6962.Leaf([1]), nonce, SampleSite.Now.AddDays(-1)));
            Site.Entries.Add(Ledger.Facts.Facts.Correction(1, "It is spelt otherwise.", SampleSite.Now.AddDays(-1).AddSeconds(1)));
            Site.WriteLog();
            Assert.Equal((1, "verify-promise-broken"), OnlyCode("--promise", promise));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void A_promise_by_another_key_or_changed_is_found_and_a_missing_file_is_not_checked()
    {
        Site.Publish();
        using var other = SigningKey.Generate(Promises.KeyNameFor(SampleSite.Origin));
        var forged = Site.Write("forged", Promises.Sign(other, SampleSite.Origin, Rfc6962.Leaf(Site.PromisedLeaf), new byte[32], SampleSite.Start));
        False("ledger-note-unsigned", "--promise", forged);
        Assert.Equal((2, "verify-paper-unreadable"), OnlyCode("--promise", Site.File("nowhere")));
    }

    [Fact]
    public void A_receipt_holds_and_a_changed_one_does_not()
    {
        Site.Publish();
        var receipt = Site.Receipt();
        var good = Site.Write("good.tlog-proof", receipt);
        var (exit, text) = Text("--receipt", good);
        Assert.Equal(0, exit);
        Assert.Contains("register leaf 3", text, StringComparison.Ordinal);
        False("verify-receipt-false", "--receipt", Site.Write("bad.tlog-proof", receipt.Replace($"index {Site.PromisedIndex}", "index 4", StringComparison.Ordinal)));
        False("ledger-proof-malformed", "--receipt", Site.Write("cut.tlog-proof", receipt[..20]));
    }

    [Fact]
    public void A_receipt_from_before_the_log_grew_still_holds_and_one_of_another_tree_shows_a_split_view()
    {
        Site.Publish();
        var older = Site.Write("older.tlog-proof", Site.Receipt());
        Site.Entries.Add(Site.Entries[2]);
        Site.WriteLog();
        Assert.Equal(0, Text("--receipt", older).Exit);

        // The same key signs another history of the same size.
        Site.Entries[1] = Site.Entries[2];
        Site.WriteLog();
        False("verify-split-view", "--receipt", older);
    }

    [Fact]
    public void A_receipt_newer_than_the_checkpoint_is_not_checked()
    {
        Site.Publish();
        var note = File.ReadAllBytes(Site.File("ledger/checkpoint"));
        var ledger = new LogFolder(Site.File("ledger"));
        var writer = LogWriter.Open(ledger, Site.Key, Encoding.UTF8.GetString(note)).Value;
        writer.Accept(writer.Integrate([Site.Entries[2]]));
        var newer = Site.Write("newer.tlog-proof", ledger.ReceiptFor(Site.PromisedIndex, writer.Sign(writer.Head)));
        Assert.Equal((2, "verify-receipt-newer"), OnlyCode("--receipt", newer));
    }
}
