using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;

namespace Writ.Demands.Draft;

/// <summary>The items of a draft: added, changed, removed, each on its own page.</summary>
internal sealed class DraftItems(Drafts drafts, DraftSteps steps)
{
    public const int Most = 100;

    private const string List = "/officer/drafts/{id}/items";

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(List, (HttpContext http, string id, string? from, DraftItems use, Caller caller) => use.With(id, caller, draft =>
            DeskAnswers.Show<ItemsPage>(http, use.View(draft, from == "check")))).Takes();
        pages.MapGet(List + "/new", (HttpContext http, string id, DraftItems use, Caller caller) =>
            use.With(id, caller, draft => use.Show(http, draft, DraftItem.New()))).Takes();
        pages.MapGet(List + "/{key}", (HttpContext http, string id, string key, DraftItems use, Caller caller) => use.With(id, caller, async draft =>
            draft.Content.Item(key) is { } item ? await use.Show(http, draft, item) : DeskAnswers.Refused(DraftRefusals.Unknown))).Takes();
        pages.MapPost(List + "/{key}", (HttpContext http, string id, string key, DraftItems use, Caller caller) => use.Save(http, id, key, caller)).Takes();
        pages.MapPost(List + "/{key}/removal", (HttpContext http, string id, string key, DraftItems use, Caller caller) => use.Remove(http, id, key, caller)).Takes();
    }

    private Task<IResult> With(string id, Caller caller, Func<OpenDraft, Task<IResult>> answer) => drafts.Answer(id, caller, answer);

    private StepView View(OpenDraft draft, bool fromCheck) => steps.View(draft, DraftPart.Items, draft.Content, told: false, fromCheck);

    private static string Part(string key) => "item:" + key;

    private Task<IResult> Show(HttpContext http, OpenDraft draft, DraftItem item) =>
        DeskAnswers.Show<ItemPage>(http, steps.View(draft, DraftPart.Items, draft.Content, told: false, http.Request.Query["from"] == "check", item: item));

    private async Task<IResult> Save(HttpContext http, string id, string key, Caller caller)
    {
        if (!DraftItem.IsKey(key)) return DeskAnswers.Refused(DraftRefusals.Unknown);
        var form = await Posted.Read(http);
        var item = new DraftItem(key, form.Line("kind"), form.Line("identifier"), form.Line("category"), TypedDay.Of(form, "from"), TypedDay.Of(form, "to"));
        var full = false;
        var saved = await drafts.Save(id, caller, Part(key), form.Seen(), c =>
        {
            full = c.Item(key) is null && c.Items.Count >= Most;
            return full ? c : c.With(item);
        });
        if (!saved.TryGet(out var draft, out var refusal))
            return refusal.Code == DraftRefusals.Changed.Code ? await Conflict(http, id, item, form, caller) : DeskAnswers.Refused(refusal);
        if (draft.SentAs is { } demand) return DraftAnswers.Sent(demand);
        var view = steps.View(draft, DraftPart.Items, draft.Content.With(item), told: true, form.Line("from") == "check", item: item);
        if (full) view = view with { Besides = new Refusal("demands-items", "A demand holds at most 100 items; send this one and begin another.") };
        if (!full && (view.Refusal is null || form.Has("then")))
            return DeskAnswers.GoTo(form.Has("then") ? $"/officer/drafts/{id}" : $"/officer/drafts/{id}/items", form.Has("then") ? "saved" : "item-saved");
        return await DeskAnswers.Show<ItemPage>(http, view, view.Refusal);
    }

    private Task<IResult> Conflict(HttpContext http, string id, DraftItem item, Posted form, Caller caller) => drafts.Answer(id, caller, draft => DeskAnswers.Show<ItemPage>(
        http, steps.View(draft, DraftPart.Items, draft.Content.With(item), told: true, form.Line("from") == "check", draft.Content, item), DraftRefusals.Changed));

    /// <summary>An item that is gone already is what was wanted; one that was changed meanwhile is shown first.</summary>
    private async Task<IResult> Remove(HttpContext http, string id, string key, Caller caller)
    {
        var form = await Posted.Read(http);
        var saved = await drafts.Save(id, caller, Part(key), form.Seen(), c => c.Without(key));
        if (saved.TryGet(out var draft, out var refusal))
            return draft.SentAs is { } demand ? DraftAnswers.Sent(demand) : DeskAnswers.GoTo($"/officer/drafts/{id}/items", "item-removed");
        return refusal.Code == DraftRefusals.Changed.Code
            ? await drafts.Answer(id, caller, now => DeskAnswers.Show<ItemsPage>(http, steps.View(now, DraftPart.Items, now.Content, told: true, fromCheck: false, now.Content), refusal))
            : DeskAnswers.Refused(refusal);
    }
}
