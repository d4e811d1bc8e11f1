using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.People;

namespace Writ.Agencies.Partnerships.Oversight;

/// <summary>Makes an officer the admin of their agency's partnership. They keep what they may do as an officer.</summary>
internal sealed class NameAdmin(IStore store, PartnershipBook book)
{
    internal const string Role = "admin";

    public Task<Result<bool>> Handle(AgencyId agency, string officer, string actor) => store.Act<bool>(async work =>
    {
        if (!OfficerId.TryParse(officer, out var id) || await work.Db().Set<Officer>().SingleOrDefaultAsync(o => o.Id == id && o.AgencyId == agency) is not { } known)
            return PartnershipRefusals.Admin;
        var person = await Persons.Find(work, officer) ?? await Persons.Enrol(work, CallerKind.Officer, officer, agency, known.Title, ["officer"], actor, book.Now);
        if (person.EndedAt is not null || known.OffAt is not null) return PartnershipRefusals.Admin;
        if (!person.Roles.Split(' ').Contains(Role)) person.Roles += " " + Role;
        return true;
    });
}
