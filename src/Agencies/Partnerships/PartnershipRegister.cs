using Microsoft.EntityFrameworkCore;
using Writ.Agencies.Partnerships.Jurisdiction;
using Writ.Base;
using Writ.Ledger.Partnerships;
using Writ.Store;

namespace Writ.Agencies.Partnerships;

/// <summary>What other rooms may know of partnerships. Standing is worked out anew at each question, from facts and clock.</summary>
public sealed class PartnershipRegister
{
    private readonly Papers papers;
    private readonly PartnershipOptions options;

    internal PartnershipRegister(Papers papers, PartnershipOptions options) => (this.papers, this.options) = (papers, options);

    /// <summary>Whether an agency may ask neighbours at this moment. An agency that is not here is not verified.</summary>
    public async Task<PartnershipStanding> Standing(IWork work, AgencyId agency, DateTimeOffset now)
    {
        var verified = await work.Db().Set<Agency>().AsNoTracking().AnyAsync(a => a.Id == agency && a.State == AgencyState.Verified);
        return (await PartnershipBook.Of(work, agency)).At(now, verified);
    }

    /// <summary>The area in which it answers; null: none was set, or its file is gone or changed.</summary>
    public async Task<JurisdictionArea?> Area(IWork work, AgencyId agency) =>
        (await PartnershipBook.Of(work, agency)).Jurisdiction is { } set && papers.Bytes(set.Path, set.Sha256) is { } bytes
        && AreaReader.Read(bytes, 0).TryGet(out var area, out _) ? area : null;

    /// <summary>Whether somebody outside was named for an agency. Nobody is told which other agencies there are.</summary>
    public Task<bool> IsNamedFor(IWork work, AgencyId agency, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var slot = "account/" + caller.Subject;
        return caller.Kind == CallerKind.Outside ? work.Db().Set<PartnershipAct>().AnyAsync(a => a.AgencyId == agency && a.Slot == slot) : Task.FromResult(false);
    }

    /// <summary>The numbers that new agreements get.</summary>
    public PartnershipOptions Numbers => options;
}
