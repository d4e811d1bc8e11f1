using Writ.Agencies.Enrol;
using Writ.Base;
using Writ.Kit;

namespace Writ.Agencies.Verify;

/// <summary>The register as a list.</summary>
internal sealed record AgencyList(IReadOnlyList<AgencyView> Lines, int Total, string? State, string? Text, int Page, bool MayEnrol)
{
    public const int PerPage = 25;

    public string Address(string? state, string? text, int page = 1) =>
        "/desk/agencies?" + string.Join('&', new[] { ("state", state), ("text", text), ("page", page > 1 ? $"{page}" : null) }
            .Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));
}

/// <summary>What somebody typed to enrol an agency.</summary>
/// <param name="Once">The id that the agency gets.</param>
internal sealed record NewAgency(string Once, string Name, string Country, string Kind);

/// <summary>One agency as the desk sees it.</summary>
/// <param name="Enroller">Whether the reader enrolled it, and so may not verify it.</param>
/// <param name="People">Names by id.</param>
internal sealed record AgencyCase(
    AgencyView Agency, string EnrolledBy, bool Enroller, Caller Me, IReadOnlyList<AgencyEvent> History, IReadOnlyList<OfficerLine> Officers,
    Func<string, string> Who, AgencyTyped Typed);

/// <param name="Usable">Registered keys that are not revoked and past cooling-off.</param>
/// <param name="Off">Null: they may come.</param>
internal sealed record OfficerLine(string Id, string Title, DateTimeOffset Since, int Usable, int Cooling, OfficerOff? Off);

/// <summary>What was typed on an agency's page and has to be mended.</summary>
internal sealed record AgencyTyped(string How = "", string Source = "", string Evidence = "", string Reason = "", string Title = "", string Name = "")
{
    public static AgencyTyped From(Posted form) =>
        new(form.Line("how"), form.Line("source"), form.Line("evidence"), form.Line("reason"), form.Line("title"), form.Line("name"));
}

/// <summary>Words of the closed sets, for people.</summary>
internal static class AgencyWords
{
    public static IReadOnlyList<Choice> Ways { get; } =
    [
        new("call-back", "Call back", "We called a number that we found ourselves."),
        new("in-person", "In person", "Somebody of us was there, or they were here."),
        new("registered-post", "Registered post", "A letter to a published address was answered."),
        new("official-register", "Official register", "A register kept by the state names them and this contact."),
    ];

    public static IReadOnlyList<Choice> Kinds { get; } =
    [
        new("police", "Police"), new("fire", "Fire"), new("rescue", "Rescue"), new("prosecutor", "Prosecutor"), new("court", "Court"), new("agency", "Other agency"), new("legislature", "Legislature"),
        new("unspecified", "Not known"),
    ];

    public static IReadOnlyList<Choice> States { get; } = [new("Enrolled", "Not verified"), new("Verified", "Verified"), new("Suspended", "Suspended")];

    public static string Way(string? way) => Ways.FirstOrDefault(w => w.Value == way)?.Label ?? way ?? string.Empty;

    public static string Kind(string kind) => Kinds.FirstOrDefault(k => k.Value == kind)?.Label ?? kind;

    public static string State(string state) => States.FirstOrDefault(s => s.Value == state)?.Label ?? state;

    public static Tone Tone(string state) => state switch
    {
        "Verified" => Kit.Tone.Good,
        "Suspended" => Kit.Tone.Bad,
        _ => Kit.Tone.Open,
    };

    public static string What(AgencyEvent e) => e.Kind switch
    {
        AgencyEventKind.Enrolled => "Enrolled",
        AgencyEventKind.Verified => $"Verified: {Way(e.How).ToLowerInvariant()}",
        AgencyEventKind.Suspended => "Suspended",
    };
}
