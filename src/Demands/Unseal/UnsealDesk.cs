using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;

namespace Writ.Demands.Unseal;

/// <param name="Chosen">What was ticked when it was refused.</param>
internal sealed record UnsealSheet(IReadOnlyList<WithheldDemand> Demands, IReadOnlyList<string> Chosen);

/// <summary>The page on which an approver opens withheld leaves.</summary>
internal sealed class UnsealDesk(UnsealLeaves use)
{
    private const string Address = "/desk/reports/unseal";

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Address, (HttpContext http, UnsealDesk desk) => desk.Show(http, [])).RequireAuthorization(Scopes.Page(Scopes.ReportsPublish)).WarnsOfEnd();
        pages.MapPost(Address, (HttpContext http, UnsealDesk desk) => desk.Post(http)).RequireAuthorization(Scopes.Page(Scopes.ReportsPublish));
    }

    private async Task<IResult> Post(HttpContext http)
    {
        var chosen = (await Posted.Read(http)).Many("demands");
        var done = await use.Unseal(chosen, CancellationToken.None);
        return done.Ok ? DeskAnswers.GoTo(Address, "unsealed") : await Show(http, chosen, done.Refusal);
    }

    private async Task<IResult> Show(HttpContext http, IReadOnlyList<string> chosen, Refusal? refusal = null) =>
        await DeskAnswers.Show<UnsealPage>(http, new UnsealSheet(await use.Withheld(), chosen), refusal);
}
