using Writ.Base;
using static Writ.Law.Tests.LawText;

namespace Writ.Law.Tests;

public sealed class OverlayTests
{
    private static string Line(string instrument, string category, string says, string from = "2011-01-01", string? to = null, string ground = "overbroad") =>
        $"  - instrument: {instrument}\n    category: {category}\n    from: {from}\n{(to is null ? "" : $"    to: {to}\n")}    says: {says}\n"
        + (says == "outside" ? $"    ground: {ground}\n" : "");

    private static string File(string lines, string grounds = "") =>
        $"overlay: policy\nversion: \"1\"\nreason: The company's policy.\n{grounds}stricter:\n{lines}";

    private static Result<LawBook> Load(string text) =>
        WithOverlay(folder => LawBook.Load(folder, historic: true), ("policy.yaml", text));

    [Fact]
    public void An_overlay_can_take_away()
    {
        var book = Load(File(Line("us/search-warrant", "content", "outside", from: "2020-01-01", to: "2020-12-31"))).Value;
        Assert.IsType<Reach.Within>(book.ReachOf("us/search-warrant", Content, new DateOnly(2019, 12, 31)));
        Assert.Equal("overbroad", Assert.IsType<Reach.Outside>(book.ReachOf("us/search-warrant", Content, new DateOnly(2020, 1, 1))).Ground.Code);
        Assert.Equal("overbroad", Assert.IsType<Reach.Outside>(book.ReachOf("us/search-warrant", Content, new DateOnly(2020, 12, 31))).Ground.Code);
        Assert.IsType<Reach.Within>(book.ReachOf("us/search-warrant", Content, new DateOnly(2021, 1, 1)));
        Assert.IsType<Reach.Within>(book.ReachOf("us/search-warrant", Subscriber, new DateOnly(2020, 6, 1)));
        Assert.Single(book.Stricter);
    }

    [Fact]
    public void An_overlay_can_bring_its_own_ground()
    {
        const string grounds = "grounds:\n  - code: policy-judge\n    sentence: Bring an order of a judge.\n    citation: The company's policy\n    grade: P\n    verified: true\n";
        var book = Load(File(Line("us/grand-jury-subpoena", "subscriber", "outside", ground: "policy-judge"), grounds)).Value;
        Assert.Equal("policy-judge", Assert.IsType<Reach.Outside>(book.ReachOf("us/grand-jury-subpoena", Subscriber, Day)).Ground.Code);
        Assert.NotNull(book.FindGround("policy-judge"));
    }

    [Fact]
    public void An_overlay_keeps_the_ground_of_the_law_where_the_law_says_no_already()
    {
        var book = Load(File(Line("us/grand-jury-subpoena", "content", "outside"))).Value;
        Assert.Equal("us-content-needs-warrant", Assert.IsType<Reach.Outside>(book.ReachOf("us/grand-jury-subpoena", Content, Day)).Ground.Code);
    }

    [Fact]
    public void Over_every_cell_and_turning_day_an_overlay_never_gives_what_the_law_does_not()
    {
        var law = Book(historic: true);
        var days = new[] { "0001-01-01", "2010-12-31", "2011-01-01", "2015-03-01", "2026-11-22" };
        var refused = 0;
        foreach (var instrument in law.Instruments)
        foreach (var category in law.Categories.Select(rule => rule.Category))
        foreach (var from in days)
        {
            var day = DateOnly.ParseExact(from, "yyyy-MM-dd");
            var lawful = law.ReachOf(instrument.Id, category, day) is Reach.Within;
            var within = Load(File(Line(instrument.Id, category.Text, "within", from)));
            Assert.Equal(lawful, within.Ok);
            if (!within.Ok) Assert.Equal("law-overlay-widens", within.Refusal.Code);
            refused += within.Ok ? 0 : 1;

            var stricter = Load(File(Line(instrument.Id, category.Text, "outside", from))).Value;
            foreach (var at in days.Select(text => DateOnly.ParseExact(text, "yyyy-MM-dd")))
            {
                var now = stricter.ReachOf(instrument.Id, category, at) is Reach.Within;
                var before = law.ReachOf(instrument.Id, category, at) is Reach.Within;
                Assert.Equal(before && at < day, now);
            }
        }

        Assert.True(refused > 0);
    }

    [Fact]
    public void A_line_that_widens_on_its_last_days_only_is_refused_too()
    {
        var refusal = Load(File(Line("us/search-warrant", "content", "within", from: "2010-12-31", to: "2011-06-01"))).Refusal;
        Assert.Equal("law-overlay-widens", refusal?.Code);
        Assert.Contains("2010-12-31", refusal?.Sentence);
        Assert.Contains("policy.yaml:5", refusal?.Sentence);
    }

