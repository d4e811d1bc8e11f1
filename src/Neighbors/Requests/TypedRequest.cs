using System.Text.Json;
using Writ.Kit;

namespace Writ.Neighbors.Requests;

/// <summary>What an officer typed, kept as it was typed until it is sent.</summary>
/// <param name="Case">The agency's own reference.</param>
/// <param name="IncidentAt">Times in the agency's time zone, as a clock there shows them.</param>
/// <param name="Pass">Which pass of an hour that came twice: <c>first</c>, <c>second</c> or empty.</param>
/// <param name="Area">Lines of latitude, longitude; or GeoJSON.</param>
internal sealed record TypedRequest(
    string Case = "", string Incident = "", string IncidentAt = "", string From = "", string To = "", string Pass = "", string Point = "", string Area = "",
    string Facts = "", string LookingFor = "", string Contact = "")
{
    public static TypedRequest Of(Posted form) => new(
        form.Line("case"), form.Line("incident"), form.Line("incident-at"), form.Line("from"), form.Line("to"), form.Line("pass"), form.Line("point"), form.Text("area"),
        form.Text("facts"), form.Text("looking-for"), form.Line("contact"));

    public static TypedRequest Of(string json) => JsonSerializer.Deserialize<TypedRequest>(json) ?? new TypedRequest();

    public string ToJson() => JsonSerializer.Serialize(this);
}
