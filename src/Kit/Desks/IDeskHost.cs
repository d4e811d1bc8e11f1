using Microsoft.AspNetCore.Http;
using Writ.Base;

namespace Writ.Kit;

/// <summary>What stands around a page for signed-in people.</summary>
/// <param name="Person">Null where nobody is signed in.</param>
public sealed record DeskSurroundings(Site Site, Desk Desk, DeskPerson? Person);

/// <summary>The program around the rooms' pages: it knows who is signed in, and how a refusal is shown. App is one.</summary>
public interface IDeskHost
{
    /// <summary>For whoever sent the request.</summary>
    Task<DeskSurroundings> Around(HttpContext http);

    /// <summary>Answers with the refusal as a page; with problem details where a script asked (see <see cref="DeskEndpoints.AskedByScript"/>).</summary>
    Task Refuse(HttpContext http, Refusal refusal);
}
