using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Store;

namespace Writ.Demands.Review.Case;

/// <summary>A decision in the making, as it was typed; one a reviewer and demand.</summary>
internal sealed class DecisionDraft
{
    public required DemandId DemandId { get; init; }

    public required string Reviewer { get; init; }

    /// <summary>Digest of the decisions that the reviewer saw when they saved it.</summary>
    public required string Seen { get; set; }

    /// <summary>JSON of <see cref="TypedDecision"/>s.</summary>
    public required string Items { get; set; }

    public required DateTimeOffset SavedAt { get; set; }

    public IReadOnlyList<TypedDecision> ReadItems() => JsonSerializer.Deserialize<List<TypedDecision>>(Items) ?? [];

    public static Task<DecisionDraft?> Find(IWork work, DemandId demand, string reviewer) =>
        work.Db().Set<DecisionDraft>().SingleOrDefaultAsync(x => x.DemandId == demand && x.Reviewer == reviewer);

    public static async Task Save(IWork work, DemandId demand, string reviewer, string seen, IReadOnlyList<TypedDecision> typed, DateTimeOffset now)
    {
        var items = JsonSerializer.Serialize(typed);
        if (await Find(work, demand, reviewer) is { } draft)
        {
            (draft.Seen, draft.Items, draft.SavedAt) = (seen, items, now);
            return;
        }

        work.Db().Add(new DecisionDraft { DemandId = demand, Reviewer = reviewer, Seen = seen, Items = items, SavedAt = now });
    }

    public static Task Drop(IWork work, DemandId demand, string reviewer) =>
        work.Db().Set<DecisionDraft>().Where(x => x.DemandId == demand && x.Reviewer == reviewer).ExecuteDeleteAsync();
}

/// <summary>What was typed for one item: words, not yet a decision.</summary>
/// <param name="From">Day, month and year as they were typed.</param>
internal sealed record TypedDecision(string Item, string Decision, string Ground, string Reason, TypedDay From, TypedDay To)
{
    /// <summary>Name of a field of the form: as a refusal points at it.</summary>
    public static string Field(int position, string part) => $"items/{position}/{part}";

    public static TypedDecision Read(Posted form, string item, int position) => new(
        item,
        form.Line(Field(position, "decision")),
        form.Line(Field(position, "ground")),
        form.Line(Field(position, "reason")),
        TypedDay.Read(form, Field(position, "from")),
        TypedDay.Read(form, Field(position, "to")));

    public static TypedDecision Of(DecideItem item) => new(
        item.Item, item.Decision, item.Ground ?? string.Empty, item.Reason ?? string.Empty, TypedDay.Of(item.From), TypedDay.Of(item.To));

    public static TypedDecision Of(Follow.ItemView item) => new(
        item.Id, item.Decision?.ToLowerInvariant() ?? string.Empty, item.Ground ?? string.Empty, item.Reason ?? string.Empty,
        TypedDay.Of(item.NarrowedFrom), TypedDay.Of(item.NarrowedTo));

    /// <summary>What belongs to an answer that was not given is dropped.</summary>
    public DecideItem ToItem(int position, Checks checks)
    {
        if (Decision.Length == 0) checks.Require(false, "demands-decision", "Decide produce, narrow or refuse.", "/" + Field(position, "decision"));
        if (Decision is "produce" or "") return new DecideItem(Item, Decision, null, null, null, null);
        if (Decision != "narrow") return new DecideItem(Item, Decision, Ground, Reason, null, null);
        var (from, to) = (From.Day, To.Day);
        checks.Require(from is not null, "demands-not-narrower", "Give the first day as day, month and year.", "/" + Field(position, "from"));
        checks.Require(to is not null, "demands-not-narrower", "Give the last day as day, month and year.", "/" + Field(position, "to"));
        return new DecideItem(Item, Decision, Ground, Reason, from, to);
    }
}

internal sealed record TypedDay(string D, string M, string Y)
{
    public static TypedDay Read(Posted form, string name) => new(form.Line(name + "-day"), form.Line(name + "-month"), form.Line(name + "-year"));

    public static TypedDay Of(DateOnly? day) => day is { } d
        ? new(d.Day.ToString(CultureInfo.InvariantCulture), d.Month.ToString(CultureInfo.InvariantCulture), d.Year.ToString(CultureInfo.InvariantCulture))
        : new(string.Empty, string.Empty, string.Empty);

    /// <summary>Null where it is no day.</summary>
    public DateOnly? Day => Y.Length == 4 && DateOnly.TryParseExact(
        $"{Y}-{M.PadLeft(2, '0')}-{D.PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
