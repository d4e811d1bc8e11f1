using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Review;
using Writ.Kit;
using Writ.Store;

namespace Writ.Demands.Questions;

/// <param name="Text">Your answer; the review team reads it. It cannot be changed afterwards.</param>
public sealed record AnswerRequest(string Text);

/// <summary>What the officer's page of questions shows.</summary>
/// <param name="Typed">Question and answer that have to be mended.</param>
/// <param name="Open">Whether anything can still be answered.</param>
internal sealed record QuestionsModel(
    string Demand, string Reference, string State, IReadOnlyList<QuestionView> Questions, bool MayAnswer, bool Open, (string Question, string Text)? Typed);

/// <summary>The officer's side: reads and answers. Another agency's demand looks like one that never was.</summary>
internal sealed class AnswerQuestion(IStore store, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/demands/{id}/questions", (string id, AnswerQuestion use, Caller caller) => use.List(id, caller))
            .RequireAuthorization(Scopes.DemandsRead).WithSummary("What the review team asks you about a demand").Produces<QuestionView[]>();
        api.MapPost("/demands/{id}/questions/{question}/answer", (string id, string question, AnswerRequest request, AnswerQuestion use, Caller caller) =>
                use.Handle(id, question, request.Text, caller))
            .RequireAuthorization(Scopes.DemandsWrite).WithSummary("Answer a question of the review team, once").Produces<QuestionView>();
    }

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/officer/demands/{id}/questions", (HttpContext http, string id, AnswerQuestion use, Caller caller) => use.Show(http, id, caller, null, null))
            .RequireAuthorization(Scopes.Page(Scopes.DemandsRead));
        pages.MapPost("/officer/demands/{id}/questions/{question}", (HttpContext http, string id, string question, AnswerQuestion use, Caller caller) =>
                use.Post(http, id, question, caller))
            .RequireAuthorization(Scopes.Page(Scopes.DemandsWrite));
    }

    private async Task<IResult> Post(HttpContext http, string id, string question, Caller caller)
    {
        var text = (await Posted.Read(http)).Text($"answer-{question}");
        var done = await Handle(id, question, text, caller);
        if (done.TryGet(out _, out var refusal)) return DeskAnswers.GoTo($"/officer/demands/{id}/questions", "answered");
        return refusal.Kind == RefusalKind.NotFound
            ? DeskAnswers.Refused(refusal)
            : await Show(http, id, caller, (question, text), refusal.Field is null ? refusal : refusal with { Field = $"/answer-{question}" });
    }

    private async Task<IResult> Show(HttpContext http, string id, Caller caller, (string Question, string Text)? typed, Refusal? refusal)
    {
        var found = await store.Look(async work => await Mine(work, id, caller) is { } d
            ? new QuestionsModel(
                d.Id.Text, d.AgencyReference, d.State.Word(), [.. (await QuestionQueries.Of(work, d.Id)).Select(QuestionView.Of)],
                caller.May(Scopes.DemandsWrite), d.State is DemandState.Received or DemandState.Decided, typed)
            : null);
        return found is null ? DeskAnswers.Refused(DemandRefusals.Unknown) : await DeskAnswers.Show<QuestionsPage>(http, found, refusal);
    }

    private Task<Result<QuestionView[]>> List(string id, Caller caller) => store.Look<Result<QuestionView[]>>(async work =>
        await Mine(work, id, caller) is { } d ? (await QuestionQueries.Of(work, d.Id)).Select(QuestionView.Of).ToArray() : DemandRefusals.Unknown);

    internal async Task<Result<QuestionView>> Handle(string id, string question, string? text, Caller caller)
    {
        if (Paragraphs.Fault(text, "/text") is { } fault) return fault;
        return await store.Act<QuestionView>(async work =>
        {
            if (await Mine(work, id, caller) is not { } d) return DemandRefusals.Unknown;
            if (await work.Db().Set<OfficerQuestion>().SingleOrDefaultAsync(q => q.Id == question && q.DemandId == d.Id) is not { } asked) return DemandRefusals.Unknown;

            // Sent twice, it is done already.
            if (asked.AnsweredAt is not null) return asked.Answer == text && asked.AnsweredBy == caller.Subject ? QuestionView.Of(asked) : DemandRefusals.QuestionAnswered;
            if (d.State is not (DemandState.Received or DemandState.Decided)) return DemandRefusals.WrongState;
            (asked.AnsweredAt, asked.AnsweredBy, asked.Answer) = (time.GetUtcNow(), caller.Subject, text);
            return QuestionView.Of(asked);
        });
    }

    private static async Task<Demand?> Mine(IWork work, string id, Caller caller) =>
        DemandId.TryParse(id, out var demandId) && await DemandQueries.Find(work, demandId) is { } d && d.AgencyId == caller.Agency ? d : null;
}
