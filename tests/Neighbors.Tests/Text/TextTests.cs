using Writ.Base;
using Writ.Ledger.Requests;
using Writ.Neighbors.Text;

namespace Writ.Neighbors.Tests.Text;

/// <summary>Text: what cannot stand there at all, and what a moderator is pointed at.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("Look at https://example.org/form", "requests-text-link")]
    [InlineData("Look at www.example.org", "requests-text-link")]
    [InlineData("Look at tips.sample-police.gov please", "requests-text-link")]
    [InlineData("Write to tips@sample", "requests-text-link")]
    [InlineData("tips dot com", "requests-text-link")]
    [InlineData("bit[.]ly", "requests-text-link")]
    [InlineData("ftp://x", "requests-text-link")]
    [InlineData("tel:/5550117", "requests-text-link")]
    [InlineData("<b>Now</b>", "requests-text-markup")]
    [InlineData("< script>", "requests-text-markup")]
    [InlineData("<!-- x -->", "requests-text-markup")]
    [InlineData("&#60;b&#62;", "requests-text-markup")]
    [InlineData("&lt;b&gt;", "requests-text-markup")]
    [InlineData("[here](x)", "requests-text-markup")]
    [InlineData("a \u202E b", "requests-text-hidden")]
    [InlineData("a \u2066 b", "requests-text-hidden")]
    [InlineData("a\u200Bb", "requests-text-hidden")]
    [InlineData("a\u00ADb", "requests-text-hidden")]
    [InlineData("a\uFEFFb", "requests-text-hidden")]
    [InlineData("a\u3164b", "requests-text-hidden")]
    [InlineData("a\0b", "requests-text-hidden")]
    [InlineData("a\tb", "requests-text-hidden")]
    [InlineData("a\u2028b", "requests-text-hidden")]
    [InlineData("a\U000E0041b", "requests-text-hidden")]
    [InlineData("   ", "input-missing")]
    public void What_strangers_cannot_read_as_it_stands_is_refused(string text, string code) => Assert.Contains(code, Codes(text));

    [Theory]
    [InlineData("A grey van left at 9.30 p.m. It had no plates.\nIt went north.")]
    [InlineData("Speed 2 < 3 & rising; call 555-0117, unit B/2.")]
    [InlineData("Jemand lief über die Straße; 車 – café 🚗")]
    public void Plain_words_pass(string text) => Assert.Empty(Codes(text));

    [Fact]
    public void Half_a_character_is_refused() => Assert.Equal(["requests-text-hidden"], Codes("a" + (char)0xD800 + "b"));

    [Fact]
    public void Length_has_two_sides()
    {
        Assert.Empty(Codes(new string('x', 2000)));
        Assert.Equal(["input-too-long"], Codes(new string('x', 2001)));
    }

    [Theory]
    [InlineData("The victim, Jane Sample, walked home", "names-victim")]
    [InlineData("Mrs. Sample was hurt", "names-victim")]
    [InlineData("You must share your recordings", "threat")]
    [InlineData("yоu muѕt share", "threat")]
    [InlineData("Failure to answer is obstruction", "threat")]
    [InlineData("Do the right thing", "pressure")]
    [InlineData("We know who has a camera", "pressure")]
    [InlineData("A Black male was seen", "race-alone")]
    [InlineData("somebody of Asian descent", "race-alone")]
    [InlineData("a black guy", "race-alone")]
    [InlineData("black dude", "race-alone")]
    [InlineData("Black lady with a bag", "race-alone")]
    [InlineData("two blacks", "race-alone")]
    [InlineData("brown man", "race-alone")]
    [InlineData("a young Black man", "race-alone")]
    [InlineData("a black young man", "race-alone")]
    [InlineData("dark-skinned male", "race-alone")]
    [InlineData("light skin", "race-alone")]
    [InlineData("African American gentleman", "race-alone")]
    [InlineData("two Mexicans", "race-alone")]
    [InlineData("Somali men", "race-alone")]
    [InlineData("it was an Arab.", "race-alone")]
    [InlineData("some gypsies were here", "race-alone")]
    [InlineData("Eastern European looking men", "race-alone")]
    [InlineData("Ьlack guу", "race-alone")]
    [InlineData("A community meeting is on Friday", "announcement")]
    [InlineData("Who was at the protest", "lawful-activity")]
    [InlineData("pr0test", "lawful-activity")]
    [InlineData("p r o t e s t", "lawful-activity")]
    [InlineData("marchers", "lawful-activity")]
    [InlineData("who was on the march", "lawful-activity")]
    [InlineData("We want live view from now on", "live")]
    public void Words_that_often_break_a_rule_are_pointed_at(string text, string rule) => Assert.Contains(rule, TextLint.Read(text).Select(f => f.Rule));

    [Theory]
    [InlineData("A grey van with a ladder left the driveway and turned right.")]
    [InlineData("Someone in a black jacket carried a white box to a car.")]
    [InlineData("It happened in March, on the 3rd.")]
    [InlineData("In front of the Chinese restaurant and the Polish shop, at the corner of Roma and Main.")]
    [InlineData("Two white vans and a black SUV; a white boys’ bike lay there.")]
    [InlineData("Two vans, both white, and a dark coat with brown buttons.")]
    [InlineData("On Indian Road a Mexican flag was taken from a Turkish market.")]
    [InlineData("He wiped it with the polish and a cloth.")]
    public void Words_of_a_good_request_are_not(string text) => Assert.Empty(TextLint.Read(text));

    [Fact]
    public void A_flag_names_a_rule_by_which_a_request_can_be_refused() =>
        Assert.All(TextLint.Read("You must. Do the right thing. Black male. protest. live view. Mr Sample. please attend"), f => Assert.Contains(f.Rule, RequestWords.Rules));

    private static IReadOnlyList<string> Codes(string text)
    {
        var checks = new Checks();
        TextForm.Check(checks, text, 2000, "/facts");
        return checks.Ok ? [] : [checks.Refusal.Code, .. checks.Refusal.Others.Select(r => r.Code)];
    }
}
