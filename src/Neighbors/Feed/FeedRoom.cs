using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Feed.AgencyPosts;
using Writ.Neighbors.Feed.Appeal;
using Writ.Neighbors.Feed.Ask;
using Writ.Neighbors.Feed.Clip;
using Writ.Neighbors.Feed.Comment;
using Writ.Neighbors.Feed.Flag;
using Writ.Neighbors.Feed.Looks;
using Writ.Neighbors.Feed.Moderate;
using Writ.Neighbors.Feed.Mute;
using Writ.Neighbors.Feed.Notify;
using Writ.Neighbors.Feed.Pages;
using Writ.Neighbors.Feed.Post;
using Writ.Neighbors.Feed.Radius;
using Writ.Neighbors.Feed.Resolve;
using Writ.Neighbors.Feed.Sweep;
using Writ.Neighbors.Places;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Feed;

/// <summary>What neighbours and agencies tell each other, and what passers-by ask. <see cref="NeighborsRoom.AddNeighbors"/> comes with it.</summary>
public static class FeedRoom
{
    /// <summary>Refusal <c>feed-limits-file</c> where the operator's <c>feed.json</c> cannot be used.</summary>
    public static Result<IServiceCollection> AddFeed(this IServiceCollection services, NeighborsOptions neighbors, FeedOptions options, FeedKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!FeedLimitsFile.Read(new MapFiles(neighbors).Open).TryGet(out var limits, out var refusal)) return refusal;
        services
            .AddSingleton<IModelPart, FeedModel>()
            .AddSingleton(options).AddSingleton(limits).AddSingleton(key)
            .AddSingleton(_ => new Vapid(key.Push))
            .AddSingleton<IPushDoor>(_ => new PushDoor(PushAddress.Connect))
            .AddSingleton<FeedBook>().AddSingleton<FeedReader>()
            .AddSingleton<WritePost>().AddSingleton<DeleteOwn>().AddSingleton<ResolvePost>().AddSingleton<AppealRefusal>()
            .AddSingleton<WriteComment>().AddSingleton<WriteAgencyPost>().AddSingleton<OpenAsAgency>()
            .AddSingleton<DecidePost>().AddSingleton<DecideComment>().AddSingleton<DecideAsk>()
            .AddSingleton<FlagItem>().AddSingleton<MuteItem>().AddSingleton<SetPlace>()
            .AddSingleton<Subscribe>().AddSingleton<StopMails>()
            .AddSingleton<PutClip>()
            .AddSingleton<WriteAsk>().AddSingleton<RelayAnswer>()
            .AddSingleton<FeedViews>().AddSingleton<FeedPages>().AddSingleton<PostPages>().AddSingleton<SettingPages>()
            .AddSingleton<ModeratorPages>().AddSingleton<AgencyPages>().AddSingleton<AskPages>()
            .AddSingleton<IJobHandler, EndPost>().AddSingleton<IJobHandler, EndAsk>().AddSingleton<IJobHandler, EndLooks>()
            .AddSingleton<IJobHandler, TellBrowsers>().AddSingleton<IJobHandler, SendDigest>()
            .AddSingleton<IJobHandler, WriteAskFiles>().AddSingleton<IJobHandler, WriteTotals>()
            .AddScripts(FeedScripts.Worker, FeedScripts.Settings);
        return Result<IServiceCollection>.Of(services);
    }

    /// <summary>The pages of residents, moderators, agencies, and of whoever passes by.</summary>
    /// <param name="attempts">Name of the policy that bounds how often one network address may try.</param>
    public static void MapFeedPages(this IEndpointRouteBuilder pages, string attempts)
    {
        FeedPages.Map(pages);
        PostPages.Map(pages);
        SettingPages.Map(pages);
        ModeratorPages.Map(pages);
        AgencyPages.Map(pages);
        AskPages.Map(pages, attempts);
    }

    /// <summary>What a mail program asks for by itself, without cookies and without a form of ours: not within the group of pages.</summary>
    public static void MapFeedMails(this IEndpointRouteBuilder app, string attempts) => SettingPages.MapOff(app, attempts);
}
