namespace Writ.Ledger.Partnerships;

/// <summary>Why an agency may not ask neighbours now: the first thing that is lacking, in the order in which they come.</summary>
public enum InertReason
{
    /// <summary>Nobody made sure who the agency is, or it is suspended.</summary>
    NotVerified,

    /// <summary>No agreement was proposed.</summary>
    NoAgreement,

    /// <summary>It is over: somebody ended it.</summary>
    Ended,

    /// <summary>It is over: its time ran out.</summary>
    Expired,

    /// <summary>A yearly report is overdue, or the agreement ended because one was.</summary>
    ReportLate,

    /// <summary>No area was set.</summary>
    NoJurisdiction,

    /// <summary>The public was not told.</summary>
    NoNotice,

    /// <summary>The time to comment runs.</summary>
    CommentOpen,

    /// <summary>Nobody was heard yet, or before the announced hour.</summary>
    NoHearing,

    /// <summary>The elected body's resolution is not there.</summary>
    NoResolution,

    /// <summary>The use policy is not there.</summary>
    NoPolicy,

    /// <summary>Resolution or policy was placed before the time to comment was over or before the hearing.</summary>
    TooEarly,

    /// <summary>Somebody found another text where a paper stands.</summary>
    FetchDiffers,

    /// <summary>Fewer than two outside parties fetched each paper.</summary>
    FetchesMissing,

    /// <summary>The body's clerk did not countersign.</summary>
    NotCountersigned,

    /// <summary>The time to object runs.</summary>
    ObjectionsOpen,

    /// <summary>An objection has no answer.</summary>
    ObjectionUnanswered,
}

/// <summary>Whether an agency may ask neighbours, at one moment.</summary>
/// <param name="Reason">Null exactly where it is in force.</param>
/// <param name="Agreement">The agreement that is in force, or the last one; null: there is none.</param>
/// <param name="Until">When it ends by itself, where it is in force.</param>
/// <param name="Next">When time alone changes something; null: only an act does.</param>
public sealed record PartnershipStanding(InertReason? Reason, int? Agreement, DateTimeOffset? Until, DateTimeOffset? Next)
{
    public bool InForce => Reason is null;

    /// <summary>The reason as programs name it: <c>comment-open</c>; <c>in-force</c> where there is none.</summary>
    public string Code => Reason is { } reason ? CodeOf(reason) : "in-force";

    public static string CodeOf(InertReason reason) => reason switch
    {
        InertReason.NotVerified => "not-verified",
        InertReason.NoAgreement => "no-agreement",
        InertReason.Ended => "ended",
        InertReason.Expired => "expired",
        InertReason.ReportLate => "report-late",
        InertReason.NoJurisdiction => "no-jurisdiction",
        InertReason.NoNotice => "no-notice",
        InertReason.CommentOpen => "comment-open",
        InertReason.NoHearing => "no-hearing",
        InertReason.NoResolution => "no-resolution",
        InertReason.NoPolicy => "no-policy",
        InertReason.TooEarly => "too-early",
        InertReason.FetchDiffers => "fetch-differs",
        InertReason.FetchesMissing => "fetches-missing",
        InertReason.NotCountersigned => "not-countersigned",
        InertReason.ObjectionsOpen => "objections-open",
        InertReason.ObjectionUnanswered => "objection-unanswered",
    };
}
