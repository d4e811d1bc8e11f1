using Microsoft.AspNetCore.Http;
using Writ.Agencies;
using Writ.App.Data;
using Writ.App.Edge;
using Writ.App.SignIn.Account;
using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Kit;
using Writ.Store;

namespace Writ.App.SignIn.Pages;

/// <summary>Stands around every page for people, the rooms' own as well as those of signing in.</summary>
internal sealed class DeskHost(DataFolder folder, IStore store, AgencyRegister agencies, TimeProvider time, SignInTimes times) : IDeskHost
{
    public async Task<DeskSurroundings> Around(HttpContext http)
    {
        var visit = Visit.Of(http);
        var site = new Site(
            folder.Company.Name, folder.Company.Kind != FolderKind.Company, [], "Made with Writ, free software under the Apache licence 2.0.");
        if (visit is null) return new DeskSurroundings(site, Desks.For(null, SignInAddress.IsMine(http.Request.Path)), null);
        if (http.GetEndpoint()?.Metadata.GetMetadata<WithWarning>() is not null) AccountRoutes.WarnInTime(http, visit, time, times);
        var person = new DeskPerson(visit.Person.Title, await Team(visit), "/sign-out", SignInAddress.Account, Times.Clock(visit.IdleEnd));
        return new DeskSurroundings(site, Desks.For(visit.Person, mine: false), person);
    }

    public Task<SignedInHow> HowSignedIn(HttpContext http)
    {
        var session = Visit.Required(http).Session;
        return Task.FromResult(new SignedInHow(session.Start.ToString(), session.PasskeyId, session.Hash, session.StartedAt));
    }

    public Task Refuse(HttpContext http, Refusal refusal) => PageAnswers.Refuse(http, refusal);

    private async Task<string?> Team(Visit visit) => visit.Person.Kind == CallerKind.Customer || visit.Person.Office is not null ? null : OfficerId.TryParse(visit.Person.Subject, out var officer)
        ? (await store.Look(work => agencies.Find(work, officer)))?.AgencyName ?? string.Empty
        : folder.Company.Name;
}
