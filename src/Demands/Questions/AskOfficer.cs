using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Review;
using Writ.Demands.Review.Case;
using Writ.Kit;
using Writ.Store;

namespace Writ.Demands.Questions;

/// <param name="Text">What you want to know; the officer and their colleagues read it.</param>
public sealed record AskRequest(string Text);

/// <summary>The team asks the officer something about their demand, before it is answered.</summary>
internal sealed class AskOfficer(IStore store, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/review/{id}/questions", (string id, AskOfficer use) => use.List(id))
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("Questions to the officer, oldest first").Produces<AskedQuestion[]>();
        api.MapPost("/review/{id}/questions", (string id, AskRequest request, AskOfficer use, Caller caller) => use.Handle(id, request.Text, null, caller))
            .RequireAuthorization(Scopes.ReviewDecide).WithSummary("Ask the officer something").Produces<AskedQuestion>();
    }

    public static void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapPost("/desk/demands/{id}/questions", (HttpContext http, string id, AskOfficer use, CaseDesk desk, Caller caller) => use.Post(http, id, desk, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));

    private async Task<IResult> Post(HttpContext http, string id, CaseDesk desk, Caller caller)
    {
        var form = await Posted.Read(http);
        var text = form.Text("text");
        var done = await Handle(id, text, form.Line("once"), caller);
        if (done.TryGet(out _, out var refusal)) return DeskAnswers.GoTo($"/desk/demands/{id}?said=asked#questions");
        return refusal.Kind == RefusalKind.NotFound
            ? DeskAnswers.Refused(refusal)
            : await desk.Show(http, id, caller, new CaseTyped { Question = text }, refusal);
    }

    private Task<Result<AskedQuestion[]>> List(string id) => store.Look<Result<AskedQuestion[]>>(async work =>
        DemandId.TryParse(id, out var demand) && await DemandQueries.Find(work, demand) is not null
            ? (await QuestionQueries.Of(work, demand)).Select(AskedQuestion.Of).ToArray()
            : DemandRefusals.Unknown);

    internal async Task<Result<AskedQuestion>> Handle(string id, string? text, string? once, Caller caller)
    {
        if (Paragraphs.Fault(text, "/text") is { } fault) return fault;
        return await store.Act<AskedQuestion>(async work =>
        {
            if (!DemandId.TryParse(id, out var demand) || await DemandQueries.Find(work, demand) is not { } d) return DemandRefusals.Unknown;
            var questionId = IdText.Fits(OfficerQuestion.Prefix, once) ? once : IdText.New(OfficerQuestion.Prefix);
            if (await work.Db().Set<OfficerQuestion>().SingleOrDefaultAsync(q => q.Id == questionId) is { } earlier)
            {
                if (earlier.AskedBy == caller.Subject && earlier.DemandId == demand && earlier.Text == text) return AskedQuestion.Of(earlier);
                questionId = IdText.New(OfficerQuestion.Prefix);
            }

            if (d.State is not (DemandState.Received or DemandState.Decided)) return DemandRefusals.WrongState;
            var question = new OfficerQuestion { Id = questionId, DemandId = demand, AskedAt = time.GetUtcNow(), AskedBy = caller.Subject, Text = text! };
            work.Db().Add(question);
            return AskedQuestion.Of(question);
        });
    }
}
