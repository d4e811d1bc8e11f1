using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Approvers;
using Writ.Gate.Authorise;
using Writ.Gate.Check;
using Writ.Gate.Destroy;
using Writ.Gate.Glass;
using Writ.Gate.Notices;
using Writ.Gate.Notices.Barring;
using Writ.Gate.Notices.Check;
using Writ.Gate.Notices.Objecting;
using Writ.Gate.Notices.Tell;
using Writ.Gate.Notices.Words;
using Writ.Gate.Productions;
using Writ.Gate.Publishing;
using Writ.Gate.Release;
using Writ.Gate.Open;
using Writ.Kit;
using Writ.Law;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Mail;
using Writ.Store.Record;

namespace Writ.Gate;

/// <param name="Company">As it signs manifests.</param>
/// <param name="AuthorisationLasts">After this an authorisation that was not carried out is void.</param>
/// <param name="ProductionLasts">After this a production is deleted.</param>
/// <param name="Notices">How people are told.</param>
public sealed record GateOptions(string Company, TimeSpan AuthorisationLasts, TimeSpan ProductionLasts, NoticeOptions Notices)
{
    public SigningOptions Signing { get; init; } = new(TimeSpan.FromDays(30), TimeSpan.FromHours(1));
}

/// <summary>For how long what people sign of their decisions counts.</summary>
/// <param name="ReviewLasts">From a reviewer's signature to the end of any authorisation that rests on it.</param>
/// <param name="ToApprove">An approver's signature outlasts an authorisation made at once by this: their time to press the button.</param>
public sealed record SigningOptions(TimeSpan ReviewLasts, TimeSpan ToApprove);

/// <summary>The only way out.</summary>
public static class GateRoom
{
    /// <param name="noticeKey">Seals what notices and objections say.</param>
    public static IServiceCollection AddGate(this IServiceCollection services, GateOptions options, NoticeKey noticeKey) => services
        .AddSingleton<IModelPart, GateModel>()
        .AddGlassBook()
        .AddApprovers()
        .AddGateOpenings()
        .AddSingleton(options)
        .AddSingleton<VaultClient>()
        .AddSingleton<IModelPart, ApprovalModel>()
        .AddSingleton(provider => new DecisionSigning(
            provider.GetRequiredService<VaultClient>(), provider.GetRequiredService<AccountSource>(), provider.GetRequiredService<AgencyRegister>(),
            provider.GetRequiredService<OpeningKeys>(), options, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new DisclosureGate(
            GateSteps.InOrder(
                provider.GetRequiredService<LawBook>(), provider.GetRequiredService<AgencyRegister>(), provider.GetRequiredService<AccountSource>(), options.Notices,
                provider.GetRequiredService<DecisionSigning>()),
            provider.GetRequiredService<VaultClient>(),
            provider.GetRequiredService<DecisionSigning>(),
            provider.GetRequiredService<OpeningKeys>(),
            options,
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<RecordEvidence>()
        .AddSingleton<ReleaseAuthorised>()
        .AddSingleton<IJobHandler>(provider => provider.GetRequiredService<ReleaseAuthorised>())
        .AddSingleton(provider => new BreakGlassRelease(
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<VaultClient>(), provider.GetRequiredService<ReleaseAuthorised>(), provider.GetRequiredService<OpeningKeys>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IJobHandler, ExpireProduction>()
        .AddSingleton<IJobHandler, DestroyKeys>()
        .AddSingleton<IModelPart, ErasureModel>()
        .AddSingleton<EraseAccount>()
        .AddSingleton<EraseDesk>()
        .AddSingleton<TakeProduction>()
        .AddPublishing(noticeKey)
        .AddSingleton<IdentifierLookup>()
        .AddNotices(options.Notices, noticeKey)
        .AddScripts([.. OpenScripts.Parts, OpenScripts.Page]);

    /// <summary>Pages of the gate that are for staff: <c>/desk/accounts</c>.</summary>
    public static void MapGateDesk(this IEndpointRouteBuilder pages) => EraseDesk.MapPages(pages);

    /// <summary>Pages of the gate that are for anyone: <c>/check</c>.</summary>
    /// <param name="pages">A group that keeps nothing, proves forms and sets the headers of pages.</param>
    /// <param name="attempts">Name of the policy that bounds how often an address may try.</param>
    public static void MapGatePages(this IEndpointRouteBuilder pages, Site site, string attempts) => CheckRoutes.Map(pages, site, attempts);

    private static IServiceCollection AddNotices(this IServiceCollection services, NoticeOptions options, NoticeKey key) => services
        .AddSingleton<IModelPart, NoticeModel>()
        .AddSingleton(options)
        .AddSingleton(key)
        .AddSingleton<NoticePapers>()
        .AddSingleton<NoticeDesk>()
        .AddSingleton<ComposeNotice>()
        .AddSingleton<IJobHandler>(provider => provider.GetRequiredService<ComposeNotice>())
        .AddSingleton<IJobHandler, BarEnded>()
        .AddSingleton<IMailWatcher, NoticeMails>()
        .AddSingleton<Bars>()
        .AddSingleton<Objections>()
        .AddSingleton<TeamNotices>()
        .AddSingleton<CheckLetter>()
        .AddSingleton(p => new CustomerNotices(
            p.GetRequiredService<IStore>(), key, p.GetRequiredService<Objections>(), p.GetRequiredService<ContactBook>(), p.GetRequiredService<NoticePapers>(),
            options, p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new NoticeLetters(
            p.GetRequiredService<IStore>(), key, p.GetRequiredService<ContactBook>(), p.GetRequiredService<NoticePapers>(), p.GetRequiredService<ComposeNotice>(),
            options, p.GetRequiredService<TimeProvider>(), p.GetServices<INoticeWatcher>()));
}
