using Writ.Agencies;
using Writ.Base;

namespace Writ.App.SignIn.Invite;

/// <summary>Inviting and ending people, over the API.</summary>
internal static class InviteApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/officers/{id}/invitations", (string id, InviteUse use, Caller caller) =>
                OfficerId.TryParse(id, out var officer)
                    ? use.Officer(officer, caller.Subject)
                    : Task.FromResult<Result<InvitationView>>(AgencyRefusals.Unknown))
            .RequireAuthorization(Scopes.AgenciesWrite).WithSummary("Make a one-time link with which an officer registers a passkey; it is shown once").Produces<InvitationView>();
        api.MapPost("/officers/{id}/ending", (string id, InviteUse use, Caller caller) => use.End(id, CallerKind.Officer, caller.Subject))
            .RequireAuthorization(Scopes.AgenciesWrite).WithSummary("End an officer's access: sessions, devices, links and tokens").Produces<EndedView>();
        api.MapPost("/staff/invitations", (InviteStaffRequest request, InviteUse use, Caller caller) => use.Staff(request, caller.Subject))
            .RequireAuthorization(Scopes.StaffWrite).WithSummary("Make a one-time link for a member of staff, new or known; it is shown once").Produces<InvitationView>();
        api.MapPost("/staff/{id}/ending", (string id, InviteUse use, Caller caller) => use.End(id, CallerKind.Staff, caller.Subject))
            .RequireAuthorization(Scopes.StaffWrite).WithSummary("End a member of staff's access: sessions, devices, links and tokens").Produces<EndedView>();
    }
}
