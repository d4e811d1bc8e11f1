using Writ.Base;

namespace Writ.Hub.Home;

/// <summary>What the pages at home say no with. Where the server has the same no, its code stands here too: the pages know it.</summary>
internal static class HomeRefusals
{
    internal static Refusal NotIn { get; } = new("hub-not-let-in",
        "This browser is not let in, or not any more; load the page again and type a code that the hub shows.", RefusalKind.Unauthenticated);

    internal static Refusal Code { get; } = new("hub-let-in-code",
        "That is none of the codes that the hub shows now; have it show new ones and type one of them.", RefusalKind.Forbidden);

    internal static Refusal Tries { get; } = new("hub-let-in-tries",
        "Too many codes were tried; wait ten minutes and have the hub show new ones.", RefusalKind.TooMany);

    internal static Refusal Elsewhere { get; } = new("hub-request-from-elsewhere",
        "This did not come from the hub’s own page; load the page again under the hub’s own address and do it there.", RefusalKind.Forbidden);

    internal static Refusal NotPaired { get; } = new("hub-not-paired",
        "This hub is not paired with an account yet; pair it first with the code that it shows.", RefusalKind.Conflict);

    internal static Refusal OnlyThere { get; } = new("hub-only-at-the-site",
        "That needs your account, which the hub does not have; do it on the company’s site.", RefusalKind.Forbidden);

    internal static Refusal NotOwner { get; } = new("sources-not-the-owner",
        "Only the owner of this home does that; ask them.", RefusalKind.Forbidden);

    internal static Refusal NoHome { get; } = new("sources-no-such-home",
        "You have no such home; open your cameras anew to see those that you have.", RefusalKind.NotFound);

    internal static Refusal NoCamera { get; } = new("sources-no-such-camera",
        "There is no such camera in this home.", RefusalKind.NotFound);

    internal static Refusal NoClip { get; } = new("sources-no-such-clip",
        "There is no such clip in this home, or not any more; load the day again.", RefusalKind.NotFound);

    internal static Refusal LookNumber { get; } = new("sources-look-number",
        "Another look was written at the same moment; number this one anew and send it again.", RefusalKind.Conflict);

    internal static Refusal LiveFull { get; } = new("sources-live-full",
        "As many pages as the hub serves at once watch live already; close one of them and try again.", RefusalKind.Unavailable);

    internal static Refusal LiveOver { get; } = new("sources-live-over",
        "This live view is over; begin a new one.", RefusalKind.Gone);

    internal static Refusal LivePassed { get; } = new("sources-live-passed",
        "This picture is not kept any more; go on with a newer one.", RefusalKind.Conflict);

    internal static Refusal NoGrant { get; } = new("gate-grant-unknown",
        "There is no such grant that you may see; look at your list again.", RefusalKind.NotFound);

    internal static Refusal FileTooLarge { get; } = new("gate-grant-too-large",
        "The film is larger than can be given; choose a shorter part.", RefusalKind.TooLarge);

    internal static Refusal Malformed { get; } = new("request-malformed",
        "The request cannot be read; load the page again.");
}
