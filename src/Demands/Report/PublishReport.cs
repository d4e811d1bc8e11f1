using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Glass;
using Writ.Law;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;
using Writ.Ledger.Reports;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Report;

/// <summary>What a report is made with.</summary>
/// <param name="Form">Which tables, in which vocabulary.</param>
/// <param name="ReadIn">Cells that come from elsewhere (a band) and are not counted.</param>
/// <param name="Replay">True where the past was replayed.</param>
/// <param name="Bands">Id of the law's structure of bands in which the number withheld is said; null: nothing is said of it.</param>
public sealed record ReportPlan(ReportForm Form, IReadOnlyList<ReadIn> ReadIn, IReadOnlyList<string> Notes, bool Replay, string? Bands = null);

/// <param name="Sha256">Of the document's bytes; the record holds it too.</param>
public sealed record PublishedView(string Period, int Version, bool Provisional, string Path, string Sha256);

/// <summary>
/// Publishes a report: files first, then the row and the fact that binds their bytes in one transaction. Files without a
/// row are drafts, overwritten by the next try. A correction is a further version; nothing is replaced in silence.
/// </summary>
public sealed class PublishReport
{
    private const int MostTries = 60;

    // Two at once would write the same draft of the same version.
    private readonly SemaphoreSlim turn = new(1, 1);

    private readonly IStore store;
    private readonly DemandOpenings openings;
    private readonly LawBook law;
    private readonly DemandOptions options;
    private readonly TimeProvider time;

    internal PublishReport(IStore store, DemandOpenings openings, LawBook law, DemandOptions options, TimeProvider time) =>
        (this.store, this.openings, this.law, this.options, this.time) = (store, openings, law, options, time);

    public async Task<Result<PublishedView>> Publish(Period period, ReportPlan plan, CancellationToken cancel = default)
    {
        await turn.WaitAsync(cancel);
        try
        {
            return await PublishNow(period, plan, cancel);
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

    private async Task<Result<PublishedView>> PublishNow(Period period, ReportPlan plan, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (period.First > today) return ReportRefusals.NotBegun;
        var opened = await store.Look(work => openings.Of(work, period), cancel);

        // A demand filed a moment ago is on its way into the record; it is worth waiting for.
        for (var tries = 0; tries < MostTries && opened.Refusal is { Kind: RefusalKind.Unavailable }; tries++)
        {
            await Task.Delay(50, cancel);
            opened = await store.Look(work => openings.Of(work, period), cancel);
        }

        if (!opened.TryGet(out var stretch, out var refusal)) return refusal;
        var published = await Published(cancel);
        if (published.Select(p => Period.FromTrusted(p.Period)).Any(p => p != period && p.First <= period.Last && period.First <= p.Last)) return ReportRefusals.Overlaps;
        if ((stretch.Closed.Count > 0 || stretch.Scheduled) && await store.Look(work => LeavesGap(work, stretch, published), cancel)) return ReportRefusals.Gap;
        var version = published.Where(p => p.Period == period.Text).Select(p => p.Version).DefaultIfEmpty(0).Max() + 1;
        var pending = stretch.Openings.Any(o => !OutcomeWords.IsFinal(o.Outcome));
        var provisional = (period.Last >= today && !plan.Replay) || pending;
        var (first, after) = period.Bounds();
        var glass = await store.Look(work => GlassBook.Count(work, first, after, time.GetUtcNow()), cancel);
        var told = BandsStated(published.Where(p => p.Period == period.Text), plan, stretch);
        IReadOnlyList<string> notes = [.. plan.Notes, .. told.Count == 0 ? (string[])[] : [NoFurtherBand(told)], .. stretch.Adjusted.Count == 0 ? (string[])[] : [Restated(stretch.Adjusted)], .. glass.Times == 0 ? (string[])[] : [WithoutRecord(glass)]];

        var path = $"reports/{period}/v{version}";
        var lines = WriteOpenings($"{path}-openings.jsonl", stretch.Openings);
        var unopened = stretch.Closed.Count == 0 ? null : WriteProofs($"{path}-unopened.bin", stretch, period, told.Count > 0 ? null : Band(plan, period, stretch, today));
        var document = new ReportDocument(
            "writ.report/v1", options.Company, options.Origin, period.Text, version, provisional, plan.Replay, stretch.From, stretch.To, stretch.TreeSize, plan.Form,
            Recount.Tables(plan.Form, stretch.Openings, plan.ReadIn), plan.ReadIn, notes,
            new OpeningsFile($"{path}-openings.jsonl", lines, stretch.Openings.Count), unopened);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, PublishedJson.Options);
        var sha = Write($"{path}.json", stream => stream.Write(bytes));
        return await store.Act<PublishedView>(async work =>
        {
            if (await work.Db().Set<PublishedReport>().AnyAsync(p => p.Period == period.Text && p.Version >= version)) return ReportRefusals.Raced;
            var now = time.GetUtcNow();
            var fact = await Outbox.Append(work, Facts.ReportPublished(
                period.Text, version, $"{path}.json", sha, lines, stretch.From, stretch.To, provisional, now));
            work.Db().Add(new PublishedReport
            {
                Period = period.Text, Version = version, Path = $"{path}.json", Sha256 = sha,
                Provisional = provisional, Replay = plan.Replay, EntrySeq = fact.Seq, At = now,
            });
            return new PublishedView(period.Text, version, provisional, $"{path}.json", sha);
        }, cancel);
    }

    /// <summary>Every version of every report whose fact readers can see, oldest first.</summary>
    /// <param name="publishedSize">Entries under the published checkpoint.</param>
    public Task<List<PublishedReport>> InRecord(long publishedSize, CancellationToken cancel = default) => store.Look(async work =>
    {
        var seen = await LogPlaces.LastSeq(work, publishedSize);
        return await work.Db().Set<PublishedReport>().Where(p => p.EntrySeq <= seen).OrderBy(p => p.EntrySeq).ToListAsync();
    }, cancel);

    private Task<List<PublishedReport>> Published(CancellationToken cancel) =>
        store.Look(work => work.Db().Set<PublishedReport>().ToListAsync(), cancel);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/reports/{period}", (string period, PublishReport use, ReportPlan plan, CancellationToken cancel) =>
                Period.TryParse(period, out var parsed)
                    ? use.Publish(parsed, plan, cancel)
                    : Task.FromResult<Result<PublishedView>>(ReportRefusals.BadPeriod))
            .RequireAuthorization(Scopes.ReportsPublish).WithSummary("Publish a report, or a further version of it").Produces<PublishedView>();

