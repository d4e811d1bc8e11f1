using System.Text;
using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.Verify.Tests;

/// <summary>Reports, openings and cells, each false in one way.</summary>
public sealed class ReportCheckTests : VerifierTest
{
    [Fact]
    public void A_changed_cell_is_found_even_if_its_hash_is_in_the_log()
    {
        Site.Draft();
        var tables = Site.Report!.Tables.ToArray();
        var row = tables[0].Rows[0];
        tables[0] = tables[0] with { Rows = [row with { Cells = [new Cell.Count(7), .. row.Cells.Skip(1)] }, .. tables[0].Rows.Skip(1)] };
        Site.Report = Site.Report with { Tables = tables };
        Site.Publish();
        Assert.Equal((1, "verify-cell-differs"), OnlyCode());
    }

    [Fact]
    public void A_zero_is_not_the_same_as_not_reported()
    {
        Site.Draft();
        var tables = Site.Report!.Tables.ToArray();
        var row = tables[0].Rows[2];
        Assert.Equal(new Cell.Count(0), row.Cells[1]);
        tables[0] = tables[0] with { Rows = [.. tables[0].Rows.Take(2), row with { Cells = [row.Cells[0], new Cell.NotReported(), .. row.Cells.Skip(2)] }] };
        Site.Report = Site.Report with { Tables = tables };
        Site.Publish();
        Assert.Equal((1, "verify-cell-differs"), OnlyCode());
    }

    [Fact]
    public void A_row_left_out_is_found()
    {
        Site.Draft();
        var tables = Site.Report!.Tables.ToArray();
        tables[1] = tables[1] with { Rows = [.. tables[1].Rows.SkipLast(1)] };
        Site.Report = Site.Report with { Tables = tables };
        Site.Publish();
        Assert.Equal((1, "verify-table-differs"), OnlyCode());
    }

    [Fact]
    public void A_changed_value_of_an_opening_is_found()
    {
        Site.Draft();
        var fields = Site.Openings[2].Fields.ToArray();
        fields[5] = fields[5] with { Value = "FR" };
        Assert.Equal("country", fields[5].Name);
        Site.Openings[2] = Site.Openings[2] with { Fields = fields };
        Site.Report = Recounted();
        Site.Publish();
        Assert.Equal((1, "ledger-opening-fields"), OnlyCode());
    }

    [Fact]
    public void A_changed_blind_is_found()
    {
        Site.Draft();
        Site.Openings[2] = Site.Openings[2] with { Blind = Site.Openings[3].Blind };
        Site.Publish();
        Assert.Equal((1, "ledger-opening-class"), OnlyCode());
    }

    [Fact]
    public void A_missing_opening_is_found()
    {
        Site.Draft();
        Site.Openings.RemoveAt(4);
        Site.Report = Recounted();
        Site.Publish();
        Assert.Equal((1, "verify-openings-missing"), OnlyCode());
    }

    [Fact]
    public void A_duplicate_opening_is_found()
    {
        Site.Draft();
        Site.Openings.Insert(5, Site.Openings[4]);
        Site.Report = Recounted();
        Site.Publish();
        var (exit, json) = Json();
        Assert.Equal(1, exit);
        Assert.Equal(["verify-opening-twice", "verify-demand-twice"], Codes(json));
    }

    [Fact]
    public void Openings_out_of_order_are_found()
    {
        Site.Draft();
        (Site.Openings[2], Site.Openings[3]) = (Site.Openings[3], Site.Openings[2]);
        Site.Publish();
        False("verify-opening-order");
    }

    [Fact]
    public void An_opening_of_something_that_is_no_register_leaf_is_found()
    {
        Site.Draft();
        Site.Openings[2] = Site.Openings[2] with { Leaf = Site.Openings[2].Leaf + 1 };
        Site.Publish();
        False("verify-opening-stray");
    }

    [Fact]
    public void A_demand_of_another_period_is_found()
    {
        Site.Draft();
        Site.Report = Site.Report! with { Period = "2026-q1" };
        Site.Publish();
        False("verify-received-outside");
    }

