using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Demands.Assign;
using Writ.Demands.Questions;
using Writ.Gate.Approvers;
using Writ.Kit;
using Writ.Law;
using Writ.Store;
using Writ.Store.People;

namespace Writ.Demands.Review.Queue;

/// <summary>One demand in the queue.</summary>
/// <param name="Assignee">Id; null: nobody's.</param>
internal sealed record QueueLine(
    DemandId Id, string Reference, string Instrument, string AuthorityName, AgencyId AgencyId, DemandState State, DateTimeOffset ReceivedAt, DateOnly? ExpiresOn, DateTimeOffset? ClosedAt,
    string? Assignee = null, bool AsksOfficer = false, string? Reviewer = null, DateTimeOffset? DecidedAt = null, bool Unsigned = false)
{
    /// <summary>Whose turn it is, an open question to the officer included.</summary>
    public string Turn => AsksOfficer && State is (DemandState.Received or DemandState.Decided) ? "officer" : Unsigned ? "reviewer, to sign" : State.Turn();
}

/// <param name="Shown">The lines of this page.</param>
/// <param name="Total">Of all pages.</param>
/// <param name="Cut">More demands are open than the queue looks at.</param>
internal sealed record QueueModel(
    QueueFilter Filter, IReadOnlyList<(QueueLine Line, Deadline Due)> Shown, int Total, IReadOnlyDictionary<QueueView, int> Counts, bool Cut,
    IReadOnlyList<Choice> Instruments, IReadOnlyList<Choice> Agencies, Func<AgencyId, string> Agency, Func<string, string> Who, Caller Me);

/// <summary>What waits for the team, in views that each have an address.</summary>
internal sealed class QueueDesk(IStore store, LawBook law, AgencyRegister agencies, StaffNames colleagues, DemandOptions options, TimeProvider time)
{
    // Views are counted and put in order of what is due, which the law decides and no column holds.
    private const int MostOpen = 10_000;

    public static void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapGet("/desk", (HttpContext http, QueueDesk use, Caller caller) => use.Show(http, caller))
            .RequireAuthorization(Scopes.Page(Scopes.ReviewRead)).WarnsOfEnd();

    private async Task<IResult> Show(HttpContext http, Caller caller)
    {
        var filter = QueueFilter.Of(http.Request.Query);
        var model = await store.Look(work => Model(work, filter, caller));
        return await DeskAnswers.Show<QueuePage>(http, model);
    }

