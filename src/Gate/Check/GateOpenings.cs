using Microsoft.Extensions.DependencyInjection;
using Writ.Store.Record;

namespace Writ.Gate.Check;

/// <summary>Where the gate keeps openings of authorisation leaves.</summary>
internal static class GateOpenings
{
    public static IReadOnlyList<OpeningsTable> All { get; } =
    [
        new("gate_authorisation", "opening", "entry_seq", "made_at"),
        new("subject_request", "opening", "entry_seq", "made_at"),
        new("footage_grant", "opening", "entry_seq", "given_at"),
        new("grant_deletion", "opening", "entry_seq", "confirmed_at"),
        new("grant_renewal", "opening", "entry_seq", "renewed_at"),
    ];

    public static IServiceCollection AddGateOpenings(this IServiceCollection services)
    {
        foreach (var table in All) services.AddSingleton(table);
        return services;
    }
}
