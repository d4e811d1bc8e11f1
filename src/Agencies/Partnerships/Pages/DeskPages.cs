using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Agencies.Partnerships.Agreement;
using Writ.Agencies.Partnerships.CompanyConduct;
using Writ.Agencies.Partnerships.Ending;
using Writ.Agencies.Partnerships.Gifts;
using Writ.Agencies.Partnerships.Objections;
using Writ.Agencies.Partnerships.Oversight;
using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Pages;

/// <summary>The company's desk for partnerships.</summary>
internal static class DeskPages
{
    private const string List = "/desk/partners";

    private static readonly string Policy = Scopes.Page(Scopes.PartnersDesk);

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(List, async (HttpContext http, PartnershipViews views) => await DeskAnswers.Show<DeskListPage>(http, await views.All()))
            .RequireAuthorization(Policy).WarnsOfEnd();
        pages.MapGet(List + "/{id}", async (HttpContext http, string id, PartnershipViews views, Caller caller) =>
                AgencyId.TryParse(id, out var agency) && await views.Of(agency, caller) is { } sheet
                    ? await DeskAnswers.Show<DeskPartnerPage>(http, sheet)
                    : DeskAnswers.Refused(AgencyRefusals.Unknown))
            .RequireAuthorization(Policy);
        Form(pages, "agreement", "agreement", "proposed", async (services, agency, form, caller) => await services.Get<ProposeAgreement>().Handle(
            agency,
            new ProposeRequest(
                await Papers.Read(form.File("agreement-file")), form.Line("agreement-level"), form.Line("agreement-acts-for"), form.Line("agreement-publicity"), form.Day("agreement-ends")),
            caller.Subject)).TakesUpTo(Forms.MostBytes);
        Form(pages, "gifts", "gift", "recorded", (services, agency, form, caller) => services.Get<RecordGift>().Handle(
            agency,
            new GiftRequest(
                form.Line("gift-what"), form.Line("gift-item"), form.Whole("gift-count"), form.Whole("gift-value"), form.Line("gift-currency").ToUpperInvariant(), form.Line("gift-to"),
                form.Line("gift-conditions")),
            form.Once(), caller.Subject));
        Form(pages, "conduct", "conduct", "recorded", (services, agency, form, caller) => services.Get<RecordConduct>().Handle(
            agency, form.Line("conduct-what"), form.Day("conduct-on"), form.Line("conduct-text"), form.Once(), caller.Subject));
        Form(pages, "accounts", "account", "named", (services, agency, form, caller) => services.Get<NameAccount>().Handle(
            agency, new NameRequest(form.Line("account-office"), form.Line("account-body"), form.LineOrNull("account-account")),
            OutsideId.TryParse(form.Line("once"), out var once) ? once : OutsideId.New(), caller.Subject));
        Form(pages, "ending", "ending", "ended", (services, agency, form, caller) => services.Get<EndPartnership>().Handle(
            agency, form.Small("ending-agreement"), "company", form.Line("ending-reason"), caller.Subject));
        pages.MapPost(List + "/{id}/admin", async (HttpContext http, string id, NameAdmin use, PartnershipViews views, Caller caller) =>
        {
            if (!AgencyId.TryParse(id, out var agency)) return DeskAnswers.Refused(AgencyRefusals.Unknown);
            var form = await Posted.Read(http);
            var done = await use.Handle(agency, form.Line("admin-officer"), caller.Subject);
            return done.Ok ? DeskAnswers.GoTo($"{List}/{id}", "admin") : await views.Again<DeskPartnerPage>(http, agency, caller, form, "admin", done.Refusal with { Kind = RefusalKind.Invalid });
        }).RequireAuthorization(Policy);
        pages.MapPost(List + "/{id}/answers/{number}", async (HttpContext http, string id, string number, Objecting use, PartnershipViews views, Caller caller) =>
        {
            if (!AgencyId.TryParse(id, out var agency)) return DeskAnswers.Refused(AgencyRefusals.Unknown);
            var form = await Posted.Read(http);
            var done = await use.Answer(agency, Forms.Number(number), form.Text($"answer{number}-text"), "company", caller.Subject);
            return done.Ok ? DeskAnswers.GoTo($"{List}/{id}", "answered") : await views.Again<DeskPartnerPage>(http, agency, caller, form, $"answer{number}", done.Refusal);
        }).RequireAuthorization(Policy);
    }

    private static RouteHandlerBuilder Form(
        IEndpointRouteBuilder pages, string path, string form, string said, Func<IServiceProvider, AgencyId, Posted, Caller, Task<Result<Fact>>> act) =>
        pages.MapPost($"{List}/{{id}}/{path}", async (HttpContext http, string id, PartnershipViews views, Caller caller) =>
        {
            if (!AgencyId.TryParse(id, out var agency)) return DeskAnswers.Refused(AgencyRefusals.Unknown);
            var posted = await Posted.Read(http);
            var done = await act(http.RequestServices, agency, posted, caller);
            return done.Ok ? DeskAnswers.GoTo($"{List}/{id}", said) : await views.Again<DeskPartnerPage>(http, agency, caller, posted, form, done.Refusal);
        }).RequireAuthorization(Policy);

    internal static T Get<T>(this IServiceProvider services)
        where T : notnull => (T)services.GetService(typeof(T))!;
}
