namespace Writ.Kit;

/// <summary>How near a deadline is; the words say it too.</summary>
public enum Nearness
{
    Far,
    Soon,
    Today,
    Past,

    /// <summary>The clock stands still: suspended, or waiting for a correction.</summary>
    Halted,

    /// <summary>What was due is done.</summary>
    Met,
}

/// <summary>A deadline that can say how it was counted.</summary>
/// <param name="What">What is due: <c>Answer</c>, <c>Objection</c>.</param>
/// <param name="Due">The end, in words: <c>Friday 4 December 2026</c>.</param>
/// <param name="Left">What is left: <c>9 days left</c>, <c>2 days over</c>, <c>met on 1 December</c>.</param>
/// <param name="Nearness">How near it is.</param>
/// <param name="Rule">The rule, with its citation.</param>
/// <param name="Start">What started it and when.</param>
/// <param name="Counted">How: working days or calendar days, whether the first day counts, the time zone.</param>
public sealed record Deadline(string What, string Due, string Left, Nearness Nearness, string Rule, string Start, string Counted)
{
    /// <summary>Page of the rule; null: there is none.</summary>
    public string? RuleAddress { get; init; }

    /// <summary>False: nobody has checked the rule against its official source, and the chip says so.</summary>
    public bool RuleVerified { get; init; } = true;

    /// <summary>Days that were passed over, each with its name: <c>Thursday 26 November 2026: Thanksgiving Day</c>.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Extensions, suspensions and corrected calendars, each with day and reason.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}
