using Microsoft.Extensions.DependencyInjection;
using Writ.Sources.Accounts;
using Writ.Store;

namespace Writ.Sources;

/// <summary>Whose data: the accounts of the services and their sealed records.</summary>
public static class SourcesRoom
{
    /// <param name="identifierKey">32 bytes of this data folder; another key finds nobody.</param>
    public static IServiceCollection AddSources(this IServiceCollection services, byte[] identifierKey) => services
        .AddSingleton<IModelPart, AccountModel>()
        .AddSingleton(new IdentifierKey(identifierKey))
        .AddSingleton<AccountSource>()
        .AddSingleton<SampleRetail>();
}
