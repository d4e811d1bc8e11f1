namespace Writ.Law;

/// <summary>One way in which the law lets a company publish, in bands, how often it was ordered in secret.</summary>
/// <param name="Id">For instance <c>us/250</c>; never reused for another meaning.</param>
/// <param name="Width">Numbers in a band; the first begins at 0.</param>
/// <param name="Together">True where one number stands for all process; false where each kind has a number of its own.</param>
/// <param name="DelayDays">Days that have to pass after the last day of the period before it may be said.</param>
/// <param name="Note">What a reader must know of the encoding.</param>
public sealed record BandStructure(
    string Id, string Title, int Width, bool Together, int DelayDays, string? Note, string Source, string Grade, bool Verified)
{
    internal const int MaxWidth = 100_000;

    internal const int MaxDays = 3_660;

    /// <summary>Least and largest number of the band that holds this one.</summary>
    public (long Low, long High) Holding(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var low = number / Width * Width;
        return (low, low + Width - 1);
    }

    /// <summary>The first day on which a band of a period that ends on this day may be published.</summary>
    public DateOnly From(DateOnly last) => last.AddDays(DelayDays + 1);
}
