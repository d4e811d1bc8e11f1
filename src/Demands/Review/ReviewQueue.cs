using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Review.Case;
using Writ.Gate.Authorise;
using Writ.Gate.Productions;
using Writ.Law;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Record;

namespace Writ.Demands.Review;

/// <summary>What waits for the team, and one case whole.</summary>
internal sealed class ReviewQueue(
    IStore store, IBlobs blobs, LawBook law, AgencyRegister agencies, IdentifierLookup identifiers, TakeProduction productions, TellPeople notices,
    DemandKeys keys, Looks looks, TimeProvider time)
{
    private const int MostLines = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/review/queue", (ReviewQueue use, string? turn, int? skip) => use.List(turn, Math.Max(0, skip ?? 0)))
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("What waits, oldest first; turn is reviewer or approver").Produces<DemandLine[]>();
        api.MapGet("/review/{id}", async (string id, ReviewQueue use, Looks looks, Caller caller) =>
                (await looks.Record(id, caller, LookedAt.Case)).TryGet(out _, out var refusal) ? await use.One(id) : refusal)
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("One case").Produces<CaseView>();
        api.MapGet("/review/{id}/file", (string id, ReviewQueue use, Caller caller, CancellationToken cancel) => use.File(id, caller, cancel))
            .RequireAuthorization(Scopes.ReviewRead).WithSummary("The instrument's file as it was sent").Produces(200, contentType: "application/octet-stream");
    }

    private Task<Result<DemandLine[]>> List(string? turn, int skip) => store.Look<Result<DemandLine[]>>(async work =>
    {
        DemandState[] waiting = turn switch
        {
            "reviewer" => [DemandState.Received],
            "approver" => [DemandState.Decided],
            "gate" => [DemandState.Approved],
            _ => [DemandState.Received, DemandState.Decided, DemandState.Approved],
        };
        var rows = await work.Db().Set<Demand>().Where(d => waiting.Contains(d.State))
            .OrderBy(d => d.ReceivedAt).ThenBy(d => d.Id).Skip(skip).Take(MostLines).ToListAsync();
        return rows.Select(d => new DemandLine(d.Id.Text, d.AgencyReference, d.Instrument, d.State.Word(), d.State.Turn(), d.ReceivedAt)).ToArray();
    });

    internal Task<Result<CaseView>> One(string id) => store.Look<Result<CaseView>>(async work =>
    {
        if (!DemandId.TryParse(id, out var demandId) || await DemandQueries.Find(work, demandId) is not { } d) return DemandRefusals.Unknown;
        var items = new List<CaseItem>();
        var rows = await DemandQueries.Items(work, d.Id);
        foreach (var item in rows)
        {
            items.Add(new CaseItem(
                ItemView.Of(item, answered: true),
                CaseReach.Of(law.ReachOf(d.Instrument, item.Category, d.IssuedOn, RecordBatches.Stands(work, time.GetUtcNow()))),
                await identifiers.LeadsToOneAccount(work, d.Service, item.IdentifierKind, item.IdentifierValue)));
        }

        var timeline = await work.Db().Set<DemandEvent>().Where(e => e.DemandId == d.Id).OrderBy(e => e.Seq).ToListAsync();
        var officer = await agencies.Find(work, d.OfficerId);
        var told = await notices.Of(work, d);
        var release = await productions.Authorisation(work, d.Id);
        return new CaseView(
            d.Id.Text, d.AgencyReference, d.Instrument, law.Find(d.Instrument).Map(i => i.Title) is { Ok: true } title ? title.Value : d.Instrument,
            d.AuthorityName, officer?.AgencyName ?? string.Empty, d.Country, d.Service, d.State.Word(), d.State.Turn(), d.IssuedOn, d.ExpiresOn, d.Gag,
            d.ReceivedAt, DecisionDigest.Of(d, rows), d.Reviewer, d.Approver, new CaseFile(d.FileType, d.FileSize, d.FileSha256), items,
            [.. timeline.Select(e => new CaseEvent(e.At, e.Actor, e.Kind, e.Note))], release?.Standing.ToString(), release?.FailedCode,
            told.Notices, told.Bars, told.Objections);
    });

    internal async Task<Result<IResult>> File(string id, Caller caller, CancellationToken cancel)
    {
        var looked = await looks.Record(id, caller, LookedAt.File);
        if (!looked.TryGet(out var demandId, out var unseen)) return unseen;
        var d = await store.Look(work => DemandQueries.Find(work, demandId));
        if (d is null || await blobs.Get(d.FileBlob, cancel) is not { } stream) return DemandRefusals.Unknown;
        await using (stream)
        {
            using var sealedBytes = new MemoryStream();
            await stream.CopyToAsync(sealedBytes, cancel);
            var opened = keys.Blobs.Open(d.FileBlob, sealedBytes.ToArray());

            // Never the type that a stranger declared: a browser must not be led to run it.
            return opened.TryGet(out var plain, out var refusal)
                ? Result<IResult>.Of(Results.Bytes(plain, "application/octet-stream", $"{d.Id}.instrument"))
                : refusal;
        }
    }
}
