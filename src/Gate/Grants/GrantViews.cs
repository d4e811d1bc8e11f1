namespace Writ.Gate.Grants;

/// <summary>What an owner's page sends first.</summary>
/// <param name="Consent">The signed text.</param>
/// <param name="Size">Bytes of the sealed file.</param>
public sealed record GrantOffer(string Consent, long Size, IReadOnlyList<GrantWrap> Wraps);

/// <param name="Thumbprint">Of a key of the officer.</param>
/// <param name="Wrap">The file's key, sealed to it, in base64.</param>
public sealed record GrantWrap(string Thumbprint, string Wrap);

public sealed record GrantGiven(string Grant);

/// <param name="Spki">SubjectPublicKeyInfo, base64.</param>
public sealed record RecipientKeyView(string Thumbprint, string Spki);

/// <summary>To whom an owner would give.</summary>
/// <param name="Officer">Id.</param>
/// <param name="OfficerName">Role and unit.</param>
/// <param name="Passes">The grant that would be passed on; null where a request is answered.</param>
public sealed record GrantRecipient(
    string Request, string Agency, string AgencyName, string Officer, string OfficerName, IReadOnlyList<RecipientKeyView> Keys, int MostDays, string Terms, IReadOnlyList<string> TermsText,
    string? Passes);

/// <param name="Mails">Whether the owner gets a mail when an officer does something with one of them; null to a hub, which does not settle that.</param>
public sealed record GrantList(IReadOnlyList<GrantView> Grants, bool? Mails);

/// <summary>One grant, as its owner sees it.</summary>
/// <param name="State"><c>recorded</c>, <c>ready</c>, <c>opened</c>, <c>withdrawn</c>, <c>ended</c> or <c>purged</c>.</param>
/// <param name="Hindered">Why it cannot be opened at the moment though it lives; null where nothing hinders it.</param>
/// <param name="Receipt">Address of the proof that it is in the record; null before it is.</param>
public sealed record GrantView(
    string Grant, string Request, string Agency, string AgencyName, string OfficerName, string State, DateTimeOffset GivenAt, DateTimeOffset Until,
    IReadOnlyList<GrantOpeningView> Openings, IReadOnlyList<GrantRenewalView> Renewals, IReadOnlyList<GrantAskView> Asks, GrantDeletionView? Deletion,
    IReadOnlyList<GrantMessageView> Messages, bool ContactOpen, string? Hindered, string? Receipt);

/// <param name="Purpose">In words, with what the officer added.</param>
/// <param name="What"><c>opened</c> or <c>exported</c>.</param>
public sealed record GrantOpeningView(DateTimeOffset At, string OfficerName, string Purpose, string What);

public sealed record GrantRenewalView(DateTimeOffset At, DateTimeOffset Until, string Reason);

/// <param name="State"><c>open</c>, <c>refused</c> or <c>answered</c>.</param>
public sealed record GrantAskView(string Ask, string RecipientAgency, string RecipientOfficer, string Ground, string Reason, DateTimeOffset At, string State);

/// <param name="Receipt">Address of what the officer confirmed, with the proof that it is in the record; null before it is.</param>
public sealed record GrantDeletionView(DateTimeOffset AskedAt, DateTimeOffset? ConfirmedAt, string? Receipt);

/// <param name="By"><c>officer</c> or <c>owner</c>.</param>
public sealed record GrantMessageView(DateTimeOffset At, string By, string Text);

/// <summary>A receipt as it is downloaded.</summary>
/// <param name="Opening">Opens the leaf, see the record's specification.</param>
/// <param name="Proof">A tlog-proof.</param>
/// <param name="Consent">SHA-256 of what was signed or said, hex.</param>
/// <param name="Statement">What the officer confirmed; null on the receipt of the grant itself.</param>
public sealed record GrantReceipt(string Grant, string Consent, string? Statement, System.Text.Json.Nodes.JsonNode Opening, long Entry, string Proof);
