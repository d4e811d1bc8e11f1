using Microsoft.Extensions.DependencyInjection;
using Writ.Sources.Accounts;
using Writ.Store;

namespace Writ.Sources;

/// <summary>Whose data: the accounts of the services and their sealed records.</summary>
public static class SourcesRoom
{
    /// <param name="identifierKey">32 bytes of this data folder; another key finds nobody.</param>
    /// <param name="contactKey">32 bytes; seals where account holders are reached.</param>
    public static IServiceCollection AddSources(this IServiceCollection services, byte[] identifierKey, byte[] contactKey) => services
        .AddSingleton<IModelPart, AccountModel>()
        .AddSingleton(new IdentifierKey(identifierKey))
        .AddSingleton<AccountSource>()
        .AddSingleton(new ContactBook(contactKey))
        .AddSingleton<SampleRetail>();
}
