using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;

namespace Writ.Demands.Review.Case.Person;

/// <summary>A notice as it went or would go now, and the letter where no mail reaches the person.</summary>
internal sealed class NoticePages(TellPeople cases, PersonPages show)
{
    private const string Home = "/desk/demands/{id}/notices/{notice}";

    /// <summary>A mail is shown as it is sent: its own style by its hash, no script, no form, no way out.</summary>
    private static readonly string MailPolicy = MailLooks.Policy + "; sandbox";

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Home, (HttpContext http, string id, string notice, NoticePages use, Caller caller) => use.Show(http, id, notice, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead));
        pages.MapGet(Home + "/mail", (HttpContext http, string id, string notice, NoticePages use, Caller caller) => use.Mail(http, id, notice, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead));
        pages.MapGet(Home + "/letter", (HttpContext http, string id, string notice, NoticePages use, Caller caller) => use.Letter(http, id, notice, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead));
        pages.MapGet(Home + "/printed", (HttpContext http, string id, string notice, NoticePages use, Caller caller) => use.AskPrinted(http, id, notice, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
        pages.MapPost(Home + "/printed", (HttpContext http, string id, string notice, NoticePages use, Caller caller) => use.Printed(http, id, notice, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
    }

    private Task<IResult> Show(HttpContext http, string id, string notice, Caller caller) => Previewed<NoticePage>(http, id, notice, caller);

    private Task<IResult> AskPrinted(HttpContext http, string id, string notice, Caller caller, Refusal? refusal = null) =>
        Previewed<LetterPrintedPage>(http, id, notice, caller, refusal);

    private async Task<IResult> Previewed<TPage>(HttpContext http, string id, string notice, Caller caller, Refusal? refusal = null)
        where TPage : DeskPage
    {
        var preview = await cases.Preview(id, notice, null, http.RequestAborted);
        return preview.TryGet(out var found, out var unknown)
            ? await show.Show<TPage>(
                http, id, caller, m => m.Case.Case.Notices.FirstOrDefault(n => n.Id == notice) is { } one ? m with { Notice = one, Preview = found } : null, refusal: refusal)
            : DeskAnswers.Refused(unknown);
    }

    private async Task<IResult> Mail(HttpContext http, string id, string notice, Caller caller)
    {
        var preview = await Paper(http, id, notice, caller);
        if (!preview.TryGet(out var found, out var refusal)) return DeskAnswers.Refused(refusal);
        http.Response.Headers.ContentSecurityPolicy = MailPolicy;
        return Results.Content(found.MailHtml, "text/html; charset=utf-8");
    }

    private async Task<IResult> Letter(HttpContext http, string id, string notice, Caller caller) =>
        (await Paper(http, id, notice, caller)).TryGet(out var found, out var refusal)
            ? Results.Content(found.LetterHtml, "text/html; charset=utf-8")
            : DeskAnswers.Refused(refusal);

    private async Task<Result<Gate.Notices.Tell.NoticePreview>> Paper(HttpContext http, string id, string notice, Caller caller)
    {
        var seen = await show.Seen(id, caller);
        return seen.Ok ? await cases.Preview(id, notice, $"/desk/demands/{id}/notices/{notice}", http.RequestAborted) : seen.Refusal;
    }

    private async Task<IResult> Printed(HttpContext http, string id, string notice, Caller caller)
    {
        var form = await Posted.Read(http);

        // The day that stood on the letter when this form was made; none is no day, and refused as that.
        _ = DateOnly.TryParseExact(form.Line("date"), "yyyy-MM-dd", out var date);
        return await show.After(
            id, caller, await cases.Printed(id, notice, new LetterPrintedRequest(date), caller), "printed",
            now => now.Notices.Any(n => n.Id == notice && n.State == "Sent" && n.PrintedBy == caller.Subject),
            refusal => AskPrinted(http, id, notice, caller, refusal));
    }
}
