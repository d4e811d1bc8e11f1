using static Writ.Law.Tests.LawText;

namespace Writ.Law.Tests;

/// <summary>What must hold of the data files as shipped.</summary>
public sealed class DataTests
{
    [Fact]
    public void The_data_as_shipped_has_no_finding() => Assert.Empty(LawCheck.Run());

    [Fact]
    public void The_reach_table_of_the_first_set_is_the_approved_one()
    {
        var table = new StringWriter();
        Assert.Equal(0, LawVerb.List(table));
        Approved.Check("reach", table.ToString());
    }

    [Fact]
    public void The_reach_table_of_the_historic_pack_is_the_approved_one()
    {
        var table = new StringWriter();
        Assert.Equal(0, LawVerb.List(table, historic: true));
        var blocks = table.ToString().ReplaceLineEndings("\n").Split("\n\n").Where(block => block.StartsWith("historic/", StringComparison.Ordinal));
        Approved.Check("reach-historic", string.Join("\n\n", blocks) + "\n");
    }

    [Fact]
    public void The_historic_pack_is_loaded_only_when_asked_for()
    {
        Assert.DoesNotContain(Book().Instruments, instrument => instrument.Pack == "historic");
        Assert.DoesNotContain(Book().Packs, pack => pack.Pack == "historic");
        Assert.Null(Book().FindGround("historic-reason-not-published"));
        Assert.False(Book().Find("historic/subpoena").Ok);
        Assert.True(Book(historic: true).Find("historic/subpoena").Ok);
    }

    [Fact]
    public void Every_historic_instrument_says_that_it_is_for_replays_only_and_no_other_does() =>
        Assert.All(Book(historic: true).Instruments, instrument => Assert.Equal(instrument.Id.StartsWith("historic/", StringComparison.Ordinal), instrument.ReplayOnly));

    [Theory]
    [InlineData("historic/other-court-order")]
    [InlineData("historic/non-us")]
    [InlineData("historic/unspecified")]
    public void Assumed_reach_is_never_verified(string id)
    {
        var rules = Book(historic: true).Find(id).Value.Rules;
        var assumed = rules.Where(rule => rule.Says is Reach.Within).ToList();
        Assert.Equal(["subscriber", "transaction", "content"], assumed.Select(rule => rule.Category.Text));
        Assert.All(assumed, rule =>
        {
            Assert.False(rule.Verified);
            Assert.Contains("assumed", rule.Source);
        });
    }

    [Fact]
    public void A_past_subpoena_reaches_no_content_and_a_past_removal_reaches_nothing()
    {
        var book = Book(historic: true);
        Assert.IsType<Reach.Within>(book.ReachOf("historic/subpoena", Transaction, Day));
        Assert.IsType<Reach.Outside>(book.ReachOf("historic/subpoena", Content, Day));
        Assert.True(book.Find("historic/removal").Value.RecordOnly);
        Assert.All(book.Categories, rule => Assert.IsType<Reach.Outside>(book.ReachOf("historic/removal", rule.Category, Day)));
    }

    [Fact]
    public void What_is_verified_was_seen_and_what_was_not_seen_is_not_verified()
    {
        var book = Book(historic: true);
        IEnumerable<(string Where, string Grade, bool Verified)> statements =
        [
            .. book.Grounds.Select(ground => (ground.Code, ground.Grade, ground.Verified)),
            .. book.Categories.Select(rule => (rule.Category.Text, rule.Grade, rule.Verified)),
            .. book.Instruments.SelectMany(instrument => instrument.Rules.Select(rule => (instrument.Id, rule.Grade, rule.Verified))),
            .. book.Instruments.Select(instrument => (instrument.Id, instrument.Notice.Grade, instrument.Notice.Verified)),
            .. book.Instruments.SelectMany(instrument => instrument.Notice.Bars.Select(bar => (bar.Id, bar.Grade, bar.Verified))),
            .. book.Instruments.Select(instrument => (instrument.Id, instrument.Deadline.Grade, instrument.Deadline.Verified)),
        ];
        Assert.All(statements, statement => Assert.True(statement.Grade is "P" or "S" || !statement.Verified, statement.Where));
        Assert.Contains(statements, statement => statement is { Grade: "K", Verified: false });
    }

    [Fact]
    public void A_rule_within_is_reported_with_the_citation_and_the_check_of_its_line() =>
        Assert.All(Book(historic: true).Instruments.SelectMany(instrument => instrument.Rules), rule =>
        {
            if (rule.Says is not Reach.Within within) return;
            Assert.Equal((rule.Source, rule.Verified), (within.Source, within.Verified));
        });

    [Fact]
    public void Every_ground_that_is_named_exists()
    {
        var book = Book(historic: true);
        var named = book.Instruments.SelectMany(instrument => instrument.Refusals
            .Concat(instrument.Rules.Select(rule => rule.Says).OfType<Reach.Outside>().Select(outside => outside.Ground.Code))
            .Append(instrument.NotReceivableGround).OfType<string>()).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, code => Assert.NotNull(book.FindGround(code)));
        Assert.Null(book.FindGround("because"));
    }

    [Fact]
    public void A_ground_on_which_an_item_is_outside_is_one_that_a_reviewer_may_name() =>
        Assert.All(Book(historic: true).Instruments, instrument => Assert.All(
            instrument.Rules.Select(rule => rule.Says).OfType<Reach.Outside>(),
            outside => Assert.Contains(outside.Ground.Code, instrument.Refusals)));

    [Fact]
    public void The_door_has_the_three_kinds_it_needs_with_a_judge_marked_where_there_is_one()
    {
        var book = Book();
        Assert.Equal("subpoena", book.Find("us/grand-jury-subpoena").Value.Reporting);
        Assert.Equal("search_warrant", book.Find("us/search-warrant").Value.Reporting);
        Assert.Equal("other_court_order", book.Find("us/2703d-order").Value.Reporting);
        Assert.Equal("other_court_order", book.Find("us/other-court-order").Value.Reporting);
        Assert.All(book.Instruments, instrument => Assert.NotNull(instrument.Judicial));
        Assert.Equal(
            ["us/2703d-order", "us/fisa-order", "us/other-court-order", "us/search-warrant"],
            book.Instruments.Where(instrument => instrument.Judicial == true).Select(instrument => instrument.Id));
        Assert.Null(Book(historic: true).Find("historic/subpoena").Value.Judicial);
    }

    [Fact]
    public void Only_a_warrant_of_the_first_set_reaches_content()
    {
        var book = Book();
        Assert.Equal(
            ["us/search-warrant"],
            book.Instruments.Where(instrument => book.ReachOf(instrument.Id, Content, Day) is Reach.Within).Select(instrument => instrument.Id));
    }

    [Theory]
    [InlineData("law-malformed")]
    [InlineData("law-overlay-missing")]
    [InlineData("law-overlay-widens")]
    [InlineData("law-unknown-instrument")]
    public void Every_refusal_of_this_room_has_a_page(string code)
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "refusals", $"{code}.md"));
        Assert.StartsWith($"# {code}\n", page);
        Assert.Contains("\n## What it means\n", page);
        Assert.Contains("\n## What to do\n", page);
    }
}
