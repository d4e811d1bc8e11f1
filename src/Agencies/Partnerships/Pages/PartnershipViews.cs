using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies.Partnerships.Objections;
using Writ.Agencies.Partnerships.YearlyReport;
using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;
using Writ.Store;

namespace Writ.Agencies.Partnerships.Pages;

/// <summary>Gathers what the pages show.</summary>
internal sealed class PartnershipViews(IStore store, PartnershipBook book, Papers papers, Objecting objections)
{
    private const int MostOfficers = 200;

    public Task<PartnershipSheet?> Of(AgencyId agency, Caller? me, Posted? typed = null) => book.Look(agency, async found =>
    {
        var last = found.Partnership.Last;
        var officers = await found.Work.Db().Set<Officer>().Where(o => o.AgencyId == agency && o.OffAt == null).OrderBy(o => o.EnrolledAt).Take(MostOfficers).ToListAsync();
        return new PartnershipSheet(
            agency, found.Agency.Name, found.Agency.Kind, found.Partnership, found.Partnership.At(found.Now, found.Agency.State == AgencyState.Verified), found.Now,
            [.. (last?.Objections ?? []).Select(Words)], Text(last?.Proposed.Path, last?.Proposed.Sha256), Text(last?.Resolution?.Path, last?.Resolution?.Sha256),
            Text(last?.Policy?.Path, last?.Policy?.Sha256), [.. officers.Select(o => (o.Id.Text, o.Shown))], me, typed, PublishYearlyReport.Owed(found) is not null);
    });

    /// <summary>Every agency with its standing, by name.</summary>
    public Task<List<(AgencyId Id, string Name, string Kind, PartnershipStanding Standing)>> All() => store.Look(async work =>
    {
        var lines = new List<(AgencyId, string, string, PartnershipStanding)>();
        var now = book.Now;
        foreach (var agency in await work.Db().Set<Agency>().OrderBy(a => a.Name).ToListAsync())
            lines.Add((agency.Id, agency.Name, agency.Kind, (await PartnershipBook.Of(work, agency.Id)).At(now, agency.State == AgencyState.Verified)));
        return lines;
    });

    /// <summary>Shows the page again with what was typed, each fault at its field; fields of one form have its name before theirs.</summary>
    public async Task<IResult> Again<TPage>(HttpContext http, AgencyId agency, Caller? me, Posted typed, string form, Refusal refusal)
        where TPage : DeskPage
    {
        var faults = refusal.Field is null || refusal.Kind is RefusalKind.NotFound ? null : refusal;
        return faults is not null && await Of(agency, me, typed) is { } sheet
            ? await DeskAnswers.Show<TPage>(http, sheet, Prefixed(refusal, form) with { Others = [.. refusal.Others.Select(o => Prefixed(o, form))] })
            : DeskAnswers.Refused(refusal);
    }

    private static Refusal Prefixed(Refusal refusal, string form) => refusal.Field is { } field ? refusal with { Field = $"/{form}-{field.TrimStart('/')}" } : refusal;

    private ObjectionWords Words(Objection o) => new(
        o.Filed.Objection, o.Filed.At, objections.Words(o.Filed.Path, o.Filed.Sha256), o.Answer?.At, o.Answer is { } answer ? objections.Words(answer.Path, answer.Sha256) : null);

    private string? Text(string? path, string? sha) => path is null || sha is null ? null : papers.Text(path, sha);
}
