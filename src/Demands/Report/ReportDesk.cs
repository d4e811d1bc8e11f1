using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Glass;
using Writ.Gate.Release;
using Writ.Kit;
using Writ.Ledger.Register;
using Writ.Store;

namespace Writ.Demands.Report;

/// <summary>What a report of a period would count if it were published now.</summary>
/// <param name="Version">The version it would be.</param>
/// <param name="Closed">Demands that are counted and stay closed.</param>
internal sealed record ReportPreview(
    string Period, DateOnly First, DateOnly Last, int Version, bool Ended, long Demands, long Closed, IReadOnlyList<(string State, int Count)> States,
    IReadOnlyList<(string Decision, int Count)> Items, Refusal? Refusal);

/// <param name="Published">Newest first.</param>
/// <param name="Glass">What was given without the record and is not in it yet.</param>
/// <param name="Owed">Periods whose newest version counts demands by a class that was put right since, and how many.</param>
internal sealed record ReportsModel(IReadOnlyList<PublishedReport> Published, ReportPreview Preview, bool MayPublish, IReadOnlyList<(string Period, int Demands)> Owed, GlassStanding Glass);

/// <summary>What is published, and the next report with its counts beforehand.</summary>
internal sealed class ReportDesk(IStore store, PublishReport publish, DemandOpenings openings, ReportPlan plan, RecordEvidence record, TimeProvider time)
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/desk/reports", (HttpContext http, ReportDesk use, Caller caller, string? period) => use.Show(http, caller, period))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead)).WarnsOfEnd();
        pages.MapPost("/desk/reports", (HttpContext http, ReportDesk use, Caller caller) => use.Post(http, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReportsPublish));
    }

    private async Task<IResult> Post(HttpContext http, Caller caller)
    {
        var form = await Posted.Read(http);
        if (!Period.TryParse(form.Line("period"), out var period)) return await Show(http, caller, null, ReportRefusals.BadPeriod with { Field = "/period" });
        await turn.WaitAsync(http.RequestAborted);
        try
        {
            // The form names the version that it showed: sent twice, it publishes once.
            var next = await NextVersion(period);
            if (!int.TryParse(form.Line("version"), out var shown) || shown < next) return DeskAnswers.GoTo("/desk/reports", "published");
            var done = await publish.Publish(period, plan, CancellationToken.None);
            return done.Ok ? DeskAnswers.GoTo("/desk/reports", "published") : await Show(http, caller, period.Text, done.Refusal);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<IResult> Show(HttpContext http, Caller caller, string? wanted, Refusal? refusal = null)
    {
        var published = await store.Look(work => work.Db().Set<PublishedReport>().OrderByDescending(p => p.At).ToListAsync());
        if (wanted is not null && !Period.TryParse(wanted, out _)) refusal ??= ReportRefusals.BadPeriod with { Field = "/period" };
        var period = Period.TryParse(wanted, out var chosen) ? chosen : Next(published);
        return await DeskAnswers.Show<ReportsPage>(http, new ReportsModel(published, await Preview(period), caller.May(Scopes.ReportsPublish), await Owed(published), await Glass()), refusal);
    }

    private Task<GlassStanding> Glass() => store.Look(work => GlassBook.Standing(work, record.PublishedSize(), time.GetUtcNow()));

    private Task<List<(string Period, int Demands)>> Owed(IReadOnlyList<PublishedReport> published) => store.Look(async work =>
    {
        var owed = new List<(string, int)>();
        foreach (var newest in published.GroupBy(p => p.Period).Select(g => g.MaxBy(p => p.Version)!))
        {
            if (await RegisterStretch.AdjustedAfter(work, Period.FromTrusted(newest.Period), newest.EntrySeq) is > 0 and var count) owed.Add((newest.Period, count));
        }

        return owed;
    });

    /// <summary>The half-year that ended last, unless it is published and final; then the present one.</summary>
    private Period Next(IReadOnlyList<PublishedReport> published)
    {
        var now = Period.HalfYearOf(Today());
        var last = Period.HalfYearOf(now.First.AddDays(-1));
        return published.Count > 0 && published.Where(p => p.Period == last.Text).Any(p => p.Provisional) ? last : now;
    }

    private async Task<ReportPreview> Preview(Period period)
    {
        var version = await NextVersion(period);
        var opened = await store.Look(work => openings.Of(work, period));
        if (!opened.TryGet(out var stretch, out var refusal)) return new ReportPreview(period.Text, period.First, period.Last, version, period.Last < Today(), 0, 0, [], [], refusal);
        var withheld = stretch.Closed.LongCount(leaf => leaf.Opening.Class == DemandClass.Withheld);
        var outcomes = stretch.Openings.Select(o => o.Outcome).ToList();
        return new ReportPreview(
            period.Text, period.First, period.Last, version, period.Last < Today(), outcomes.Count + withheld, withheld,
            [.. outcomes.GroupBy(o => o.State).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))],
            [.. outcomes.SelectMany(o => o.Items).GroupBy(i => i.Decision ?? "not answered").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))],
            period.First > Today() ? ReportRefusals.NotBegun : null);
    }

    private Task<int> NextVersion(Period period) => store.Look(async work =>
        await work.Db().Set<PublishedReport>().Where(p => p.Period == period.Text).Select(p => (int?)p.Version).MaxAsync() + 1 ?? 1);

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