    [Fact]
    public void An_opening_without_its_day_of_receipt_is_found()
    {
        Site.Draft();
        var closed = Convert.ToBase64String(new byte[32]);
        var fields = Site.Openings[0].Fields.ToArray();
        fields[1] = new OpenedField(null, null, null, closed);
        Site.Openings[0] = Site.Openings[0] with { Fields = fields };
        Site.Publish();
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
        Site.Publish();
        File.AppendAllText(Site.File("published/reports/2026-h1/v1-openings.jsonl"), line + "\n");
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
        Site.Publish();
        var path = Site.File("published/reports/2026-h1/v1.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        False(code);
        False("verify-report-hash");
    }

    [Fact]
    public void The_latest_version_counts_and_versions_follow_each_other()
    {
        Site.Publish();
        Site.Report = Site.Report! with { Version = 2, TreeSize = Site.Entries.Count, Openings = Site.Report!.Openings with { Path = "reports/2026-h1/v2-openings.jsonl" } };
        Site.Publish();
        Assert.Equal(0, Text().Exit);
        Assert.Contains("2026-h1 v1 (replaced): 10 of 10 leaves opened", Text().Text, StringComparison.Ordinal);
        Site.Report = Site.Report! with { Version = 4 };
        Site.Publish();
        False("verify-report-version");
    }

    [Theory]
    [InlineData("v1.json", "verify-report-hash")]
    [InlineData("v1-openings.jsonl", "verify-openings-hash")]
    public void A_changed_byte_in_a_replaced_version_is_found_and_a_file_gone_is_not_checked(string file, string code)
    {
        Site.Publish();
        Site.Report = Site.Report! with { Version = 2, TreeSize = Site.Entries.Count, Openings = Site.Report!.Openings with { Path = "reports/2026-h1/v2-openings.jsonl" } };
        Site.Publish();
        var path = Site.File($"published/reports/2026-h1/{file}");
        var bytes = File.ReadAllBytes(path);
        bytes[^6] ^= 1;
        File.WriteAllBytes(path, bytes);
        False(code);
        File.Delete(path);
        Assert.Equal((2, "verify-file-missing"), OnlyCode());
    }

    [Fact]
    public void A_false_cell_in_a_replaced_version_is_found()
    {
        Site.Draft();
        var (tables, row) = (Site.Report!.Tables.ToArray(), Site.Report!.Tables[0].Rows[0]);
        Site.Report = Site.Report with { Tables = [tables[0] with { Rows = [row with { Cells = [new Cell.Count(7), .. row.Cells.Skip(1)] }, .. tables[0].Rows.Skip(1)] }, .. tables.Skip(1)] };
        Site.Publish();
        Site.Report = Site.Report with { Version = 2, Tables = tables, TreeSize = Site.Entries.Count, Openings = Site.Report!.Openings with { Path = "reports/2026-h1/v2-openings.jsonl" } };
        Site.Publish();
        Assert.Equal((1, "verify-cell-differs"), OnlyCode());
    }

    [Theory]
    [InlineData("\"id\":\"full\",\"final\":true,\"produced\":[\"all\"]", "\"id\":\"full\",\"final\":true,\"produced\":[\"all\",\"some\"]")]
    [InlineData("\"id\":\"full\",\"final\":true,\"produced\":[\"all\"]", "\"id\":\"full\",\"final\":true,\"produced\":[]")]
    [InlineData("\"id\":\"full\",\"final\":true,\"produced\":[\"all\"]", "\"id\":\"full\",\"produced\":[\"all\"]")]
    [InlineData("\"id\":\"full\",\"final\":true,\"produced\":[\"all\"]", "\"id\":\"fully\",\"final\":true,\"produced\":[\"all\"]")]
    [InlineData("\"id\":\"full\",\"final\":true,\"produced\":[\"all\"]", "\"id\":\"full\",\"final\":true,\"produced\":[\"most\"]")]
    public void A_report_whose_form_leaves_a_word_undefined_is_malformed(string part, string instead)
    {
        Site.Draft();
        Site.Report = Site.Report! with { Form = Defined };
        Site.Publish();
        Assert.Equal(0, Text().Exit);
        var path = Site.File("published/reports/2026-h1/v1.json");
        var text = File.ReadAllText(path);
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(part, instead, StringComparison.Ordinal));
        False("verify-report-malformed");
    }

    [Fact]
    public void Cells_are_counted_by_the_definitions_in_the_report()
    {
        Site.Draft();
        FormOutcome[] generous = [Defined.Outcomes![0], new("full", true, ["all", "some"]), new("partial", true, ["none"])];
        var form = Defined with { Outcomes = generous, Tables = [.. Defined.Tables.Select(table => table with { Columns = [.. table.Columns.Where(column => column.Id != "none")] })] };
        Site.Report = Site.Report! with { Form = form, Tables = Recount.Tables(form, Site.Openings, Site.Report!.ReadIn) };
        Site.Publish();
        Assert.Equal(0, Text().Exit);

        // The same cells under the usual definitions: somebody changed what the words mean.
        Site.Report = Site.Report with { Version = 2, TreeSize = Site.Entries.Count, Form = form with { Outcomes = Defined.Outcomes }, Openings = Site.Report!.Openings with { Path = "reports/2026-h1/v2-openings.jsonl" } };
        Site.Publish();
        False("verify-cell-differs");
    }

    [Fact]
    public void Two_reports_that_count_the_same_leaf_are_found()
    {
        Site.Publish();
        Site.Report = Site.Report! with { Period = "2026", TreeSize = Site.Entries.Count, Openings = Site.Report!.Openings with { Path = "reports/2026/v1-openings.jsonl" } };
        Site.Publish();
        False("verify-ranges-overlap");
        False("verify-demand-twice");
    }

    [Fact]
    public void Text_from_the_site_does_not_steer_the_terminal()
    {
        Site.Draft();
        var readIn = Site.Report!.ReadIn.Select(read => read with { Source = "a\u001b[2Jb\u009bc" }).ToArray();
        Site.Report = Site.Report with { ReadIn = readIn };
        Site.Publish();
        var (exit, text) = Text();
        Assert.Equal(0, exit);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c is not ('\n' or '\r'));
    }

    private static ReportForm Defined => SampleSite.Form with
    {
        Outcomes = [new("pending", false, ["all", "some", "none"]), new("full", true, ["all"]), new("partial", true, ["some"]), new("none", true, ["none"])],
    };
}
