using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;

namespace Writ.Demands.Adjust;

/// <param name="Typed">What was sent when it was refused.</param>
internal sealed record AdjustSheet(IReadOnlyList<ClassAdjustment> All, AdjustRequest Typed, bool MayPropose, bool MayDecide, string Self);

/// <summary>The page on which two people put a wrong class right.</summary>
internal sealed class AdjustDesk(AdjustClass use)
{
    public const string Address = "/desk/reports/classes";

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Address, (HttpContext http, AdjustDesk desk, Caller caller, string? demand) => desk.Show(http, caller, new AdjustRequest(demand ?? string.Empty, string.Empty, string.Empty)))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead)).WarnsOfEnd();
        pages.MapPost(Address, (HttpContext http, AdjustDesk desk, Caller caller) => desk.Propose(http, caller)).RequireAuthorization(Scopes.Page(Scopes.ReviewDecide));
        pages.MapPost($"{Address}/{{demand}}/{{number}}", (HttpContext http, AdjustDesk desk, Caller caller, string demand, string number) => desk.Decide(http, caller, demand, long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewApprove));
    }

    private async Task<IResult> Propose(HttpContext http, Caller caller)
    {
        var form = await Posted.Read(http);
        var typed = new AdjustRequest(form.Line("demand"), form.Line("class"), form.Line("reason"));
        var done = await use.Propose(typed, caller);
        return done.Ok ? DeskAnswers.GoTo(Address, "proposed") : await Show(http, caller, typed, done.Refusal);
    }

    private async Task<IResult> Decide(HttpContext http, Caller caller, string demand, long number)
    {
        var agree = (await Posted.Read(http)).Line("answer") == "agree";
        var done = await use.Decide(demand, number, agree, caller);

        // Sent twice by the same person: what they said is done.
        var twice = done.Refusal == AdjustRefusals.NotProposed
            && (await use.All()).Any(a => a.DemandId.Text == demand && a.Number == number && a.DecidedBy == caller.Subject && (a.State == AdjustmentState.Dropped) != agree);
        return done.Ok || twice ? DeskAnswers.GoTo(Address, agree ? "agreed" : "dropped") : await Show(http, caller, new AdjustRequest(string.Empty, string.Empty, string.Empty), done.Refusal);
    }

    private async Task<IResult> Show(HttpContext http, Caller caller, AdjustRequest typed, Refusal? refusal = null) => await DeskAnswers.Show<AdjustPage>(
        http, new AdjustSheet(await use.All(), typed, caller.May(Scopes.ReviewDecide), caller.May(Scopes.ReviewApprove), caller.Subject), refusal);
}
