using Writ.Agencies;
using Writ.Base;
using Writ.Law;

namespace Writ.Gate.Authorise.Steps;

/// <summary>Until the second door is built, the only ground that lets anything out is a writ.</summary>
internal sealed class GroundIsAWrit : GateStep
{
    public override Task<Refusal?> Check(GateCase gateCase) => Holds(gateCase.Disclosure.Ground is DisclosureGround.Writ, GateRefusals.NoGround);
}

/// <summary>A demand whose every item is refused is closed by its door, not released.</summary>
internal sealed class SomethingIsToBeProduced : GateStep
{
    public override Task<Refusal?> Check(GateCase gateCase) => Holds(gateCase.Disclosure.Items.Count > 0, GateRefusals.NothingToProduce);
}

/// <summary>The asker's agency is verified at this moment, not only when the demand came in.</summary>
internal sealed class RequesterIsVerified(AgencyRegister agencies) : GateStep
{
    public override async Task<Refusal?> Check(GateCase gateCase) =>
        await agencies.Find(gateCase.Work, gateCase.Disclosure.Officer) is { Verified: true } ? null : GateRefusals.RequesterUnverified;
}

/// <summary>Issued by today, not expired, and with an expiry where its kind needs one.</summary>
internal sealed class InstrumentIsInForce(LawBook law) : GateStep
{
    public override Task<Refusal?> Check(GateCase gateCase)
    {
        var writ = gateCase.Writ;
        var inForce = law.Find(writ.Instrument).TryGet(out var instrument, out _)
            && instrument.IsReceivable(gateCase.Hidden)
            && writ.IssuedOn <= gateCase.Today
            && (writ.ExpiresOn is { } end ? end >= gateCase.Today : !instrument.NeedsExpiry);
        return Holds(inForce, GateRefusals.NotInForce);
    }
}

/// <summary>The law lets this kind of authority issue this instrument.</summary>
internal sealed class AuthorityIsCompetent(LawBook law) : GateStep
{
    public override Task<Refusal?> Check(GateCase gateCase) => Holds(
        law.Find(gateCase.Writ.Instrument).TryGet(out var instrument, out _) && instrument.Authorities.Contains(gateCase.Writ.AuthorityKind),
        GateRefusals.AuthorityNotCompetent);
}

/// <summary>Instrument x category, on the day of issue, decides what may be produced; the rest is refused with the law's ground.</summary>
internal sealed class ItemsAreInsideReach(LawBook law) : GateStep
{
    public override Task<Refusal?> Check(GateCase gateCase)
    {
        for (var i = 0; i < gateCase.Disclosure.Items.Count; i++)
        {
            var reach = law.ReachOf(gateCase.Writ.Instrument, gateCase.Disclosure.Items[i].Category, gateCase.Writ.IssuedOn, gateCase.Hidden);
            if (reach is Reach.Outside outside)
                return Task.FromResult<Refusal?>(GateRefusals.OutsideReach(outside.Ground.Code, outside.Ground.Sentence, i));
        }

        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>What is produced never goes beyond the days that the instrument asked for.</summary>
internal sealed class RangesAreInsideInstrument : GateStep
{
    public override Task<Refusal?> Check(GateCase gateCase) => Holds(
        gateCase.Disclosure.Items.All(i =>
            (i.AskedFrom is not { } first || i.From >= first) && (i.AskedTo is not { } last || i.To <= last) && !(i.From > i.To)),
        GateRefusals.RangeOutside);
}
