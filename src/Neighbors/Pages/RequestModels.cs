using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Requests;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Text;

namespace Writ.Neighbors.Pages;

/// <param name="Asks">Its agency may ask now.</param>
internal sealed record RequestLine(CommunityRequest Row, string Case, string Incident, bool Asks);

/// <param name="Inert">The agency may ask nothing now.</param>
/// <param name="Once">Id of the request that the form would begin.</param>
internal sealed record OfficerList(IReadOnlyList<RequestLine> Lines, bool Inert, bool Supervisor, IReadOnlyList<string> Supervisors, string Once, DateTimeOffset Now);

/// <param name="Map">Empty where the area cannot be read yet.</param>
/// <param name="Why">A supervisor's reason for giving it back.</param>
/// <param name="Limits">What the hints say.</param>
/// <param name="Draws">Null where there is nothing to draw on: no jurisdiction, or no dwelling grid.</param>
internal sealed record DraftView(CommunityRequest Row, TypedRequest Typed, string Zone, IReadOnlyList<MapShape> Map, string MapWords, string? Why, RequestLimits Limits, DrawView? Draws);

/// <summary>The ground of an agency, to draw on.</summary>
/// <param name="Shapes">Jurisdiction, school grounds, assemblies.</param>
/// <param name="Shades">Dwellings, put together to few rectangles.</param>
internal sealed record DrawView(IReadOnlyList<MapShape> Shapes, IReadOnlyList<MapShade> Shades, MapLimits Limits);

/// <summary>A request that was sent, as its agency, the moderator or somebody outside sees it.</summary>
/// <param name="Flags">What the reading for words found; moderators and outside approvers only.</param>
/// <param name="Who">Names by id.</param>
/// <param name="Asks">Its agency may ask now.</param>
internal sealed record RequestView(
    CommunityRequest Row, bool Asks, RequestDocument Document, IReadOnlyList<MapShape> Map, IReadOnlyList<RequestEvent> History, IReadOnlyList<TextFlag> Flags, Func<string, string> Who,
    bool MayApprove, bool IsAuthor, bool MayCorrect, bool MayResolve, TimeZoneInfo Zone, string Once, DateTimeOffset Now, TypedAnswer Typed);

/// <summary>What was typed in a form that is shown again.</summary>
internal sealed record TypedAnswer(string Rule = "", string Why = "", string Outcome = "");

internal sealed record DeskList(IReadOnlyList<RequestLine> Waiting, IReadOnlyList<RequestLine> Answered, DateTimeOffset Now);

/// <param name="Comes">Not ended as an officer, nor switched off.</param>
internal sealed record SupervisorLine(string Officer, string Title, string Agency, DateTimeOffset Since, bool Comes);

internal sealed record SupervisorList(IReadOnlyList<SupervisorLine> Lines, IReadOnlyList<Choice> Officers);