    /// <summary>Null while the law does not let it be said yet; a later version of the report says it.</summary>
    private ReportBand? Band(ReportPlan plan, Period period, OpenedStretch stretch, DateOnly today)
    {
        if (plan.Bands is null) return null;
        var structure = law.FindBand(plan.Bands) ?? throw new ArgumentException($"No pack declares the bands {plan.Bands}", nameof(plan));
        if (!structure.Together) throw new ArgumentException("Only one number for all process together can be proved", nameof(plan));
        if (today < structure.From(period.Last)) return null;
        var (low, high) = structure.Holding(stretch.Closed.LongCount(leaf => leaf.Opening.Class == DemandClass.Withheld));
        return new ReportBand(low, high, structure.Id);
    }

    /// <summary>Versions beside whose band none may be stated; one that cannot be read counts as such.</summary>
    private List<int> BandsStated(IEnumerable<PublishedReport> versions, ReportPlan plan, OpenedStretch stretch) =>
        [.. versions.Where(v => Document(v.Path) is not { } earlier || RestatedBand.WouldTell(earlier, plan.Bands, stretch.Adjusted)).Select(v => v.Version).Order()];

    /// <summary>Null where it cannot be read.</summary>
    private ReportDocument? Document(string relative)
    {
        var path = Path.Combine(options.PublishedFolder, relative);
        return System.IO.File.Exists(path) ? JsonSerializer.Deserialize<ReportDocument>(System.IO.File.ReadAllBytes(path), PublishedJson.Options) : null;
    }

    private static string NoFurtherBand(IReadOnlyList<int> versions) =>
        $"No band of the number withheld is stated here: {(versions.Count == 1 ? "version" : "versions")} {string.Join(", ", versions)} of this report stated one, of the register as it stood then, and a second one beside it could tell the number itself.";

    private static string Restated(IReadOnlyList<long> facts) =>
        $"The class of register leaves of this period was put right after they were written: see {(facts.Count == 1 ? "entry" : "entries")} "
        + $"{string.Join(", ", facts.Take(50))}{(facts.Count > 50 ? " and further ones" : string.Empty)} of the record (class-adjusted). Earlier versions of the report count them as they stood.";

    private static string WithoutRecord(GlassCount glass) => string.Create(
        CultureInfo.InvariantCulture,
        $"In this period the vault gave keys {glass.Times} time{(glass.Times == 1 ? string.Empty : "s")} without the record (break-glass), in danger to life, of {glass.Records} records in all. "
        + $"{(glass.Late == 0 ? "Each was entered within 72 hours." : $"{glass.Late} of these times were entered later than the 72 hours allowed.")} The entries break-glass-used and break-glass-told of the record say when.");

    /// <summary>Whether a demand before the stretch is in no published period: what is left out beside closed leaves could be anything.</summary>
    private static async Task<bool> LeavesGap(IWork work, OpenedStretch stretch, IReadOnlyList<PublishedReport> published)
    {
        var covered = 0L;
        foreach (var period in published.Select(p => p.Period).Distinct().Select(Period.FromTrusted))
        {
            var (from, to) = await RegisterStretch.Range(work, period);
            covered += Math.Max(0, Math.Min(to, stretch.From) - from);
        }

        return covered < stretch.From;
    }

    private UnopenedPart WriteProofs(string relative, OpenedStretch stretch, Period period, ReportBand? band)
    {
        var range = band is null ? null : new BandRange(band.Lo, band.Hi);
        var statement = new UnopenedStatement(options.Origin, period.Text, stretch.From, stretch.To, stretch.Closed.Count, range);
        var sha = Write(relative, stream => UnopenedProofs.Write(stream, statement, stretch.Closed.Select(leaf => (leaf.Index, leaf.Opening))));
        return new UnopenedPart(stretch.Closed.Count, band, new ProofsFile(relative, sha));
    }

    private string WriteOpenings(string relative, IReadOnlyList<DemandOpening> all) => Write(relative, stream =>
    {
        foreach (var opening in all)
        {
            JsonSerializer.Serialize(stream, opening, PublishedJson.Options);
            stream.WriteByte((byte)'\n');
        }
    });

    /// <summary>Durable when it returns; the SHA-256 of what was written.</summary>
    private string Write(string relative, Action<Stream> content)
    {
        var path = Path.Combine(options.PublishedFolder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var hash = SHA256.Create();
        Durable.Replace(
            path,
            file =>
            {
                using var hashing = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true);
                content(hashing);
                hashing.FlushFinalBlock();
            },
            others: true);
        return Convert.ToHexStringLower(hash.Hash!);
    }
}
