using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Demands.Assign;
using Writ.Demands.Follow;
using Writ.Demands.Notes;
using Writ.Demands.Questions;
using Writ.Demands.Review.Queue;
using Writ.Demands.Review.Sign;
using Writ.Gate.Approvers;
using Writ.Gate.Authorise;
using Writ.Gate.Productions;
using Writ.Gate.Recorded;
using Writ.Kit;
using Writ.Law;
using Writ.Store;
using Writ.Store.People;
using Writ.Store.Record;

namespace Writ.Demands.Review.Case;

/// <summary>One case as a page. Every showing of it is written down first.</summary>
internal sealed class CaseDesk(
    IStore store, ReviewQueue cases, Looks looks, AgencyRegister agencies, StaffNames colleagues, DisclosureGate gate, SignDecision sign, LawBook law, DemandOptions options, TakeProduction productions, TimeProvider time)
{
    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/desk/demands/{id}", (HttpContext http, string id, CaseDesk use, Caller caller) => use.Show(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead));
        pages.MapGet("/desk/demands/{id}/file", async (string id, ReviewQueue use, Caller caller, CancellationToken cancel) =>
                (await use.File(id, caller, cancel)).TryGet(out var file, out var refusal) ? file : DeskAnswers.Refused(refusal))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead));
    }

    /// <param name="typed">What has to be mended, and stands in the fields again.</param>
    public async Task<IResult> Show(HttpContext http, string id, Caller caller, CaseTyped? typed = null, Refusal? refusal = null)
    {
        var looked = await looks.Record(id, caller, LookedAt.Case);
        if (!looked.TryGet(out _, out var unseen)) return DeskAnswers.Refused(unseen);
        var found = await Model(id, caller, typed ?? new CaseTyped());
        if (!found.TryGet(out var model, out var unknown)) return DeskAnswers.Refused(unknown);
        SignScript.AllowFor(http.Response, model.Signing);
        return await DeskAnswers.Show<CasePage>(http, model with { Faults = Faults.Of(refusal) }, refusal);
    }

    /// <param name="asApprover">The gate is rehearsed as if the reader approved.</param>
    public async Task<Result<CaseModel>> Model(string id, Caller caller, CaseTyped typed, bool asApprover = false)
    {
        var viewed = await cases.One(id);
        if (!viewed.TryGet(out var view, out var refusal)) return refusal;

        // The vault is asked before the look, and only where there may be something to sign.
        var vault = view.State is "decided" or "approved" ? await sign.Vault(CancellationToken.None) : DemandRefusals.WrongState;
        return await store.Look(work => Around(work, view, caller, typed, asApprover, vault));
    }

    private async Task<CaseModel> Around(IWork work, CaseView view, Caller caller, CaseTyped typed, bool asApprover, Result<SigningVault> vault)
    {
        var demand = (await DemandQueries.Find(work, DemandId.FromTrusted(view.Id)))!;
        var items = await DemandQueries.Items(work, demand.Id);
        var people = await colleagues.All(work);
        var officers = await CaseTimeline.Officers(work, agencies, demand.Id);
        string Who(string subject) => subject == caller.Subject ? "You"
            : subject == "person" ? "The person concerned"
            : people.TryGetValue(subject, out var known) ? known.Name
            : officers.TryGetValue(subject, out var officer) ? officer
            : StaffNames.Unnamed(subject);
        var names = (await agencies.Names(work)).ToDictionary(n => n.Id, n => n.Name);
        var notes = await work.Db().Set<CaseNote>().Where(n => n.DemandId == demand.Id).OrderBy(n => n.At).ThenBy(n => n.Id).ToListAsync();
        var questions = (await QuestionQueries.Of(work, demand.Id)).Select(AskedQuestion.Of).ToList();
        var draft = await DecisionDraft.Find(work, demand.Id, caller.Subject);
        var kept = draft?.ReadItems().ToDictionary(t => t.Item) ?? [];
        var instrument = law.Find(demand.Instrument).TryGet(out var found, out _) ? found : null;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        DateOnly? answered = demand.ClosedAt is { } closed && demand.State != DemandState.Withdrawn ? DateOnly.FromDateTime(closed.UtcDateTime) : null;
        var last = view.Timeline.LastOrDefault(e => e.Kind is "decided" or "release-failed" or "sent-back");
        return new CaseModel(
            view, caller,
            DueDate.Of(law, options, demand.Instrument, demand.ReceivedAt, demand.ExpiresOn).Explained(today, answered),
            await Assignments.Of(work, demand.Id),
            [.. people.Values.Where(p => !p.Ended && p.Subject != caller.Subject && p.Scopes.Contains(Scopes.ReviewDecide))],
            Who,
            typed.Decisions ?? [.. view.Items.Select(i => kept.GetValueOrDefault(i.Item.Id) ?? TypedDecision.Of(i.Item))],
            draft?.SavedAt,
            draft is not null && draft.Seen != view.Decision && demand.Reviewer is { } other && other != caller.Subject ? Who(other) : null,
            GroundChoices(instrument),
            code => code is null ? string.Empty : law.FindGround(code) is { } ground ? $"{ground.Sentence} ({ground.Citation})" : code,
            category => law.Categories.FirstOrDefault(c => c.Category.Text == category)?.Title ?? category,
            instrument is { RecordOnly: false } ? await Rehearse(work, demand, items, caller, asApprover) : [],
            instrument is { RecordOnly: true },
            demand.State == DemandState.Received && last is { Kind: "release-failed" } ? last.Note : null,
            notes, questions,
            await CaseTimeline.Of(work, demand.Id, notes, questions, Who),
            await RelatedDemands.Of(work, demand, items, agency => names.GetValueOrDefault(agency, string.Empty)),
            typed,
            time.GetUtcNow())
        {
            Batch = RecordTimes.Awaited(work, LeafKind.Register, demand.RegisterSeq, demand.ReceivedAt, time.GetUtcNow()),
            Epoch = await productions.Epoch(work, demand.Id),
            Signing = await sign.Look(work, demand, items, caller, asApprover, vault),
        };
    }

    private async Task<IReadOnlyList<GateFinding>> Rehearse(IWork work, Demand demand, IReadOnlyList<DemandItem> items, Caller caller, bool asApprover)
    {
        if (demand.State is not (DemandState.Received or DemandState.Decided)) return [];

        // Nothing decided: as if everything were produced as asked.
        var decided = items.Any(i => i.Decision is not null);
        var disclosure = ApproveDemand.DisclosureOf(
            demand, [.. items.Where(i => !decided || i.Decision is ItemDecision.Produce or ItemDecision.Narrow)],
            asApprover ? caller.Subject : string.Empty, (await Outbox.Find(work, demand.RegisterSeq)).LeafHash);
        return await gate.Rehearse(work, disclosure);
    }

    /// <summary>The grounds of the instrument first, then those that arise anywhere.</summary>
    private IReadOnlyList<Choice> GroundChoices(Instrument? instrument)
    {
        var first = instrument?.Refusals ?? [];
        var rest = law.Grounds.Where(g => !first.Contains(g.Code)).Select(g => g.Code);
        return [.. first.Concat(rest).Select(law.FindGround).OfType<Ground>().Select(g => new Choice(g.Code, $"{g.Code}: {g.Sentence}"))];
    }
}
