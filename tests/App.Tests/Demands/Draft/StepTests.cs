using System.Net;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Draft;

/// <summary>Each step keeps what was typed, and says at once and beside the field what is wrong with it.</summary>
public sealed class StepTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    public static TheoryData<string> Hostile => new(
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a\u202Egnp.exe", new string('x', 10_000), "👩‍👩‍👧‍👦 🏳️‍🌈", "line\nbreak", "nul\u0001", "' OR 1=1 --", "{{7*7}}");

    [Theory]
    [InlineData("reference", "Enter your reference")]
    [InlineData("instrument", "Choose the kind of instrument")]
    [InlineData("authority", "Enter who issued it")]
    [InlineData("dates", "Enter the day on which it was signed")]
    [InlineData("gag", "Choose whether an order forbids telling the person")]
    [InlineData("file", "The instrument's file is empty; attach the signed instrument.")]
    public async Task An_empty_answer_is_named_beside_its_field(string step, string sentence)
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();

        var page = await officer.Step(draft, step);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(2, page.Body.Split(sentence).Length - 1);
        Assert.Contains("There is a problem", page.Body, StringComparison.Ordinal);
        Assert.Contains("Not begun", (await officer.Get(draft)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_kept_and_said_again_wherever_it_shows()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var wrong = await officer.Step(draft, "dates", ("issuedOn-day", "31"), ("issuedOn-month", "2"), ("issuedOn-year", "2026"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);

        var later = await officer.Get(draft + "/dates");

        Assert.Contains("value=\"31\"", later.Body, StringComparison.Ordinal);
        Assert.Contains("that make a real day", later.Body, StringComparison.Ordinal);
        Assert.Contains("To correct", (await officer.Get(draft)).Body, StringComparison.Ordinal);
        var check = await officer.Get(draft + "/check");
        Assert.Contains("/refusals/demands-day", check.Body, StringComparison.Ordinal);
        Assert.Contains($"href=\"{draft}/dates?from=check#issuedOn\"", check.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Send the demand", check.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saved_for_later_it_leads_to_the_draft_whatever_it_says()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        Assert.Equal(draft + "?said=saved", (await officer.Step(draft, "reference", ("reference", new string('x', 100)), ("then", "later"))).Location);
        Assert.Contains("at most 80 characters", (await officer.Get(draft)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_the_check_page_a_step_leads_back_to_it()
    {
        using var officer = await server.Officer();
        var draft = await officer.Complete(server);
        Assert.Contains("name=\"from\" value=\"check\"", (await officer.Get(draft + "/gag?from=check")).Body, StringComparison.Ordinal);
        Assert.Equal(draft + "/check", (await officer.Step(draft, "gag", ("gag", "yes"), ("from", "check"))).Location);
        Assert.Equal(draft + "/items", (await officer.Step(draft, "gag", ("gag", "no"))).Location);
    }

    [Fact]
    public async Task One_part_tells_of_another_where_they_do_not_agree()
    {
        using var officer = await server.Officer();
        var draft = await officer.Complete(server);
        var page = await officer.Step(draft, "authority", ("authority/name", "The sheriff"), ("authority/kind", "police"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("This instrument is issued by: court.", page.Body, StringComparison.Ordinal);
        page = await officer.Step(draft, "instrument", ("instrument", "us/national-security-letter"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        page = await officer.Step(draft, "instrument", ("instrument", "us/no-such"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        await officer.Step(draft, "instrument", ("instrument", "us/grand-jury-subpoena"));
        await officer.AddItem(draft, "phone", "+12065550100", "content");
        var check = (await officer.Get(draft + "/check")).Body;
        Assert.Contains("/officer/grounds/", check, StringComparison.Ordinal);
        var ground = check.Split("href=\"/officer/grounds/")[1].Split('"')[0];
        Assert.Contains("Rests on", (await officer.Get("/officer/grounds/" + ground)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get("/officer/grounds/none-such")).Status);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Whatever_is_typed_is_kept_shown_as_text_and_breaks_nothing(string text)
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        await officer.Step(draft, "reference", ("reference", text), ("then", "later"));
        await officer.Step(draft, "instrument", ("instrument", text), ("service", text), ("then", "later"));
        await officer.Step(draft, "authority", ("authority/name", text), ("authority/kind", text), ("then", "later"));
        await officer.Step(draft, "dates", ("issuedOn-day", text), ("issuedOn-month", text), ("issuedOn-year", text), ("expiresOn-year", text), ("then", "later"));
        await officer.Step(draft, "gag", ("gag", text), ("then", "later"));
        await officer.AddItem(draft, text, text, text, ("from-day", text), ("to-year", text), ("then", "later"));

        foreach (var step in new[] { "", "/reference", "/instrument", "/authority", "/dates", "/gag", "/items", "/file", "/check" })
        {
            var page = await officer.GetRaw(draft + step);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page.Body, StringComparison.Ordinal);
            Assert.True(page.Body.Length < 400_000, step);
        }

        Assert.DoesNotContain("Send the demand", (await officer.Get(draft + "/check")).Body, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.SeeOther, (await officer.Send(draft + "/check", [("seen", "9"), ("declared", "yes")], (await officer.Get(draft + "/gag")).Token)).Status);
        await officer.Post(draft + "/deletion", draft + "/deletion");
    }

    [Fact]
    public async Task A_form_without_its_token_or_too_large_changes_nothing()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Send(draft + "/reference", [("seen", "1"), ("reference", "forged")], null)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await officer.Step(draft, "reference", ("reference", new string('x', 70_000)))).Status);
        Assert.Contains("Not begun", (await officer.Get(draft)).Body, StringComparison.Ordinal);
    }
}
