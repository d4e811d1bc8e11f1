using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;

namespace Writ.Gate.Grants.Room;

/// <summary><c>/officer/grants</c>: the evidence room. Everything that gives something out is a POST that states a purpose; a link can open nothing.</summary>
internal static class EvidencePages
{
    public const string List = "/officer/grants";

    private const string One = List + "/{id}";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.GrantsOpen);
        pages.MapGet(List, (HttpContext http, EvidenceViews views, Caller caller) => All(http, views, caller)).RequireAuthorization(policy).WarnsOfEnd();
        pages.MapPost(List + "/mail", (HttpContext http, OfficerMails use, EvidenceViews views, Caller caller) => Mail(http, use, views, caller)).RequireAuthorization(policy);
        pages.MapGet(One, (HttpContext http, string id, EvidenceViews views, Caller caller) => Show(http, id, views, caller)).RequireAuthorization(policy).PlaysVideo();
        pages.MapPost(One + "/open", async (HttpContext http, string id, OpenGrant use, Caller caller) =>
            {
                var form = await Posted.Read(http);
                return (await use.Open(caller, id, form.Line("purpose"), form.Line("note"), form.Has("terms"))).TryGet(out var opened, out var refusal)
                    ? Results.Json(opened, JsonSerializerOptions.Web)
                    : DeskAnswers.Refused(refusal);
            })
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(One + "/file", async (string id, OpenGrant use, Caller caller) =>
                (await use.File(caller, id)).TryGet(out var bytes, out var refusal) ? Results.Stream(bytes, "application/octet-stream") : DeskAnswers.Refused(refusal))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(One + "/export", async (HttpContext http, string id, OpenGrant use, Caller caller) =>
            {
                var form = await Posted.Read(http);
                return (await use.Export(caller, id, form.Line("export-purpose"), form.Line("export-note"), form.Has("understood"))).TryGet(out _, out var refusal)
                    ? Results.NoContent()
                    : DeskAnswers.Refused(refusal);
            })
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(One + "/renewal", (HttpContext http, string id, KeepGrant use, EvidenceViews views, Caller caller) => Renew(http, id, use, views, caller)).RequireAuthorization(policy);
        pages.MapPost(One + "/passing", (HttpContext http, string id, KeepGrant use, EvidenceViews views, Caller caller) => Pass(http, id, use, views, caller)).RequireAuthorization(policy);
        pages.MapPost(One + "/messages", (HttpContext http, string id, KeepGrant use, EvidenceViews views, Caller caller) => Say(http, id, use, views, caller)).RequireAuthorization(policy);
        pages.MapPost(One + "/deletion", (HttpContext http, string id, KeepGrant use, EvidenceViews views, Caller caller) => Delete(http, id, use, views, caller)).RequireAuthorization(policy);
    }

    private static async Task<IResult> All(HttpContext http, EvidenceViews views, Caller caller) => await DeskAnswers.Show<GrantListPage>(http, await views.All(caller));

    private static async Task<IResult> Mail(HttpContext http, OfficerMails use, EvidenceViews views, Caller caller)
    {
        var typed = (await Posted.Read(http)).Line("mail");
        var done = await use.Set(caller, typed);
        return done.Ok ? DeskAnswers.GoTo(List, typed.Length > 0 ? "mails" : "no-mails") : await DeskAnswers.Show<GrantListPage>(http, await views.All(caller, typed), done.Refusal);
    }

    private static async Task<IResult> Renew(HttpContext http, string id, KeepGrant use, EvidenceViews views, Caller caller)
    {
        var form = await Posted.Read(http);
        var typed = new TypedEvidence(Reason: form.Line("renew-reason"), Days: form.Line("days"), Which: "renewal");
        _ = int.TryParse(typed.Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days);
        return await After(http, id, views, caller, await use.Renew(caller, id, days, typed.Reason), "renewed", typed);
    }

    private static async Task<IResult> Pass(HttpContext http, string id, KeepGrant use, EvidenceViews views, Caller caller)
    {
        var form = await Posted.Read(http);
        var typed = new TypedEvidence(Officer: form.Line("officer"), Ground: form.Line("ground"), Reason: form.Line("passing-reason"), Which: "passing");
        return await After(http, id, views, caller, await use.AskPassing(caller, id, typed.Officer, typed.Ground, typed.Reason), "asked", typed);
    }

    private static async Task<IResult> Say(HttpContext http, string id, KeepGrant use, EvidenceViews views, Caller caller)
    {
        var text = (await Posted.Read(http)).Text("text");
        return await After(http, id, views, caller, await use.Say(caller, id, text), "sent", new TypedEvidence(Text: text, Which: "messages"));
    }

    private static async Task<IResult> Delete(HttpContext http, string id, KeepGrant use, EvidenceViews views, Caller caller)
    {
        var form = await Posted.Read(http);
        return await After(http, id, views, caller, await use.Deleted(caller, id, form.Has("deleted")), "deleted", new TypedEvidence(Which: "deletion"));
    }

    private static Task<IResult> After(HttpContext http, string id, EvidenceViews views, Caller caller, Result<bool> done, string said, TypedEvidence typed) =>
        done.Ok ? Task.FromResult(DeskAnswers.GoTo($"{List}/{id}", said)) : Show(http, id, views, caller, done.Refusal, typed);

    private static async Task<IResult> Show(HttpContext http, string id, EvidenceViews views, Caller caller, Refusal? refusal = null, TypedEvidence? typed = null) =>
        await views.One(caller, id, typed ?? new TypedEvidence()) is { } view ? await DeskAnswers.Show<GrantPage>(http, view, refusal) : DeskAnswers.Refused(GrantRefusals.Unknown);
}