    [Theory]
    [InlineData("    from: 2012-01-01\n    to: 2020-01-01\n", true)]
    [InlineData("    from: 2012-01-01\n    to: 2020-06-01\n", true)]
    [InlineData("    from: 2012-01-01\n    to: 2020-06-02\n", false)]
    [InlineData("    from: 2012-01-01\n", false)]
    public void A_rule_of_law_that_ends_inside_the_days_of_a_line_is_seen(string days, bool fits)
    {
        var findings = new Files.Findings();
        var files = Files.LawFiles.BuiltIn().Select(file => file.Name != "us/search-warrant.yaml" ? file : file with
        {
            Bytes = System.Text.Encoding.UTF8.GetBytes(Swap(
                "  - category: content\n    from: 2011-01-01\n", "  - category: content\n    from: 2011-01-01\n    to: 2020-06-01\n")(
                System.Text.Encoding.UTF8.GetString(file.Bytes))),
        }).ToList();
        var text = File("  - instrument: us/search-warrant\n    category: content\n" + days + "    says: within\n");
        var book = WithOverlay(folder => Packs.Library.Open(files, folder, historic: false, findings), ("policy.yaml", text));
        Assert.Equal(fits, book is not null);
        Assert.Equal(fits ? [] : ["law-overlay-widens"], findings.All.Select(finding => finding.Code));
    }

    [Fact]
    public void A_widening_is_named_before_a_slip_of_form()
    {
        var refusal = Load(File("  - instrument: us/unknown\n    category: content\n    from: 2020-01-01\n    says: outside\n    ground: overbroad\n"
            + Line("us/trial-subpoena", "content", "within"))).Refusal;
        Assert.Equal("law-overlay-widens", refusal?.Code);
        Assert.Equal("law-malformed", Assert.Single(refusal!.Others).Code);
    }

    [Theory]
    [InlineData("receivable: true\n")]
    [InlineData("instruments: []\n")]
    public void An_overlay_has_no_words_to_change_anything_but_reach(string more)
    {
        var refusal = Load(File(Line("us/search-warrant", "content", "outside")) + more).Refusal;
        Assert.Equal("law-malformed", refusal?.Code);
        Assert.Contains("unknown key", refusal?.Sentence);
    }

    [Fact]
    public void An_overlay_cannot_give_a_ground_of_the_law_another_meaning()
    {
        const string grounds = "grounds:\n  - code: overbroad\n    sentence: No.\n    citation: None\n    grade: K\n    verified: false\n";
        Assert.Contains("exists already", Load(File(Line("us/search-warrant", "content", "outside"), grounds)).Refusal?.Sentence);
    }

    [Fact]
    public void A_folder_that_is_not_there_or_holds_nothing_is_refused()
    {
        Assert.Equal("law-overlay-missing", LawBook.Load(Path.Combine(Root(), "no-such-folder")).Refusal?.Code);
        Assert.Equal("law-overlay-missing", WithOverlay(folder => LawBook.Load(folder)).Refusal?.Code);
    }

    [Theory]
    [InlineData("policy.yml")]
    [InlineData("policy.yaml.bak")]
    public void A_file_that_would_be_passed_over_in_silence_is_refused(string name)
    {
        var text = File(Line("us/search-warrant", "content", "outside"));
        var result = WithOverlay(folder => LawBook.Load(folder), ("policy.yaml", text), (name, text));
        Assert.Equal("law-malformed", result.Refusal?.Code);
        Assert.Contains(name, result.Refusal?.Sentence);
    }

    [Fact]
    public void A_read_me_may_stand_in_the_folder()
    {
        var text = File(Line("us/search-warrant", "content", "outside"));
        Assert.True(WithOverlay(folder => LawBook.Load(folder), ("policy.yaml", text), ("README.md", "Ours")).Ok);
    }

    [Fact]
    public void An_overlay_has_a_digest_of_its_own_and_leaves_those_of_the_packs_alone()
    {
        var one = Load(File(Line("us/search-warrant", "content", "outside"))).Value.Packs;
        var other = Load(File(Line("us/search-warrant", "subscriber", "outside"))).Value.Packs;
        Assert.Equal(one.SkipLast(1), other.SkipLast(1));
        Assert.Equal("overlay/policy", one[^1].Pack);
        Assert.NotEqual(one[^1].Sha256, other[^1].Sha256);
    }
}
