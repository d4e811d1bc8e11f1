using Microsoft.AspNetCore.Components;
using Writ.Base;
using Writ.Demands.Notes;
using Writ.Demands.Questions;
using Writ.Demands.Review.Sign;
using Writ.Gate.Authorise;
using Writ.Kit;
using Writ.Store.People;

namespace Writ.Demands.Review.Case;

/// <summary>What was typed on a case's page and has to be mended; nothing of it is lost.</summary>
internal sealed record CaseTyped
{
    public string? Note { get; init; }

    public string? Question { get; init; }

    /// <summary>Why a decision is sent back.</summary>
    public string? Back { get; init; }

    public IReadOnlyList<TypedDecision>? Decisions { get; init; }
}

/// <summary>A case with everything around it, for one reader.</summary>
/// <param name="Me">The reader.</param>
/// <param name="Decisions">What the form holds, in the order of the items.</param>
/// <param name="SavedAt">When the reader's draft was saved; null: there is none.</param>
/// <param name="Meanwhile">Who decided since the reader's draft was saved; null: nobody.</param>
/// <param name="Rehearsed">What the gate would say now; empty where the gate is not asked.</param>
/// <param name="Failed">Code by which the last release ended, while nothing was decided since.</param>
internal sealed record CaseModel(
    CaseView Case,
    Caller Me,
    Deadline Due,
    string? Assignee,
    IReadOnlyList<StaffName> Reviewers,
    Func<string, string> Who,
    IReadOnlyList<TypedDecision> Decisions,
    DateTimeOffset? SavedAt,
    string? Meanwhile,
    IReadOnlyList<Choice> Grounds,
    Func<string?, string> Ground,
    Func<string, string> Category,
    IReadOnlyList<GateFinding> Rehearsed,
    bool RecordOnly,
    string? Failed,
    IReadOnlyList<CaseNote> Notes,
    IReadOnlyList<AskedQuestion> Questions,
    IReadOnlyList<TimelineLine> Timeline,
    IReadOnlyList<RelatedDemand> Related,
    CaseTyped Typed,
    DateTimeOffset Now)
{
    /// <summary>What is wrong with what was typed.</summary>
    public Faults Faults { get; init; } = Faults.None;

    /// <summary>When the batch is due with which the demand goes into the record; null: it waits for none.</summary>
    public DateTimeOffset? Batch { get; init; }

    /// <summary>The same of its authorisation.</summary>
    public DateTimeOffset? Epoch { get; init; }

    /// <summary>How the signatures of the two people stand.</summary>
    public SigningCase Signing { get; init; } = SigningCase.None;

    /// <summary>When the reviewer signed what is decided now; null: they did not, or sign nothing.</summary>
    public DateTimeOffset? Signed => Signing.Reviewer is { State: Gate.Approvers.DecisionSigned.Signed } signature ? signature.SignedAt : null;

    public bool IsOpen => Case.State is "received" or "decided";

    public bool MayDecide => IsOpen && Me.May(Scopes.ReviewDecide);

    /// <summary>Whether the reader tells people and holds back: bars, letters, objections.</summary>
    public bool MayTell => Me.May(Scopes.ReviewDecide);

    public bool WaitsForOfficer => IsOpen && Questions.Any(q => q.AnsweredAt is null);

    public string Address => $"/desk/demands/{Case.Id}";

    public static string Days(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, null) => "No days named",
        ({ } first, null) => $"From {WordsOf.Date(first)}",
        (null, { } last) => $"Until {WordsOf.Date(last)}",
        ({ } first, { } last) => $"{WordsOf.Date(first)} to {WordsOf.Date(last)}",
    };
}

/// <summary>A line of the timeline, in words.</summary>
internal sealed record TimelineLine(DateTimeOffset At, string Who, string What, TimelineKind Kind, string? Why = null);

/// <summary>Another demand that may have to do with this one.</summary>
/// <param name="Why">What the two share, in words.</param>
internal sealed record RelatedDemand(string Id, string Reference, string Agency, DemandState State, DateTimeOffset ReceivedAt, IReadOnlyList<string> Why);

/// <summary>A part of a case's page. Components cannot be internal and their model is, so it comes as an object.</summary>
public abstract class CasePart : ComponentBase
{
    /// <summary>The case.</summary>
    [Parameter]
    [EditorRequired]
    public object? Model { get; set; }

    private protected CaseModel M => Model as CaseModel ?? throw new InvalidOperationException($"{GetType().Name} wants a case");

    private protected CaseView C => M.Case;
}
