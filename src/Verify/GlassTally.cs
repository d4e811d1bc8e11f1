using Writ.Ledger.Facts;

namespace Writ.Verify;

/// <summary>How often a vault gave keys without the record, as the record tells it afterwards, and how often that was told late.</summary>
internal sealed class GlassTally
{
    private readonly Dictionary<string, Fact.BreakGlassTold> told = new(StringComparer.Ordinal);
    private readonly List<Fact.BreakGlassUsed> used = [];

    public void Used(Fact.BreakGlassUsed fact) => used.Add(fact);

    public void Told(Fact.BreakGlassTold fact) => told.TryAdd($"{fact.Vault} {fact.Statement}", fact);

    /// <summary>Null where it never was.</summary>
    public string? Words()
    {
        if (used.Count == 0) return null;
        var times = used.Select(u => told.GetValueOrDefault($"{u.Vault} {u.Statement}")).ToList();
        var (late, unknown) = (times.Count(t => t is { Late: true }), times.Count(t => t is null));
        return $"Keys were given without the record {used.Count} times, of {used.Sum(u => u.Count)} records, in danger to life by the publisher's word; {late} of these times were entered later than after 72 hours"
            + $"{(unknown > 0 ? $", and of {unknown} it is not told when they were" : string.Empty)}.";
    }
}
