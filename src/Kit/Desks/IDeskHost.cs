using Microsoft.AspNetCore.Http;
using Writ.Base;

namespace Writ.Kit;

/// <summary>What stands around a page for signed-in people.</summary>
/// <param name="Person">Null where nobody is signed in.</param>
public sealed record DeskSurroundings(Site Site, Desk Desk, DeskPerson? Person);

/// <summary>How somebody signed in.</summary>
/// <param name="How">Word of the way: <c>Passkey</c>, <c>Invitation</c>, <c>Sample</c>, <c>Mail</c> or <c>Provider</c>.</param>
/// <param name="Passkey">Id of the passkey; null where there was none.</param>
/// <param name="Session">SHA-256 of the session's secret, lower-case hex.</param>
public sealed record SignedInHow(string How, string? Passkey, string Session, DateTimeOffset At);

/// <summary>The program around the rooms' pages: it knows who is signed in, and how a refusal is shown. App is one.</summary>
public interface IDeskHost
{
    /// <summary>For whoever sent the request.</summary>
    Task<DeskSurroundings> Around(HttpContext http);

    /// <summary>How the person behind this request signed in, for acts that have to show it later.</summary>
    Task<SignedInHow> HowSignedIn(HttpContext http);

    /// <summary>Answers with the refusal as a page; with problem details where a script asked (see <see cref="DeskEndpoints.AskedByScript"/>).</summary>
    Task Refuse(HttpContext http, Refusal refusal);
}
