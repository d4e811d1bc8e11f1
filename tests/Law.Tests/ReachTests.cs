using Writ.Base;
using static Writ.Law.Tests.LawText;

namespace Writ.Law.Tests;

public sealed class ReachTests
{
    [Theory]
    [InlineData("us/grand-jury-subpoena")]
    [InlineData("us/trial-subpoena")]
    [InlineData("us/administrative-subpoena")]
    public void A_subpoena_does_not_reach_content(string instrument)
    {
        var outside = Assert.IsType<Reach.Outside>(Book().ReachOf(instrument, Content, Day));
        Assert.Equal("us-content-needs-warrant", outside.Ground.Code);
        Assert.Contains("18 USC 2703(a)", outside.Ground.Citation);
    }

    [Theory]
    [InlineData("us/grand-jury-subpoena")]
    [InlineData("us/trial-subpoena")]
    [InlineData("us/administrative-subpoena")]
    public void A_subpoena_reaches_subscriber_data_and_no_other_record(string instrument)
    {
        var book = Book();
        var within = Assert.IsType<Reach.Within>(book.ReachOf(instrument, Subscriber, Day));
        Assert.Contains("2703(c)(2)", within.Source);
        Assert.Equal("us-records-need-court-order", GroundOf(book.ReachOf(instrument, Transaction, Day)));
    }

    [Fact]
    public void A_2703d_order_reaches_transactions_and_not_content()
    {
        var book = Book();
        Assert.IsType<Reach.Within>(book.ReachOf("us/2703d-order", Subscriber, Day));
        Assert.IsType<Reach.Within>(book.ReachOf("us/2703d-order", Transaction, Day));
        Assert.Equal("us-content-needs-warrant", GroundOf(book.ReachOf("us/2703d-order", Content, Day)));
    }

    [Fact]
    public void A_search_warrant_reaches_every_category()
    {
        var book = Book();
        Assert.All(book.Categories, rule => Assert.IsType<Reach.Within>(book.ReachOf("us/search-warrant", rule.Category, Day)));
        Assert.Equal(["subscriber", "transaction", "content", "footage"], book.Categories.Select(rule => rule.Category.Text));
    }

    [Fact]
    public void Footage_is_content_by_a_reading_that_is_not_verified_and_a_warrant_alone_reaches_it()
    {
        var (book, footage) = (Book(historic: true), Base.DataCategory.FromTrusted("footage"));
        Assert.True(book.IsContent(footage));
        Assert.Equal(["us/search-warrant"], book.Instruments.Where(i => book.ReachOf(i.Id, footage, Day) is Reach.Within).Select(i => i.Id));
        Assert.False(Assert.IsType<Reach.Within>(book.ReachOf("us/search-warrant", footage, Day)).Verified);
        foreach (var id in (string[])["us/grand-jury-subpoena", "us/trial-subpoena", "us/administrative-subpoena", "us/2703d-order", "us/other-court-order"])
            Assert.Equal("us-content-needs-warrant", Assert.IsType<Reach.Outside>(book.ReachOf(id, footage, Day)).Ground.Code);
    }

    [Fact]
    public void Another_court_order_reaches_subscriber_data_by_a_reading_that_is_not_verified()
    {
        var book = Book();
        Assert.False(Assert.IsType<Reach.Within>(book.ReachOf("us/other-court-order", Subscriber, Day)).Verified);
        Assert.IsType<Reach.Outside>(book.ReachOf("us/other-court-order", Transaction, Day));
        Assert.IsType<Reach.Outside>(book.ReachOf("us/other-court-order", Content, Day));
    }

    [Fact]
    public void The_first_day_of_a_rule_is_covered_and_the_day_before_is_not()
    {
        var book = Book();
        Assert.IsType<Reach.Within>(book.ReachOf("us/search-warrant", Content, new DateOnly(2011, 1, 1)));
        Assert.Equal("no-rule-for-date", GroundOf(book.ReachOf("us/search-warrant", Content, new DateOnly(2010, 12, 31))));
        Assert.Equal("no-rule-for-date", GroundOf(book.ReachOf("us/search-warrant", Content, DateOnly.MinValue)));
    }

