using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Oversight.Pressure;

/// <summary>What somebody typed who was pressed.</summary>
internal sealed record TypedPressure(string Agency = "", string Month = "", string What = "", string Words = "");

/// <summary>
/// Takes a report from anybody. Nothing about who sends it is kept, so the same person can send many: what is counted in public says so, and a day takes only so many.
/// </summary>
internal sealed class ReportPressure(IStore store, PressureKey key, AgencyRegister agencies, OversightSettings settings, TimeProvider time)
{
    /// <summary>Months that can be chosen, the newest first.</summary>
    public static IReadOnlyList<string> Months(DateTimeOffset now) =>
        [.. Enumerable.Range(0, 13).Select(back => now.UtcDateTime.AddMonths(-back).ToString("yyyy-MM", CultureInfo.InvariantCulture))];

    /// <param name="once">A form sent again is one report.</param>
    public async Task<Result<bool>> Handle(TypedPressure typed, BlobId once)
    {
        var now = time.GetUtcNow();
        var checks = new Checks();
        if (!AgencyId.TryParse(typed.Agency, out var agency)) checks.Add(OversightRefusals.PressureAgency);
        if (!Months(now).Contains(typed.Month)) checks.Add(OversightRefusals.PressureMonth);
        if (PressureWords.Kinds.All(k => k.Value != typed.What)) checks.Add(OversightRefusals.PressureKind);
        if (typed.Words.Length > PressureWords.MostWords || typed.Words.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))) checks.Add(OversightRefusals.PressureWords);
        if (!checks.Ok) return checks.Refusal;
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return await store.Act<bool>(async work =>
        {
            if ((await agencies.Names(work)).All(a => a.Id != agency)) return OversightRefusals.PressureAgency;
            if (await work.Db().Set<PressureReport>().AnyAsync(r => r.Id == once)) return true;
            if (await work.Db().Set<PressureReport>().CountAsync(r => r.FiledOn == today) >= settings.MostPressureADay) return OversightRefusals.PressureFull;
            work.Db().Add(new PressureReport
            {
                Id = once, AgencyId = agency, Month = typed.Month, What = typed.What, FiledOn = today, Words = typed.Words.Length == 0 ? null : key.Seal(once, typed.Words),
            });
            if (typed.Words.Length > 0) await ForgetWords.Owe(work, once, today.AddDays(settings.KeepWordsDays));
            await PublishQuarter.Owe(work, now);
            return true;
        });
    }
}

/// <summary>When their time is over, the words of a report go; that there was one stays counted.</summary>
internal sealed class ForgetWords(IStore store) : IJobHandler
{
    private const string JobKind = "pressure-words";

    public string Kind => JobKind;

    public static Task Owe(IWork work, BlobId report, DateTimeOffset at) => JobQueue.Owe(work, JobKind, report.Text, at);

    public Task<Result<bool>> Run(string subject, CancellationToken cancel) => store.Act<bool>(async work =>
    {
        var id = BlobId.FromTrusted(subject);
        if (await work.Db().Set<PressureReport>().SingleOrDefaultAsync(r => r.Id == id, cancel) is { } report) report.Words = null;
        return true;
    }, cancel);
}
