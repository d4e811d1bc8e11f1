using Microsoft.Extensions.DependencyInjection;
using Writ.Store.Access;
using Writ.Store.Blobs;
using Writ.Store.Idempotency;
using Writ.Store.Jobs;
using Writ.Store.Mail;
using Writ.Store.People;
using Writ.Store.Record;

namespace Writ.Store;

/// <summary>The database, the outbox, jobs and blobs of one data folder.</summary>
public static class StoreRoom
{
    public static IServiceCollection AddStore(this IServiceCollection services, string databaseFile, string blobFolder) => services
        .AddSingleton<IModelPart, RecordModel>()
        .AddSingleton<IModelPart, BatchModel>()
        .AddSingleton<IModelPart, AuditModel>()
        .AddSingleton<OldOpenings>()
        .AddSingleton<IModelPart, AccessModel>()
        .AddSingleton<IModelPart, IdempotencyModel>()
        .AddSingleton<IModelPart, JobModel>()
        .AddSingleton<IModelPart, PeopleModel>()
        .AddSingleton<IModelPart, MailModel>()
        .AddSingleton<IStore>(provider => SqliteStore.Open(databaseFile, [.. provider.GetServices<IModelPart>()]))
        .AddSingleton<LogLedger>()
        .AddSingleton<IBlobs>(provider => new StoredBlobs(provider.GetRequiredService<IStore>(), new FolderBlobs(blobFolder)));
}
