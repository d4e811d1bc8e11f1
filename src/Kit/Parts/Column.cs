namespace Writ.Kit;

/// <summary>Whether a table is ordered by a column.</summary>
public enum Order
{
    None,
    Rising,
    Falling,
}

/// <summary>A column's head.</summary>
/// <param name="Text">The words.</param>
/// <param name="Number">True: figures, set to the end of the cell.</param>
/// <param name="Sort">Address of the same list ordered by this column, or the other way round; null: it cannot be ordered by it.</param>
/// <param name="Order">Whether it is ordered by this column now.</param>
public sealed record Column(string Text, bool Number = false, string? Sort = null, Order Order = Order.None)
{
    /// <summary>For <c>aria-sort</c>.</summary>
    internal string? Sorted => (Sort, Order) switch
    {
        (null, _) => null,
        (_, Order.None) => "none",
        (_, Order.Rising) => "ascending",
        (_, Order.Falling) => "descending",
    };

    internal string Arrow => Order switch
    {
        Order.None => "↕",
        Order.Rising => "↑",
        Order.Falling => "↓",
    };
}
