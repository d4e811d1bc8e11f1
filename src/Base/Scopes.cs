namespace Writ.Base;

/// <summary>What a token may do. Every endpoint names one of these as its policy; there are no others.</summary>
public static class Scopes
{
    /// <summary>Officer: file and withdraw demands.</summary>
    public const string DemandsWrite = "demands:write";

    /// <summary>Officer: follow their agency's demands, take receipts and productions.</summary>
    public const string DemandsRead = "demands:read";

    /// <summary>Officer: register and revoke their own keys.</summary>
    public const string KeysWrite = "keys:write";

    /// <summary>Staff: see the queue and cases.</summary>
    public const string ReviewRead = "review:read";

    /// <summary>Staff: decide items.</summary>
    public const string ReviewDecide = "review:decide";

    /// <summary>Staff: approve what another decided, and try a release again.</summary>
    public const string ReviewApprove = "review:approve";

    /// <summary>Staff: enrol agencies and officers and issue their tokens.</summary>
    public const string AgenciesWrite = "agencies:write";

    /// <summary>Staff: verify an agency with evidence, or suspend it.</summary>
    public const string AgenciesVerify = "agencies:verify";

    /// <summary>Staff: publish a report.</summary>
    public const string ReportsPublish = "reports:publish";

    /// <summary>Staff: invite members of staff and end them.</summary>
    public const string StaffWrite = "staff:write";

    /// <summary>Customer: see the notices sent to their own account, and what is held about it.</summary>
    public const string OwnRead = "own:read";

    /// <summary>Customer: object to a disclosure of their own data.</summary>
    public const string OwnObject = "own:object";

    /// <summary>Customer: see and run the cameras of a home that they own or belong to.</summary>
    public const string OwnCameras = "own:cameras";

    /// <summary>Hub: bring clips of its own home, and take what is meant for it.</summary>
    public const string HubUse = "hub:use";

    /// <summary>Hub: fetch and bring what the people of its own home see and write, for the pages that it serves at home.</summary>
    public const string HubHome = "hub:home";

    /// <summary>Staff: propose agreements with agencies, and write down what the company does towards them.</summary>
    public const string PartnersDesk = "partners:desk";

    /// <summary>An agency's admin: see and run their own agency's partnership.</summary>
    public const string PartnersOwn = "partners:own";

    /// <summary>A body's clerk: say that the body adopted what is shown.</summary>
    public const string PartnersCountersign = "partners:countersign";

    /// <summary>Outside party: say what was found where a paper stands.</summary>
    public const string PartnersFetch = "partners:fetch";

    /// <summary>Overseer: read everything of the agencies that they were named for.</summary>
    public const string PartnersOversee = "partners:oversee";

    /// <summary>Officer: write requests to homes, and follow their agency's. Sessions only.</summary>
    public const string RequestsWrite = "requests:write";

    /// <summary>Staff: publish requests or refuse them in public. Sessions only.</summary>
    public const string RequestsModerate = "requests:moderate";

    /// <summary>Somebody outside: agree where a request touches school grounds or a registered assembly. Sessions only.</summary>
    public const string RequestsOutside = "requests:outside";

    /// <summary>Officer: open what homes gave to them. Sessions only.</summary>
    public const string GrantsOpen = "grants:open";

    /// <summary>Customer: read and write in the neighbours' feed.</summary>
    public const string OwnFeed = "own:feed";

    /// <summary>Staff: decide what of the feed is published. Sessions only.</summary>
    public const string FeedModerate = "feed:moderate";

    /// <summary>Officer: read what residents ticked for agencies, and write to residents. Sessions only.</summary>
    public const string FeedAgency = "feed:agency";

    /// <summary>Policy of pages for anybody who is signed in. Only a session satisfies it, never a token.</summary>
    public const string AnyPage = "page";

    public static IReadOnlyList<string> OfOfficers { get; } = [DemandsWrite, DemandsRead, KeysWrite];

    public static IReadOnlyList<string> OfStaff { get; } =
        [ReviewRead, ReviewDecide, ReviewApprove, AgenciesWrite, AgenciesVerify, ReportsPublish, StaffWrite];

    /// <summary>A customer has no token: these are of sessions only.</summary>
    public static IReadOnlyList<string> OfCustomers { get; } = [OwnRead, OwnObject, OwnCameras, OwnFeed];

    /// <summary>What concerns partnerships is done on pages: these are of sessions only.</summary>
    public static IReadOnlyList<string> OfPartnerships { get; } = [PartnersDesk, PartnersOwn, PartnersCountersign, PartnersFetch, PartnersOversee];

    /// <summary>A hub has a token of its own kind, and no session.</summary>
    public static IReadOnlyList<string> OfHubs { get; } = [HubUse, HubHome];

    /// <summary>Of requests to homes; no token has them.</summary>
    public static IReadOnlyList<string> OfRequests { get; } = [RequestsWrite, RequestsModerate, RequestsOutside, GrantsOpen];

    /// <summary>Of the feed, beside customers'; no token has them.</summary>
    public static IReadOnlyList<string> OfFeed { get; } = [FeedModerate, FeedAgency];

    /// <summary>Those that a token can have.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfOfficers, .. OfStaff, .. OfHubs];

    /// <summary>Those that a session can have.</summary>
    public static IReadOnlyList<string> OfSessions { get; } = [.. OfOfficers, .. OfStaff, .. OfCustomers, .. OfPartnerships, .. OfRequests, .. OfFeed];

    /// <summary>Policy of pages for those who have the scope. Only a session satisfies it, never a token.</summary>
    public static string Page(string scope) => $"page:{scope}";
}
