using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Writ.Neighbors.Oversight;
using Writ.Store;

namespace Writ.Neighbors.Check;

/// <summary>A file of a quarter as the database has it.</summary>
/// <param name="Fact">Number of the kind of fact that binds it: 49 grants, 50 equity, 51 pressure.</param>
/// <param name="Path">Relative to the site's root.</param>
public sealed record KeptQuarter(int Fact, string Quarter, string Path, byte[] Document);

/// <summary>Files of quarters for <c>writ fsck</c>, which compares them with the record and with what is published.</summary>
public sealed class KeptQuarters
{
    private readonly IStore store;

    internal KeptQuarters(IStore store) => this.store = store;

    /// <summary>Oldest quarter first.</summary>
    public Task<List<KeptQuarter>> All() => store.Look(work => Task.FromResult(work.Rows(
        "SELECT kind, quarter, path, document FROM oversight_file ORDER BY quarter, kind", [],
        row => new KeptQuarter(NumberOf(Enum.Parse<OversightKind>(row.GetString(0))), row.GetString(1), row.GetString(2), Encoding.UTF8.GetBytes(row.GetString(3))))));

    /// <summary>Whether everything acknowledged has its place in a log of this size.</summary>
    public Task<bool> AreIn(long size) => store.Look(work => Task.FromResult(work.Rows("SELECT COUNT(*) FROM record_entry", [], row => row.GetInt64(0)).Single() <= size));

    private static int NumberOf(OversightKind kind) => kind switch
    {
        OversightKind.Grants => 49,
        OversightKind.Equity => 50,
        OversightKind.Pressure => 51,
    };
}

public static class NeighborsCheckServices
{
    public static IServiceCollection AddNeighborsToCheck(this IServiceCollection services) => services.AddSingleton(provider => new KeptQuarters(provider.GetRequiredService<IStore>()));
}
