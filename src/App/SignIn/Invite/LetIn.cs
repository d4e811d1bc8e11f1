using Writ.Agencies;
using Writ.App.SignIn.Pages;
using Writ.Base;
using Writ.Kit;
using Writ.Store;

namespace Writ.App.SignIn.Invite;

/// <summary><c>/officer/colleagues/{id}/invitation</c>: an agency's admin lets a colleague in again who was switched off. No clerk of the company can.</summary>
internal static class LetIn
{
    private const string Address = "/officer/colleagues/{id}/invitation";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Address, (HttpContext http, string id, IStore store, AgencyRegister agencies, Caller caller) => Show(http, id, store, agencies, caller))
            .RequireAuthorization(Scopes.Page(Scopes.PartnersOwn));
        pages.MapPost(Address, async (HttpContext http, string id, IStore store, AgencyRegister agencies, InviteUse use, Caller caller) =>
        {
            if (!OfficerId.TryParse(id, out var officer)) return DeskAnswers.Refused(AgencyRefusals.Unknown);
            var made = await use.OfficerAgain(officer, caller);

            // As with the desk's: the link stands in this answer and nowhere else.
            return made.TryGet(out var invitation, out var refusal) ? await Show(http, id, store, agencies, caller, invitation) : DeskAnswers.Refused(refusal);
        }).RequireAuthorization(Scopes.Page(Scopes.PartnersOwn));
    }

    private static async Task<IResult> Show(HttpContext http, string id, IStore store, AgencyRegister agencies, Caller caller, InvitationView? made = null) =>
        OfficerId.TryParse(id, out var officer) && await store.Look(work => agencies.Title(work, officer)) is { } who && who.Agency == caller.Agency
            ? await DeskAnswers.Show<LetInPage>(http, new OfficerInvitationModel(officer, who, made?.Link, made?.ExpiresAt))
            : DeskAnswers.Refused(AgencyRefusals.Unknown);
}
