using Writ.Base;
using Writ.Gate.Recorded;
using Writ.Sources.Cameras.Grants;

namespace Writ.Gate.Grants.Giving;

/// <summary>A device that holds the home's keys as its owner signed it, and the account owns the home.</summary>
internal sealed class OwnersDeviceSigned(OwnersHand hand) : ConsentStep
{
    public override Task<Refusal?> Check(ConsentCase given) => hand.Against(given.Work, given.Owner, given.Consent.Home, given.Signed);
}

/// <summary>It was signed just now: nothing is given by an old word.</summary>
internal sealed class ConsentIsFresh(GrantOptions options) : ConsentStep
{
    public override Task<Refusal?> Check(ConsentCase given) => Holds(
        given.Consent.At <= given.Asked + options.Limits.ClockAhead && given.Consent.At >= given.Asked - options.Limits.ConsentLasts, GrantRefusals.Old);
}

internal sealed class DaysAreInRange(GrantOptions options) : ConsentStep
{
    public override Task<Refusal?> Check(ConsentCase given) => Holds(given.Consent.Days >= 1 && given.Consent.Days <= options.Limits.MostDays, GrantRefusals.Days(options.Limits.MostDays));
}

/// <summary>The owner saw the terms that the officer will have to accept.</summary>
internal sealed class TermsAreCurrent : ConsentStep
{
    public override Task<Refusal?> Check(ConsentCase given) => Holds(given.Consent.Terms == GrantTerms.Version, GrantRefusals.Terms);
}

internal sealed class FileIsNotTooLarge(GrantOptions options) : ConsentStep
{
    public override Task<Refusal?> Check(ConsentCase given) => Holds(given.Size > 0 && given.Size <= options.Limits.MostFile, GrantRefusals.TooLarge);
}

/// <summary>Without a schedule the number of leaves would tell the number of grants. In a sample nobody lives.</summary>
internal sealed class RecordHidesHowMany(GrantOptions options) : ConsentStep
{
    public override Task<Refusal?> Check(ConsentCase given) => Holds(options.Sample || RecordTimes.InForce(given.Work, given.Now) is not null, GrantRefusals.NoSchedule);
}
