namespace Writ.Ledger.Reports;

/// <summary>Bands of several versions of one report, side by side.</summary>
public static class RestatedBand
{
    /// <summary>
    /// Whether a further version must not state a band beside an earlier one's: classes were put right between them, or the structure is another. Anyone counts what was put right, so the two
    /// bands together could leave one number. It follows from public facts alone, so that saying nothing says nothing.
    /// </summary>
    /// <param name="structure">In which the further version would state it.</param>
    /// <param name="adjusted">Indexes of the facts <c>class-adjusted</c> that hold in the range of the further version.</param>
    public static bool WouldTell(ReportDocument earlier, string? structure, IEnumerable<long> adjusted)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return earlier.Unopened?.Band is { } band && (band.Structure != structure || adjusted.Any(fact => fact >= earlier.TreeSize));
    }
}
