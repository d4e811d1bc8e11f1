using System.Text;
using System.Text.Json.Nodes;
using Writ.Ledger.Reports;

namespace Writ.Mirror.Tests.Forms;

/// <summary>A form's file is read strictly: a word that is not defined exactly once is refused.</summary>
public sealed class FormFileTests
{
    private const string Good = """
        {
          "id": "f", "title": "F", "vocabulary": "V",
          "outcomes": [
            { "id": "open", "final": false, "produced": ["all", "some", "none"] },
            { "id": "complied", "final": true, "produced": ["all", "some"] },
            { "id": "rejected", "final": true, "produced": ["none"] }
          ],
          "tables": [
            { "id": "t", "title": "T", "rows": [{ "id": "a", "label": "A", "where": { "outcome": ["complied"] } }],
              "columns": [{ "id": "c", "label": "C", "where": { "!outcome": ["open"] } }] }
          ]
        }
        """;

    [Fact]
    public void Another_vocabulary_is_another_file()
    {
        var form = Parse(Good);
        Assert.Equal(["complied", "rejected", "open"], OutcomeWords.Of(form).All);
        Assert.Equal("complied", OutcomeWords.Of(form).For(new DemandOutcome("closed", [new ItemOutcome("content", true, "narrow", true, true, null)])));
    }

    [Fact]
    public void The_forms_of_the_house_define_the_words_that_were_in_the_code_before()
    {
        foreach (var form in ReportForms.All)
        {
            Assert.NotNull(form.Outcomes);
            Assert.True(OutcomeWords.Of(form).MeansTheSame(OutcomeWords.Of(form with { Outcomes = null })));
        }
    }

    [Theory]
    [InlineData("\"outcome\": [\"complied\"]", "\"outcome\": [\"full\"]")]
    [InlineData("\"!outcome\": [\"open\"]", "\"!outcome\": [\"pending\"]")]
    [InlineData("\"outcome\": [\"complied\"]", "\"disclosed\": [\"contents\"]")]
    [InlineData("[\"all\", \"some\"] }", "[\"all\", \"some\", \"none\"] }")]
    [InlineData("[\"all\", \"some\"] }", "[\"all\"] }")]
    [InlineData("[\"all\", \"some\"] }", "[\"all\", \"most\"] }")]
    [InlineData("[\"all\", \"some\"] }", "[\"all\", \"some\", \"some\"] }")]
    [InlineData("[\"all\", \"some\"] }", "[\"all\", \"some\", null] }")]
    [InlineData("[\"all\", \"some\"] }", "[\"All\", \"some\"] }")]
    [InlineData("[\"all\", \"some\"] }", "null }")]
    [InlineData("[\"none\"] }", "[] }")]
    [InlineData("\"id\": \"rejected\"", "\"id\": \"complied\"")]
    [InlineData("\"id\": \"rejected\"", "\"id\": \"Rejected\"")]
    [InlineData("\"id\": \"rejected\"", "\"id\": \"withheld\"")]
    [InlineData("\"id\": \"rejected\"", "\"id\": \"\"")]
    [InlineData("\"id\": \"rejected\"", "\"id\": null")]
    [InlineData("\"id\": \"rejected\", ", "")]
    [InlineData("\"final\": true, \"produced\": [\"none\"]", "\"produced\": [\"none\"]")]
    [InlineData("\"final\": true, \"produced\": [\"none\"]", "\"final\": 1, \"produced\": [\"none\"]")]
    [InlineData("\"final\": true, \"produced\": [\"none\"]", "\"final\": false, \"produced\": [\"none\"]")]
    [InlineData("\"final\": true, \"produced\": [\"none\"]", "\"final\": true, \"final\": true, \"produced\": [\"none\"]")]
    [InlineData("\"final\": true, \"produced\": [\"none\"]", "\"final\": true, \"produced\": [\"none\"], \"more\": 1")]
    [InlineData("{ \"id\": \"rejected\", \"final\": true, \"produced\": [\"none\"] }", "null")]
    [InlineData("\"vocabulary\": \"V\",", "")]
    [InlineData("\"where\": { \"!outcome\": [\"open\"] }", "\"where\": null")]
    [InlineData("\"where\": { \"!outcome\": [\"open\"] }", "\"where\": { \"colour\": [\"red\"] }")]
    public void A_form_that_is_not_whole_is_refused(string part, string instead)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Parse(Good.Replace(part, instead, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_form_without_definitions_is_refused_as_a_file()
    {
        var json = JsonNode.Parse(Good)!.AsObject();
        json.Remove("outcomes");
        Assert.Throws<InvalidOperationException>(() => Parse(json.ToJsonString()));
        json["outcomes"] = new JsonArray();
        Assert.Throws<InvalidOperationException>(() => Parse(json.ToJsonString()));
    }

    private static ReportForm Parse(string json) => ReportForms.Parse("f.json", new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
