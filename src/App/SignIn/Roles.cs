using Writ.Base;
using Writ.Store.People;

namespace Writ.App.SignIn;

/// <summary>What somebody is here for, and so may do.</summary>
/// <param name="Name">As it is stored and given on the command line.</param>
/// <param name="Words">As it is shown.</param>
internal sealed record Role(string Name, CallerKind Kind, string Words, params IReadOnlyList<string> Scopes);

/// <summary>The closed set of roles. Scopes are worked out at every request, so a change here holds at once.</summary>
internal static class Roles
{
    public const string Customer = "customer";

    public static IReadOnlyList<Role> All { get; } =
    [
        new("officer", CallerKind.Officer, "Officer", [.. Scopes.OfOfficers, Scopes.RequestsWrite, Scopes.GrantsOpen, Scopes.FeedAgency]),
        new("admin", CallerKind.Officer, "Admin of the agency", Scopes.PartnersOwn),
        new("clerk", CallerKind.Outside, "Clerk of an elected body", Scopes.PartnersCountersign),
        new("fetcher", CallerKind.Outside, "Outside party", Scopes.PartnersFetch),
        new("overseer", CallerKind.Outside, "Oversight", Scopes.PartnersOversee),
        new("reviewer", CallerKind.Staff, "Reviewer", Scopes.ReviewRead, Scopes.ReviewDecide),
        new("approver", CallerKind.Staff, "Approver", Scopes.ReviewRead, Scopes.ReviewApprove, Scopes.ReportsPublish),
        new("desk", CallerKind.Staff, "Agency desk", Scopes.ReviewRead, Scopes.AgenciesWrite),
        new("verifier", CallerKind.Staff, "Agency verifier", Scopes.ReviewRead, Scopes.AgenciesVerify),
        new("partners", CallerKind.Staff, "Partnership desk", Scopes.PartnersDesk),
        new("moderator", CallerKind.Staff, "Moderator of requests and of the feed", Scopes.RequestsModerate, Scopes.FeedModerate),
        new("outside-approver", CallerKind.Staff, "Outside approver", Scopes.RequestsOutside),
        new("staffing", CallerKind.Staff, "Staff office", Scopes.StaffWrite),
        new(Customer, CallerKind.Customer, "Customer", [.. Scopes.OfCustomers]),
    ];

    public static IReadOnlyList<string> OfStaff { get; } = [.. All.Where(r => r.Kind == CallerKind.Staff).Select(r => r.Name)];

    public static IReadOnlyList<Role> Of(Person person) => [.. All.Where(r => r.Kind == KindOf(person) && person.Roles.Split(' ').Contains(r.Name))];

    /// <summary>What they are here: somebody outside is in the table of persons beside staff.</summary>
    public static CallerKind KindOf(Person person) => person.Office is null ? person.Kind : CallerKind.Outside;

    /// <summary>The same caller that a token with these scopes would make.</summary>
    public static Caller CallerOf(Person person) =>
        new(KindOf(person), person.Subject, person.AgencyId, Of(person).SelectMany(r => r.Scopes).ToHashSet(), person.AccountId);

    /// <summary>The roles that a token's scopes amount to; what only a session can have is not asked of it.</summary>
    public static IEnumerable<string> Fitting(Caller caller) =>
        All.Where(r => r.Kind == caller.Kind && r.Scopes.Intersect(Scopes.All).Any() && r.Scopes.Intersect(Scopes.All).All(caller.May)).Select(r => r.Name);

    /// <summary>A scope as a sentence to whom has it: "You may ...".</summary>
    public static string Words(string scope) => scope switch
    {
        Scopes.DemandsWrite => "file and withdraw demands",
        Scopes.DemandsRead => "follow your agency’s demands and take what is produced",
        Scopes.KeysWrite => "register and revoke your own keys",
        Scopes.ReviewRead => "see the queue and its cases",
        Scopes.ReviewDecide => "decide items",
        Scopes.ReviewApprove => "approve what somebody else decided",
        Scopes.AgenciesWrite => "enrol agencies and officers, and invite officers",
        Scopes.AgenciesVerify => "verify agencies, and suspend them",
        Scopes.ReportsPublish => "publish reports",
        Scopes.StaffWrite => "invite members of staff, and end their access",
        Scopes.OwnRead => "see who asked about you, and what we hold about you",
        Scopes.OwnCameras => "see and run the cameras of your home",
        Scopes.OwnFeed => "read and write in the feed of your neighbourhood",
        Scopes.FeedModerate => "decide what of the feed is published",
        Scopes.FeedAgency => "read what residents let agencies see in the feed, and write to residents",
        Scopes.OwnObject => "object before your data is given",
        Scopes.PartnersDesk => "propose agreements with agencies, and record what the company does towards them",
        Scopes.PartnersOwn => "see and run your agency’s partnership",
        Scopes.PartnersCountersign => "countersign what your body adopted",
        Scopes.PartnersFetch => "say what you found where a paper stands",
        Scopes.PartnersOversee => "read everything of the agencies you were named for",
        Scopes.RequestsWrite => "write requests to homes, and follow your agency’s",
        Scopes.GrantsOpen => "open what homes gave to you",
        Scopes.RequestsModerate => "publish requests to homes, or refuse them in public",
        Scopes.RequestsOutside => "agree to requests that touch school grounds or a registered assembly",
        var other => other,
    };
}
