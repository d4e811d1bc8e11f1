using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Productions;
using Writ.Kit;
using Writ.Ledger.Log;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Follow;

/// <summary>What the requester holds against us: the promise, and once the leaf is in the record its proof and opening.</summary>
/// <param name="Promise">Signed note.</param>
/// <param name="Proof">Text of a <c>c2sp.org/tlog-proof@v1</c>; null until the leaf is in.</param>
/// <param name="Leaf">The register leaf, base64.</param>
/// <param name="Opening">What opens it: your demand as it was committed to.</param>
public sealed record ReceiptView(string Promise, string? Proof, string Leaf, System.Text.Json.JsonElement Opening);

/// <summary>
/// An officer follows their agency's demands. A demand of another agency does not exist for them: the same answer as for
/// an id that never was.
/// </summary>
internal sealed class FollowDemand(IStore store, AgencyRegister agencies, LogFolder log, TakeProduction productions, OpeningKeys openings, TimeProvider time)
{
    private const int MostLines = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/demands", (FollowDemand use, Caller caller, int? skip) => use.List(caller, Math.Max(0, skip ?? 0)))
            .RequireAuthorization(Scopes.DemandsRead).WithSummary("Your agency's demands, newest first, 200 at a time").Produces<DemandLine[]>();
        api.MapGet("/demands/{id}", (string id, FollowDemand use, Caller caller) => use.One(id, caller))
            .RequireAuthorization(Scopes.DemandsRead).WithSummary("One demand").Produces<DemandView>();
        api.MapGet("/demands/{id}/receipt", (string id, FollowDemand use, Caller caller) => use.Receipt(id, caller))
            .RequireAuthorization(Scopes.DemandsRead).WithSummary("Promise, proof and opening of your register leaf").Produces<ReceiptView>();
        api.MapGet("/demands/{id}/production", (string id, FollowDemand use, Caller caller) => use.Production(id, caller))
            .RequireAuthorization(Scopes.DemandsRead).WithSummary("The sealed production; open it with writ open")
            .Produces(200, contentType: "application/octet-stream");
    }

    private Task<Result<DemandLine[]>> List(Caller caller, int skip) => store.Look<Result<DemandLine[]>>(async work =>
    {
        var rows = await work.Db().Set<Demand>().Where(d => d.AgencyId == caller.Agency!.Value)
            .OrderByDescending(d => d.ReceivedAt).ThenBy(d => d.Id).Skip(skip).Take(MostLines).ToListAsync();
        return rows.Select(d => new DemandLine(d.Id.Text, d.AgencyReference, d.Instrument, d.State.Word(), d.State.Turn(), d.ReceivedAt)).ToArray();
    });

    private Task<Result<DemandView>> One(string id, Caller caller) => store.Look<Result<DemandView>>(async work =>
    {
        if (await Mine(work, id, caller) is not { } d) return DemandRefusals.Unknown;
        var answered = d.State.Answered();
        var items = (await DemandQueries.Items(work, d.Id)).Select(i => ItemView.Of(i, answered)).ToList();
        return new DemandView(
            d.Id.Text, d.AgencyReference, d.Instrument, d.Service, d.State.Word(), d.State.Turn(), d.ReceivedAt, items, await productions.About(work, d.Id));
    });

    private async Task<Result<ReceiptView>> Receipt(string id, Caller caller)
    {
        var found = await store.Look(async work =>
            await Mine(work, id, caller) is { } d ? (Demand: d, Entry: await Outbox.Find(work, d.RegisterSeq), Index: await LogPlaces.Of(work, d.RegisterSeq)) : default);
        if (found.Demand is null) return DemandRefusals.Unknown;
        var proof = found.Index is { } index ? log.TryReceiptFor(index) : null;
        if (!openings.Open(found.Demand.RegisterOpening, found.Entry.LeafHash).TryGet(out var json, out var refusal)) return refusal;
        using var opening = System.Text.Json.JsonDocument.Parse(json);
        return new ReceiptView(found.Demand.Promise, proof, Convert.ToBase64String(found.Entry.Bytes), opening.RootElement.Clone());
    }

    internal async Task<Result<IResult>> Production(string id, Caller caller)
    {
        var demand = await store.Look(work => Mine(work, id, caller));
        if (demand is null) return DemandRefusals.Unknown;
        var opened = await productions.Open(demand.Id);
        if (!opened.TryGet(out var stream, out var refusal)) return refusal;

        // Told before it is handed over: what leaves leaves a trace, or stays.
        var told = await store.Act<bool>(async work =>
        {
            if (await agencies.Find(work, OfficerId.FromTrusted(caller.Subject)) is not { Verified: true }) return AgencyRefusals.Unverified;
            DemandQueries.Tell(work, demand.Id, time.GetUtcNow(), caller.Subject, "production-taken");
            return true;
        });
        if (!told.Ok)
        {
            await stream.DisposeAsync();
            return told.Refusal;
        }

        return Result<IResult>.Of(Results.Stream(stream, "application/octet-stream", $"{demand.Id}.production"));
    }

    /// <summary>The receipt as a file, the same as the API's.</summary>
    public async Task<IResult> ReceiptFile(string id, Caller caller) => (await Receipt(id, caller)).TryGet(out var receipt, out var refusal)
        ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(receipt, JsonSerializerOptions.Web), "application/octet-stream", $"{id}.receipt.json")
        : DeskAnswers.Refused(refusal);

    /// <summary>The proof alone, as <c>writ-verify --receipt</c> takes it; not there until the leaf is in the published record.</summary>
    public async Task<IResult> ProofFile(string id, Caller caller) => (await Receipt(id, caller)).TryGet(out var receipt, out var refusal) && receipt.Proof is { } proof
        ? Results.Bytes(System.Text.Encoding.UTF8.GetBytes(proof), "application/octet-stream", $"{id}.proof.txt")
        : DeskAnswers.Refused(refusal ?? DemandRefusals.Unknown);

    /// <summary>Null where there is none of the caller's agency.</summary>
    public static async Task<Demand?> Mine(IWork work, string id, Caller caller) =>
        DemandId.TryParse(id, out var demandId) && await DemandQueries.Find(work, demandId) is { } d && d.AgencyId == caller.Agency ? d : null;
}
