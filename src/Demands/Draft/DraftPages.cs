using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Agencies;
using Writ.Base;
using Writ.Kit;
using Writ.Law;
using Writ.Store;

namespace Writ.Demands.Draft;

/// <param name="Id">The draft that the form begins, however often it is sent.</param>
internal sealed record NewView(DraftId Id, bool Verified, string Agency);

/// <param name="Law">For the words of what was answered.</param>
internal sealed record TasksView(OpenDraft Draft, DraftReading Reading, LawBook Law);

/// <summary>Begins a draft, shows how far it is, takes it away.</summary>
internal sealed class DraftPages(IStore store, Drafts drafts, DraftReader reader, LawBook law, AgencyRegister agencies)
{
    public const string New = "/officer/new";

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(New, (HttpContext http, DraftPages use, Caller caller) => use.Start(http, caller)).Takes().WarnsOfEnd();
        pages.MapPost("/officer/drafts", (HttpContext http, DraftPages use, Caller caller) => use.Begin(http, caller)).Takes();
        pages.MapGet("/officer/drafts/{id}", (HttpContext http, string id, DraftPages use, Caller caller) =>
            use.With(id, caller, draft => DeskAnswers.Show<TasksPage>(http, use.Tasks(draft)))).Takes().WarnsOfEnd();
        pages.MapGet("/officer/drafts/{id}/deletion", (HttpContext http, string id, DraftPages use, Caller caller) =>
            use.With(id, caller, draft => DeskAnswers.Show<DeletePage>(http, use.Tasks(draft)))).Takes().WarnsOfEnd();
        pages.MapPost("/officer/drafts/{id}/deletion", (string id, DraftPages use, Caller caller) => use.Delete(id, caller)).Takes();
    }

    private Task<IResult> With(string id, Caller caller, Func<OpenDraft, Task<IResult>> answer) => drafts.Answer(id, caller, answer);

    private TasksView Tasks(OpenDraft draft) => new(draft, reader.Read(draft.Content), law);

    private async Task<IResult> Start(HttpContext http, Caller caller)
    {
        var asks = await store.Look(work => agencies.Find(work, OfficerId.FromTrusted(caller.Subject)));
        return await DeskAnswers.Show<NewPage>(http, new NewView(DraftId.New(), asks is { Verified: true }, asks?.AgencyName ?? string.Empty));
    }

    private async Task<IResult> Begin(HttpContext http, Caller caller)
    {
        if (!DraftId.TryParse((await Posted.Read(http)).Line("once"), out var id)) return DeskAnswers.Refused(DraftRefusals.Unknown);
        var begun = await drafts.Begin(id, caller);
        return begun.Ok ? DeskAnswers.GoTo($"/officer/drafts/{id}") : DeskAnswers.Refused(begun.Refusal);
    }

    /// <summary>Sent twice it is still deleted: a draft that is gone is what was wanted.</summary>
    private async Task<IResult> Delete(string id, Caller caller)
    {
        var deleted = await drafts.Delete(id, caller);
        if (deleted.TryGet(out var gone, out var refusal)) return DeskAnswers.GoTo(gone ? "/officer" : $"/officer/drafts/{id}", gone ? "draft-deleted" : null);
        return DeskAnswers.Refused(refusal);
    }
}

internal static class DraftAnswers
{
    /// <summary>Every page of drafts is for officers who may file.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(Scopes.Page(Scopes.DemandsWrite));

    /// <summary>With the draft; where it was sent already, whichever page was asked, by the page that says so.</summary>
    public static async Task<IResult> Answer(this Drafts drafts, string id, Caller caller, Func<OpenDraft, Task<IResult>> answer)
    {
        if (!(await drafts.Find(id, caller)).TryGet(out var draft, out var refusal)) return DeskAnswers.Refused(refusal);
        return draft.SentAs is { } demand ? Sent(demand) : await answer(draft);
    }

    public static IResult Sent(DemandId demand) => DeskAnswers.GoTo($"/officer/demands/{demand}/filed");

    /// <summary>Version of the draft on the page that the form stood on.</summary>
    public static long Seen(this Posted posted) =>
        long.TryParse(posted.Line("seen"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seen) ? seen : 0;
}
