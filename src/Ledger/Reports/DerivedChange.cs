namespace Writ.Ledger.Reports;

/// <summary>Why a cell has no change, or none in percent.</summary>
public enum NoChange
{
    /// <summary>Only what was received is compared with the period before.</summary>
    NotCompared,

    /// <summary>No report covers the period right before.</summary>
    NoPrevious,

    /// <summary>The report on the period before cannot be read.</summary>
    PreviousUnreadable,

    /// <summary>It was made by another form, or by other definitions of outcomes.</summary>
    OtherForm,

    /// <summary>One of the two is a replay, and the other is not.</summary>
    Replay,

    /// <summary>Only counts are compared: not bands, not bounds, not nothings.</summary>
    NotACount,

    /// <summary>The report before has no such cell.</summary>
    NotThereBefore,

    /// <summary>The report before has no count there.</summary>
    BeforeNotACount,

    /// <summary>There is a change, but none in percent: it began at zero.</summary>
    FromZero,
}

/// <summary>The change of a cell on the period right before.</summary>
/// <param name="Step">Whole, negative where it became less; null where <paramref name="Why"/> says why.</param>
/// <param name="Percent">Of what it was before, signed, one decimal, halves away from zero; null from zero.</param>
public sealed record DerivedChange(decimal? Step, decimal? Percent, NoChange? Why)
{
    /// <summary>From one count to the next. A cell that is null is not there.</summary>
    public static DerivedChange Between(Cell? before, Cell? now)
    {
        if (now is not Cell.Count fresh) return None(NoChange.NotACount);
        if (before is null) return None(NoChange.NotThereBefore);
        if (before is not Cell.Count old) return None(NoChange.BeforeNotACount);
        var step = (decimal)fresh.Value - old.Value;
        return old.Value > 0 ? new(step, Derived.Percent(step, old.Value), null) : new(step, null, NoChange.FromZero);
    }

    internal static DerivedChange None(NoChange why) => new(null, null, why);
}

/// <summary>What a report is compared with: the report on the period right before, or why there is none.</summary>
public sealed class Comparison
{
    private Comparison(ReportDocument? previous, NoChange? why) => (Previous, Why) = (previous, why);

    /// <summary>Null where <see cref="Why"/> says why.</summary>
    public ReportDocument? Previous { get; }

    public NoChange? Why { get; }

    /// <summary>With the report on the period right before. Forms of one id and one meaning are compared, and never a replay with the living.</summary>
    public static Comparison With(ReportDocument document, ReportDocument previous)
    {
        if (previous.Replay != document.Replay) return None(NoChange.Replay);
        var same = previous.Form.Id == document.Form.Id && OutcomeWords.Of(previous.Form).MeansTheSame(OutcomeWords.Of(document.Form));
        return same ? new Comparison(previous, null) : None(NoChange.OtherForm);
    }

    public static Comparison None(NoChange why) => new(null, why);

    internal DerivedChange Of(FormTable form, string row, string column, Cell now)
    {
        if (column != DerivedShare.Received) return DerivedChange.None(NoChange.NotCompared);
        return Why is { } why ? DerivedChange.None(why) : DerivedChange.Between(Before(form.Id, row, column), now);
    }

    private Cell? Before(string table, string row, string column)
    {
        var at = Previous!.Form.Tables.ToList().FindIndex(form => form.Id == table);
        if (at < 0) return null;
        var place = Previous.Form.Tables[at].Columns.ToList().FindIndex(line => line.Id == column);
        return place < 0 ? null : Previous.Tables[at].Rows.FirstOrDefault(line => line.Id == row)?.Cells[place];
    }
}
