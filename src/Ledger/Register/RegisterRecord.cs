using Writ.Base;

namespace Writ.Ledger.Register;

/// <summary>What a register leaf says of its demand, under a commitment: open (counted in public), withheld (the law forbids), or a dummy.</summary>
public enum DemandClass
{
    Open,
    Withheld,
    Dummy,
}

/// <summary>What the register records of one demand at intake; schema <c>register/v1</c>.</summary>
/// <param name="Received">UTC day of receipt; a report covers whole days.</param>
/// <param name="Instrument">Code of the instrument in the law's data files.</param>
/// <param name="Reporting">Code of the row under which that law counts it.</param>
/// <param name="Judicial">Whether a judge signed; null where not known.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="AuthorityKind">Kind of the asking authority.</param>
/// <param name="Content">Whether content was asked for; null where not known.</param>
/// <param name="Accounts">Number of accounts or identifiers named, 0 and up.</param>
/// <param name="Gag">Whether the customer may not be told.</param>
public sealed record RegisterRecord(
    DateOnly Received,
    string Instrument,
    string Reporting,
    bool? Judicial,
    string Country,
    string AuthorityKind,
    string Service,
    bool? Content,
    int Accounts,
    bool Gag,
    bool Emergency,
    AgencyId Agency,
    DemandId Demand);
