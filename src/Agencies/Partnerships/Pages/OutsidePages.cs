using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Agencies.Partnerships.Oversight;
using Writ.Agencies.Partnerships.Resolution;
using Writ.Base;
using Writ.Kit;

namespace Writ.Agencies.Partnerships.Pages;

/// <summary>Clerks, outside parties and overseers: what they were named for, and nothing else.</summary>
internal static class OutsidePages
{
    private const string List = "/outside";

    // A countersignature wants a passkey that was just used.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(List, async (HttpContext http, PartnershipBook book, Caller caller) => caller.Kind == CallerKind.Outside
                ? await DeskAnswers.Show<OutsideListPage>(http, (await book.NamedFor(caller.Subject)).Select(a => (a.Id.Text, a.Name)).ToList())
                : DeskAnswers.Refused(PartnershipRefusals.NotYours))
            .RequireAuthorization(Scopes.AnyPage).WarnsOfEnd();
        pages.MapGet(List + "/{id}", async (HttpContext http, string id, PartnershipBook book, PartnershipViews views, Caller caller) =>
                await Named(book, id, caller) is { } agency ? await DeskAnswers.Show<OutsidePage>(http, (await views.Of(agency, caller))!) : DeskAnswers.Refused(PartnershipRefusals.NotYours))
            .RequireAuthorization(Scopes.AnyPage);
        pages.MapPost(List + "/{id}/fetches", async (HttpContext http, string id, PartnershipBook book, RecordFetch use, PartnershipViews views, Caller caller) =>
        {
            if (await Named(book, id, caller) is not { } agency) return DeskAnswers.Refused(PartnershipRefusals.NotYours);
            var form = await Posted.Read(http);
            var done = await use.Handle(agency, new FetchRequest(form.Line("fetch-what"), form.Line("fetch-sha256")), caller);
            return done.Ok ? DeskAnswers.GoTo($"{List}/{id}", "fetched") : await views.Again<OutsidePage>(http, agency, caller, form, "fetch", done.Refusal);
        }).RequireAuthorization(Scopes.Page(Scopes.PartnersFetch));
        pages.MapPost(List + "/{id}/countersignature", async (HttpContext http, string id, PartnershipBook book, Countersign use, IDeskHost host, Caller caller) =>
        {
            if (await Named(book, id, caller) is not { } agency) return DeskAnswers.Refused(PartnershipRefusals.NotYours);
            var form = await Posted.Read(http);
            var request = new CountersignRequest(form.Small("agreement") ?? 0, form.Line("text"), form.Line("resolution"), form.Line("policy"));
            var done = await use.Handle(agency, request, caller, await host.HowSignedIn(http));
            return done.Ok ? DeskAnswers.GoTo($"{List}/{id}", "countersigned") : DeskAnswers.Refused(done.Refusal);
        }).RequireAuthorization(Scopes.Page(Scopes.PartnersCountersign)).WantsFreshSignIn(Fresh);
        pages.MapGet(List + "/{id}/export", async (string id, PartnershipBook book, AssessorExport use, Caller caller) =>
                await Named(book, id, caller) is { } agency
                    ? Results.File(await use.Make(agency), "application/zip", $"partnership-{agency.Text}.zip")
                    : DeskAnswers.Refused(PartnershipRefusals.NotYours))
            .RequireAuthorization(Scopes.Page(Scopes.PartnersOversee));
    }

    /// <summary>The agency, where the caller was named for it; whether there is another, nobody is told.</summary>
    private static async Task<AgencyId?> Named(PartnershipBook book, string id, Caller caller) =>
        caller.Kind == CallerKind.Outside && AgencyId.TryParse(id, out var agency) && (await book.NamedFor(caller.Subject)).Any(a => a.Id == agency) ? agency : null;
}
