using Writ.Agencies;
using Writ.App.SignIn.Pages;
using Writ.Base;
using Writ.Kit;
using Writ.Store;

namespace Writ.App.SignIn.Invite;

/// <param name="Link">Null before it is made. Shown once: only its hash is kept.</param>
internal sealed record OfficerInvitationModel(OfficerId Officer, OfficerTitle Who, string? Link, DateTimeOffset? ExpiresAt);

/// <summary><c>/desk/officers/{id}/invitation</c>: the desk makes a one-time link for an officer.</summary>
internal static class OfficerInvitation
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/desk/officers/{id}/invitation", (HttpContext http, string id, IStore store, AgencyRegister agencies) => Show(http, id, store, agencies))
            .RequireAuthorization(Scopes.Page(Scopes.AgenciesWrite));
        pages.MapPost("/desk/officers/{id}/invitation", async (HttpContext http, string id, IStore store, AgencyRegister agencies, InviteUse use, Caller caller) =>
        {
            if (!OfficerId.TryParse(id, out var officer)) return DeskAnswers.Refused(AgencyRefusals.Unknown);
            var made = await use.Officer(officer, caller.Subject);

            // The link stands in this answer and nowhere else, so there is no page to go to. Sent again, it makes a new one and ends the last.
            return made.TryGet(out var invitation, out var refusal) ? await Show(http, id, store, agencies, invitation) : DeskAnswers.Refused(refusal);
        }).RequireAuthorization(Scopes.Page(Scopes.AgenciesWrite));
    }

    private static async Task<IResult> Show(HttpContext http, string id, IStore store, AgencyRegister agencies, InvitationView? made = null) =>
        OfficerId.TryParse(id, out var officer) && await store.Look(work => agencies.Title(work, officer)) is { } who
            ? await DeskAnswers.Show<OfficerInvitationPage>(http, new OfficerInvitationModel(officer, who, made?.Link, made?.ExpiresAt))
            : DeskAnswers.Refused(AgencyRefusals.Unknown);
}
