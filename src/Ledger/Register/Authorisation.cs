using Writ.Base;

namespace Writ.Ledger.Register;

/// <summary>
/// What the vault may release, once; schema <c>authorisation/v1</c>. Never opened in public by default. The ground decides which of
/// the members mean something; the others have one spelling, <see cref="AuthorisationGround.Nobody"/> or an empty list.
/// </summary>
/// <param name="VaultId">Which vault it is for; nobody's on a consent.</param>
/// <param name="Nonce">Issued by that vault before this was logged; nobody's on a consent.</param>
/// <param name="Asked">Under a writ the text of a <see cref="DemandId"/>, for the subject that of a <see cref="SubjectRequestId"/>, on a consent that of a <see cref="GrantId"/>.</param>
/// <param name="RegisterLeaf">Under a writ the RFC 6962 leaf hash of the demand's register leaf, base64; on a consent the SHA-256 of what was signed or said; else nobody's.</param>
/// <param name="Ground">One of <see cref="AuthorisationGround"/>.</param>
/// <param name="Items">For the subject all of one account.</param>
/// <param name="RecipientKeys">SHA-256 thumbprints, lower-case hex, sorted, each once; for the subject none.</param>
/// <param name="Reviewer">Id of the member of staff who decided; for the subject nobody.</param>
/// <param name="Approver">Id of another one who approved; for the subject nobody.</param>
/// <param name="Expires">UTC, whole seconds; not valid from then on. For the subject the vault takes at most an hour ahead.</param>
public sealed record AuthorisationRecord(
    AuthorisationId Id,
    string VaultId,
    string Nonce,
    string Asked,
    string RegisterLeaf,
    string Ground,
    IReadOnlyList<AuthorisedItem> Items,
    IReadOnlyList<string> RecipientKeys,
    string Reviewer,
    string Approver,
    DateTimeOffset Expires);

/// <summary>One item that may be released.</summary>
/// <param name="From">First day covered, inclusive; null: no bound.</param>
/// <param name="To">Last day covered, inclusive; null: no bound.</param>
public sealed record AuthorisedItem(ItemId Item, AccountId Account, DataCategory Category, DateOnly? From, DateOnly? To);

/// <summary>On what an authorisation rests; a closed set.</summary>
public static class AuthorisationGround
{
    /// <summary>An instrument compels it, and two people decided.</summary>
    public const string Writ = "writ";

    /// <summary>The person whose data it is asked for their own copy.</summary>
    public const string Subject = "subject";

    /// <summary>The owner of footage gave it. Nothing of it was ever the vault's to open, so it names no vault, no nonce and no item.</summary>
    public const string Consent = "consent";

    /// <summary>An officer renewed what an owner gave, with a reason. Otherwise as a consent.</summary>
    public const string Renewal = "renewal";

    /// <summary>Authorises nothing: an officer said that what they were given is deleted. Otherwise as a consent.</summary>
    public const string Deletion = "deletion";

    /// <summary>Stands where a ground has no register leaf, reviewer or approver.</summary>
    public const string Nobody = "-";
}
