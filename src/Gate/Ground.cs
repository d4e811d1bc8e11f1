using Writ.Base;

namespace Writ.Gate;

/// <summary>
/// Why data may leave at all: a closed set of two. An emergency is a writ whose process is owed.
/// </summary>
public abstract record DisclosureGround
{
    private DisclosureGround()
    {
    }

    /// <summary>An instrument compels it.</summary>
    /// <param name="Instrument">Id in the law's data files.</param>
    public sealed record Writ(
        DemandId Demand, string Instrument, string AuthorityKind, DateOnly IssuedOn, DateOnly? ExpiresOn) : DisclosureGround;

    /// <summary>The owner consents. It takes steps of its own, <see cref="Grants.Giving.ConsentSteps"/>; those for writs refuse it.</summary>
    public sealed record Consent(GrantId Grant) : DisclosureGround;
}

/// <summary>What a door asks the gate to let out, as two people decided it.</summary>
/// <param name="Officer">Who asked, and receives.</param>
/// <param name="Reviewer">Who decided each item.</param>
/// <param name="Approver">Who approved the whole.</param>
/// <param name="RegisterLeafHash">RFC 6962 leaf hash of the demand's register leaf.</param>
public sealed record Disclosure(
    DisclosureGround Ground,
    OfficerId Officer,
    string Service,
    IReadOnlyList<DisclosureItem> Items,
    string Reviewer,
    string Approver,
    byte[] RegisterLeafHash);

/// <summary>One item that is to be produced: an identifier, a category and the days, asked and decided. Days are inclusive.</summary>
public sealed record DisclosureItem(
    ItemId Item,
    string IdentifierKind,
    string IdentifierValue,
    DataCategory Category,
    DateOnly? AskedFrom,
    DateOnly? AskedTo,
    DateOnly? From,
    DateOnly? To);
