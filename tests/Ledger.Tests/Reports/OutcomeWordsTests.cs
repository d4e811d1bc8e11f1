using System.Text.Json;
using Writ.Ledger.Reports;

namespace Writ.Ledger.Tests.Reports;

/// <summary>Words for outcomes are data; six situations, each named exactly once.</summary>
public sealed class OutcomeWordsTests
{
    private static readonly string[] All = ["all", "some", "none"];
    private static readonly ItemOutcome Produced = new("subscriber", false, "produce", true, true, null);
    private static readonly ItemOutcome Refused = new("content", true, "refuse", null, false, "outside-reach");

    [Fact]
    public void A_form_may_have_words_of_its_own()
    {
        var words = OutcomeWords.Of(Form(
            new("waiting", false, ["none"]), new("under-way", false, ["all", "some"]), new("complied", true, ["all", "some"]), new("rejected", true, ["none"])));
        Assert.Equal("complied", words.For(new DemandOutcome("closed", [Produced, Refused])));
        Assert.Equal("complied", words.For(new DemandOutcome("released", [Produced])));
        Assert.Equal("rejected", words.For(new DemandOutcome("refused", [Refused])));
        Assert.Equal("waiting", words.For(new DemandOutcome("review", [])));
        Assert.Equal("under-way", words.For(new DemandOutcome("review", [Produced])));
        Assert.Equal(["complied", "rejected", "under-way", "waiting"], words.All.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_form_without_definitions_means_what_it_meant_before()
    {
        var before = OutcomeWords.Of(Form(null));
        var now = OutcomeWords.Of(Form(new("none", true, ["none"]), new("partial", true, ["some"]), new("full", true, ["all"]), new("pending", false, All)));
        Assert.True(before.MeansTheSame(now));
        Assert.False(before.MeansTheSame(OutcomeWords.Of(Form(new("none", true, ["none"]), new("full", true, ["all", "some"]), new("pending", false, All)))));
    }

    [Fact]
    public void A_gap_an_overlap_and_an_unknown_word_are_told()
    {
        Assert.Contains("stands for: final, some", Fault(new("full", true, ["all"]), new("none", true, ["none"]), new("pending", false, All)), StringComparison.Ordinal);
        Assert.Contains("stands for: not final, all", Fault(new FormOutcome("any", true, All)), StringComparison.Ordinal);
        Assert.Contains("overlap in: final, all", Fault(new("any", true, All), new("full", true, ["all"]), new("pending", false, All)), StringComparison.Ordinal);
        Assert.Contains("most", Fault(new("any", true, ["most"]), new("pending", false, All)), StringComparison.Ordinal);
        Assert.Contains("same id", Fault(new("any", true, All), new("any", false, All)), StringComparison.Ordinal);
        Assert.NotNull(Fault());
        Assert.NotNull(Fault(new FormOutcome("any", true, null!)));
        Assert.NotNull(Fault([null!]));
        Assert.Throws<ArgumentException>(() => OutcomeWords.Of(Form(new FormOutcome("any", true, All))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Full")]
    [InlineData("9")]
    [InlineData("a b")]
    [InlineData("full\n")]
    [InlineData("withheld")]
    [InlineData("<b>")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void An_id_that_is_no_word_is_told(string id) => Assert.NotNull(Fault(new(id, true, All), new("pending", false, All)));

    [Fact]
    public void A_form_may_not_ask_for_a_word_that_it_does_not_define()
    {
        static ReportForm Asking(string field, string word) => Form(new("any", true, All), new("pending", false, All)) with
        {
            Tables = [new FormTable("t", "T", [new FormLine("r", "R", new Dictionary<string, IReadOnlyList<string>> { [field] = [word] })], null, [], null)],
        };
        Assert.Null(Recount.Wrong(Asking("outcome", "any")));
        Assert.Null(Recount.Wrong(Asking("!outcome", "pending")));
        Assert.NotNull(Recount.Wrong(Asking("outcome", "full")));
        Assert.NotNull(Recount.Wrong(Asking("!outcome", "full")));
        Assert.NotNull(Recount.Wrong(Asking("disclosed", "contents")));
    }

    [Fact]
    public void A_definition_without_its_state_cannot_be_read() => Assert.Throws<JsonException>(() =>
        JsonSerializer.Deserialize<FormOutcome>("""{"id":"full","produced":["all"]}""", PublishedJson.Options));

    [Fact]
    public void A_form_without_definitions_is_written_as_it_was_before() =>
        Assert.Equal("""{"id":"f","title":"F","vocabulary":"V","tables":[]}""", JsonSerializer.Serialize(Form(null) with { Tables = [] }, PublishedJson.Options));

    private static string Fault(params FormOutcome[] outcomes) => OutcomeWords.Fault(Form(outcomes))!;

    private static ReportForm Form(params FormOutcome[]? outcomes) => new("f", "F", "V", [], outcomes);
}
