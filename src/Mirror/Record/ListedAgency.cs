using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;

namespace Writ.Mirror.Record;

/// <param name="Index">Of the entry in the log.</param>
internal sealed record RecordedFact(long Index, Fact Fact);

/// <summary>Whether an agency may ask, as the record says it.</summary>
internal enum Standing
{
    /// <summary>In the register, and may not ask yet.</summary>
    Enrolled,

    /// <summary>Somebody made sure that it is who it says; it may ask.</summary>
    Verified,

    /// <summary>May not ask until it is verified again.</summary>
    Suspended,
}

/// <summary>An agency as the open facts of the record describe it, and nothing else: no demand is tied to it here.</summary>
/// <param name="Authority">What kind of authority it is.</param>
/// <param name="Keys">How many keys productions may be sealed to now.</param>
/// <param name="History">Its facts, oldest first.</param>
/// <param name="Partnership">What its facts say of a partnership.</param>
/// <param name="AsOf">Time of the newest fact in the record: the mirror has no clock, and asks what held then.</param>
internal sealed record ListedAgency(
    AgencyId Id, string Name, string Country, string Authority, DateTimeOffset EnrolledAt, Standing Standing, Fact.AgencyVerified? Verified, int Keys,
    IReadOnlyList<RecordedFact> History, Partnership Partnership, DateTimeOffset AsOf)
{
    /// <summary>Whether it may ask neighbours, as of <see cref="AsOf"/>.</summary>
    public PartnershipStanding Neighbours => Partnership.At(AsOf, Standing == Standing.Verified);

    /// <summary>
    /// Why homes are not asked what it asked, as of <see cref="AsOf"/>; null where they are. One without any agreement published nothing by one: only a sample folder's agencies
    /// ask so, and they stand as if their council had agreed.
    /// </summary>
    public PartnershipStanding? Hinders => Neighbours is { InForce: false } standing && (Standing != Standing.Verified || Partnership.Last is not null) ? standing : null;

    /// <summary>Null where its enrolment is not among the facts.</summary>
    public static ListedAgency? Of(IReadOnlyList<RecordedFact> history, DateTimeOffset asOf)
    {
        if (history.Select(entry => entry.Fact).OfType<Fact.AgencyEnrolled>().FirstOrDefault() is not { } enrolled) return null;
        var standing = Standing.Enrolled;
        Fact.AgencyVerified? verified = null;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, fact) in history)
        {
            switch (fact)
            {
                case Fact.AgencyVerified now:
                    (standing, verified) = (Standing.Verified, now);
                    break;
                case Fact.AgencySuspended:
                    standing = Standing.Suspended;
                    break;
                case Fact.KeyEnrolled key:
                    keys.Add(key.Key);
                    break;
                case Fact.KeyRevoked key:
                    keys.Remove(key.Key);
                    break;
            }
        }

        return new ListedAgency(enrolled.Agency, enrolled.Name, enrolled.Country, enrolled.Authority, enrolled.At, standing, verified, keys.Count, [.. history],
            Partnership.Of(history.Select(entry => entry.Fact)), asOf);
    }

    /// <summary>Whose fact it is; null where it is no agency's.</summary>
    public static AgencyId? IdOf(Fact fact) => fact switch
    {
        Fact.AgencyEnrolled f => f.Agency,
        Fact.AgencyVerified f => f.Agency,
        Fact.AgencySuspended f => f.Agency,
        Fact.KeyEnrolled f => f.Agency,
        Fact.KeyRevoked f => f.Agency,
        _ => Facts.AgencyOf(fact),
    };
}
