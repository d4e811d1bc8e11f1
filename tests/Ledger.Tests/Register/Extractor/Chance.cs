namespace Writ.Ledger.Tests.Register.Extractor;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same worlds every time, but for what the product itself draws.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    public int Below(int end)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)end);
        }
    }
}
