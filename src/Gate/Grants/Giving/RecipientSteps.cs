using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Store;

namespace Writ.Gate.Grants.Giving;

/// <summary>The request is open, and the officer wrote or approved it; or an officer who was given this asked to pass it on to that one.</summary>
internal sealed class RequestIsOpenOrPassingIsAsked(IGrantDoor door) : ConsentStep
{
    public override async Task<Refusal?> Check(ConsentCase given)
    {
        var consent = given.Consent;
        if (consent.Passes is not { } earlier)
        {
            if (await door.Find(given.Work, consent.Request, given.Now) is not { Open: true } request) return GrantRefusals.RequestClosed;
            return request.Agency == consent.Agency && (request.Author == consent.Officer || request.Supervisor == consent.Officer) ? null : GrantRefusals.OtherOfficer;
        }

        var account = given.Owner.Account;
        var open = await given.Work.Db().Set<GrantPassing>().SingleOrDefaultAsync(
            p => p.GrantId == earlier && p.OfficerId == consent.Officer && p.AgencyId == consent.Agency && p.State == PassingState.Open);
        var passed = await given.Work.Db().Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == earlier && g.AccountId == account);
        if (open is null || passed is null || !passed.Lives(given.Now) || passed.RequestId != consent.Request || passed.HomeId != consent.Home) return GrantRefusals.PassingClosed;
        given.Passing = open;
        return null;
    }
}

internal sealed class AgencyIsInForce(IGrantDoor door) : ConsentStep
{
    public override async Task<Refusal?> Check(ConsentCase given) => await door.InForce(given.Work, given.Consent.Agency, given.Now) ? null : GrantRefusals.AgencyInert;
}

/// <summary>The officer is of the agency that the owner was shown.</summary>
internal sealed class OfficerMayReceive(AgencyRegister agencies) : ConsentStep
{
    public override async Task<Refusal?> Check(ConsentCase given) =>
        await agencies.Find(given.Work, given.Consent.Officer) is { Verified: true } officer && officer.Agency == given.Consent.Agency ? null : GrantRefusals.OtherOfficer;
}

/// <summary>Whoever was ended signs in nowhere, and could not open it.</summary>
internal sealed class OfficerIsActive : ConsentStep
{
    public override Task<Refusal?> Check(ConsentCase given) => Holds(Recipients.Active(given.Work, given.Consent.Officer), GrantRefusals.OfficerEnded);
}

/// <summary>The key was wrapped to keys of the officer that are past their cooling-off, and to no other.</summary>
internal sealed class KeysAreTheOfficers(AgencyRegister agencies) : ConsentStep
{
    public override async Task<Refusal?> Check(ConsentCase given)
    {
        var usable = await Recipients.Usable(given.Work, agencies, given.Consent.Officer, given.Now);
        var prints = usable.Select(k => k.Thumbprint).ToHashSet(StringComparer.Ordinal);
        return given.Keys.Count > 0 && given.Keys.All(prints.Contains) ? null : GrantRefusals.NoKey;
    }
}

/// <summary>What is asked of an officer as a recipient.</summary>
internal static class Recipients
{
    /// <summary>Not one whose access was ended or switched off.</summary>
    public static bool Active(IWork work, OfficerId officer) => !AgencyRegister.IsOff(work, officer);

    public static async Task<IReadOnlyList<RecipientKey>> Usable(IWork work, AgencyRegister agencies, OfficerId officer, DateTimeOffset now) =>
        [.. (await agencies.Keys(work, officer)).Where(k => k.UsableFrom <= now)];
}
