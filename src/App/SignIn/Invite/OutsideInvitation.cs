using Writ.App.SignIn.Pages;
using Writ.Base;
using Writ.Kit;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Invite;

/// <param name="Link">Null before it is made. Shown once: only its hash is kept.</param>
internal sealed record OutsideInvitationModel(string Subject, string Title, string? Link, DateTimeOffset? ExpiresAt);

/// <summary><c>/desk/outside/{id}/invitation</c>: the partnership desk makes a one-time link for somebody outside.</summary>
internal static class OutsideInvitation
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/desk/outside/{id}/invitation", (HttpContext http, string id, IStore store) => Show(http, id, store)).RequireAuthorization(Scopes.Page(Scopes.PartnersDesk));
        pages.MapPost("/desk/outside/{id}/invitation", async (HttpContext http, string id, IStore store, InviteUse use, Caller caller) =>
        {
            var made = await use.Outside(id, caller.Subject);
            return made.TryGet(out var invitation, out var refusal) ? await Show(http, id, store, invitation) : DeskAnswers.Refused(refusal);
        }).RequireAuthorization(Scopes.Page(Scopes.PartnersDesk));
    }

    private static async Task<IResult> Show(HttpContext http, string id, IStore store, InvitationView? made = null) =>
        OutsideId.TryParse(id, out _) && await store.Look(work => Persons.Find(work, id)) is { EndedAt: null, Office: not null } person
            ? await DeskAnswers.Show<OutsideInvitationPage>(http, new OutsideInvitationModel(id, person.Title, made?.Link, made?.ExpiresAt))
            : DeskAnswers.Refused(SignInRefusals.NoSuchPerson);
}
