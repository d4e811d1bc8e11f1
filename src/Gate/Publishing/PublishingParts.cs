using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Gate.Notices;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Jobs;

namespace Writ.Gate.Publishing;

/// <summary>What of the gate publishes, by itself: it needs no law, no vault and no record.</summary>
public static class PublishingParts
{
    /// <param name="key">Seals the files at rest.</param>
    public static IServiceCollection AddPublishing(this IServiceCollection services, NoticeKey key) => services
        .AddSingleton<IModelPart, PublishedClipModel>()
        .AddSingleton(p => new PublishedClips(p.GetRequiredService<IStore>(), p.GetRequiredService<IBlobs>(), key, p.GetRequiredService<TimeProvider>()))
        .AddSingleton<IJobHandler, EndPublishedClip>();
}
