using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Agencies.Partnerships.Ending;
using Writ.Agencies.Partnerships.Hearing;
using Writ.Agencies.Partnerships.Jurisdiction;
using Writ.Agencies.Partnerships.Notice;
using Writ.Agencies.Partnerships.Objections;
using Writ.Agencies.Partnerships.Resolution;
using Writ.Agencies.Partnerships.YearlyReport;
using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Pages;

/// <summary>An agency's admin and their own agency: there is no id in any address.</summary>
internal static class OwnPages
{
    private const string Own = "/officer/partnership";

    private static readonly string Policy = Scopes.Page(Scopes.PartnersOwn);

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Own, async (HttpContext http, PartnershipViews views, Caller caller) => await DeskAnswers.Show<OwnPage>(http, (await views.Of(caller.Agency!.Value, caller))!))
            .RequireAuthorization(Policy);
        Form(pages, "area", "area", "area", async (services, agency, form, caller) => await services.Get<SetJurisdiction>().Handle(
            agency, await Papers.Read(form.File("area-file")), caller.Subject)).TakesUpTo(Forms.MostBytes);
        Form(pages, "notice", "notice", "notice", async (services, agency, form, caller) => await services.Get<GiveNotice>().Handle(
            agency, new NoticeRequest(await Papers.Read(form.File("notice-file")), form.Line("notice-url"), form.Moment("notice-hearing")), caller.Subject)).TakesUpTo(Forms.MostBytes);
        Form(pages, "hearing", "hearing", "hearing", (services, agency, form, caller) => services.Get<RecordHearing>().Handle(
            agency, new HearingRequest(form.Day("hearing-on"), form.Line("hearing-body"), form.Line("hearing-text")), caller.Subject));
        Form(pages, "papers", "paper", "paper", async (services, agency, form, caller) => await services.Get<PlacePaper>().Handle(
            agency,
            new PaperRequest(form.Line("paper-what"), await Papers.Read(form.File("paper-file")), form.Line("paper-body"), form.Day("paper-on"), form.Line("paper-url")),
            caller.Subject)).TakesUpTo(Forms.MostBytes);
        Form(pages, "ending", "ending", "ended", (services, agency, form, caller) => services.Get<EndPartnership>().Handle(
            agency, form.Small("ending-agreement"), "agency", form.Line("ending-reason"), caller.Subject));
        pages.MapPost(Own + "/answers/{number}", async (HttpContext http, string number, Objecting use, PartnershipViews views, Caller caller) =>
        {
            var form = await Posted.Read(http);
            var agency = caller.Agency!.Value;
            var done = await use.Answer(agency, Forms.Number(number), form.Text($"answer{number}-text"), "agency", caller.Subject);
            return done.Ok ? DeskAnswers.GoTo(Own, "answered") : await views.Again<OwnPage>(http, agency, caller, form, $"answer{number}", done.Refusal);
        }).RequireAuthorization(Policy);
        pages.MapGet(Own + "/report", async (HttpContext http, PartnershipViews views, Caller caller) => await DeskAnswers.Show<ReportPage>(http, (await views.Of(caller.Agency!.Value, caller))!))
            .RequireAuthorization(Policy);
        pages.MapPost(Own + "/report", async (HttpContext http, PublishYearlyReport use, PartnershipViews views, Caller caller) =>
        {
            var form = await Posted.Read(http);
            var agency = caller.Agency!.Value;
            var done = await use.Handle(agency, ReportFields.All.ToDictionary(f => f.Name, f => form.Text(f.Name)), caller.Subject);
            if (done.Ok) return DeskAnswers.GoTo(Own, "reported");
            return done.Refusal.Field is not null && await views.Of(agency, caller, form) is { } sheet
                ? await DeskAnswers.Show<ReportPage>(http, sheet, done.Refusal)
                : DeskAnswers.Refused(done.Refusal);
        }).RequireAuthorization(Policy);
    }

    private static RouteHandlerBuilder Form(
        IEndpointRouteBuilder pages, string path, string form, string said, Func<IServiceProvider, AgencyId, Posted, Caller, Task<Result<Fact>>> act) =>
        pages.MapPost($"{Own}/{path}", async (HttpContext http, PartnershipViews views, Caller caller) =>
        {
            var posted = await Posted.Read(http);
            var agency = caller.Agency!.Value;
            var done = await act(http.RequestServices, agency, posted, caller);
            return done.Ok ? DeskAnswers.GoTo(Own, said) : await views.Again<OwnPage>(http, agency, caller, posted, form, done.Refusal);
        }).RequireAuthorization(Policy);
}
