using Writ.Store.People;

namespace Writ.App.SignIn.Session;

/// <summary>A request of somebody who is signed in.</summary>
/// <param name="IdleEnd">When the session ends if nothing more is opened.</param>
internal sealed record Visit(Person Person, Store.People.Session Session, DateTimeOffset IdleEnd)
{
    public static Visit? Of(HttpContext http) => http.Items[typeof(Visit)] as Visit;

    /// <summary>For endpoints that only a session opens.</summary>
    public static Visit Required(HttpContext http) => Of(http) ?? throw new InvalidOperationException("The endpoint lets in people without a session");
}

/// <summary>On endpoints that tell about the session and must not prolong it.</summary>
internal sealed class QuietVisit;
