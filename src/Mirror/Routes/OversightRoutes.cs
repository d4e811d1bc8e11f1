using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;
using Writ.Mirror.Downloads;
using Writ.Mirror.Pages;
using Writ.Mirror.Record;

namespace Writ.Mirror.Routes;

/// <summary>What is published of a quarter: the list, a quarter's page, its files as they are, and the equity report as CSV.</summary>
internal static class OversightRoutes
{
    public static void MapOversight(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/oversight", Answers.Read, (MirrorSite site) => site.Page<OversightPage>(new OversightModel([.. site.Oversight.All().GroupBy(f => f.Quarter).Select(q => (q.Key, q.Min(f => f.At)))])));
        app.MapMethods("/oversight/{name}", Answers.Read, Quarter);
    }

    private static IResult Quarter(MirrorSite site, string name)
    {
        var (text, ending) = Answers.Split(name);
        var part = text.EndsWith("-equity", StringComparison.Ordinal) ? OversightPart.Equity : text.EndsWith("-pressure", StringComparison.Ordinal) ? OversightPart.Pressure : OversightPart.Grants;
        var quarter = part == OversightPart.Grants ? text : text[..text.LastIndexOf('-')];
        var page = ending.Length == 0;
        if (!Period.TryParse(quarter, out var period) || period.Text != quarter || (page && part != OversightPart.Grants)) return None(site, page);
        if (page)
        {
            if (site.Oversight.All().All(f => f.Quarter != period)) return None(site, true);
            return site.Page<QuarterPage>(new QuarterModel(
                period, site.Oversight.Equity(period), site.Oversight.Totals(OversightPart.Grants, period), site.Oversight.Totals(OversightPart.Pressure, period),
                [.. site.Oversight.All().Where(f => f.Quarter == period)]));
        }

        return (ending, part) switch
        {
            ("json", _) when site.Oversight.Bytes(site.Oversight.Find(part, period)) is { } bytes => Answers.Json(bytes),
            ("csv", OversightPart.Equity) when site.Oversight.Equity(period) is { } equity => Answers.Csv(EquityCsv.Of(equity), $"{text}.csv"),
            _ => None(site, false),
        };
    }

    private static IResult None(MirrorSite site, bool page) => Answers.Missing(
        site, new Refusal("mirror-no-such-quarter", "Nothing is published of this quarter; look for it in the list.", RefusalKind.NotFound), "No such quarter", page,
        [new Crumb("Oversight", "/oversight")]);
}
