using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Demands.Questions;
using Writ.Kit;
using Writ.Law;
using Writ.Store;

namespace Writ.Demands.Dashboard;

/// <summary>How the team's work stands: counts and times, of no person.</summary>
internal sealed class FiguresDesk(IStore store, LawBook law, TimeProvider time)
{
    /// <summary>How far back, in days.</summary>
    public static IReadOnlyList<int> Spans { get; } = [30, 90, 365];

    public static void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapGet("/desk/figures", (HttpContext http, FiguresDesk use) => use.Show(http))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead)).WarnsOfEnd();

    private async Task<IResult> Show(HttpContext http) => await DeskAnswers.Show<FiguresPage>(http, await store.Look(Model));

    internal async Task<FiguresModel> Model(IWork work)
    {
        var now = time.GetUtcNow();
        var asking = await QuestionQueries.Open(work);
        var open = await work.Db().Set<Demand>().AsNoTracking()
            .Where(d => d.State == DemandState.Received || d.State == DemandState.Decided || d.State == DemandState.Approved)
            .Select(d => new { d.Id, d.State, d.ReceivedAt }).ToListAsync();
        var ages = AgeBucket.All.Select(b => new OpenRow(
            b.Words,
            [.. FiguresModel.OpenStates.Select(s => open.Count(d => d.State == s && b.Holds(now - d.ReceivedAt)))])).ToList();
        string Turn(DemandId id, DemandState state) => state is DemandState.Received or DemandState.Decided && asking.Contains(id) ? "officer" : state.Turn();
        var turns = open.GroupBy(d => Turn(d.Id, d.State)).ToDictionary(g => g.Key, g => g.Count());
        var spans = new List<SpanFigures>();
        foreach (var days in Spans) spans.Add(await Span(work, days, now));
        return new FiguresModel(ages, [.. FiguresModel.Turns.Select(t => (t, turns.GetValueOrDefault(t)))], spans, code => law.FindGround(code)?.Sentence ?? string.Empty);
    }

    private static async Task<SpanFigures> Span(IWork work, int days, DateTimeOffset now)
    {
        var since = now.AddDays(-days);
        var answered = work.Db().Set<Demand>().AsNoTracking()
            .Where(d => (d.State == DemandState.Released || d.State == DemandState.Closed) && d.ClosedAt >= since);
        var times = (await answered.Select(d => new { d.ReceivedAt, d.ClosedAt }).ToListAsync()).Select(d => d.ClosedAt!.Value - d.ReceivedAt).Order().ToList();
        var items = await (
            from i in work.Db().Set<DemandItem>().AsNoTracking()
            join d in answered on i.DemandId equals d.Id
            group i by new { i.Decision, i.Ground } into g
            select new { g.Key.Decision, g.Key.Ground, Count = g.Count() }).ToListAsync();
        var received = await work.Db().Set<Demand>().CountAsync(d => d.ReceivedAt >= since);
        var withdrawn = await work.Db().Set<Demand>().CountAsync(d => d.State == DemandState.Withdrawn && d.ClosedAt >= since);
        return new SpanFigures(
            days, received, times.Count, withdrawn, Quantile(times, 50), Quantile(times, 90),
            Enum.GetValues<ItemDecision>().ToDictionary(x => x, x => items.Where(i => i.Decision == x).Sum(i => i.Count)),
            items.Where(i => i is { Decision: ItemDecision.Refuse, Ground: not null }).GroupBy(i => i.Ground!).ToDictionary(g => g.Key, g => g.Sum(i => i.Count)));
    }

    /// <summary>Nearest rank: a time that one of them really took.</summary>
    internal static TimeSpan? Quantile(IReadOnlyList<TimeSpan> sorted, int percent) =>
        sorted.Count == 0 ? null : sorted[Math.Max(0, ((sorted.Count * percent) + 99) / 100 - 1)];
}
