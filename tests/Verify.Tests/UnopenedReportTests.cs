using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.Verify.Tests;

/// <summary>A report of ten leaves, of which the first four are withheld, a dummy, withheld and a dummy: proved, and false in one way each.</summary>
public sealed class UnopenedReportTests() : VerifierTest(DemandClass.Withheld, DemandClass.Dummy, DemandClass.Withheld, DemandClass.Dummy)
{
    private const string Proofs = "published/reports/2026-h1/v1-unopened.bin";

    [Fact]
    public void Closed_leaves_that_are_proved_pass_and_it_is_said_what_that_proves()
    {
        Site.Publish();
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
        Assert.Contains("4 register leaves are not opened; each is withheld or a dummy. 0 to 249 are withheld (us/250), and no more than there are.", text, StringComparison.Ordinal);
        Assert.Contains("neither which nor how many is shown", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_may_say_nothing_of_the_number_yet()
    {
        Site.Draft().Prove(null).Publish();
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
        Assert.Contains("How many are withheld is not said here.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 9, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(1, 4, 0)]
    public void A_band_holds_at_its_edges(long low, long high, int exit)
    {
        Site.Draft().Prove(new ReportBand(low, high, "test")).Publish();
        Assert.Equal(exit, Text().Exit);
    }

    [Theory]
    [InlineData(3, 10)]
    [InlineData(0, 1)]
    public void Nobody_proves_a_band_that_is_one_off(long low, long high) =>
        Assert.Throws<ArgumentException>(() => Site.Draft().Prove(new ReportBand(low, high, "test")));

    [Theory]
    [InlineData(0, 248, "ledger-band-false")]
    [InlineData(1, 250, "ledger-band-false")]
    [InlineData(0, 499, "ledger-unopened-file")]
    [InlineData(5, 254, "ledger-unopened-numbers")]
    [InlineData(9, 0, "ledger-unopened-numbers")]
    public void A_proof_of_one_band_is_none_of_another(long low, long high, string code)
    {
        Site.Draft();
        Site.Report = Site.Report! with { Unopened = Site.Report.Unopened! with { Band = new ReportBand(low, high, "us/250") } };
        Site.Publish();
        Assert.Equal((1, code), OnlyCode());
    }

    [Fact]
    public void Closed_leaves_without_proofs_are_found()
    {
        Site.Draft();
        Site.Report = Site.Report! with { Unopened = null, Notes = ["not opened: 4"] };
        Site.Publish();
        Assert.Equal((1, "verify-openings-missing"), OnlyCode());
    }

    [Fact]
    public void An_open_demand_left_out_is_found_whatever_number_is_declared()
    {
        Site.Draft();
        Site.Openings.RemoveAt(0);
        Site.Report = Recounted();
        Site.Publish();
        Assert.Equal((1, "verify-openings-missing"), OnlyCode());

        Site.Report = Site.Report with { Version = 2, Unopened = Site.Report.Unopened! with { Count = 5 }, TreeSize = Site.Entries.Count };
        Site.Publish();
        False("ledger-unopened-file");
    }

    [Fact]
    public void A_proof_for_another_leaf_is_found()
    {
        Site.Draft();
        var closed = Site.Leaves.Take(4).ToArray();
        closed[1] = (Site.Leaves[9].Index, closed[1].Opening);
        Site.Prove(Site.Report!.Unopened!.Band, closed).Publish();
        Assert.Equal((1, "ledger-unopened-leaves"), OnlyCode());
    }

    [Theory]
    [InlineData(33 + 10, "ledger-unopened-false")]
    [InlineData(33 + 160 + 31 - 32, "ledger-unopened-malformed")]
    [InlineData(25 + (4 * 168) + (7 * 32) + 3, "ledger-band-false")]
    public void A_changed_byte_in_a_proof_is_found_even_if_its_hash_is_in_the_log(int at, string code)
    {
        Site.Draft();
        Site.Proofs[at] ^= 0xf0;
        Site.Publish();
        Assert.Contains(code, Codes(Json().Json));
        Assert.Equal(1, Json().Exit);
    }

    [Fact]
    public void A_file_of_proofs_that_was_changed_later_is_found()
    {
        Site.Publish();
        var bytes = File.ReadAllBytes(Site.File(Proofs));
        File.WriteAllBytes(Site.File(Proofs), [.. bytes, 0]);
        False("verify-proofs-hash");
        False("ledger-unopened-file");
        File.WriteAllBytes(Site.File(Proofs), bytes[..100]);
        False("verify-proofs-hash");
        File.Delete(Site.File(Proofs));
        Assert.Equal((2, "verify-file-missing"), OnlyCode());
    }

    [Theory]
    [InlineData("\"path\":\"reports/2026-h1/v1-unopened.bin\"", "\"path\":\"../company.json\"")]
    [InlineData("\"structure\":\"us/250\"", "\"structure\":null")]
    [InlineData("\"count\":4,\"band\"", "\"count\":4,\"bands\"")]
    public void A_part_of_a_report_that_is_not_of_its_form_is_malformed(string part, string instead)
    {
        Site.Publish();
        var path = Site.File("published/reports/2026-h1/v1.json");
        var text = File.ReadAllText(path);
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(part, instead, StringComparison.Ordinal));
        False("verify-report-malformed");
    }

    [Fact]
    public void Leaves_left_out_before_a_report_that_keeps_leaves_closed_are_found()
    {
        Site.Draft(from: 1).Publish();
        Assert.Equal((1, "verify-ranges-gap"), OnlyCode());
    }

    [Fact]
    public void A_restatement_proves_anew()
    {
        Site.Publish();
        Site.Report = Site.Report! with { Version = 2, TreeSize = Site.Entries.Count, Openings = Site.Report.Openings with { Path = "reports/2026-h1/v2-openings.jsonl" } };
        Site.Prove(new ReportBand(0, 99, "us/100")).Publish();
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
    }
}
