using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Release;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Promised;

/// <summary>The register leaf of a demand, made from what opens it, and where it stands.</summary>
internal sealed class DemandLeaves(OpeningKeys keys) : IDemandLeaves
{
    public async Task<DemandLeaf?> Find(IWork work, DemandId demand)
    {
        if (await work.Db().Set<Demand>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == demand) is not { } found) return null;
        if (!keys.Open(found.RegisterOpening).TryGet(out var json, out _)) return null;
        var opening = RegisterOpening.FromJson(json).Value;
        var shown = opening.ShowDemand();
        return new DemandLeaf(opening.Leaf(), await LogPlaces.Of(work, found.RegisterSeq), found.Promise, shown.Fields, shown.Salt);
    }
}
