using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Agencies;
using Writ.Agencies.Partnerships;
using Writ.Base;
using Writ.Gate.Grants;
using Writ.Kit;
using Writ.Store;

namespace Writ.Neighbors.Oversight.Deletions;

/// <summary>What overseers see of deletions that came late.</summary>
internal sealed class DeletionPages(IStore store, AgencyRegister agencies, PartnershipRegister? partnerships, DeletionBook book, GrantOptions grants)
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/outside/{id}/deletions", (HttpContext http, string id, DeletionPages use, Caller caller) => use.Read(http, id, caller))
        .RequireAuthorization(Scopes.Page(Scopes.PartnersOversee));

    private async Task<IResult> Read(HttpContext http, string id, Caller caller)
    {
        var found = await store.Look(async work =>
            AgencyId.TryParse(id, out var agency) && partnerships is not null && await partnerships.IsNamedFor(work, agency, caller)
                ? new DeletionList(agency, (await agencies.Names(work)).Single(a => a.Id == agency).Name, grants.Limits.DeletionDays, await book.Of(work, agency))
                : null);
        return found is null ? DeskAnswers.Refused(OversightRefusals.NotYours) : await DeskAnswers.Show<DeletionListPage>(http, found);
    }
}

/// <param name="Days">That an officer has to confirm a deletion.</param>
internal sealed record DeletionList(AgencyId Agency, string AgencyName, int Days, IReadOnlyList<LateDeletion> Late);