    internal async Task<QueueModel> Model(IWork work, QueueFilter filter, Caller caller)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var names = await agencies.Names(work);
        var byId = names.ToDictionary(n => n.Id, n => n.Name);
        string Agency(AgencyId id) => byId.GetValueOrDefault(id, string.Empty);
        var people = await colleagues.All(work);
        var open = await Lines(work.Db().Set<Demand>().Where(d => d.State == DemandState.Received || d.State == DemandState.Decided || d.State == DemandState.Approved)
            .OrderBy(d => d.ReceivedAt).ThenBy(d => d.Id).Take(MostOpen + 1));
        var cut = open.Count > MostOpen;
        var whose = await Assignments.OfOpen(work);
        var asking = await QuestionQueries.Open(work);
        open = [.. open.Take(MostOpen).Select(l => l with { Assignee = whose.GetValueOrDefault(l.Id), AsksOfficer = asking.Contains(l.Id) })];
        open = await WithSignatures(work, open);
        DueDate Due(QueueLine line) => DueDate.Of(law, options, line.Instrument, line.ReceivedAt, line.ExpiresOn);
        bool In(QueueLine line, QueueView view) => view switch
        {
            QueueView.Mine => line.Assignee == caller.Subject,
            QueueView.Team => true,
            QueueView.Unassigned => line.Assignee is null,
            QueueView.Due => Due(line).IsSoon(today),
            QueueView.Officer => line.Turn == "officer",
            QueueView.Approver => line.State == DemandState.Decided && !line.Unsigned,
            QueueView.Gate => line.State == DemandState.Approved,
            QueueView.Answered => false,
        };
        var answered = work.Db().Set<Demand>().Where(d => d.State == DemandState.Released || d.State == DemandState.Closed || d.State == DemandState.Withdrawn);
        var counts = QueueViews.All.ToDictionary(v => v, v => open.Count(l => In(l, v)));
        counts[QueueView.Answered] = await answered.CountAsync();
        var (lines, total) = filter.View == QueueView.Answered
            ? await Answered(answered, filter)
            : Open([.. open.Where(l => In(l, filter.View))], filter, Due, Agency);
        var shown = lines.Select(l => (l, Due(l).Explained(today, l.ClosedAt is { } closed && l.State != DemandState.Withdrawn ? DateOnly.FromDateTime(closed.UtcDateTime) : null)));
        return new QueueModel(
            filter, [.. shown], total, counts, cut,
            [.. law.Instruments.Select(i => new Choice(i.Id, i.Title)).OrderBy(c => c.Label)],
            [.. names.Select(n => new Choice(n.Id.Text, VisibleText.OneLine(n.Name)))],
            Agency,
            subject => subject == caller.Subject ? "You" : people.TryGetValue(subject, out var known) ? known.Name : StaffNames.Unnamed(subject),
            caller);
    }

    /// <summary>Decided, and not signed by a reviewer who signs: still their turn.</summary>
    private async Task<List<QueueLine>> WithSignatures(IWork work, List<QueueLine> open)
    {
        var decided = open.Where(l => l is { State: DemandState.Decided, Reviewer: not null, DecidedAt: not null } && law.Find(l.Instrument).TryGet(out var known, out _) && !known.RecordOnly)
            .Select(l => (l.Id, l.Reviewer!, l.DecidedAt!.Value)).ToList();
        var unsigned = await WaitingSignatures.Unsigned(work, decided);
        if (unsigned.Count == 0) return open;
        var ids = unsigned.ToList();
        var produced = (await work.Db().Set<DemandItem>().Where(i => ids.Contains(i.DemandId) && (i.Decision == ItemDecision.Produce || i.Decision == ItemDecision.Narrow))
            .Select(i => i.DemandId).Distinct().ToListAsync()).ToHashSet();
        return [.. open.Select(l => l with { Unsigned = produced.Contains(l.Id) })];
    }

    private static (IReadOnlyList<QueueLine> Lines, int Total) Open(
        IReadOnlyList<QueueLine> lines, QueueFilter filter, Func<QueueLine, DueDate> due, Func<AgencyId, string> agency)
    {
        var fit = lines.Where(l => (filter.State is null || l.State.Word() == filter.State)
            && (filter.Instrument is null || l.Instrument == filter.Instrument)
            && (filter.Agency is null || l.AgencyId.Text == filter.Agency)
            && (filter.Text is null || l.Id.Text == filter.Text || l.Reference.Contains(filter.Text, StringComparison.OrdinalIgnoreCase)
                || l.AuthorityName.Contains(filter.Text, StringComparison.OrdinalIgnoreCase))).ToList();
        var falling = filter.Sort.StartsWith('-');
        IOrderedEnumerable<QueueLine> By<TKey>(Func<QueueLine, TKey> key) => falling ? fit.OrderByDescending(key) : fit.OrderBy(key);
        var sorted = filter.Sort.TrimStart('-') switch
        {
            "received" => By(l => l.ReceivedAt),
            "reference" => By(l => l.Reference),
            "agency" => By(l => agency(l.AgencyId)),
            "state" => By(l => l.State),
            _ => By(l => due(l).Day),
        };
        return ([.. sorted.ThenBy(l => l.ReceivedAt).ThenBy(l => l.Id.Text).Skip((filter.Page - 1) * QueueFilter.PerPage).Take(QueueFilter.PerPage)], fit.Count);
    }

    /// <summary>There may be very many: the database filters and pages, in order of receipt.</summary>
    private static async Task<(IReadOnlyList<QueueLine> Lines, int Total)> Answered(IQueryable<Demand> answered, QueueFilter filter)
    {
        if (Enum.GetValues<DemandState>().Where(s => s.Word() == filter.State).Select(s => (DemandState?)s).FirstOrDefault() is { } state) answered = answered.Where(d => d.State == state);
        if (filter.Instrument is { } instrument) answered = answered.Where(d => d.Instrument == instrument);
        if (AgencyId.TryParse(filter.Agency, out var agency)) answered = answered.Where(d => d.AgencyId == agency);
        if (filter.Text is { } text)
        {
            var low = text.ToLowerInvariant();
            answered = DemandId.TryParse(text, out var id)
                ? answered.Where(d => d.Id == id)
                : answered.Where(d => d.AgencyReference.ToLower().Contains(low) || d.AuthorityName.ToLower().Contains(low));
        }

        var sorted = filter.Sort == "received" ? answered.OrderBy(d => d.ReceivedAt).ThenBy(d => d.Id) : answered.OrderByDescending(d => d.ReceivedAt).ThenBy(d => d.Id);
        return (await Lines(sorted.Skip((filter.Page - 1) * QueueFilter.PerPage).Take(QueueFilter.PerPage)), await answered.CountAsync());
    }

    private static Task<List<QueueLine>> Lines(IQueryable<Demand> demands) => demands.AsNoTracking().Select(d => new QueueLine(
        d.Id, d.AgencyReference, d.Instrument, d.AuthorityName, d.AgencyId, d.State, d.ReceivedAt, d.ExpiresOn, d.ClosedAt, null, false, d.Reviewer, d.DecidedAt, false)).ToListAsync();
}
