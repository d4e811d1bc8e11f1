namespace Writ.Kit;

/// <summary>What every page for signed-in people of one kind has in common.</summary>
/// <param name="Service">Name of the service, two or three words: <c>Demands desk</c>.</param>
/// <param name="Home">Address of its first page.</param>
/// <param name="Nav">Its main parts, in order; at most six, so that they fit a phone.</param>
/// <param name="Foot">One sentence at the end of every page: <c>Every look at a case is recorded.</c></param>
public sealed record Desk(string Service, string Home, IReadOnlyList<NavItem> Nav, string Foot);

/// <summary>Who is signed in, as it stands at the top of every page.</summary>
/// <param name="Name">Name or title.</param>
/// <param name="Of">Agency or team; for a customer null.</param>
/// <param name="SignOut">Address of the form that ends the session (POST).</param>
/// <param name="Account">Address of one's own keys and sessions; null: there is no such page.</param>
/// <param name="Until">When the session ends, in words: <c>17:40 UTC</c>; null: not said.</param>
public sealed record DeskPerson(string Name, string? Of, string SignOut, string? Account = null, string? Until = null);
