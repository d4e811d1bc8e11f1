using Writ.Base;
using Writ.Kit;

namespace Writ.App.SignIn.Pages;

/// <summary>A kind of refusal as a page that cannot be shown.</summary>
internal static class Troubles
{
    public static Trouble Of(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound or RefusalKind.Gone => Trouble.NotFound,
        RefusalKind.Forbidden => Trouble.NotAllowed,
        RefusalKind.Unauthenticated => Trouble.SignedOut,
        RefusalKind.Unavailable or RefusalKind.TooMany => Trouble.Closed,
        RefusalKind.TooLarge => Trouble.TooLarge,
        RefusalKind.Invalid or RefusalKind.Conflict or RefusalKind.Refused => Trouble.BadForm,
    };
}
