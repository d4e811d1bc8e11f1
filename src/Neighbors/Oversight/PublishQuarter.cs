using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Oversight;
using Writ.Neighbors.Oversight.Equity;
using Writ.Neighbors.Oversight.Pressure;
using Writ.Neighbors.Oversight.Totals;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Requests.Files;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Record;

namespace Writ.Neighbors.Oversight;

/// <summary>
/// When a quarter is over: its files, each made once. What is drawn, the file's bytes and the fact are one act, and the row's key is kind and quarter: after a crash at any
/// point either nothing was drawn, or it stands and is only written out again.
/// </summary>
internal sealed class PublishQuarter(IStore store, GrantTotals grants, PressureTotals pressure, EquityReport equity, TimeProvider time) : IJobHandler
{
    private const string JobKind = "oversight-quarter";

    public string Kind => JobKind;

    /// <summary>Owed from the first request or report on; from then on each quarter owes the next.</summary>
    public static Task Owe(IWork work, DateTimeOffset at)
    {
        var quarter = Quarters.Of(at);
        return JobQueue.Owe(work, JobKind, quarter.Text, quarter.End());
    }

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        var last = Period.FromTrusted(subject);
        var now = Rhythms.Whole(time.GetUtcNow());
        if (now < last.End()) return await Wait(last);
        var first = await store.Look(First, cancel);

        // Quarters before the last one too: where something could not be published then, or a server stood still.
        for (var quarter = first; quarter is { } one && one.CompareTo(last) <= 0; quarter = one.Next())
        {
            foreach (var kind in Enum.GetValues<OversightKind>())
            {
                if (await Publish(kind, one, now) is { Ok: false } refused) return refused;
            }
        }

        return await Next(last.Next());
    }

    private Task<Result<bool>> Next(Period quarter) => store.Act<bool>(async work =>
    {
        await JobQueue.Owe(work, JobKind, quarter.Text, quarter.End());
        return true;
    });

    private Task<Result<bool>> Wait(Period quarter) => store.Act<bool>(work =>
    {
        JobQueue.Again(work, JobKind, quarter.Text, quarter.End());
        return Task.FromResult<Result<bool>>(true);
    });

    private static async Task<Period?> First(IWork work)
    {
        var asked = await work.Db().Set<CommunityRequest>().Where(r => r.AnsweredAt != null).MinAsync(r => r.AnsweredAt);
        var pressed = await work.Db().Set<PressureReport>().Select(r => (DateTimeOffset?)r.FiledOn).MinAsync();
        return (asked, pressed) switch
        {
            (null, null) => null,
            ({ } a, null) => Quarters.Of(a),
            (null, { } p) => Quarters.Of(p),
            ({ } a, { } p) => Quarters.Of(a < p ? a : p),
        };
    }

    private Task<Result<bool>> Publish(OversightKind kind, Period quarter, DateTimeOffset now) => store.Act<bool>(async work =>
    {
        var text = quarter.Text;
        if (await work.Db().Set<OversightFile>().AnyAsync(f => f.Kind == kind && f.Quarter == text)) return true;
        var bytes = kind switch
        {
            OversightKind.Grants => (await grants.Make(work, quarter)).ToBytes(),
            OversightKind.Equity => (await equity.Make(work, quarter))?.ToBytes(),
            OversightKind.Pressure => (await pressure.Make(work, quarter)).ToBytes(),
        };
        if (bytes is null) return true;
        var path = kind switch
        {
            OversightKind.Grants => OversightPaths.GrantTotals(quarter),
            OversightKind.Equity => OversightPaths.Equity(quarter),
            OversightKind.Pressure => OversightPaths.PressureTotals(quarter),
        };
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes));
        work.Db().Add(new OversightFile { Kind = kind, Quarter = text, Path = path, Document = Encoding.UTF8.GetString(bytes), PublishedAt = now });
        await Outbox.Append(work, kind switch
        {
            OversightKind.Grants => Facts.GrantTotalsPublished(quarter, path, sha, now),
            OversightKind.Equity => Facts.EquityReportPublished(quarter, path, sha, now),
            OversightKind.Pressure => Facts.PressureTotalsPublished(quarter, path, sha, now),
        });
        await WriteOversightFile.Owe(work, path, now);
        return true;
    });
}
