using Writ.Base;

namespace Writ.Ledger.Facts;

/// <summary>
/// An open fact: a public act, in words anyone can read. The kinds are a closed, numbered list; a number is never used
/// again for another meaning, and a new kind is added at the end. Times are UTC, whole seconds.
/// </summary>
public abstract partial record Fact(DateTimeOffset At)
{
    private Fact(DateTimeOffset at, int number)
        : this(at) => Number = number;

    /// <summary>Number of the kind, 1 and up.</summary>
    public int Number { get; private init; }

    /// <summary>1, <c>log-opened</c>: always entry 0 and only there. Names the log and the key under its promises.</summary>
    /// <param name="Spec">Always <c>writ.record/v1</c>.</param>
    public sealed record LogOpened(string Origin, string PromiseKey, string Spec, DateTimeOffset At) : Fact(At, 1);

    /// <summary>2, <c>agency-enrolled</c>: an agency was entered in the register; it may not yet do anything.</summary>
    /// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
    /// <param name="Authority">What kind of authority it is.</param>
    public sealed record AgencyEnrolled(AgencyId Agency, string Name, string Country, string Authority, DateTimeOffset At) : Fact(At, 2);

    /// <summary>3, <c>agency-verified</c>: somebody made sure that the agency is who it says; from here on it may ask.</summary>
    /// <param name="How">By what evidence.</param>
    /// <param name="By">The role of who did it, never a name.</param>
    public sealed record AgencyVerified(AgencyId Agency, string How, string By, DateTimeOffset At) : Fact(At, 3);

    /// <summary>4, <c>agency-suspended</c>: it may not ask until it is verified again.</summary>
    public sealed record AgencySuspended(AgencyId Agency, string Reason, DateTimeOffset At) : Fact(At, 4);

    /// <summary>5, <c>key-enrolled</c>: productions may be sealed to this key of the agency.</summary>
    /// <param name="Key">SHA-256 thumbprint, lower-case hex.</param>
    public sealed record KeyEnrolled(AgencyId Agency, string Key, DateTimeOffset At) : Fact(At, 5);

    /// <summary>6, <c>key-revoked</c>: from here on nothing is sealed to this key.</summary>
    public sealed record KeyRevoked(AgencyId Agency, string Key, string Reason, DateTimeOffset At) : Fact(At, 6);

    /// <summary>7, <c>law-adopted</c>: the data files by which decisions are made from here on.</summary>
    public sealed record LawAdopted(string Pack, string Sha256, DateTimeOffset At) : Fact(At, 7);

    /// <summary>8, <c>report-published</c>: a version of a report, and the hashes that hold it to its word.</summary>
    /// <param name="Path">Relative to the site's root: <c>reports/2020-h2/v1.json</c>.</param>
    /// <param name="OpeningsSha256">Of the openings file that the report names.</param>
    /// <param name="From">Ordinal of the first register leaf covered.</param>
    /// <param name="To">Ordinal after the last.</param>
    public sealed record ReportPublished(
        string Period, int Version, string Path, string Sha256, string OpeningsSha256, long From, long To, bool Provisional, DateTimeOffset At) : Fact(At, 8);

    /// <summary>9, <c>correction</c>: an earlier entry says something wrong; the entry stays, and this says what is right.</summary>
    /// <param name="Entry">Index of that entry, below this one's.</param>
    public sealed record Correction(long Entry, string Text, DateTimeOffset At) : Fact(At, 9);

    /// <summary>10, <c>class-adjusted</c>: the class of a register leaf was wrong, and another leaf stands in its place, in its range, from here on.</summary>
    /// <param name="Leaf">Index of the leaf that no longer counts.</param>
    /// <param name="By">Index of the leaf that does, after it and before this fact.</param>
    public sealed record ClassAdjusted(long Leaf, long By, string Reason, DateTimeOffset At) : Fact(At, 10);

    /// <summary>11, <c>leaves-unsealed</c>: openings of leaves that were withheld, published once nothing forbids it any more.</summary>
    /// <param name="Path">Relative to the site's root: <c>reports/unsealed/1.jsonl</c>.</param>
    /// <param name="Count">Openings in the file, 1 and up.</param>
    public sealed record LeavesUnsealed(string Path, string Sha256, long Count, DateTimeOffset At) : Fact(At, 11);
}
