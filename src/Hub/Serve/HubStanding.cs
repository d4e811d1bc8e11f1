using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Home;

namespace Writ.Hub.Serve;

/// <summary>What the hub's own page shows.</summary>
internal sealed class HubStanding
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Refusal> troubles = new(StringComparer.Ordinal);
    private (PairingCode Code, DateTimeOffset Until)? pairing;

    public HealthBoard? Health { get; set; }

    /// <summary>Null until the hub is paired.</summary>
    public HomeDesk? Home { get; set; }

    public Func<int>? Waiting { get; set; }

    public (PairingCode Code, DateTimeOffset Until)? Pairing
    {
        get
        {
            lock (gate) return pairing;
        }

        set
        {
            lock (gate) pairing = value;
        }
    }

    /// <summary>What each part of the work met last, while it did not go on since; each trouble once.</summary>
    public IReadOnlyList<Refusal> Troubles
    {
        get
        {
            lock (gate) return [.. troubles.Values.DistinctBy(t => t.Code)];
        }
    }

    /// <summary>How a part of the work went, whatever the others meet. True where it is a trouble that no part has met before: worth saying.</summary>
    /// <param name="refusal">Null where it went well.</param>
    public bool Report(string part, Refusal? refusal)
    {
        lock (gate)
        {
            var known = refusal is not null && troubles.Values.Any(t => t.Code == refusal.Code);
            if (refusal is null) troubles.Remove(part);
            else troubles[part] = refusal;
            return refusal is not null && !known;
        }
    }
}
