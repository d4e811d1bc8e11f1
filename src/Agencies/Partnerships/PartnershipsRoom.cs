using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Partnerships.Agreement;
using Writ.Agencies.Partnerships.CompanyConduct;
using Writ.Agencies.Partnerships.Ending;
using Writ.Agencies.Partnerships.Gifts;
using Writ.Agencies.Partnerships.Hearing;
using Writ.Agencies.Partnerships.Jurisdiction;
using Writ.Agencies.Partnerships.Notice;
using Writ.Agencies.Partnerships.Objections;
using Writ.Agencies.Partnerships.Oversight;
using Writ.Agencies.Partnerships.Pages;
using Writ.Agencies.Partnerships.Register;
using Writ.Agencies.Partnerships.Resolution;
using Writ.Agencies.Partnerships.Sample;
using Writ.Agencies.Partnerships.YearlyReport;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Agencies.Partnerships;

/// <summary>Agreements between company and agencies, and who watches them.</summary>
public static class PartnershipsRoom
{
    /// <param name="signer">Signs the register's days.</param>
    public static IServiceCollection AddPartnerships(this IServiceCollection services, PartnershipOptions options, Func<IServiceProvider, RegisterSigner> signer) => services
        .AddSingleton<IModelPart, PartnershipModel>()
        .AddSingleton(options)
        .AddSingleton(signer)
        .AddSingleton<Papers>()
        .AddSingleton<PartnershipBook>()
        .AddSingleton(provider => new PartnershipRegister(provider.GetRequiredService<Papers>(), options))
        .AddSingleton<SetJurisdiction>()
        .AddSingleton<ProposeAgreement>()
        .AddSingleton<RecordGift>()
        .AddSingleton<GiveNotice>()
        .AddSingleton<RecordHearing>()
        .AddSingleton<PlacePaper>()
        .AddSingleton<RecordFetch>()
        .AddSingleton<Countersign>()
        .AddSingleton<Objecting>()
        .AddSingleton<EndPartnership>()
        .AddSingleton<RecordConduct>()
        .AddSingleton<NameAccount>()
        .AddSingleton<NameAdmin>()
        .AddSingleton<AssessorExport>()
        .AddSingleton<PublishYearlyReport>()
        .AddSingleton<PartnershipViews>()
        .AddSingleton<SamplePartners>()
        .AddSingleton<IJobHandler, PartnershipEdge>()
        .AddSingleton<IJobHandler, RegisterDays>();

    /// <summary>Pages of the company's desk, of agencies' admins, of people outside, and the form with which anybody objects.</summary>
    /// <param name="site">What stands around the page that is open to anybody.</param>
    /// <param name="limit">Rate limit of that page's form.</param>
    public static void MapPartnershipPages(this IEndpointRouteBuilder pages, Kit.Site site, string limit)
    {
        DeskPages.Map(pages);
        OwnPages.Map(pages);
        OutsidePages.Map(pages);
        ObjectionPages.Map(pages, site, limit);
    }
}
