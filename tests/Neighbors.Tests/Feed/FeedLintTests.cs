using Writ.Base;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Feed.Text;

namespace Writ.Neighbors.Tests.Feed;

public sealed class FeedLintTests
{
    private static readonly FeedLimits Limits = new();

    [Theory]
    [InlineData("A black man walked by.")]
    [InlineData("A bl\u0430ck man walked by.")]
    [InlineData("Someone foreign-looking was at the door.")]
    [InlineData("An asian woman in a red jacket.")]
    public void A_description_by_race_with_fewer_than_two_other_details_is_refused(string text) => Assert.Equal(["feed-race-alone"], Codes(text));

    [Theory]
    [InlineData("A black man in a red jacket with a ladder took a parcel.")]
    [InlineData("A white van stood at the corner.")]
    [InlineData("Somebody in a red jacket took a parcel.")]
    public void With_two_kinds_of_other_details_or_without_race_it_is_read_by_a_moderator(string text) => Assert.Empty(Codes(text));

    [Theory]
    [InlineData("<script>alert(1)</script>", "requests-text-markup")]
    [InlineData("<b>bold</b>", "requests-text-markup")]
    [InlineData("[look](x)", "requests-text-markup")]
    [InlineData("See https://example.org/x", "requests-text-link")]
    [InlineData("See example dot com", "requests-text-link")]
    [InlineData("write to me@mail.example", "requests-text-link")]
    [InlineData("left \u202Ethgir", "requests-text-hidden")]
    [InlineData("no\u200Bbreak", "requests-text-hidden")]
    [InlineData("a\u0000b", "requests-text-hidden")]
    [InlineData("   ", "input-missing")]
    public void Hostile_text_is_refused_in_a_post(string text, string code) => Assert.Contains(code, Codes(text));

    [Fact]
    public void A_text_is_as_long_as_the_limit_and_no_longer()
    {
        Assert.Empty(Codes(new string('a', Limits.MostText)));
        Assert.Equal(["input-too-long"], Codes(new string('a', Limits.MostText + 1)));
    }

    [Theory]
    [InlineData("The car had ABC-1234 on it.", "PrivatePerson")]
    [InlineData("license plate xyz 987", "PrivatePerson")]
    [InlineData("Call 555 010 2030.", "PrivatePerson")]
    [InlineData("Call +49 30 1234567.", "PrivatePerson")]
    [InlineData("He lives at 12 Harbour Street.", "PrivatePerson")]
    [InlineData("She lives in Hafenstraße 12.", "PrivatePerson")]
    [InlineData("The one from flat 4.", "PrivatePerson")]
    [InlineData("It was Mr. Miller again.", "PrivatePerson")]
    [InlineData("We saw John Miller there.", "PrivatePerson")]
    [InlineData("Next time I beat him.", "Threat")]
    [InlineData("We should hunt them down", "Threat")]
    [InlineData("k i l l", "Threat")]
    [InlineData("That thief came back.", "Accusation")]
    [InlineData("A 12-year-old did it.", "Child")]
    [InlineData("There is a protest at the square.", "LawfulActivity")]
    [InlineData("A black man in a red jacket with a ladder.", "RaceAlone")]
    public void What_may_be_wrong_is_marked_for_a_moderator(string text, string reason) => Assert.Contains(FeedLint.Read(false, text), m => m.Reason.ToString() == reason);

    [Theory]
    [InlineData("The lamp at the crossing is out since 2026-03-07 21:30.")]
    [InlineData("A grey cat with one white paw sits in our garden.")]
    [InlineData("Thank you, I shall come.")]
    public void Plain_words_are_not(string text) => Assert.Empty(FeedLint.Read(false, text));

    [Fact]
    public void That_an_agency_asks_for_recordings_is_marked_and_a_resident_s_words_are_not()
    {
        const string Text = "Please check your cameras and send us the footage.";
        Assert.Contains(FeedLint.Read(true, Text), m => m.Reason == FeedReason.AsksForFootage);
        Assert.DoesNotContain(FeedLint.Read(false, Text), m => m.Reason == FeedReason.AsksForFootage);
    }

    [Fact]
    public void Each_category_and_each_rule_has_a_code_and_words_of_its_own()
    {
        Assert.Equal(FeedWords.Reasons.Count, FeedWords.Reasons.Select(FeedWords.Code).Distinct().Count());
        Assert.All(FeedWords.Reasons, r => Assert.Equal(r, FeedWords.Reason(FeedWords.Code(r))));
        Assert.All(FeedWords.Reasons, r => Assert.True(FeedWords.Words(r).Length > 10 && FeedWords.Rule(r).Length > 20));
        Assert.All(Enum.GetValues<FeedCategory>(), c => Assert.Equal(c, FeedWords.Category(FeedWords.Code(c))));
        Assert.DoesNotContain(FeedCategory.AgencyUpdate, FeedWords.OfResidents);
    }

    private static IEnumerable<string> Codes(string text)
    {
        var checks = new Checks();
        FeedLint.Check(checks, text, Limits.MostText, "/text", Limits);
        return checks.Ok ? [] : [checks.Refusal.Code, .. checks.Refusal.Others.Select(r => r.Code)];
    }
}
