using Writ.Base;

namespace Writ.Law;

/// <summary>What one instrument reaches of one category of data on one day: within, or outside with its ground.</summary>
public abstract record Reach
{
    private Reach()
    {
    }

    /// <summary>The instrument reaches the category.</summary>
    /// <param name="Source">Official citation of the rule, for instance <c>18 USC 2703(c)(2)</c>.</param>
    /// <param name="Verified">Whether the rule was checked against the text cited.</param>
    public sealed record Within(string Source, bool Verified) : Reach
    {
        /// <summary>What must hold besides, for the reviewer to check; null where nothing is stated.</summary>
        public string? Condition { get; init; }
    }

    /// <summary>The instrument does not reach the category, and this is why.</summary>
    public sealed record Outside(Ground Ground) : Reach;
}

/// <summary>A reason in law, or in the house's rules, to refuse or to narrow.</summary>
/// <param name="Code">Stable, lower-case, hyphenated: <c>us-content-needs-warrant</c>.</param>
/// <param name="Sentence">One sentence for the asker that says what to do.</param>
/// <param name="Citation">Official citation, or <c>House rule: ...</c> where no statute stands behind it.</param>
/// <param name="Grade"><c>P</c> primary text seen, <c>S</c> secondary text seen, <c>K</c> from knowledge alone.</param>
/// <param name="Verified">Never true of grade <c>K</c>.</param>
public sealed record Ground(string Code, string Sentence, string Citation, string Grade, bool Verified);

/// <summary>One line of an instrument's file: a category, the days on which the line holds, and what it says.</summary>
/// <param name="From">First day of issue that the line covers.</param>
/// <param name="To">Last day, inclusive; null while it holds.</param>
/// <param name="Says">Within or outside.</param>
/// <param name="Source">Official citation.</param>
/// <param name="Grade"><c>P</c>, <c>S</c> or <c>K</c>, as in <see cref="Ground"/>.</param>
public sealed record ReachRule(DataCategory Category, DateOnly From, DateOnly? To, Reach Says, string Source, string Grade, bool Verified)
{
    public bool Covers(DateOnly day) => day >= From && (To is not { } last || day <= last);
}

/// <summary>A category of data that a pack declares.</summary>
/// <param name="Content">Whether it counts as content in reports and in law.</param>
public sealed record CategoryRule(
    DataCategory Category, string Title, bool Content, string Definition, string Source, string Grade, bool Verified);

/// <summary>A line of the operator's overlay: on these days the company does not give what the law would reach.</summary>
/// <param name="Overlay">The overlay's own name.</param>
/// <param name="To">Inclusive; null while it holds.</param>
public sealed record StricterRule(
    string Overlay, string Instrument, DataCategory Category, DateOnly From, DateOnly? To, Ground Ground)
{
    public bool Covers(DateOnly day) => day >= From && (To is not { } last || day <= last);
}
