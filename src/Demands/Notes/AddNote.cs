using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Demands.Review;
using Writ.Demands.Review.Case;
using Writ.Kit;
using Writ.Store;

namespace Writ.Demands.Notes;

/// <summary>A note within the team. Added, never edited; neither officer nor customer ever sees it.</summary>
internal sealed class CaseNote
{
    public const string Prefix = "nte";

    public required string Id { get; init; }

    public required DemandId DemandId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Author { get; init; }

    public required string Text { get; init; }
}

internal sealed class AddNote(IStore store, TimeProvider time)
{
    public static void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapPost("/desk/demands/{id}/notes", (HttpContext http, string id, AddNote use, CaseDesk desk, Caller caller) => use.Post(http, id, desk, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead));

    private async Task<IResult> Post(HttpContext http, string id, CaseDesk desk, Caller caller)
    {
        var form = await Posted.Read(http);
        var (text, once) = (form.Text("note"), form.Line("once"));
        var done = await Handle(id, text, once, caller);
        if (done.TryGet(out _, out var refusal)) return DeskAnswers.GoTo($"/desk/demands/{id}?said=noted#notes");
        return refusal.Kind == RefusalKind.NotFound
            ? DeskAnswers.Refused(refusal)
            : await desk.Show(http, id, caller, new CaseTyped { Note = text }, refusal);
    }

    /// <param name="once">The note's id, given with the form: sent again, the form adds nothing again.</param>
    internal async Task<Result<bool>> Handle(string id, string text, string once, Caller caller)
    {
        if (Paragraphs.Fault(text, "/note") is { } fault) return fault;
        return await store.Act<bool>(async work =>
        {
            if (!DemandId.TryParse(id, out var demand) || !await work.Db().Set<Demand>().AnyAsync(d => d.Id == demand)) return DemandRefusals.Unknown;
            var noteId = IdText.Fits(CaseNote.Prefix, once) ? once : IdText.New(CaseNote.Prefix);
            if (await work.Db().Set<CaseNote>().SingleOrDefaultAsync(n => n.Id == noteId) is { } earlier)
            {
                if (earlier.Author == caller.Subject && earlier.DemandId == demand && earlier.Text == text) return true;

                // Gone back to the form and written something else: that is another note.
                noteId = IdText.New(CaseNote.Prefix);
            }

            work.Db().Add(new CaseNote { Id = noteId, DemandId = demand, At = time.GetUtcNow(), Author = caller.Subject, Text = text });
            return true;
        });
    }
}
