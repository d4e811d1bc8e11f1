using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Demands.Assign;
using Writ.Demands.Notes;
using Writ.Demands.Questions;
using Writ.Kit;
using Writ.Store;

namespace Writ.Demands.Review.Case;

/// <summary>Everything that happened to a case, looks included, newest first.</summary>
internal static class CaseTimeline
{
    private const int Most = 500;

    public static async Task<IReadOnlyList<TimelineLine>> Of(
        IWork work, DemandId demand, IReadOnlyList<CaseNote> notes, IReadOnlyList<AskedQuestion> questions, Func<string, string> who)
    {
        var events = await work.Db().Set<DemandEvent>().Where(e => e.DemandId == demand).OrderByDescending(e => e.Seq).Take(Most).ToListAsync();
        var looks = await work.Db().Set<Look>().Where(l => l.DemandId == demand).OrderByDescending(l => l.Seq).Take(Most).ToListAsync();
        var assigned = await work.Db().Set<Assignment>().Where(a => a.DemandId == demand).OrderByDescending(a => a.Seq).Take(Most).ToListAsync();
        List<TimelineLine> lines =
        [
            .. events.Select(e => new TimelineLine(e.At, who(e.Actor), What(e.Kind), KindOf(e), e.Note)),
            .. looks.Select(l => new TimelineLine(l.FirstAt, who(l.Person), What(l), TimelineKind.Look)),
            .. assigned.Select(a => new TimelineLine(
                a.At, who(a.Actor), a.Assignee is null ? "Gave the demand back to nobody" : a.Assignee == a.Actor ? "Took the demand" : $"Gave the demand to {who(a.Assignee)}", TimelineKind.Act)),
            .. notes.Select(n => new TimelineLine(n.At, who(n.Author), "Added a note", TimelineKind.Act)),
            .. questions.Select(q => new TimelineLine(q.AskedAt, who(q.AskedBy), "Asked the officer a question", TimelineKind.Act)),
            .. questions.Where(q => q.AnsweredAt is not null).Select(q => new TimelineLine(q.AnsweredAt!.Value, who(q.AnsweredBy!), "Answered a question", TimelineKind.Outside)),
        ];
        return [.. lines.OrderByDescending(l => l.At)];
    }

    /// <summary>Whose name is needed: members of staff are known to the caller, officers are looked up.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Officers(IWork work, AgencyRegister agencies, DemandId demand)
    {
        var actors = await work.Db().Set<DemandEvent>().Where(e => e.DemandId == demand).Select(e => e.Actor)
            .Union(work.Db().Set<OfficerQuestion>().Where(q => q.DemandId == demand && q.AnsweredBy != null).Select(q => q.AnsweredBy!)).Distinct().ToListAsync();
        var names = new Dictionary<string, string>();
        foreach (var actor in actors)
        {
            if (OfficerId.TryParse(actor, out var officer) && await agencies.Title(work, officer) is { } title) names[actor] = $"{title.Title}, {title.AgencyName}";
        }

        return names;
    }

    private static TimelineKind KindOf(DemandEvent e) =>
        e.Kind == TellPeople.FileTaken ? TimelineKind.Look
        : e.Actor == "writ" ? TimelineKind.Machine
        : e.Actor == "person" || OfficerId.TryParse(e.Actor, out _) ? TimelineKind.Outside
        : TimelineKind.Act;

    private static string What(Look look) => (look.What, look.Times) switch
    {
        (LookedAt.Case, 1) => "Looked at the case",
        (LookedAt.Case, var n) => $"Looked at the case, {n} times until {look.LastAt:HH:mm}",
        (LookedAt.File, 1) => "Took the instrument’s file",
        (LookedAt.File, var n) => $"Took the instrument’s file, {n} times until {look.LastAt:HH:mm}",
        (LookedAt.Approval, 1) => "Looked at the decision to approve it",
        (LookedAt.Approval, var n) => $"Looked at the decision to approve it, {n} times until {look.LastAt:HH:mm}",
    };

    // Other rooms tell of themselves here too: a kind that is not known is shown as it stands.
    private static string What(string kind) => kind switch
    {
        "filed" => "Demand filed",
        "decided" => "Decided every item",
        "signed" => "Signed it with their own key",
        "sent-back" => "Sent the decision back",
        "approved" => "Approved the decision",
        "released" => "Production made ready",
        "release-failed" => "Release ended without a production",
        "closed" => "Demand answered",
        "withdrawn" => "Demand withdrawn",
        "production-taken" => "Took the production",
        "bar-recorded" => "Recorded a bar to telling the person",
        "bar-none" => "Said that no bar forbids telling",
        "bar-lifted" => "Lifted a bar before its end",
        "bar-ended" => "A bar has ended; what it held goes out",
        "letter-printed" => "Printed and posted a letter",
        "objection-made" => "Objected",
        "objection-upheld" => "Upheld the objection",
        "objection-overruled" => "Overruled the objection",
        TellPeople.FileTaken => "Took the file of an objection",
        "glass-stated" => "Made a statement for a release without the record",
        "glass-broken" => "Released without the record, in danger to life",
        "class-proposed" => "Said that its class in the record is wrong",
        "class-agreed" => "Agreed that its class in the record is wrong",
        "class-dropped" => "Dropped the proposal to change its class in the record",
        _ => kind,
    };
}
