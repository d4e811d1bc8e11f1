using Writ.Agencies;
using Writ.Base;
using Writ.Sources.Accounts;

namespace Writ.Gate.Authorise.Steps;

/// <summary>Each identifier leads to one account: none is an answer for the decision, two would be somebody else's data.</summary>
internal sealed class IdentifiersResolveToOneAccount(AccountSource accounts) : GateStep
{
    public override async Task<Refusal?> Check(GateCase gateCase)
    {
        foreach (var item in gateCase.Disclosure.Items)
        {
            var found = await accounts.Resolve(gateCase.Work, gateCase.Disclosure.Service, item.IdentifierKind, item.IdentifierValue);
            if (found.Count != 1) return GateRefusals.IdentifierUnresolved;
            gateCase.Accounts[item.Item] = found[0];
        }

        return null;
    }
}

/// <summary>A reviewer and another approver, neither of them the asker. The tables hold this too.</summary>
internal sealed class TwoPeopleNeitherTheAsker : GateStep
{
    public override Task<Refusal?> Check(GateCase gateCase)
    {
        var d = gateCase.Disclosure;
        var three = new HashSet<string>(StringComparer.Ordinal) { d.Reviewer, d.Approver, d.Officer.Text };
        return Holds(three.Count == 3 && !three.Contains(string.Empty), GateRefusals.TwoPeople);
    }

    /// <summary>In a rehearsal somebody may not have acted yet.</summary>
    public override Task<bool> Waits(GateCase gateCase, Refusal refusal) =>
        Task.FromResult(gateCase.Disclosure.Reviewer.Length == 0 || gateCase.Disclosure.Approver.Length == 0);
}

/// <summary>Whoever enrolled the officer, or gave them a token, may not also decide what they get: that would be one person on both sides.</summary>
internal sealed class NobodyOnBothSides(AgencyRegister agencies) : GateStep
{
    public override async Task<Refusal?> Check(GateCase gateCase)
    {
        var d = gateCase.Disclosure;
        return await agencies.IsVouchedForBy(gateCase.Work, d.Officer, d.Reviewer) || await agencies.IsVouchedForBy(gateCase.Work, d.Officer, d.Approver)
            ? GateRefusals.BothSides
            : null;
    }
}

/// <summary>The production is sealed to registered keys that are past their cooling-off, and there is at least one.</summary>
internal sealed class RecipientHasUsableKeys(AgencyRegister agencies) : GateStep
{
    public override async Task<Refusal?> Check(GateCase gateCase)
    {
        var keys = await agencies.Keys(gateCase.Work, gateCase.Disclosure.Officer);
        gateCase.Keys.AddRange(keys.Where(k => k.UsableFrom <= gateCase.Now));
        return gateCase.Keys.Count > 0 ? null : GateRefusals.NoUsableKey;
    }

    /// <summary>A key is registered and cooling off.</summary>
    public override async Task<bool> Waits(GateCase gateCase, Refusal refusal) =>
        (await agencies.Keys(gateCase.Work, gateCase.Disclosure.Officer)).Count > 0;
}
