using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Kit;
using Writ.Store.People;

namespace Writ.App.SignIn.Pages;

/// <summary>Which parts of the site each kind of person has before them. The rooms map the pages; the order of the parts is decided here.</summary>
internal static class Desks
{
    private const string SessionEnds = "You are signed out after 30 minutes without use, and after 12 hours in any case. Times are in UTC.";

    private const string Own = "Your data";

    private const string NoPassword = "We never ask for a password, a code from a letter or money.";

    /// <summary>Where a person begins.</summary>
    public static string HomeOf(Person person) => Roles.KindOf(person) switch
    {
        CallerKind.Officer => "/officer",
        CallerKind.Staff => OfStaff.FirstOrDefault(part => Roles.CallerOf(person).May(part.Scope)).Item?.Address ?? "/account",
        CallerKind.Outside => "/outside",
        CallerKind.Customer => SignInAddress.Mine,
        CallerKind.Hub => throw NoPages,
    };

    /// <param name="mine">Nobody is signed in, and the page is one for customers.</param>
    public static Desk For(Person? person, bool mine) => person is null
        ? mine ? new Desk(Own, SignInAddress.Mine, [new("Is a letter real?", "/check"), new("Ask to be blurred", "/ask")], NoPassword) : new Desk("For officers and staff", "/", [], "One cookie keeps you signed in, and ends with your session. Nothing is loaded from elsewhere.")
        : Roles.KindOf(person) switch
        {
            CallerKind.Officer => new Desk(
                "Demands", "/officer", [.. OfOfficers, .. Roles.CallerOf(person).May(Scopes.PartnersOwn) ? OfAdmins : [], .. OfEverybody], SessionEnds),
            CallerKind.Outside => new Desk("Partnerships", "/outside", [new("Agencies", "/outside"), .. OfEverybody], SessionEnds),
            CallerKind.Staff => new Desk(
                Roles.CallerOf(person).May(Scopes.ReviewRead) ? "Review desk" : "Desk", HomeOf(person), [.. OfStaff.Where(part => Roles.CallerOf(person).May(part.Scope)).Select(part => part.Item), .. OfEverybody],
                "Every look at a case is recorded. " + SessionEnds),
            CallerKind.Customer => new Desk(Own, SignInAddress.Mine, [.. OfCustomers, .. OfEverybody], $"{NoPassword} {SessionEnds}"),
            CallerKind.Hub => throw NoPages,
        };

    private static IEnumerable<NavItem> OfOfficers { get; } =
        [new("Your demands", "/officer"), new("Requests to homes", "/officer/requests"), new("Given by homes", "/officer/grants"), new("Feed", "/officer/feed"), new("Your keys", "/officer/keys"), new("Colleagues", "/officer/colleagues")];

    private static IEnumerable<NavItem> OfAdmins { get; } = [new("Partnership", "/officer/partnership")];

    /// <summary>Nobody is shown a way to a page that they may not see.</summary>
    private static IEnumerable<(NavItem Item, string Scope)> OfStaff { get; } =
    [
        (new("Queue", "/desk"), Scopes.ReviewRead),
        (new("Agencies", "/desk/agencies"), Scopes.ReviewRead),
        (new("Figures", "/desk/figures"), Scopes.ReviewRead),
        (new("Reports", "/desk/reports"), Scopes.ReviewRead),
        (new("Accounts", "/desk/accounts"), Scopes.ReviewRead),
        (new("Partnerships", "/desk/partners"), Scopes.PartnersDesk),
        (new("Requests to homes", "/desk/requests"), Scopes.RequestsModerate),
        (new("Feed", "/desk/feed"), Scopes.FeedModerate),
        (new("Requests", "/outside/requests"), Scopes.RequestsOutside),
        (new("Supervisors", "/desk/supervisors"), Scopes.AgenciesWrite),
    ];

    private static IEnumerable<NavItem> OfCustomers { get; } = [new("Who asked about me", SignInAddress.Mine), new("My data", "/my/data"), new("Cameras", "/my/cameras"), new("Feed", "/feed")];

    private static InvalidOperationException NoPages => new("A hub has a token and no session");

    private static IEnumerable<NavItem> OfEverybody { get; } = [new("Your account", "/account")];
}
