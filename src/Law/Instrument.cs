using Writ.Base;

namespace Writ.Law;

/// <summary>A kind of paper that can compel, as its data file describes it.</summary>
/// <param name="Id">Pack and name: <c>us/grand-jury-subpoena</c>. Never reused for another meaning.</param>
/// <param name="Jurisdiction">Id of the jurisdiction, for instance <c>us</c>; <c>unspecified</c> in the historic pack.</param>
/// <param name="Judicial">Whether a judge decides before it issues; null where that is not known.</param>
/// <param name="Reporting">Reporting class: subpoena, search_warrant, other_court_order, non_us, removal, unspecified, national_security.</param>
/// <param name="Authorities">Who may issue it: court, grand-jury, prosecutor, police, agency, legislature, party, foreign, unspecified.</param>
/// <param name="Receivable">False: the door refuses it; <see cref="NotReceivableGround"/> says why.</param>
/// <param name="RecordOnly">True: it is counted, and nothing is ever produced on it.</param>
/// <param name="NeedsExpiry">True: it has no force without an expiry date on its face.</param>
/// <param name="Mentions">The categories that its file speaks of; every other one is outside.</param>
public sealed record Instrument(
    string Id,
    string Title,
    string Jurisdiction,
    bool? Judicial,
    string Reporting,
    IReadOnlyList<string> Authorities,
    bool Receivable,
    bool RecordOnly,
    bool NeedsExpiry,
    IReadOnlyList<DataCategory> Mentions)
{
    /// <summary>The pack the file came with: <c>us</c>, <c>historic</c>.</summary>
    public required string Pack { get; init; }

    /// <summary>True: valid in a replay data folder only.</summary>
    public required bool ReplayOnly { get; init; }

    /// <summary>Official citation of what makes the instrument.</summary>
    public required string Citation { get; init; }

    /// <summary>What a reader must know of how it was encoded; null where there is nothing.</summary>
    public required string? Note { get; init; }

    /// <summary>Code of the ground on which the door refuses it; set exactly when it is not receivable.</summary>
    public required string? NotReceivableGround { get; init; }

    /// <summary>Whether the door takes it. Where its only ground against is that the record shows when it came, it does once the record does not.</summary>
    /// <param name="hidden">The record hides when a demand came in.</param>
    public bool IsReceivable(bool hidden) => Receivable || (hidden && NotReceivableGround == Vocabulary.NeedsSealedRegister);

    /// <summary>Every line of the reach table, by category and then by date.</summary>
    public required IReadOnlyList<ReachRule> Rules { get; init; }

    public required NoticeRule Notice { get; init; }

    public required DeadlineRule Deadline { get; init; }

    /// <summary>Codes of the grounds on which a reviewer may refuse or narrow an item asked with it.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }
}

/// <summary>Whether the person is told, and what may forbid it.</summary>
/// <param name="Rule"><c>before-disclosure</c>, <c>after-disclosure</c> or <c>none</c>.</param>
public sealed record NoticeRule(string Rule, string Source, string Grade, bool Verified, IReadOnlyList<NoticeBar> Bars);

/// <summary>What may forbid or delay telling the person.</summary>
/// <param name="Id">For instance <c>us-preclusion-order</c>.</param>
/// <param name="MaxDays">Longest term in calendar days, where the law names one; null: as the order says.</param>
public sealed record NoticeBar(string Id, string Sentence, int? MaxDays, string Source, string Grade, bool Verified);

/// <summary>When the answer is due by default.</summary>
/// <param name="Basis"><c>return-date</c> (the date on the paper) or <c>calendar-days</c> after receipt.</param>
/// <param name="Days">Set exactly when the basis is <c>calendar-days</c>.</param>
public sealed record DeadlineRule(string Basis, int? Days, string Source, string Grade, bool Verified);

/// <summary>One set of data files as loaded. The digest is what the fact <c>law-adopted</c> states.</summary>
/// <param name="Pack">Folder name; <c>overlay/&lt;name&gt;</c> for an operator's file.</param>
/// <param name="Version">The version the pack gives itself.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the pack's manifest: for each file in ordinal order the line
/// <c>&lt;hex sha256 of the file&gt;, two spaces, &lt;pack&gt;/&lt;file&gt;, LF</c>, as <c>sha256sum</c> prints it.</param>
public sealed record PackDigest(string Pack, string Version, string Sha256);
