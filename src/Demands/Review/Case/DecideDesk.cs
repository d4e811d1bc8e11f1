using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Kit;
using Writ.Store;

namespace Writ.Demands.Review.Case;

/// <summary>The form on which a reviewer decides. Whatever is sent is kept as their draft first, so that nothing typed is lost.</summary>
internal sealed class DecideDesk(IStore store, ReviewQueue cases, DecideDemand decide, CaseDesk desk, TimeProvider time)
{
    // A hundred items, each with a reason much longer than is taken.
    private const long MostBytes = 2 * 1024 * 1024;

    public static void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapPost("/desk/demands/{id}/decision", (HttpContext http, string id, DecideDesk use, Caller caller) => use.Post(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide)).TakesUpTo(MostBytes);

    private async Task<IResult> Post(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        var viewed = await cases.One(id);
        if (!viewed.TryGet(out var view, out var refusal)) return DeskAnswers.Refused(refusal);
        var (demand, seen, then) = (DemandId.FromTrusted(id), form.Line("seen"), form.Line("then"));
        IReadOnlyList<TypedDecision> typed = then == "law"
            ? [.. AsTheLawSays.Of(view).Select(TypedDecision.Of)]
            : [.. view.Items.Select((item, at) => TypedDecision.Read(form, item.Item.Id, at))];
        if (then == "send" && IsDone(view, typed, caller)) return DeskAnswers.GoTo($"/desk/demands/{id}", "decided");
        var kept = await store.Act<bool>(async work =>
        {
            await DecisionDraft.Save(work, demand, caller.Subject, seen, typed, time.GetUtcNow());
            return true;
        });
        if (!kept.Ok) return await desk.Show(http, id, caller, new CaseTyped { Decisions = typed }, kept.Refusal);
        if (then != "send") return DeskAnswers.GoTo($"/desk/demands/{id}", then == "law" ? "law" : "saved");

        var checks = new Checks();
        var items = typed.Select((t, at) => t.ToItem(at, checks)).ToList();

        // A conflict comes first: what is wrong with the form matters only if it is still to be sent.
        var done = seen != view.Decision ? DemandRefusals.DecidedMeanwhile
            : checks.Ok ? await decide.Handle(id, new DecideRequest(items, seen), caller)
            : checks.Refusal;
        if (!done.Ok) return await desk.Show(http, id, caller, new CaseTyped { Decisions = typed }, done.Refusal);
        _ = await store.Act<bool>(async work =>
        {
            await DecisionDraft.Drop(work, demand, caller.Subject);
            return true;
        });
        return DeskAnswers.GoTo($"/desk/demands/{id}", "decided");
    }

    /// <summary>Sent twice: what it asks for is what this person decided already.</summary>
    private static bool IsDone(CaseView view, IReadOnlyList<TypedDecision> typed, Caller caller)
    {
        if (view.Reviewer != caller.Subject || view.State == "received") return false;
        var checks = new Checks();
        var items = typed.Select((t, at) => t.ToItem(at, checks)).ToList();
        return checks.Ok && items.SequenceEqual(view.Items.Select((i, at) => TypedDecision.Of(i.Item).ToItem(at, checks)));
    }
}
