using Writ.Base;

namespace Writ.Ledger.Register;

/// <summary>What two people allowed the vault to release, once; schema <c>authorisation/v1</c>. Never opened in public by default.</summary>
/// <param name="VaultId">Which vault it is for.</param>
/// <param name="Nonce">Issued by that vault before this was logged.</param>
/// <param name="RegisterLeaf">RFC 6962 leaf hash of the demand's register leaf, base64.</param>
/// <param name="Ground">Always <c>writ</c> until the door of consent exists.</param>
/// <param name="RecipientKeys">SHA-256 thumbprints, lower-case hex, sorted, each once.</param>
/// <param name="Reviewer">Id of the member of staff who decided.</param>
/// <param name="Approver">Id of another one who approved.</param>
/// <param name="Expires">UTC, whole seconds; not valid from then on.</param>
public sealed record AuthorisationRecord(
    AuthorisationId Id,
    string VaultId,
    string Nonce,
    DemandId Demand,
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
