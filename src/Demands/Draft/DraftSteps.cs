using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Builder;
using Writ.Base;
using Writ.Kit;
using Writ.Law;

namespace Writ.Demands.Draft;

/// <summary>
/// The steps of one question each. What was typed is kept first, whatever it is; then what is wrong with it is said, on the same
/// page.
/// </summary>
internal sealed class DraftSteps(Drafts drafts, DraftReader reader, LawBook law)
{
    public static void MapPages(IEndpointRouteBuilder pages)
    {
        Map<ReferencePage>(pages, DraftPart.Reference, (form, c) => c with { Reference = form.Line("reference") });
        Map<InstrumentPage>(pages, DraftPart.Instrument, (form, c) => c with
        {
            Instrument = form.Line("instrument"), Service = form.LineOrNull("service") ?? c.Service,
        });
        Map<AuthorityPage>(pages, DraftPart.Authority, (form, c) => c with { AuthorityName = form.Line("authority/name"), AuthorityKind = form.Line("authority/kind") });
        Map<DatesPage>(pages, DraftPart.Dates, (form, c) => c with { Issued = TypedDay.Of(form, "issuedOn"), Expires = TypedDay.Of(form, "expiresOn") });
        Map<GagPage>(pages, DraftPart.Gag, (form, c) => c with { Gag = form.Line("gag") });
        DraftItems.MapPages(pages);
        DraftFiles.MapPages(pages);
    }

    public StepView View(OpenDraft draft, DraftPart part, DraftContent shown, bool told, bool fromCheck, DraftContent? kept = null, DraftItem? item = null) =>
        new(draft, part, shown, reader.Read(shown), law, told, fromCheck, kept, item);

    /// <summary>Where a step leads that was answered: back to the check page, or on.</summary>
    public static IResult Onward(DraftId id, DraftPart part, Posted form)
    {
        if (form.Has("then")) return DeskAnswers.GoTo($"/officer/drafts/{id}", "saved");
        if (form.Line("from") == "check" || part == DraftParts.All[^1]) return DeskAnswers.GoTo($"/officer/drafts/{id}/check");
        return DeskAnswers.GoTo(DraftParts.Address(id, DraftParts.All[(int)part + 1]));
    }

    private static void Map<TPage>(IEndpointRouteBuilder pages, DraftPart part, Func<Posted, DraftContent, DraftContent> change)
        where TPage : DeskPage
    {
        var address = "/officer/drafts/{id}/" + part.Slug;
        pages.MapGet(address, (HttpContext http, string id, string? from, DraftSteps use, Caller caller) =>
            use.With(id, caller, draft => DeskAnswers.Show<TPage>(http, use.View(draft, part, draft.Content, told: false, from == "check")))).Takes();
        pages.MapPost(address, (HttpContext http, string id, DraftSteps use, Caller caller) => use.Save<TPage>(http, id, part, change, caller)).Takes();
    }

    private Task<IResult> With(string id, Caller caller, Func<OpenDraft, Task<IResult>> answer) => drafts.Answer(id, caller, answer);

    private async Task<IResult> Save<TPage>(HttpContext http, string id, DraftPart part, Func<Posted, DraftContent, DraftContent> change, Caller caller)
        where TPage : DeskPage
    {
        var form = await Posted.Read(http);
        var saved = await drafts.Save(id, caller, part.Slug, form.Seen(), c => change(form, c));
        if (!saved.TryGet(out var draft, out var refusal))
            return refusal.Code == DraftRefusals.Changed.Code ? await Conflict<TPage>(http, id, part, form, change, caller) : DeskAnswers.Refused(refusal);
        if (draft.SentAs is { } demand) return DraftAnswers.Sent(demand);
        var view = View(draft, part, draft.Content, told: true, form.Line("from") == "check");
        return view.Refusal is null || form.Has("then") ? Onward(draft.Id, part, form) : await DeskAnswers.Show<TPage>(http, view, view.Refusal);
    }

    private Task<IResult> Conflict<TPage>(HttpContext http, string id, DraftPart part, Posted form, Func<Posted, DraftContent, DraftContent> change, Caller caller)
        where TPage : DeskPage => drafts.Answer(id, caller, draft => DeskAnswers.Show<TPage>(
            http, View(draft, part, change(form, draft.Content), told: true, form.Line("from") == "check", draft.Content), DraftRefusals.Changed));
}
