using Writ.Base;
using Writ.Gate.Notices;
using Writ.Gate.Notices.Barring;
using Writ.Gate.Notices.Objecting;

namespace Writ.Gate.Authorise.Steps;

/// <summary>
/// Everyone whose data is to be given was told of all of it, their time to object is over and no objection is open; or a recorded bar
/// forbids telling, and then only those are passed over who had not been told when it was recorded.
/// </summary>
internal sealed class TimeToObjectOver(NoticeOptions options) : GateStep
{
    public override async Task<Refusal?> Check(GateCase gateCase)
    {
        if (!options.Tells) return null;
        var demand = gateCase.Writ.Demand;
        var standing = await BarQueries.Standing(gateCase.Work, demand, gateCase.Now);
        if (standing is null) return GateRefusals.NoticeOwed;
        if (standing == BarStanding.Undecided) return GateRefusals.BarUndecided;
        var live = await NoticeDesk.Live(gateCase.Work, demand);
        foreach (var account in gateCase.Disclosure.Items.Where(i => gateCase.Accounts.ContainsKey(i.Item)).GroupBy(i => gateCase.Accounts[i.Item]))
        {
            if (await Objections.AnyOpen(gateCase.Work, demand, account.Key)) return GateRefusals.ObjectionOpen;
            var notice = live.Find(n => n.AccountId == account.Key);
            if (standing == BarStanding.InForce && notice is not { State: NoticeState.Sent }) continue;
            if (notice is null || !await NoticeDesk.Covers(gateCase.Work, notice.Id, account.Select(i => (i.Item, i.From, i.To)))) return GateRefusals.NoticeOwed;

            // Where no time is given there is none to wait for; the notice is owed, and goes out by itself.
            if (options.TimeToObject == TimeSpan.Zero) continue;
            if (notice is not { State: NoticeState.Sent, ObjectUntil: { } until }) return GateRefusals.NoticeOwed;
            if (gateCase.Now < until && !(until < gateCase.Until)) gateCase.Until = until;
        }

        return gateCase.Until is { } last ? GateRefusals.TimeToObject(last) : null;
    }

    /// <summary>A notice goes out, or a day comes. An asserted gag and an open objection do not pass by waiting: somebody decides them.</summary>
    public override Task<bool> Waits(GateCase gateCase, Refusal refusal) =>
        Task.FromResult(gateCase.Until is not null || refusal.Code == GateRefusals.NoticeOwed.Code);
}
