using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Demands.Adjust;
using Writ.Demands.Report;
using Writ.Gate.Notices;
using Writ.Law;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Unseal;

/// <param name="Demands">Ids.</param>
public sealed record UnsealRequest(IReadOnlyList<string> Demands);

/// <param name="Path">Relative to the site's root.</param>
public sealed record UnsealedView(string Path, string Sha256, int Count);

/// <summary>A withheld demand that is in a final report and not unsealed.</summary>
/// <param name="Refusal">Why it may not be opened now; null: it may.</param>
internal sealed record WithheldDemand(DemandId Id, string Instrument, DateTimeOffset ReceivedAt, Refusal? Refusal);

/// <summary>
/// Opens in public what had to be withheld, once nothing forbids it: many at a time, in one file that the record binds (record.md section 8). The reports that counted them
/// as closed stand as they are.
/// </summary>
internal sealed class UnsealLeaves(IStore store, DemandOpenings openings, TeamNotices notices, LawBook law, DemandOptions options, TimeProvider time)
{
    public const int Most = 500;

    private readonly SemaphoreSlim turn = new(1, 1);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/unsealings", async (UnsealRequest request, UnsealLeaves use, CancellationToken cancel) => await use.Unseal(request.Demands, cancel))
            .RequireAuthorization(Scopes.ReportsPublish).WithSummary("Open withheld leaves in public, once nothing forbids it").Produces<UnsealedView>();

    /// <summary>Whatever may be opened now or later, oldest first; at most <see cref="Most"/>.</summary>
    public Task<List<WithheldDemand>> Withheld() => store.Look(async work =>
    {
        var secret = law.Instruments.Where(i => i.Reporting == "national_security").Select(i => i.Id).ToList();
        var classes = (await Adjustments.InLog(work)).ToDictionary(g => g.Key, g => g.Last().Adjustment.Class);
        var (withheld, open) = (Of(DemandClass.Withheld), Of(DemandClass.Open));
        var demands = await work.Db().Set<Demand>().AsNoTracking()
            .Where(d => (d.Gag || secret.Contains(d.Instrument) || withheld.Contains(d.Id)) && !open.Contains(d.Id) && !work.Db().Set<UnsealedLeaf>().Any(u => u.DemandId == d.Id))
            .OrderBy(d => d.ReceivedAt).Take(Most).ToListAsync();
        var periods = await Final(work);
        var all = new List<WithheldDemand>();
        foreach (var demand in demands) all.Add(new WithheldDemand(demand.Id, demand.Instrument, demand.ReceivedAt, await Forbids(work, demand, periods)));
        return all;

        List<DemandId> Of(DemandClass cls) => [.. classes.Where(c => c.Value == cls).Select(c => c.Key)];
    });

    /// <summary>All of them or none.</summary>
    public async Task<Result<UnsealedView>> Unseal(IReadOnlyList<string> chosen, CancellationToken cancel)
    {
        var ids = chosen.Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count is 0 or > Most) return UnsealRefusals.None;
        await turn.WaitAsync(cancel);
        try
        {
            return await UnsealNow(ids);
        }
        catch (IOException)
        {
            return StoreRefusals.DiskFull;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Result<UnsealedView>> UnsealNow(List<string> ids)
    {
        var look = await store.Look(work => Read(work, ids));
        if (!look.TryGet(out var read, out var refusal)) return refusal;
        var path = string.Create(CultureInfo.InvariantCulture, $"reports/unsealed/{read.Number}.jsonl");
        var sha = Write(path, read.Openings);
        return await store.Act<UnsealedView>(async work =>
        {
            var again = await Read(work, ids);
            if (!again.Ok) return again.Refusal;
            if (again.Value.Number != read.Number) return UnsealRefusals.Already;
            var now = time.GetUtcNow();
            var fact = await Outbox.Append(work, Facts.LeavesUnsealed(path, sha, ids.Count, now));
            foreach (var id in ids) work.Db().Add(new UnsealedLeaf { DemandId = DemandId.FromTrusted(id), File = read.Number, EntrySeq = fact.Seq, At = now });
            return new UnsealedView(path, sha, ids.Count);
        });
    }

    private async Task<Result<(long Number, IReadOnlyList<DemandOpening> Openings)>> Read(IWork work, List<string> ids)
    {
        var periods = await Final(work);
        var opened = new List<DemandOpening>();
        foreach (var text in ids)
        {
            if (!DemandId.TryParse(text, out var id) || await work.Db().Set<Demand>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id) is not { } demand) return UnsealRefusals.NotWithheld;
            if (await work.Db().Set<UnsealedLeaf>().AnyAsync(u => u.DemandId == id)) return UnsealRefusals.Already;
            if (await Forbids(work, demand, periods) is { } refusal) return refusal;
            if (!(await openings.Unsealed(work, demand)).TryGet(out var opening, out var sealedRefusal)) return sealedRefusal;
            if (opening is null) return UnsealRefusals.NotWithheld;
            opened.Add(opening);
        }

        var number = 1 + (await work.Db().Set<UnsealedLeaf>().Select(u => (long?)u.File).MaxAsync() ?? 0);
        return (number, [.. opened.OrderBy(o => o.Leaf)]);
    }

    private async Task<Refusal?> Forbids(IWork work, Demand demand, IReadOnlyList<Period> periods)
    {
        var day = DateOnly.FromDateTime(demand.ReceivedAt.UtcDateTime);
        if (!periods.Any(p => p.First <= day && day <= p.Last)) return UnsealRefusals.NotReported;
        return (await notices.Bars(work, demand.Id, demand.Gag)).State == "none" ? null : UnsealRefusals.Barred;
    }

    private static async Task<IReadOnlyList<Period>> Final(IWork work) =>
        [.. (await work.Db().Set<PublishedReport>().Where(p => !p.Provisional).Select(p => p.Period).Distinct().ToListAsync()).Select(Period.FromTrusted)];

    private string Write(string relative, IReadOnlyList<DemandOpening> all)
    {
        var path = Path.Combine(options.PublishedFolder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte[] bytes = [.. all.SelectMany(opening => (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(opening, PublishedJson.Options), (byte)'\n'])];
        Durable.Replace(path, file => file.Write(bytes), others: true);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
