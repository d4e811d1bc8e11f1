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

    /// <summary>12, <c>schedule-set</c>: from when on leaves go out in batches and epochs, of which size and how often; set ahead of time.</summary>
    /// <param name="From">After <see cref="Fact.At"/>.</param>
    /// <param name="BatchSeconds">Between two batches of register leaves.</param>
    /// <param name="BatchLeaves">Of a batch, real ones and dummies.</param>
    /// <param name="Reserve">Of these at least so many no report opens: dummies and what is withheld.</param>
    /// <param name="EpochSeconds">Between two epochs of authorisation leaves; divides <paramref name="BatchSeconds"/>.</param>
    /// <param name="EpochLeaves">Of an epoch, real ones and dummies.</param>
    public sealed record ScheduleSet(
        DateTimeOffset From, long BatchSeconds, int BatchLeaves, int Reserve, long EpochSeconds, int EpochLeaves, DateTimeOffset At) : Fact(At, 12);

    /// <summary>13, <c>register-batch</c>: the register leaves right after it are the batch of that time.</summary>
    /// <param name="Due">By the schedule; at or before <see cref="Fact.At"/>.</param>
    public sealed record RegisterBatch(DateTimeOffset Due, DateTimeOffset At) : Fact(At, 13);

    /// <summary>14, <c>authorisation-epoch</c>: the authorisation leaves right after it are those of the epoch that ended at that time.</summary>
    /// <param name="Due">By the schedule; at or before <see cref="Fact.At"/>.</param>
    public sealed record AuthorisationEpoch(DateTimeOffset Due, DateTimeOffset At) : Fact(At, 14);

    /// <summary>15, <c>auditor-designated</c>: the openings of all leaves that are drawn from here on are sealed to this key too.</summary>
    /// <param name="Key">SubjectPublicKeyInfo of a P-256 key, base64.</param>
    /// <param name="From">Every leaf that comes after the first fact of this time or later can be opened by this auditor; not before <paramref name="At"/>.</param>
    public sealed record AuditorDesignated(AuditorId Auditor, string Name, string Key, DateTimeOffset From, DateTimeOffset At) : Fact(At, 15);

    /// <summary>16, <c>auditor-retired</c>: from here on nothing is sealed to this auditor's key; what was stays readable to them.</summary>
    public sealed record AuditorRetired(AuditorId Auditor, string Reason, DateTimeOffset At) : Fact(At, 16);

    /// <summary>18, <c>approver-enrolled</c>: this member of staff may be named in authorisations from here on, in this role.</summary>
    /// <param name="Person">Id as it stands in authorisations, never a name.</param>
    /// <param name="Role">One of <see cref="ApproverRoles"/>.</param>
    /// <param name="Key">SHA-256 thumbprint of the key they sign with, lower-case hex; <c>-</c> where they sign nothing with a key of their own.</param>
    public sealed record ApproverEnrolled(string Person, string Role, string Key, DateTimeOffset At) : Fact(At, 18);

    /// <summary>19, <c>approver-removed</c>: they may not be named any more.</summary>
    public sealed record ApproverRemoved(string Person, string Role, string Reason, DateTimeOffset At) : Fact(At, 19);

    /// <summary>20, <c>keys-destroyed</c>: an order to destroy a vault's keys for good; it says of what only to who knows already.</summary>
    /// <param name="What">SHA-256 over vault, account and record, lower-case hex; <c>docs/spec/vault.md</c>.</param>
    public sealed record KeysDestroyed(string What, string Reason, DateTimeOffset At) : Fact(At, 20);

    /// <summary>21, <c>break-glass-used</c>: a vault gave keys without the log, in danger to life; entered afterwards.</summary>
    /// <param name="Count">Records whose keys were given.</param>
    /// <param name="Ground">Always <see cref="Danger"/>.</param>
    /// <param name="Statement">SHA-256 of what the officers signed, lower-case hex.</param>
    /// <param name="Vault">Its id.</param>
    public sealed record BreakGlassUsed(long Count, string Ground, string Statement, string Vault, DateTimeOffset At) : Fact(At, 21)
    {
        public const string Danger = "danger-to-life";
    }
}

/// <summary>What members of staff are enrolled for in the record; a closed set.</summary>
public static class ApproverRoles
{
    /// <summary>Decides each item.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Approves the whole.</summary>
    public const string Approver = "approver";

    /// <summary>Signs when a vault has to give keys without the log.</summary>
    public const string BreakGlass = "break-glass";

    public static IReadOnlyList<string> All { get; } = [Reviewer, Approver, BreakGlass];
}
