using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base.Sealing;
using Writ.Demands.Adjust;
using Writ.Demands.Assign;
using Writ.Demands.Dashboard;
using Writ.Demands.Draft;
using Writ.Demands.File;
using Writ.Demands.Follow;
using Writ.Demands.Notes;
using Writ.Demands.Produced;
using Writ.Demands.Promised;
using Writ.Demands.Questions;
using Writ.Demands.Report;
using Writ.Demands.Review;
using Writ.Demands.Review.Case;
using Writ.Demands.Review.Case.Person;
using Writ.Demands.Review.Glass;
using Writ.Demands.Review.Queue;
using Writ.Demands.Review.Sign;
using Writ.Demands.Unseal;
using Writ.Demands.Withdraw;
using Writ.Gate.Destroy;
using Writ.Gate.Notices;
using Writ.Gate.Release;
using Writ.Kit;
using Writ.Law;
using Writ.Ledger.Log;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Demands;

/// <param name="Origin">The log's origin line.</param>
/// <param name="Services">Whose data can be asked for.</param>
/// <param name="Company">As it signs its reports.</param>
/// <param name="PublishedFolder">Where published documents go.</param>
/// <param name="Sample">A sample data folder, where gagged demands may be tried out.</param>
/// <param name="PromisedWithin">By when a leaf is promised to be in the record.</param>
public sealed record DemandOptions(
    string Company, string Origin, string PublishedFolder, IReadOnlyList<string> Services, bool Sample, TimeSpan PromisedWithin)
{
    /// <summary>Within how many calendar days the company means to answer where neither the law nor the paper names a day.</summary>
    public int AnswerTargetDays { get; init; } = 10;
}

/// <summary>Keys that this door uses.</summary>
/// <param name="Blobs">Seals the instruments' files, and drafts.</param>
/// <param name="Promises">Signs promises; its verifier key is in the record's first fact.</param>
public sealed record DemandKeys(BlobKey Blobs, SigningKey Promises);

/// <summary>Door one: compelled.</summary>
public static class DemandsRoom
{
    private const int MostFormBytes = 12 * 1024 * 1024;

    public static IServiceCollection AddDemands(this IServiceCollection services, DemandOptions options) => services
        .AddSingleton<IModelPart, ReviewModel>()
        .AddSingleton(options)
        .AddScripts(UploadScript.Module, SignScript.Module)
        .AddSingleton<SealedRegister>()
        .AddSingleton<Lint>()
        .AddSingleton<FileDemand>()
        .AddSingleton<IModelPart, DraftModel>()
        .AddSingleton<Drafts>()
        .AddSingleton<DraftReader>()
        .AddSingleton<DraftPages>()
        .AddSingleton<DraftSteps>()
        .AddSingleton<DraftItems>()
        .AddSingleton<DraftFiles>()
        .AddSingleton<SendDraft>()
        .AddSingleton<IJobHandler, ExpireDraft>()

        // An upload is sealed before any of it touches a disk; by default the framework would put the larger part of it into a file.
        .Configure<FormOptions>(form => form.MemoryBufferThreshold = MostFormBytes)
        .AddSingleton<FollowDemand>()
        .AddSingleton(provider => new CasesOnRecord(provider.GetRequiredService<LawBook>()))
        .AddSingleton<FollowPages>()
        .AddSingleton<WithdrawDemand>()
        .AddSingleton<ReviewQueue>()
        .AddSingleton<DecideDemand>()
        .AddSingleton<ApproveDemand>()
        .AddSingleton<SignDecision>()
        .AddSingleton<NoticeCases>()
        .AddSingleton<TellPeople>()
        .AddSingleton<INoticeWatcher, AfterNotices>()
        .AddSingleton<Looks>()
        .AddSingleton<QueueDesk>()
        .AddSingleton<CaseDesk>()
        .AddSingleton<DecideDesk>()
        .AddSingleton<ApprovalDesk>()
        .AddSingleton<SignDesk>()
        .AddSingleton<GlassDesk>()
        .AddSingleton<PersonPages>()
        .AddSingleton<BarForms>()
        .AddSingleton<NoticePages>()
        .AddSingleton<ObjectionForms>()
        .AddSingleton<AssignDemand>()
        .AddSingleton<AddNote>()
        .AddSingleton<AskOfficer>()
        .AddSingleton<AnswerQuestion>()
        .AddSingleton<FiguresDesk>()
        .AddSingleton<ReportDesk>()
        .AddSingleton<AdjustClass>()
        .AddSingleton<AdjustDesk>()
        .AddSingleton<IJobHandler, RecordAdjustment>()
        .AddSingleton<IModelPart, UnsealModel>()
        .AddSingleton<UnsealLeaves>()
        .AddSingleton<UnsealDesk>()
        .AddSingleton<IModelPart, ReportModel>()
        .AddAuditedDemands()
        .AddSingleton(provider => new PublishReport(
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<DemandOpenings>(), provider.GetRequiredService<LawBook>(), options, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IAccountHold, OpenDemands>()
        .AddSingleton<IDemandLeaves, DemandLeaves>()
        .AddSingleton<IReleaseWatcher, AfterRelease>();

    public static void MapDemands(this IEndpointRouteBuilder api)
    {
        FileDemand.Map(api);
        FollowDemand.Map(api);
        WithdrawDemand.Map(api);
        ReviewQueue.Map(api);
        DecideDemand.Map(api);
        ApproveDemand.Map(api);
        SignDecision.Map(api);
        TellPeople.Map(api);
        AskOfficer.Map(api);
        AnswerQuestion.Map(api);
        PublishReport.Map(api);
        UnsealLeaves.Map(api);
        AdjustClass.Map(api);
    }

    /// <summary>The pages of officers and of the review team.</summary>
    public static void MapDemandPages(this IEndpointRouteBuilder pages)
    {
        FollowPages.MapPages(pages);
        WithdrawDemand.MapPages(pages);
        DraftPages.MapPages(pages);
        DraftSteps.MapPages(pages);
        SendDraft.MapPages(pages);
        ProducedPages.Map(pages);
        QueueDesk.MapPages(pages);
        CaseDesk.MapPages(pages);
        DecideDesk.MapPages(pages);
        ApprovalDesk.MapPages(pages);
        SignDesk.MapPages(pages);
        GlassDesk.MapPages(pages);
        BarForms.MapPages(pages);
        NoticePages.MapPages(pages);
        ObjectionForms.MapPages(pages);
        AssignDemand.MapPages(pages);
        AddNote.MapPages(pages);
        AskOfficer.MapPages(pages);
        AnswerQuestion.MapPages(pages);
        FiguresDesk.MapPages(pages);
        ReportDesk.MapPages(pages);
        UnsealDesk.MapPages(pages);
        AdjustDesk.MapPages(pages);
    }
}
