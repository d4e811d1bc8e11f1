using Writ.Base;
using Writ.Kit;
using System.Globalization;
using Writ.App.SignIn.Pages;
using Writ.App.SignIn.Session;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Account;

/// <param name="Name">What the session was begun with, in words.</param>
internal sealed record SessionLine(string Name, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool Present);

internal sealed record AccountModel(IReadOnlyList<Role> Roles, IReadOnlyList<SessionLine> Sessions);

/// <param name="Back">Where they were.</param>
internal sealed record EndingModel(string Back);

/// <summary><c>/account</c>: who am I here, what may I do, where am I signed in.</summary>
internal static class AccountRoutes
{
    private const string Ending = "/account/ending";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(SignInAddress.Home, (HttpContext http) => DeskAnswers.GoTo(Desks.HomeOf(Visit.Required(http).Person)))
            .RequireAuthorization(Scopes.AnyPage);
        pages.MapGet(SignInAddress.Account, async (HttpContext http, IStore store, TimeProvider time, SignInTimes times) =>
        {
            var visit = Visit.Required(http);
            return await PageAnswers.Show<AccountPage>(http, new AccountModel(Roles.Of(visit.Person), await Lines(visit, store, time, times)));
        }).RequireAuthorization(Scopes.AnyPage).WarnsOfEnd();

        // Asked by the browser itself, so it must not count as use.
        pages.MapGet(Ending, async (HttpContext http, string? to, TimeProvider time) =>
        {
            var visit = Visit.Required(http);
            var back = SignInAddress.OwnPage(to) ?? SignInAddress.Home;
            Refresh(http, visit.IdleEnd - time.GetUtcNow() + TimeSpan.FromSeconds(1), SignInAddress.To(back, Notice.Ended, mine: visit.Person.Kind == CallerKind.Customer));
            return await PageAnswers.Show<EndingPage>(http, new EndingModel(back));
        }).RequireAuthorization(Scopes.AnyPage).WithMetadata(new QuietVisit());
    }

    /// <summary>Leads to the warning two minutes before the idle end, without a script. Only for pages where nothing is typed.</summary>
    public static void WarnInTime(HttpContext http, Visit visit, TimeProvider time, SignInTimes times) =>
        Refresh(http, visit.IdleEnd - times.Warning - time.GetUtcNow(), $"{Ending}{new QueryString().Add("to", http.Request.Path)}");

    private static void Refresh(HttpContext http, TimeSpan after, string address) => http.Response.Headers["Refresh"] =
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (long)after.TotalSeconds)}; url={address}");

    private static Task<List<SessionLine>> Lines(Visit visit, IStore store, TimeProvider time, SignInTimes times) => store.Look(async work =>
    {
        var devices = (await Store.People.Passkeys.Of(work, visit.Person.Subject)).ToDictionary(d => d.Id, d => d.Name);
        return (await Sessions.Of(work, visit.Person, time.GetUtcNow(), times.Idle))
            .Select(s => new SessionLine(Words(s, devices), s.StartedAt, s.SeenAt, s.Hash == visit.Session.Hash))
            .ToList();
    });

    private static string Words(Store.People.Session session, Dictionary<string, string> devices) =>
        session.PasskeyId is { } id ? devices.GetValueOrDefault(id, "A revoked device") : session.Start switch
        {
            SessionStart.Provider => "The company’s sign-in",
            SessionStart.Mail => "A link by mail",
            SessionStart.Sample => "A sample person’s link",
            SessionStart.Passkey or SessionStart.Invitation => "A device",
        };
}
