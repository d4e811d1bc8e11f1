using Writ.Kit;
using Writ.Ledger.Facts;
using Writ.Mirror.Record;

namespace Writ.Mirror.Words;

/// <summary>What the register says of an agency, in words.</summary>
internal static class StandingWords
{
    public static string Of(Standing standing) => standing switch
    {
        Standing.Enrolled => "not verified yet",
        Standing.Verified => "verified",
        Standing.Suspended => "suspended",
    };

    public static string Meaning(Standing standing) => standing switch
    {
        Standing.Enrolled => "It is in the register and may not ask yet.",
        Standing.Verified => "Somebody made sure that it is who it says. It may ask.",
        Standing.Suspended => "It may not ask until it is verified again.",
    };

    public static Tone ToneOf(Standing standing) => standing switch
    {
        Standing.Enrolled => Tone.Plain,
        Standing.Verified => Tone.Good,
        Standing.Suspended => Tone.Bad,
    };

    /// <summary>Kind of the fact, as the record names it.</summary>
    public static string Kind(Fact fact) => fact switch
    {
        Fact.AgencyEnrolled => "agency-enrolled",
        Fact.AgencyVerified => "agency-verified",
        Fact.AgencySuspended => "agency-suspended",
        Fact.KeyEnrolled => "key-enrolled",
        Fact.KeyRevoked => "key-revoked",
        _ => Facts.KindOf(fact),
    };

    public static string What(Fact fact) => fact switch
    {
        Fact.AgencyEnrolled => "Entered in the register",
        Fact.AgencyVerified => "Verified",
        Fact.AgencySuspended => "Suspended",
        Fact.KeyEnrolled => "A key was registered",
        Fact.KeyRevoked => "A key was revoked",
        _ => PartnershipText.What(fact),
    };

    /// <summary>What was written with it; null where nothing is.</summary>
    public static string? Note(Fact fact) => fact switch
    {
        Fact.AgencyVerified f => $"{f.How}, by {f.By}",
        Fact.AgencySuspended f => f.Reason,
        Fact.KeyEnrolled f => f.Key,
        Fact.KeyRevoked f => $"{f.Key}: {f.Reason}",
        _ => PartnershipText.Note(fact),
    };
}
