using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Places;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Requests.Approve;
using Writ.Neighbors.Requests.Draft;
using Writ.Neighbors.Requests.Resolve;
using Writ.Neighbors.Rules;
using Writ.Neighbors.Standing;
using Writ.Store;

namespace Writ.Neighbors.Pages;

/// <summary>The agency's pages: write, send, approve, follow, correct, resolve. Nothing on them says what homes did.</summary>
internal sealed class OfficerPages(
    IStore store, RequestBook book, RequestViews views, WriteDraft drafts, SendRequest send, ApproveRequest approve, ResolveRequest resolve, IAgencyStanding standing, TownMap town, TimeProvider time)
{
    public const string List = "/officer/requests";

    /// <summary>Where the drawing script asks for cells of the dwelling grid.</summary>
    public const string Dwellings = List + "/dwellings";

    // Many times the largest area; a whole county is not to be taken a look at a time.
    private const double WidestLook = 0.1 + 1e-9;

    // The area's own limit is 64 KiB; a form writes some letters as three.
    private const int MostForm = 300 * 1024;

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.RequestsWrite);
        pages.MapGet(List, (HttpContext http, OfficerPages use, Caller caller) => use.All(http, caller)).RequireAuthorization(policy).WarnsOfEnd();
        pages.MapPost(List, (HttpContext http, OfficerPages use, Caller caller) => use.Begin(http, null, caller)).RequireAuthorization(policy);
        pages.MapGet(Dwellings, (HttpContext http, OfficerPages use) => use.Cells(http)).RequireAuthorization(policy).AskedByScript();
        pages.MapGet(List + "/{id}", (HttpContext http, string id, OfficerPages use, Caller caller) => use.Show(http, id, caller)).RequireAuthorization(policy).LoadsScript();
        pages.MapPost(List + "/{id}", (HttpContext http, string id, OfficerPages use, Caller caller) => use.Save(http, id, caller)).RequireAuthorization(policy).TakesUpTo(MostForm).LoadsScript();
        pages.MapPost(List + "/{id}/approval", (HttpContext http, string id, OfficerPages use, Caller caller) => use.Approve(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(List + "/{id}/return", (HttpContext http, string id, OfficerPages use, Caller caller) => use.Return(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(List + "/{id}/correction", (HttpContext http, string id, OfficerPages use, Caller caller) => use.Begin(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(List + "/{id}/outcome", (HttpContext http, string id, OfficerPages use, Caller caller) => use.Resolve(http, id, caller)).RequireAuthorization(policy);
    }

    private async Task<IResult> All(HttpContext http, Caller caller, Refusal? refusal = null)
    {
        var now = time.GetUtcNow();
        var list = await store.Look(async work =>
        {
            var (agency, me) = (caller.Agency!.Value, caller.Subject);
            var rows = await work.Db().Set<CommunityRequest>().Where(r => r.AgencyId == agency && (r.State != RequestState.Draft || r.Author == me))
                .OrderByDescending(r => r.ChangedAt).ThenBy(r => r.Id).Take(200).ToListAsync();
            var officers = await book.Officers(work, agency);
            var supervisors = await RequestBook.Supervisors(work, agency);
            return new OfficerList(
                await views.Lines(work, rows), !(await standing.At(work, agency, now)).InForce, supervisors.Contains(me),
                [.. supervisors.Select(s => officers.GetValueOrDefault(s, s)).Order(StringComparer.Ordinal)], RequestId.New().Text, now);
        });
        return await DeskAnswers.Show<OfficerListPage>(http, list, refusal);
    }

    /// <summary>Public figures, in the words of the operator's file; nothing in them says where a camera is.</summary>
    private IResult Cells(HttpContext http)
    {
        double? Degrees(string name) => double.TryParse(http.Request.Query[name], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
        if (Degrees("south") is not { } south || Degrees("west") is not { } west || Degrees("north") is not { } north || Degrees("east") is not { } east
            || south < -90 || north > 90 || west < -180 || east > 180 || south > north || west > east || north - south > WidestLook || east - west > WidestLook)
            return DeskAnswers.Refused(RequestRefusals.Look);
        if (town.Dwellings is not { } grid) return DeskAnswers.Refused(RuleRefusals.NoDwellings);
        var cells = new JsonArray([.. grid.In(south, west, north, east).Select(c => (JsonNode)new JsonArray(c.South, c.West, c.North, c.East, c.Dwellings))]);
        return Results.Bytes(Encoding.UTF8.GetBytes(new JsonObject { ["cells"] = cells }.ToJsonString()), "application/json; charset=utf-8");
    }

    private async Task<IResult> Begin(HttpContext http, string? corrects, Caller caller)
    {
        var form = await Posted.Read(http);
        var once = RequestId.TryParse(form.Line("once"), out var given) ? given : RequestId.New();
        var begun = await drafts.Begin(once, corrects, caller);
        if (begun.TryGet(out var id, out var refusal)) return DeskAnswers.GoTo($"{List}/{id}");
        return corrects is null ? await All(http, caller, refusal) : await Show(http, corrects, caller, refusal);
    }

    private async Task<IResult> Save(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        var typed = TypedRequest.Of(form);
        _ = long.TryParse(form.Line("seen"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        if (form.Has("later"))
        {
            var saved = await drafts.Save(id, seen, typed, caller);
            return saved.Ok ? DeskAnswers.GoTo($"{List}/{id}", "saved") : await Show(http, id, caller, saved.Refusal, typed);
        }

        var sent = await send.Handle(id, seen, typed, form.Has("sworn"), caller);
        return sent.Ok ? DeskAnswers.GoTo($"{List}/{id}", "sent") : await Show(http, id, caller, sent.Refusal, typed);
    }

    private async Task<IResult> Approve(HttpContext http, string id, Caller caller)
    {
        var done = await approve.Approve(id, caller);
        return done.Ok ? DeskAnswers.GoTo($"{List}/{id}", "approved") : await Show(http, id, caller, done.Refusal);
    }

    private async Task<IResult> Return(HttpContext http, string id, Caller caller)
    {
        var why = (await Posted.Read(http)).Text("why");
        var done = await approve.Return(id, why, caller);
        return done.Ok ? DeskAnswers.GoTo(List, "returned") : await Show(http, id, caller, done.Refusal, answer: new TypedAnswer(Why: why));
    }

    private async Task<IResult> Resolve(HttpContext http, string id, Caller caller)
    {
        var outcome = (await Posted.Read(http)).Line("outcome");
        var done = await resolve.Handle(id, outcome, caller);
        return done.Ok ? DeskAnswers.GoTo($"{List}/{id}", "resolved") : await Show(http, id, caller, done.Refusal, answer: new TypedAnswer(Outcome: outcome));
    }

    private async Task<IResult> Show(HttpContext http, string id, Caller caller, Refusal? refusal = null, TypedRequest? typed = null, TypedAnswer? answer = null)
    {
        var found = await store.Look(async work => await book.OfAgency(work, id, caller) switch
        {
            null => (object?)null,
            { State: RequestState.Draft } row => await views.Draft(work, row, typed ?? TypedRequest.Of(row.Typed)),
            var row => await views.Sent(work, row, caller, desk: false, answer),
        });
        return found switch
        {
            DraftView draft => await DeskAnswers.Show<DraftPage>(http, draft, refusal),
            RequestView view => await DeskAnswers.Show<OfficerRequestPage>(http, view, refusal),
            _ => DeskAnswers.Refused(RequestRefusals.Unknown),
        };
    }
}
