using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Gate.Notices.Objecting;
using Writ.Kit;

namespace Writ.Gate.Notices.Mine;

/// <param name="Text">As typed; kept where it will not do.</param>
internal sealed record ObjectionTextModel(CustomerNotice Notice, string Text);

internal sealed record ObjectionFileModel(CustomerNotice Notice, string? Has);

internal sealed record ObjectionCheckModel(CustomerNotice Notice, Draft Draft);

/// <param name="Text">What was typed and not sent; empty: nothing.</param>
internal sealed record ObjectionOverModel(CustomerNotice Notice, string Text);

/// <summary>
/// <c>/my/notices/{id}/objection</c>: what to say, a file, check, send once. Each step is saved when it is sent. A second sending finds the
/// first, and leads to its confirmation.
/// </summary>
internal sealed class MyObjection(MyNotices notices, ObjectionDrafts drafts, Objections objections)
{
    private const string Path = MyNotices.Home + "/notices/{id}/objection";

    // What stands around the file in a form, and enough above the bound to say so beside the field.
    private const long MostForm = Objections.MostBytes + (2 * 1024 * 1024);

    public static void Map(IEndpointRouteBuilder pages)
    {
        var scope = Scopes.Page(Scopes.OwnObject);
        pages.MapGet(Path, (HttpContext http, string id, MyObjection use, Caller caller) => use.With(http, id, caller, use.Text)).RequireAuthorization(scope);
        pages.MapPost(Path, (HttpContext http, string id, MyObjection use, Caller caller) => use.With(http, id, caller, use.SaveText))
            .RequireAuthorization(scope).TakesUpTo(512 * 1024);
        pages.MapGet(Path + "/file", (HttpContext http, string id, MyObjection use, Caller caller) => use.With(http, id, caller, use.File)).RequireAuthorization(scope);
        pages.MapPost(Path + "/file", (HttpContext http, string id, MyObjection use, Caller caller) => use.With(http, id, caller, use.SaveFile))
            .RequireAuthorization(scope).TakesUpTo(MostForm);
        pages.MapGet(Path + "/check", (HttpContext http, string id, MyObjection use, Caller caller) => use.With(http, id, caller, use.Check)).RequireAuthorization(scope);
        pages.MapPost(Path + "/sending", (HttpContext http, string id, MyObjection use, Caller caller) => use.With(http, id, caller, use.Send)).RequireAuthorization(scope);
        pages.MapGet(Path + "/sent", async (HttpContext http, string id, MyObjection use, Caller caller) => await use.Found(id, caller) switch
        {
            null => DeskAnswers.Refused(GateRefusals.NoNotice),
            { Objection: null } notice => DeskAnswers.GoTo(Of(notice)),
            var notice => await DeskAnswers.Show<ObjectionSentPage>(http, notice),
        }).RequireAuthorization(scope);
    }

    public static string Of(CustomerNotice notice) => $"{MyNotices.AddressOf(notice.Id)}/objection";

    private Task<CustomerNotice?> Found(string id, Caller caller) => notices.Find(id, caller);

    /// <summary>Every step begins here: whose notice it is, and whether there is still something to say.</summary>
    private async Task<IResult> With(HttpContext http, string id, Caller caller, Func<HttpContext, AccountId, CustomerNotice, Task<IResult>> step)
    {
        if (await Found(id, caller) is not { } notice || caller.Account is not { } account) return DeskAnswers.Refused(GateRefusals.NoNotice);
        if (notice.Objection is not null) return DeskAnswers.GoTo($"{Of(notice)}/sent");
        return notice.MayObject ? await step(http, account, notice) : await Over(http, account, notice);
    }

    /// <summary>Too late. What was typed is shown, so that it can be used elsewhere.</summary>
    private async Task<IResult> Over(HttpContext http, AccountId account, CustomerNotice notice)
    {
        var typed = HttpMethods.IsPost(http.Request.Method) ? (await Posted.Read(http)).Text("text") : string.Empty;
        if (typed.Length == 0) typed = (await drafts.Find(account, notice.Id))?.Text ?? string.Empty;
        return await DeskAnswers.Show<ObjectionOverPage>(http, new ObjectionOverModel(notice, typed));
    }

