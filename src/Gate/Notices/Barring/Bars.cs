using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Gate.Notices.Barring;

/// <summary>A bar as a reviewer states it.</summary>
/// <param name="Kind">court-order or statute.</param>
/// <param name="Authority">Who forbids it: the court, or the law by name.</param>
/// <param name="Reference">Of the order, or the section.</param>
/// <param name="EndsOn">The day on which it has ended: on it, as the day begins, notices go out. After today, and at most 366 days from now.</param>
/// <param name="Reason">Why it applies here.</param>
public sealed record NewBar(string Kind, string Authority, string Reference, DateOnly EndsOn, string Reason);

/// <summary>Legal bars to telling people. Each has an end; on it, what was held goes out by itself.</summary>
public sealed class Bars(NoticeDesk desk, NoticeOptions options, TimeProvider time, IEnumerable<INoticeWatcher> watchers)
{
    private const int MostDays = 366;

    private const int MostText = 500;

    /// <summary>Records a bar in the act; from then on nobody is told. One that the same person recorded in the same words and that stands is not recorded again. Refusals of form, <c>gate-bar-kind</c>, <c>gate-bar-end</c>.</summary>
    /// <param name="gag">Whether the demand asserts one.</param>
    public async Task<Result<BarId>> Record(IWork work, DemandId demand, bool gag, NewBar bar, string staff)
    {
        var now = time.GetUtcNow();
        var today = ObjectTimes.DayOf(now, options.Zone);
        var kind = KindOf(bar.Kind);
        var checks = new Checks();
        if (kind is null) checks.Add(GateRefusals.BarKindUnknown);
        checks.Line(bar.Authority, MostText, "/authority");
        checks.Line(bar.Reference, MostText, "/reference");
        checks.Line(bar.Reason, MostText, "/reason");
        if (bar.EndsOn <= today || bar.EndsOn > today.AddDays(MostDays)) checks.Add(GateRefusals.BarEnd);
        if (!checks.Ok) return checks.Refusal;

        var others = await work.Db().Set<BarRow>().AsNoTracking().Where(b => b.DemandId == demand && b.RecordedBy == staff).ToListAsync();

        // Sent twice, it is done already.
        if (others.Find(b => b.InForce(now) && (b.Kind, b.Authority, b.Reference, b.EndsOn, b.Reason) == (kind, bar.Authority, bar.Reference, bar.EndsOn, bar.Reason)) is { } same)
            return same.Id;
        await NoticeDesk.Remember(work, demand, gag);
        var row = new BarRow
        {
            Id = BarId.New(),
            DemandId = demand,
            Kind = kind!.Value,
            Authority = bar.Authority,
            Reference = bar.Reference,
            Reason = bar.Reason,
            EndsOn = bar.EndsOn,
            EndsAt = ObjectTimes.StartOf(bar.EndsOn, options.Zone),
            RecordedAt = now,
            RecordedBy = staff,
        };
        work.Insert(row);
        await NoticeDesk.Hold(work, demand, now);
        await JobQueue.Owe(work, BarEnded.JobKind, row.Id.Text, row.EndsAt);
        await Tell(work, demand, now, staff, "bar-recorded", $"{bar.Kind}, until {bar.EndsOn:yyyy-MM-dd}: {bar.Authority}, {bar.Reference}");
        return row.Id;
    }

    /// <summary>Before its end. What was held goes out, unless another bar stands. Refusals <c>gate-no-bar</c>, <c>gate-bar-over</c>.</summary>
    public async Task<Result<bool>> Lift(IWork work, DemandId demand, BarId bar, string why, string staff)
    {
        var checks = new Checks();
        checks.Line(why, MostText, "/why");
        if (!checks.Ok) return checks.Refusal;
        if (await work.Db().Set<BarRow>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == bar && b.DemandId == demand) is not { } row) return GateRefusals.NoBar;
        var now = time.GetUtcNow();
        if (!row.InForce(now)) return GateRefusals.BarOver;
        await work.Db().Set<BarRow>().Where(b => b.Id == bar).ExecuteUpdateAsync(s => s
            .SetProperty(b => b.LiftedAt, now).SetProperty(b => b.LiftedBy, staff).SetProperty(b => b.LiftedWhy, why));
        await Tell(work, demand, now, staff, "bar-lifted", why);
        await desk.ReleaseHeld(work, demand, Past(row, ObjectTimes.DayOf(now, options.Zone)), now);
        return true;
    }

    /// <summary>The demand asserts a gag, and a reviewer finds none that binds. Refusals <c>gate-bar-none-said</c>, <c>gate-bar-in-force</c>.</summary>
    public async Task<Result<bool>> SayNone(IWork work, DemandId demand, bool gag, string reason, string staff)
    {
        var checks = new Checks();
        checks.Line(reason, MostText, "/reason");
        if (!checks.Ok) return checks.Refusal;
        var now = time.GetUtcNow();
        await NoticeDesk.Remember(work, demand, gag);
        if (await BarQueries.Standing(work, demand, now) == BarStanding.InForce) return GateRefusals.BarInForce;
        var said = await work.Db().Set<NoticeCaseRow>().Where(c => c.DemandId == demand && c.NoneSaidAt == null).ExecuteUpdateAsync(s => s
            .SetProperty(c => c.NoneSaidAt, now).SetProperty(c => c.NoneSaidBy, staff).SetProperty(c => c.NoneReason, reason));
        if (said == 0) return GateRefusals.NoneSaid;
        await Tell(work, demand, now, staff, "bar-none", reason);
        await desk.ReleaseHeld(work, demand, null, now);
        return true;
    }

    internal static BarPast Past(BarRow row, DateOnly until) => new(row.Kind == BarKind.CourtOrder, until);

    internal static string Word(BarKind kind) => kind switch
    {
        BarKind.CourtOrder => "court-order",
        BarKind.Statute => "statute",
    };

    // Not Enum.Parse: it would take "1".
    private static BarKind? KindOf(string? word) => word switch
    {
        "court-order" => BarKind.CourtOrder,
        "statute" => BarKind.Statute,
        _ => null,
    };

    private async Task Tell(IWork work, DemandId demand, DateTimeOffset at, string actor, string kind, string? note)
    {
        foreach (var watcher in watchers) await watcher.Told(work, demand, at, actor, kind, note);
    }
}
