using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Ledger.Tests.Register;

namespace Writ.Ledger.Tests.Reports;

public sealed class RecountTests
{
    private static readonly ItemOutcome Produced = new("subscriber", false, "produce", true, true, null);
    private static readonly ItemOutcome Content = new("content", true, "produce", true, true, null);
    private static readonly ItemOutcome Narrowed = new("content", true, "narrow", true, true, "overbroad");
    private static readonly ItemOutcome NotFound = new("subscriber", false, "produce", false, false, null);
    private static readonly ItemOutcome Refused = new("content", true, "refuse", null, false, "outside-reach");

    private static readonly OutcomeWords Words = OutcomeWords.Of(Form());

    public static TheoryData<string, ItemOutcome[], string, string> Outcomes => new()
    {
        { "in-review", [Produced], "pending", "non-content" },
        { "approved", [], "pending", "nothing" },
        { "Closed", [], "pending", "nothing" },
        { "released", [Produced], "full", "non-content" },
        { "closed", [Produced], "full", "non-content" },
        { "closed", [Produced, Content], "full", "content" },
        { "closed", [Produced, Refused], "partial", "non-content" },
        { "closed", [Produced, NotFound], "partial", "non-content" },
        { "closed", [Narrowed], "partial", "content" },
        { "closed", [NotFound], "none", "nothing" },
        { "closed", [Refused], "none", "nothing" },
        { "closed", [], "none", "nothing" },
        { "refused", [Refused], "none", "nothing" },
        { "withdrawn", [Produced], "full", "non-content" },
        { "withdrawn", [], "none", "nothing" },
    };

    [Theory]
    [MemberData(nameof(Outcomes), DisableDiscoveryEnumeration = true)]
    public void Outcomes_are_derived_from_items(string state, ItemOutcome[] items, string outcome, string disclosed)
    {
        Assert.Equal(outcome, Words.For(new DemandOutcome(state, items)));
        Assert.Equal(disclosed, Recount.DisclosedOf(new DemandOutcome(state, items)));
    }

    [Fact]
    public void Cells_count_the_demands_that_meet_row_and_column()
    {
        var form = Form(new FormTable(
            "t", "T",
            [Line("warrant", ("instrument", "search-warrant")), Line("rest", ("!instrument", "search-warrant")), Line("all")],
            null,
            [Line("total"), Line("full-or-partial", ("outcome", "full,partial")), Line("us-full", ("outcome", "full"), ("country", "US"))],
            null));
        var table = Assert.Single(Recount.Tables(
            form,
            [Demand("search-warrant", "US", Produced), Demand("search-warrant", "DE", Produced, Refused), Demand("subpoena", "US", Refused)],
            []));
        Assert.Equal(["warrant: 2 2 1", "rest: 1 0 0", "all: 3 2 1"], Rows(table));
    }

    [Fact]
    public void Values_found_become_rows_in_ordinal_order_after_the_fixed_ones()
    {
        var form = Form(new FormTable("t", "T", [Line("all"), Line("US", ("country", "US"))], "country", [Line("total")], null));
        var table = Assert.Single(Recount.Tables(form, [Demand("x", "US"), Demand("x", "GB"), Demand("x", "DE"), Demand("x", "GB")], []));
        Assert.Equal(["all: 4", "US: 1", "DE: 1", "GB: 2"], Rows(table));
    }

    [Fact]
    public void A_closed_field_counts_as_withheld()
    {
        var record = RegisterOpeningTests.Record;
        var closed = RegisterOpening.Draw(DemandClass.Open, record).Reveal(0, new HashSet<string> { "received" }, new DemandOutcome("closed", [Produced]));
        var form = Form(new FormTable("t", "T", [Line("all"), Line("not-us", ("!country", "US"))], "country", [Line("total")], null));
        Assert.Equal(["all: 1", "not-us: 1", "withheld: 1"], Rows(Assert.Single(Recount.Tables(form, [closed], []))));
    }

    [Fact]
    public void Cells_not_named_as_reported_are_not_reported_rather_than_zero()
    {
        var form = Form(new FormTable("t", "T", [Line("a", ("country", "US")), Line("b", ("country", "DE"))], null, [Line("total")], ["a/total"]));
        var table = Assert.Single(Recount.Tables(form, [Demand("x", "DE")], []));
        Assert.Equal(new Cell.Count(0), table.Rows[0].Cells[0]);
        Assert.Equal(new Cell.NotReported(), table.Rows[1].Cells[0]);
    }

    [Fact]
    public void Cells_read_in_replace_those_of_the_first_table_only()
    {
        var table = new FormTable("t", "T", [Line("a"), Line("ns", ("instrument", "nsl"))], null, [Line("total")], null);
        var tables = Recount.Tables(Form(table, table with { Id = "u" }), [Demand("x", "US")], [new ReadIn("ns", "total", new Cell.Band(0, 249), "source")]);
        Assert.Equal(new Cell.Band(0, 249), tables[0].Rows[1].Cells[0]);
        Assert.Equal(new Cell.Count(1), tables[0].Rows[0].Cells[0]);
        Assert.Equal(new Cell.Count(0), tables[1].Rows[1].Cells[0]);
    }

    [Theory]
    [InlineData("ns", "sum")]
    [InlineData("nowhere", "total")]
    public void A_cell_read_in_where_there_is_none_is_a_bug(string row, string column)
    {
        var form = Form(new FormTable("t", "T", [Line("ns")], null, [Line("total")], null));
        Assert.Throws<ArgumentException>(() => Recount.Tables(form, [], [new ReadIn(row, column, new Cell.Count(1), "source")]));
    }

    [Fact]
    public void A_form_that_asks_for_what_is_not_recorded_is_told()
    {
        Assert.Null(Recount.Wrong(Form(new FormTable("t", "T", [Line("a", ("disclosed", "content"))], "service", [Line("total")], null))));
        Assert.NotNull(Recount.Wrong(Form()));
        Assert.NotNull(Recount.Wrong(Form(new FormTable("t", "T", [Line("a", ("colour", "red"))], null, [], null))));
        Assert.NotNull(Recount.Wrong(Form(new FormTable("t", "T", [Line("a", ("!!country", "US"))], null, [], null))));
        Assert.NotNull(Recount.Wrong(Form(new FormTable("t", "T", [], "colour", [], null))));
        Assert.NotNull(Recount.Wrong(Form(new FormTable("t", "T", [Line("a"), Line("a")], null, [], null))));
    }

    private static ReportForm Form(params FormTable[] tables) => new("f", "F", "V", tables);

    private static FormLine Line(string id, params (string Field, string Values)[] where) =>
        new(id, id, where.ToDictionary(w => w.Field, w => (IReadOnlyList<string>)w.Values.Split(',')));

    private static DemandOpening Demand(string instrument, string country, params ItemOutcome[] items)
    {
        var record = RegisterOpeningTests.Record with { Instrument = instrument, Country = country, Demand = DemandId.New() };
        return RegisterOpening.Draw(DemandClass.Open, record).Reveal(0, RegisterSchema.Fields.ToHashSet(), new DemandOutcome("closed", items));
    }

    private static string[] Rows(ReportTable table) => [.. table.Rows.Select(row => $"{row.Id}: {string.Join(' ', row.Cells.Select(cell => ((Cell.Count)cell).Value))}")];
}
