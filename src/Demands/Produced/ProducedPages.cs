using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Agencies.Keys;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Gate.Productions;
using Writ.Kit;
using Writ.Law;
using Writ.Store;

namespace Writ.Demands.Produced;

/// <param name="Standing">Null where nothing was ever produced.</param>
/// <param name="Keys">Of the officer who looks.</param>
internal sealed record ProducedModel(
    DemandId Demand, string Reference, DemandState State, IReadOnlyList<ItemView> Items, ProductionStanding? Standing, IReadOnlyList<KeyView> Keys, string Officer, LawBook Law);

/// <summary><c>/officer/demands/{id}/production</c>: what was produced, opened in the browser. The server hands out ciphertext and sees nothing of it.</summary>
internal static class ProducedPages
{
    private const string Address = "/officer/demands/{id}/production";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.DemandsRead);
        pages.MapGet(Address, async (string id, HttpContext http, IStore store, TakeProduction productions, RegisterKey keys, LawBook law, Caller caller) =>
                await Look(store, productions, law, id, caller) is { } found
                    ? await DeskAnswers.Show<ProducedPage>(http, found with { Keys = await keys.Of(OfficerId.FromTrusted(caller.Subject)) })
                    : DeskAnswers.Refused(DemandRefusals.Unknown))
            .RequireAuthorization(policy).LoadsScript();

        // Taking leaves a trace, so it is a POST: a link on another site must not leave one. The script and the form get the same bytes.
        pages.MapPost(Address + "/bytes", Take).RequireAuthorization(policy).AskedByScript();
        pages.MapPost(Address + "/file", Take).RequireAuthorization(policy);
    }

    private static async Task<IResult> Take(string id, FollowDemand use, Caller caller) =>
        (await use.Production(id, caller)).TryGet(out var bytes, out var refusal) ? bytes : DeskAnswers.Refused(refusal);

    private static Task<ProducedModel?> Look(IStore store, TakeProduction productions, LawBook law, string id, Caller caller) => store.Look(async work =>
    {
        if (await FollowDemand.Mine(work, id, caller) is not { } demand) return (ProducedModel?)null;
        var items = (await DemandQueries.Items(work, demand.Id)).Select(i => ItemView.Of(i, demand.State.Answered())).ToList();
        var standing = await productions.Standing(work, demand.Id);
        return new ProducedModel(demand.Id, demand.AgencyReference, demand.State, items, standing, [], caller.Subject, law);
    });
}
