using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;

namespace Writ.Agencies.Partnerships.Pages;

/// <summary>One of the things that a partnership needs.</summary>
internal sealed record PartnershipStep(string Id, string Name, TaskState State, string Hint, string? Address = null);

/// <summary>An objection with its words.</summary>
internal sealed record ObjectionWords(int Number, DateTimeOffset At, string? Text, DateTimeOffset? AnsweredAt, string? Answer);

/// <summary>An agency's partnership as pages show it.</summary>
/// <param name="Officers">Officers who could be admin, for the desk.</param>
/// <param name="Typed">What was typed in a form that has to be mended; null: nothing.</param>
internal sealed record PartnershipSheet(
    AgencyId Id, string Name, string Kind, Partnership Partnership, PartnershipStanding Standing, DateTimeOffset Now, IReadOnlyList<ObjectionWords> Objections,
    string? AgreementText, string? ResolutionText, string? PolicyText, IReadOnlyList<(string Id, string Title)> Officers, Caller? Me, Posted? Typed, bool MayReport)
{
    public PartnershipAgreement? Last => Partnership.Last;

    /// <summary>The last agreement, where it can still be worked on.</summary>
    public PartnershipAgreement? Live => Last is { } last && Partnership.EndOf(last, Now) is null ? last : null;

    /// <summary>Agreements that can be ended: the one in force, and the next that is on its way.</summary>
    public IReadOnlyList<PartnershipAgreement> Endable => [.. Partnership.Agreements.Where(a => Partnership.EndOf(a, Now) is null)];

    /// <summary>True where a new agreement may be proposed.</summary>
    public bool MayPropose => Live is null || Live.Begins <= Now;

    public string T(string name) => Typed?.Line(name) ?? string.Empty;

    /// <summary>Once for a form: the one that was sent, or a fresh one.</summary>
    public string Once(string prefix) => Typed?.Line("once") is { Length: > 0 } once ? once : IdText.New(prefix);

    public IReadOnlyList<PartnershipStep> Steps()
    {
        var a = Live;
        PartnershipStep Step(string id, string name, bool done, bool ready, string hint, bool begun = false) =>
            new(id, name, done ? TaskState.Done : begun ? TaskState.Begun : ready ? TaskState.NotBegun : TaskState.Later, hint, $"#{id}");
        var heard = a?.Hearing is not null && a.CommentEnds <= Now;
        var fetched = a is not null && a.FetchedBy(a.Resolution).Count >= 2 && a.FetchedBy(a.Policy).Count >= 2 && !a.FetchDiffers;
        return
        [
            Step("area", "The agency’s area", Partnership.Jurisdiction is not null, true, "By the agency: a GeoJSON file."),
            Step("agreement", "The agreement", a is not null, true, a is null ? "By the company." : $"Proposed {WordsOf.Moment(a.Proposed.At)}; last day {WordsOf.Date(a.Proposed.Ends)}."),
            Step("notice", "Public notice and time to comment", a?.CommentEnds <= Now, a is not null, a?.CommentEnds is { } c ? $"Comments until {WordsOf.Moment(c)}." : "By the agency.", a?.Notice is not null),
            Step("hearing", "The hearing", a?.Hearing is not null, a?.Notice is { } n && n.Hearing <= Now, a?.Notice is { } notice ? $"Announced for {WordsOf.Moment(notice.Hearing)}." : "After the notice."),
            Step("resolution", "The elected body’s resolution", a?.Resolution is not null, heard, "By the agency, after the time to comment and the hearing."),
            Step("policy", "The use policy", a?.Policy is not null, heard, "By the agency, after the time to comment and the hearing."),
            Step("fetches", "Fetched by two outside parties", fetched, a?.Resolution is not null || a?.Policy is not null, Fetched(a)),
            Step("countersigned", "Countersigned by the body’s clerk", a?.Countersigned is not null, a is { Resolution: not null, Policy: not null }, a?.Countersigned is { } s ? WordsOf.Moment(s.At) : "By the clerk."),
            Step("objections", "Time to object", a?.ObjectionsEnd <= Now && Unanswered(a) == 0, a?.Countersigned is not null,
                a?.ObjectionsEnd is { } o ? $"Until {WordsOf.Moment(o)}. {WordsOf.Count(Unanswered(a), "objection")} without an answer." : "From the countersignature.", a?.Countersigned is not null),
        ];
    }

    private static int Unanswered(PartnershipAgreement? agreement) => agreement?.Objections.Count(o => o.Answer is null) ?? 0;

    private static string Fetched(PartnershipAgreement? a) => a is null ? "By the outside parties."
        : a.FetchDiffers ? "A party found another text than the one shown here."
        : $"Resolution: {WordsOf.Count(a.FetchedBy(a.Resolution).Count, "party", "parties")}; policy: {WordsOf.Count(a.FetchedBy(a.Policy).Count, "party", "parties")}.";
}
