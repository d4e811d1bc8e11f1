using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;

namespace Writ.Gate.Destroy;

/// <param name="Account">What was typed when it was refused.</param>
internal sealed record EraseSheet(IReadOnlyList<Erasure> All, string Account, string Reason, bool MayAsk, bool MayDecide, string Self);

/// <summary>The page on which two members of staff delete a customer's account.</summary>
internal sealed class EraseDesk(EraseAccount use)
{
    public const string Address = "/desk/accounts";

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Address, (HttpContext http, EraseDesk desk, Caller caller) => desk.Show(http, caller)).RequireAuthorization(Scopes.Page(Scopes.ReviewRead)).WarnsOfEnd();
        pages.MapPost(Address, (HttpContext http, EraseDesk desk, Caller caller) => desk.Ask(http, caller)).RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
        pages.MapPost($"{Address}/{{account}}", (HttpContext http, EraseDesk desk, Caller caller, string account) => desk.Decide(http, caller, account))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewApprove));
    }

    private async Task<IResult> Ask(HttpContext http, Caller caller)
    {
        var form = await Posted.Read(http);
        var (account, reason) = (form.Line("account"), form.Line("reason"));
        var done = await use.Ask(account, reason, caller);
        return done.Ok ? DeskAnswers.GoTo(Address, "asked") : await Show(http, caller, account, reason, done.Refusal);
    }

    private async Task<IResult> Decide(HttpContext http, Caller caller, string account)
    {
        var agree = (await Posted.Read(http)).Line("answer") == "agree";
        var done = await use.Decide(account, agree, caller);

        // Sent twice by the same person: it is done.
        var twice = agree && done.Refusal == ErasureRefusals.NotAsked && (await use.All()).Any(e => e.AccountId.Text == account && e.AgreedBy == caller.Subject);
        return done.Ok || twice ? DeskAnswers.GoTo(Address, agree ? "deleted" : "dropped") : await Show(http, caller, refusal: done.Refusal);
    }

    private async Task<IResult> Show(HttpContext http, Caller caller, string account = "", string reason = EraseAccount.DefaultReason, Refusal? refusal = null) => await DeskAnswers.Show<ErasePage>(
        http, new EraseSheet(await use.All(), account, reason, caller.May(Scopes.ReviewDecide), caller.May(Scopes.ReviewApprove), caller.Subject), refusal);
}
