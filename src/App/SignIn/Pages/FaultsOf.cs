using Writ.Base;
using Writ.Kit;

namespace Writ.App.SignIn.Pages;

/// <summary>A refusal as what a form shows.</summary>
internal static class FaultsOf
{
    /// <summary>The refusal and its others, each at its field; none where there is no refusal.</summary>
    public static Faults Refusal(Refusal? refusal) => refusal is null
        ? Faults.None
        : new Faults(((Refusal[])[refusal, .. refusal.Others]).Select(r => new Fault(r.Field?.TrimStart('/'), r.Sentence)));

    /// <summary>A kind of refusal as a page that cannot be shown.</summary>
    public static Trouble Trouble(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => Kit.Trouble.NotFound,
        RefusalKind.Forbidden => Kit.Trouble.NotAllowed,
        RefusalKind.Unauthenticated => Kit.Trouble.SignedOut,
        RefusalKind.Unavailable => Kit.Trouble.Closed,
        RefusalKind.TooLarge => Kit.Trouble.TooLarge,
        RefusalKind.Invalid or RefusalKind.Conflict or RefusalKind.Refused => Kit.Trouble.BadForm,
    };
}
