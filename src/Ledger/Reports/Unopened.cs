using System.Globalization;

namespace Writ.Ledger.Reports;

/// <summary>
/// How a report declares that it leaves register leaves of its range closed (withheld by law, or dummies): one note of
/// exactly the form <c>not opened: 3</c>. Without it, every leaf of the range has to be opened.
/// </summary>
public static class Unopened
{
    private const string Prefix = "not opened: ";

    /// <param name="count">Leaves of the range that are not opened, 1 and up.</param>
    public static string Note(long count) => count > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{count}")
        : throw new ArgumentOutOfRangeException(nameof(count), "Nothing to declare");

    /// <summary>The number declared, 0 where nothing is; null where the notes say it twice or not as a number.</summary>
    public static long? Declared(IEnumerable<string> notes)
    {
        var declared = notes.Where(note => note.StartsWith(Prefix, StringComparison.Ordinal)).ToArray();
        return declared.Length switch
        {
            0 => 0,
            1 => Strict.Decimal(declared[0].AsSpan(Prefix.Length)) is { } count and > 0 ? count : null,
            _ => null,
        };
    }
}