    private async Task<IResult> Text(HttpContext http, AccountId account, CustomerNotice notice) =>
        await DeskAnswers.Show<ObjectionTextPage>(http, new ObjectionTextModel(notice, (await drafts.Find(account, notice.Id))?.Text ?? string.Empty));

    private async Task<IResult> SaveText(HttpContext http, AccountId account, CustomerNotice notice)
    {
        var form = await Posted.Read(http);
        var text = form.Text("text");
        var checks = new Checks();
        checks.Require(text.Length > 0, "input-missing", "Say why you object; one sentence is enough.", "/text");
        checks.Require(text.Length <= Objections.MostText, "input-too-long", "Shorten this to at most 10,000 characters (an emoji counts as two or more), or attach it as a file.", "/text");
        var wrong = checks.Ok ? (await drafts.SaveText(account, notice.Id, text, notice.Time!.Until)).Refusal : checks.Refusal;
        if (wrong is not null) return await DeskAnswers.Show<ObjectionTextPage>(http, new ObjectionTextModel(notice, text), wrong);
        return form.Has("then") ? DeskAnswers.GoTo(MyNotices.AddressOf(notice.Id), "draft-saved") : DeskAnswers.GoTo($"{Of(notice)}/file");
    }

    private async Task<IResult> File(HttpContext http, AccountId account, CustomerNotice notice) =>
        await drafts.Find(account, notice.Id) is { } draft
            ? await DeskAnswers.Show<ObjectionFilePage>(http, new ObjectionFileModel(notice, draft.File?.Name))
            : DeskAnswers.GoTo(Of(notice));

    private async Task<IResult> SaveFile(HttpContext http, AccountId account, CustomerNotice notice)
    {
        if (await drafts.Find(account, notice.Id) is not { } draft) return DeskAnswers.GoTo(Of(notice));
        var form = await Posted.Read(http);
        if (form.Has("remove"))
        {
            _ = (await drafts.SaveFile(account, notice.Id, null)).Value;
            return DeskAnswers.GoTo($"{Of(notice)}/file");
        }

        if (form.File("file") is { } sent)
        {
            var (file, wrong) = await Read(sent, http.RequestAborted);
            wrong ??= (await drafts.SaveFile(account, notice.Id, file)).Refusal;
            if (wrong is not null) return await DeskAnswers.Show<ObjectionFilePage>(http, new ObjectionFileModel(notice, draft.File?.Name), wrong);
        }

        return DeskAnswers.GoTo($"{Of(notice)}/check");
    }

    private static async Task<(ObjectionFile? File, Refusal? Wrong)> Read(IFormFile sent, CancellationToken cancel)
    {
        if (sent.Length > Objections.MostBytes) return (null, GateRefusals.ObjectionFile);
        using var bytes = new MemoryStream();
        await sent.CopyToAsync(bytes, cancel);
        var content = bytes.ToArray();

        // A browser may send a whole path; only its last part is a name.
        var name = sent.FileName[(sent.FileName.LastIndexOfAny(['/', '\\']) + 1)..];
        return ObjectionFiles.Check(name, content) is { } wrong ? (null, wrong) : (new ObjectionFile(name, content), null);
    }

    private async Task<IResult> Check(HttpContext http, AccountId account, CustomerNotice notice) =>
        await drafts.Find(account, notice.Id) is { } draft
            ? await DeskAnswers.Show<ObjectionCheckPage>(http, new ObjectionCheckModel(notice, draft))
            : DeskAnswers.GoTo(Of(notice));

    private async Task<IResult> Send(HttpContext http, AccountId account, CustomerNotice notice)
    {
        if (await drafts.Find(account, notice.Id) is not { } draft) return DeskAnswers.GoTo(Of(notice));
        var made = await objections.Make(account, notice.Id, draft.Text, draft.File);
        switch (made.Refusal?.Code)
        {
            // Made: by this press, or by one before it.
            case null or "gate-objection-made":
                _ = await drafts.Forget(notice.Id);
                return DeskAnswers.GoTo($"{Of(notice)}/sent");
            case "gate-objection-late" or "gate-notice-spent":
                return await Over(http, account, notice);
            default:
                return DeskAnswers.Refused(made.Refusal);
        }
    }
}
