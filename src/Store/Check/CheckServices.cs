using Microsoft.Extensions.DependencyInjection;
using Writ.Store.Record;

namespace Writ.Store.Check;

public static class CheckServices
{
    /// <summary>In the place of <see cref="StoreRoom.AddStore"/>: a store that cannot write, and the checks of what is in it.</summary>
    public static IServiceCollection AddStoreToCheck(this IServiceCollection services, string databaseFile, string blobFolder) => services
        .AddSingleton<IModelPart, RecordModel>()
        .AddSingleton<IStore>(provider => new ReadOnlyStore(databaseFile, provider.GetServices<IModelPart>()))
        .AddSingleton<LogLedger>()
        .AddSingleton<IRoomCheck, StoreCheck>()
        .AddSingleton(provider => new BlobCheck(provider.GetRequiredService<IStore>(), blobFolder, provider.GetServices<IRoomCheck>()));
}
