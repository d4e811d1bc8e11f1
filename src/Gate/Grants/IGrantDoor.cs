using Writ.Base;

namespace Writ.Gate.Grants;

/// <summary>A request to homes, as far as a grant has to know it.</summary>
/// <param name="Open">Homes may answer it at this moment.</param>
/// <param name="Case">The agency's own reference.</param>
/// <param name="Incident">Words of its kind.</param>
/// <param name="Author">The officer who wrote it.</param>
/// <param name="Supervisor">The officer who approved it.</param>
public sealed record GrantRequest(RequestId Id, AgencyId Agency, bool Open, string Case, string Incident, OfficerId Author, OfficerId? Supervisor);

/// <summary>What the door knows of requests, standings and words; a seam because the gate may not import the doors.</summary>
public interface IGrantDoor
{
    /// <summary>Null where there is no such request, or it was never put to homes.</summary>
    Task<GrantRequest?> Find(IWork work, RequestId request, DateTimeOffset now);

    /// <summary>Whether the agency may ask homes now: eligible, verified, and its partnership in force.</summary>
    Task<bool> InForce(IWork work, AgencyId agency, DateTimeOffset now);

    /// <summary>Whether this officer is named as a supervisor of their agency now.</summary>
    Task<bool> IsSupervisor(IWork work, OfficerId officer);

    /// <summary>What is wrong with words that an officer or owner writes to one another: links, hidden characters, and from an officer pressure. Null: nothing.</summary>
    Refusal? Against(string text, string field, bool fromOfficer);
}
