using System.Security.Cryptography;
using System.Text.Json;

namespace Writ.Demands.Review;

/// <summary>SHA-256 of a demand's decisions, lower-case hex: what the second person saw when they approved.</summary>
internal static class DecisionDigest
{
    public static string Of(Demand demand, IEnumerable<DemandItem> items) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        Demand = demand.Id.Text,
        demand.Reviewer,
        Items = items.OrderBy(i => i.Position).Select(i => new { Id = i.Id.Text, i.Decision, i.Ground, i.Reason, i.NarrowedFrom, i.NarrowedTo }),
    })));
}
