using System.Text.Json.Nodes;

namespace Writ.Base.Footage;

/// <summary>
/// An owner's word that one officer may open one file until a day: what a grant rests on. Signed by a device of the owner; layout in
/// <c>docs/spec/grant.md</c>.
/// </summary>
/// <param name="Days">For how long it can be opened, from the moment at which the file came.</param>
/// <param name="File">SHA-256 of the sealed file, hex.</param>
/// <param name="Contact"><see cref="Relay"/>, or what the owner typed.</param>
/// <param name="Terms">Version of the terms that the page showed.</param>
/// <param name="Passes">The grant whose passing-on this answers; null as a rule.</param>
public sealed record GrantConsent(
    GrantId Grant, HomeId Home, RequestId Request, AgencyId Agency, OfficerId Officer, DateTimeOffset At, int Days, string File, string Contact, string Terms, GrantId? Passes)
{
    public const string Kind = "consent";

    /// <summary>Messages go through the company; nothing else of the owner is told.</summary>
    public const string Relay = "relay";

    /// <summary>Letters of a contact at most.</summary>
    public const int MostContact = 200;

    private const int MostDays = 3_660;

    /// <summary>Signed; canonical JSON.</summary>
    public byte[] Sign(HolderKeys device) => SignedText.Sign(device, Kind, new JsonObject
    {
        ["agency"] = Agency.Text,
        ["at"] = PayloadReader.Write(At),
        ["contact"] = Contact,
        ["days"] = Days,
        ["file"] = File,
        ["grant"] = Grant.Text,
        ["home"] = Home.Text,
        ["officer"] = Officer.Text,
        ["passes"] = Passes?.Text,
        ["request"] = Request.Text,
        ["terms"] = Terms,
    }).Write();

    /// <summary>Form only: whose word it is <see cref="SignedText.IsBy"/> says. Refusal <c>footage-bad-consent</c>.</summary>
    public static Result<GrantConsent> Read(SignedText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var json = new PayloadReader(text.Payload);
        var consent = new GrantConsent(
            json.Parsed("grant", t => (GrantId.TryParse(t, out var id), id)),
            json.Parsed("home", t => (HomeId.TryParse(t, out var id), id)),
            json.Parsed("request", t => (RequestId.TryParse(t, out var id), id)),
            json.Parsed("agency", t => (AgencyId.TryParse(t, out var id), id)),
            json.Parsed("officer", t => (OfficerId.TryParse(t, out var id), id)),
            json.At("at"),
            (int)json.Number("days", 0, MostDays),
            json.Hash("file"),
            json.Text("contact", MostContact),
            json.Text("terms", 40),
            json.OrNull("passes", t => (GrantId.TryParse(t, out var id), id)));
        return json.Ok && text.Kind == Kind ? consent : FootageRefusals.Consent;
    }
}
