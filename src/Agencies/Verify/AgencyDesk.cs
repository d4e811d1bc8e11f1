using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies.Enrol;
using Writ.Agencies.Officers;
using Writ.Base;
using Writ.Kit;
using Writ.Store;
using Writ.Store.People;

namespace Writ.Agencies.Verify;

/// <summary>The pages on which agencies are enrolled, verified and suspended. What may be done is decided by the use cases.</summary>
internal sealed class AgencyDesk(IStore store, StaffNames colleagues, EnrolAgency enrol, VerifyAgency verify, EnrolOfficer officers, TimeProvider time)
{
    private const string List = "/desk/agencies";

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(List, (HttpContext http, AgencyDesk use, Caller caller, string? state, string? text, int? page) => use.All(http, caller, state, text, page ?? 1))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead)).WarnsOfEnd();
        pages.MapGet(List + "/new", (HttpContext http, CancellationToken _) => DeskAnswers.Show<NewAgencyPage>(http, new NewAgency(AgencyId.New().Text, "", "", "")))
            .RequireAuthorization(Scopes.Page(Scopes.AgenciesWrite));
        pages.MapPost(List + "/new", (HttpContext http, AgencyDesk use, Caller caller) => use.Enrol(http, caller))
            .RequireAuthorization(Scopes.Page(Scopes.AgenciesWrite));
        pages.MapGet(List + "/{id}", (HttpContext http, string id, AgencyDesk use, Caller caller) => use.Show(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead));
        pages.MapPost(List + "/{id}/verification", (HttpContext http, string id, AgencyDesk use, Caller caller) => use.Verify(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.AgenciesVerify));
        pages.MapPost(List + "/{id}/suspension", (HttpContext http, string id, AgencyDesk use, Caller caller) => use.Suspend(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.AgenciesVerify));
        pages.MapPost(List + "/{id}/officers", (HttpContext http, string id, AgencyDesk use, Caller caller) => use.Officer(http, id, caller))
            .RequireAuthorization(Scopes.Page(Scopes.AgenciesWrite));
    }

    private async Task<IResult> All(HttpContext http, Caller caller, string? state, string? text, int page)
    {
        state = AgencyWords.States.Any(s => s.Value == state) ? state : null;
        text = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        page = Math.Clamp(page, 1, 10_000);
        var list = await store.Look(async work =>
        {
            var all = work.Db().Set<Agency>().AsQueryable();
            if (state is not null)
            {
                var wanted = Enum.Parse<AgencyState>(state);
                all = all.Where(a => a.State == wanted);
            }

            if (text is not null)
            {
                var low = text.ToLowerInvariant();
                all = all.Where(a => a.Name.ToLower().Contains(low));
            }

            var total = await all.CountAsync();
            var rows = await all.OrderBy(a => a.Name).ThenBy(a => a.Id).Skip((page - 1) * AgencyList.PerPage).Take(AgencyList.PerPage).ToListAsync();
            return new AgencyList([.. rows.Select(AgencyView.Of)], total, state, text, page, caller.May(Scopes.AgenciesWrite));
        });
        return await DeskAnswers.Show<AgenciesPage>(http, list);
    }

    private async Task<IResult> Enrol(HttpContext http, Caller caller)
    {
        var form = await Posted.Read(http);
        var typed = new NewAgency(form.Line("once"), form.Line("name"), form.Line("country"), form.Line("kind"));
        if (!AgencyId.TryParse(typed.Once, out var once)) once = AgencyId.New();
        var done = await enrol.Handle(new EnrolAgencyRequest(typed.Name, typed.Country.ToUpperInvariant(), typed.Kind), caller, once);
        return done.TryGet(out var agency, out var refusal)
            ? DeskAnswers.GoTo($"{List}/{agency.Id}", "enrolled")
            : await DeskAnswers.Show<NewAgencyPage>(http, typed with { Once = once.Text }, refusal);
    }

    private async Task<IResult> Verify(HttpContext http, string id, Caller caller)
    {
        if (!AgencyId.TryParse(id, out var agency)) return DeskAnswers.Refused(AgencyRefusals.Unknown);
        var typed = AgencyTyped.From(await Posted.Read(http));
        var checks = new Checks();

        // The page asks for it always; over the API it may be part of the evidence.
        checks.Line(typed.Source, 300, "/source");
        var request = new VerifyAgencyRequest(typed.How, typed.Evidence, typed.Source);
        var done = checks.Ok ? await verify.Handle(agency, request, caller) : checks.Refusal;
        return done.Ok || await Did(agency, caller, done.Refusal, AgencyEventKind.Verified)
            ? DeskAnswers.GoTo($"{List}/{id}", "verified")
            : await Show(http, id, caller, typed, done.Refusal);
    }

    private async Task<IResult> Suspend(HttpContext http, string id, Caller caller)
    {
        if (!AgencyId.TryParse(id, out var agency)) return DeskAnswers.Refused(AgencyRefusals.Unknown);
        var typed = AgencyTyped.From(await Posted.Read(http));
        var done = await verify.Suspend(agency, new SuspendAgencyRequest(typed.Reason), caller);
        return done.Ok || await Did(agency, caller, done.Refusal, AgencyEventKind.Suspended)
            ? DeskAnswers.GoTo($"{List}/{id}", "suspended")
            : await Show(http, id, caller, typed, done.Refusal);
    }

    private async Task<IResult> Officer(HttpContext http, string id, Caller caller)
    {
        if (!AgencyId.TryParse(id, out var agency)) return DeskAnswers.Refused(AgencyRefusals.Unknown);
        var form = await Posted.Read(http);
        var once = OfficerId.TryParse(form.Line("once"), out var given) ? given : OfficerId.New();
        var typed = AgencyTyped.From(form);

        // The page asks for it always; programs that enrol over the API may be older than names.
        var checks = new Checks();
        checks.Line(typed.Name, 80, "/name");
        checks.Line(typed.Title, 120, "/title");
        var done = checks.Ok ? await officers.Handle(agency, new EnrolOfficerRequest(typed.Title, typed.Name), caller, once) : checks.Refusal;
        return done.TryGet(out _, out var refusal) ? DeskAnswers.GoTo($"{List}/{id}?said=officer#officers") : await Show(http, id, caller, typed, refusal);
    }

    /// <summary>A form that was sent twice finds its work done: that is no fault.</summary>
    private async Task<bool> Did(AgencyId agency, Caller caller, Refusal refusal, AgencyEventKind kind) =>
        refusal.Code == AgencyRefusals.WrongState.Code && await store.Look(async work =>
            await work.Db().Set<AgencyEvent>().Where(e => e.AgencyId == agency).OrderByDescending(e => e.Seq).FirstOrDefaultAsync() is { } last
            && last.Actor == caller.Subject && last.Kind == kind);

    private async Task<IResult> Show(HttpContext http, string id, Caller caller, AgencyTyped? typed = null, Refusal? refusal = null)
    {
        if (!AgencyId.TryParse(id, out var agencyId)) return DeskAnswers.Refused(AgencyRefusals.Unknown);
        var now = time.GetUtcNow();
        var found = await store.Look(async work =>
        {
            if (await work.Db().Set<Agency>().SingleOrDefaultAsync(a => a.Id == agencyId) is not { } agency) return null;
            var people = await colleagues.All(work);
            var history = await work.Db().Set<AgencyEvent>().Where(e => e.AgencyId == agencyId).OrderByDescending(e => e.Seq).ToListAsync();
            var enrolled = await work.Db().Set<Officer>().Where(o => o.AgencyId == agencyId).OrderBy(o => o.EnrolledAt).ToListAsync();
            var keys = (await (
                from k in work.Db().Set<OfficerKey>()
                join o in work.Db().Set<Officer>() on k.OfficerId equals o.Id
                where o.AgencyId == agencyId && k.RevokedAt == null
                select new { k.OfficerId, k.UsableFrom }).ToListAsync()).ToLookup(k => k.OfficerId);
            return new AgencyCase(
                AgencyView.Of(agency), agency.EnrolledBy, agency.EnrolledBy == caller.Subject, caller, history,
                [.. enrolled.Select(o => new OfficerLine(
                    o.Id.Text, o.Shown, o.EnrolledAt, keys[o.Id].Count(k => k.UsableFrom <= now), keys[o.Id].Count(k => k.UsableFrom > now), o.OffWhy))],
                subject => subject == caller.Subject ? "You" : people.TryGetValue(subject, out var known) ? known.Name : StaffNames.Unnamed(subject),
                typed ?? new AgencyTyped());
        });
        return found is null ? DeskAnswers.Refused(AgencyRefusals.Unknown) : await DeskAnswers.Show<AgencyPage>(http, found, refusal);
    }
}
