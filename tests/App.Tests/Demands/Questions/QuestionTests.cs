using System.Net;
using Writ.App.Tests.Demands.Review;
using Writ.App.Tests.Serving;
using Writ.Demands.Questions;

namespace Writ.App.Tests.Demands.Questions;

/// <summary>The team asks, the officer answers once, and while it is open the demand waits for the officer.</summary>
public sealed class QuestionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task A_question_is_asked_and_answered_by_page()
    {
        var id = (await server.File()).Id;
        using var reviewer = await server.Staff("reviewer", "Asker");
        using var officer = await server.AsOfficer();
        await reviewer.Post(DeskPeople.Case(id), DeskPeople.Case(id) + "/questions", ("text", "Which account is meant?\nThe first?"));
        Assert.Contains("waits for officer", (await reviewer.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);
        Assert.Contains($"/desk/demands/{id}", (await reviewer.Get("/desk?view=officer")).Body, StringComparison.Ordinal);

        var own = await officer.Get($"/officer/demands/{id}");
        Assert.Contains("1 question waits for your answer.", own.Body, StringComparison.Ordinal);
        Assert.Contains("Whose turn: Yours.", own.Body, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Path(id)}\"", own.Body, StringComparison.Ordinal);
        var asked = await officer.Get(Path(id));
        Assert.Contains("Which account is meant?", asked.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Asker", asked.Body, StringComparison.Ordinal);
        var question = await server.Text($"SELECT id FROM demand_question WHERE demand_id = '{id}'");
        foreach (var _ in (int[])[1, 2])
            Assert.Equal(Path(id) + "?said=answered", (await officer.Send($"{Path(id)}/{question}", [($"answer-{question}", "The first.")], asked.Token)).Location);
        var other = await officer.Send($"{Path(id)}/{question}", [($"answer-{question}", "The second.")], asked.Token);
        Assert.Equal(HttpStatusCode.Conflict, other.Status);

        Assert.Contains("All are answered.", (await officer.Get($"/officer/demands/{id}")).Body, StringComparison.Ordinal);
        var page = await reviewer.Get(DeskPeople.Case(id));
        Assert.Contains("The first.", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("waits for officer", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_asked_and_answered_over_the_api()
    {
        var id = (await server.File()).Id;
        var asked = (await server.Reviewer.Post<AskedQuestion>($"api/v1/review/{id}/questions", new AskRequest("On what date?"))).Value;
        var seen = Assert.Single((await server.Officer.Get<QuestionView[]>($"api/v1/demands/{id}/questions")).Value);
        Assert.Equal((asked.Id, "On what date?"), (seen.Id, seen.Text));

        Assert.Equal("In May.", (await server.Officer.Post<QuestionView>($"api/v1/demands/{id}/questions/{asked.Id}/answer", new AnswerRequest("In May."))).Value.Answer);

        Assert.Equal("In May.", Assert.Single((await server.Reviewer.Get<AskedQuestion[]>($"api/v1/review/{id}/questions")).Value).Answer);
        Assert.Equal("demands-question-answered", (await server.Officer.Post<QuestionView>($"api/v1/demands/{id}/questions/{asked.Id}/answer", new AnswerRequest("In June."))).Refusal!.Code);
    }

    [Fact]
    public async Task To_another_agency_the_questions_look_like_those_of_a_demand_that_never_was()
    {
        var id = (await server.File()).Id;
        var asked = (await server.Reviewer.Post<AskedQuestion>($"api/v1/review/{id}/questions", new AskRequest("Which one?"))).Value;
        using var other = await server.AsOfficer("other-officer");
        const string never = "dmd_0000000000000000";

        Assert.Equal((await other.Get(Path(never))).Body.Replace(never, id, StringComparison.Ordinal), (await other.Get(Path(id))).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post("/account", $"{Path(id)}/{asked.Id}", ($"answer-{asked.Id}", "Mine."))).Status);
        Assert.Equal("demands-unknown", (await server.OtherOfficer.Get<QuestionView[]>($"api/v1/demands/{id}/questions")).Refusal!.Code);
        Assert.Equal("demands-unknown", (await server.OtherOfficer.Post<QuestionView>($"api/v1/demands/{id}/questions/{asked.Id}/answer", new AnswerRequest("Mine."))).Refusal!.Code);
        Assert.Equal(1, await server.Count("demand_question", $"id = '{asked.Id}' AND answer IS NULL"));
    }

    [Fact]
    public async Task A_question_of_one_demand_is_not_answered_through_another()
    {
        var (one, two) = ((await server.File()).Id, (await server.File()).Id);
        var asked = (await server.Reviewer.Post<AskedQuestion>($"api/v1/review/{one}/questions", new AskRequest("Which one?"))).Value;

        Assert.Equal("demands-unknown", (await server.Officer.Post<QuestionView>($"api/v1/demands/{two}/questions/{asked.Id}/answer", new AnswerRequest("That."))).Refusal!.Code);
    }

    [Fact]
    public async Task After_the_answer_to_the_demand_nothing_is_asked_or_answered_any_more()
    {
        var id = (await server.File()).Id;
        var asked = (await server.Reviewer.Post<AskedQuestion>($"api/v1/review/{id}/questions", new AskRequest("Which one?"))).Value;
        await server.Answer(id);

        Assert.Equal("demands-wrong-state", (await server.Reviewer.Post<AskedQuestion>($"api/v1/review/{id}/questions", new AskRequest("Still?"))).Refusal!.Code);
        Assert.Equal("demands-wrong-state", (await server.Officer.Post<QuestionView>($"api/v1/demands/{id}/questions/{asked.Id}/answer", new AnswerRequest("Late."))).Refusal!.Code);
        using var officer = await server.AsOfficer();
        Assert.Contains("no answer is needed any more", (await officer.Get(Path(id))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_hostile_is_shown_as_text_or_refused_with_the_words_kept()
    {
        var id = (await server.File()).Id;
        using var officer = await server.AsOfficer();
        foreach (var text in DeskPeople.Hostile.Append(""))
        {
            var asked = await server.Reviewer.Post<AskedQuestion>($"api/v1/review/{id}/questions", new AskRequest(text));
            if (!asked.Ok)
            {
                Assert.Contains(asked.Refusal.Code, (string[])["input-missing", "input-too-long", "input-control-characters"]);
                asked = await server.Reviewer.Post<AskedQuestion>($"api/v1/review/{id}/questions", new AskRequest("Plainly?"));
            }

            var answer = await officer.Post(Path(id), $"{Path(id)}/{asked.Value.Id}", ($"answer-{asked.Value.Id}", text));
            if (answer.Status == HttpStatusCode.SeeOther) continue;
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);

            // No browser sends it; the form as a whole is not read.
            if (text.Contains('\0')) continue;
            Assert.Contains($"id=\"answer-{asked.Value.Id}-error\"", answer.Body, StringComparison.Ordinal);
            if (text.Length > 5000) Assert.Contains(text, answer.Body, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("\u202E", (await officer.Get(Path(id))).Body, StringComparison.Ordinal);
    }

    private static string Path(string id) => $"/officer/demands/{id}/questions";
}
