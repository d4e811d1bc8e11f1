using Writ.Ledger.Reports;

namespace Writ.Mirror.Tests.Forms;

public sealed class ReportFormsTests
{
    [Fact]
    public void Every_form_can_be_counted()
    {
        Assert.Equal(["amazon-2015", "amazon-2020"], ReportForms.All.Select(form => form.Id));
        Assert.All(ReportForms.All, form => Assert.Null(Recount.Wrong(form)));
        Assert.Null(ReportForms.Find("amazon-1999"));
    }

    [Fact]
    public void National_security_is_counted_from_nothing_and_reported_only_when_read_in()
    {
        var form = ReportForms.Find("amazon-2015")!;
        var outcome = new DemandOutcome("closed", [new ItemOutcome("subscriber", false, "produce", true, true, null)]);
        DemandOpening Opened(string reporting, string country) => Opening(outcome, ("reporting", reporting), ("country", country));
        DemandOpening[] demands = [Opened("subpoena", "US"), Opened("non_us", "DE"), Opened("national_security", "US"), Opened("unspecified", "ZZ")];

        var tables = Recount.Tables(form, demands, [new ReadIn("national_security", "received", new Cell.Band(0, 249), "a source")]);

        ReportRow Row(string id) => tables[0].Rows.Single(row => row.Id == id);
        Assert.Equal(new Cell.Band(0, 249), Row("national_security").Cells[0]);
        Assert.All(Row("national_security").Cells.Skip(1), cell => Assert.IsType<Cell.NotReported>(cell));
        Assert.Equal(new Cell.Count(1), Row("subpoena").Cells[1]);
        Assert.Equal(new Cell.Count(0), Row("removal").Cells[0]);
        Assert.Equal(new Cell.Count(2), Row("all").Cells[0]);
        Assert.Equal(["ALL", "DE", "US", "ZZ"], tables[1].Rows.Select(row => row.Id));
        Assert.Equal(new Cell.Count(4), tables[2].Rows.Single(row => row.Id == "non_content").Cells[0]);
    }

    [Fact]
    public void A_pending_demand_counts_as_received_and_as_nothing_else()
    {
        var form = ReportForms.Find("amazon-2015")!;
        var tables = Recount.Tables(form, [Opening(new DemandOutcome("review", []), ("reporting", "subpoena"), ("country", "US"))], []);
        Assert.Equal([1L, 0, 0, 0, 0, 1], tables[0].Rows[0].Cells.Select(cell => ((Cell.Count)cell).Value));
        Assert.All(tables[2].Rows, row => Assert.Equal(new Cell.Count(0), row.Cells[0]));
    }

    private static DemandOpening Opening(DemandOutcome outcome, params (string Name, string Value)[] fields) => new(
        0, "open", "", [.. Ledger.Register.RegisterSchema.Fields.Select(name => new OpenedField(name, fields.FirstOrDefault(field => field.Name == name).Value ?? "-", "", null))], outcome);
}