    [Fact]
    public void A_rule_that_ended_hands_over_to_the_next_on_the_day_after()
    {
        var book = BookAfter("us/search-warrant.yaml", Swap(
            "  - category: content\n    from: 2011-01-01\n",
            "  - category: content\n    from: 2016-05-05\n    says: outside\n    ground: overbroad\n    citation: test\n    grade: P\n    verified: true\n"
            + "  - category: content\n    from: 2011-01-01\n    to: 2016-05-03\n"));
        Assert.IsType<Reach.Within>(book.ReachOf("us/search-warrant", Content, new DateOnly(2016, 5, 3)));
        Assert.Equal("no-rule-for-date", GroundOf(book.ReachOf("us/search-warrant", Content, new DateOnly(2016, 5, 4))));
        Assert.Equal("overbroad", GroundOf(book.ReachOf("us/search-warrant", Content, new DateOnly(2016, 5, 5))));
    }

    [Fact]
    public void What_no_rule_covers_is_outside()
    {
        var book = Book();
        Assert.Equal("unknown-instrument", GroundOf(book.ReachOf("us/letter-rogatory", Subscriber, Day)));
        Assert.Equal("unknown-category", GroundOf(book.ReachOf("us/search-warrant", DataCategory.FromTrusted("traffic"), Day)));
        Assert.Equal("unknown-category", GroundOf(book.ReachOf("us/search-warrant", default, Day)));
    }

    [Theory]
    [InlineData("us/national-security-letter")]
    [InlineData("us/fisa-order")]
    public void National_security_process_reaches_nothing_unless_the_record_hides_when_it_came(string id)
    {
        var book = Book();
        var instrument = book.Find(id).Value;
        Assert.False(instrument.Receivable);
        Assert.Equal("needs-sealed-register", instrument.NotReceivableGround);
        Assert.All(book.Categories, rule => Assert.Equal("needs-sealed-register", GroundOf(book.ReachOf(id, rule.Category, Day))));
        Assert.All(book.Categories, rule => Assert.Equal("needs-sealed-register", GroundOf(book.ReachOf(id, rule.Category, DateOnly.MinValue))));
        Assert.False(Assert.IsType<Reach.Within>(book.ReachOf(id, Subscriber, Day, hidden: true)).Verified);
        Assert.Equal("no-rule-for-date", GroundOf(book.ReachOf(id, Subscriber, new DateOnly(2010, 12, 31), hidden: true)));
    }

    [Fact]
    public void Under_a_schedule_a_letter_reaches_no_more_than_it_may_ask_for()
    {
        var book = Book();
        Assert.All(
            book.Categories.Where(rule => rule.Category != Subscriber),
            rule => Assert.Equal("us-letter-asks-no-more", GroundOf(book.ReachOf("us/national-security-letter", rule.Category, Day, hidden: true))));
    }

    [Fact]
    public void A_schedule_changes_nothing_for_what_is_received_anyway()
    {
        var book = Book();
        foreach (var instrument in book.Instruments.Where(i => i.Receivable))
            Assert.All(book.Categories, rule => Assert.Equal(book.ReachOf(instrument.Id, rule.Category, Day), book.ReachOf(instrument.Id, rule.Category, Day, hidden: true)));
    }

    [Fact]
    public void A_ground_against_receiving_that_does_not_fall_away_lets_nothing_be_reached()
    {
        var findings = FindingsAfter("us/fisa-order.yaml", Swap("not-receivable-ground: needs-sealed-register", "not-receivable-ground: overbroad"));
        Assert.Contains(findings, finding => finding.ToString().Contains("what is never receivable", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_instrument_is_refused_by_its_code()
    {
        var refusal = Book().Find("us/Search-Warrant").Refusal;
        Assert.Equal("law-unknown-instrument", refusal?.Code);
        Assert.Equal(RefusalKind.NotFound, refusal?.Kind);
    }

    [Fact]
    public void Only_content_is_content_and_what_nobody_declared_counts_as_content()
    {
        var book = Book();
        Assert.False(book.IsContent(Subscriber));
        Assert.False(book.IsContent(Transaction));
        Assert.True(book.IsContent(Content));
        Assert.True(book.IsContent(DataCategory.FromTrusted("traffic")));
        Assert.True(book.IsContent(default));
    }

    private static string GroundOf(Reach reach) => Assert.IsType<Reach.Outside>(reach).Ground.Code;
}
