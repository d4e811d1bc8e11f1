namespace Writ.Ledger.Reports;

/// <summary>
/// Which leaf stands at which place of the register: its own, unless a fact <c>class-adjusted</c> puts another there. A leaf that stands in
/// another's place has none of its own, so that every place is counted once. Places and leaves are ordinals.
/// </summary>
public sealed class RegisterPlaces
{
    private readonly Dictionary<long, long> standIn = [];
    private readonly Dictionary<long, long> standsFor = [];

    /// <summary>No place was adjusted.</summary>
    public static RegisterPlaces Unadjusted { get; } = new();

    public bool IsEmpty => standIn.Count == 0;

    /// <summary>False where it cannot be: a leaf is adjusted once, and one that stands in stands in for one.</summary>
    public bool Adjust(long leaf, long by)
    {
        if (leaf >= by || standIn.ContainsKey(leaf) || standsFor.ContainsKey(by) || standIn.ContainsKey(by)) return false;
        standIn.Add(leaf, by);
        standsFor.Add(by, leaf);
        return true;
    }

    /// <summary>The leaf that counts at a place; null where the place's own leaf counts elsewhere.</summary>
    public long? LeafAt(long place)
    {
        if (standsFor.ContainsKey(place)) return null;
        while (standIn.TryGetValue(place, out var by)) place = by;
        return place;
    }

    /// <summary>The place at which a leaf counts; null where another stands in its place.</summary>
    public long? PlaceOf(long leaf)
    {
        if (standIn.ContainsKey(leaf)) return null;
        while (standsFor.TryGetValue(leaf, out var earlier)) leaf = earlier;
        return leaf;
    }
}
