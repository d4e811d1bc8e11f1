using System.Globalization;
using Writ.Kit;
using Writ.Law;

namespace Writ.Demands.Follow;

/// <summary>What an officer's pages say of a demand.</summary>
internal static class FollowWords
{
    public static string Service(string service) => service.Length == 0 ? service : char.ToUpperInvariant(service[0]) + service[1..];

    /// <summary>Whose turn it is, to the officer.</summary>
    public static string Turn(DemandState state) => state switch
    {
        DemandState.Received => "The review team’s",
        DemandState.Decided => "A second person’s, of the review team",
        DemandState.Approved => "Nobody’s: it goes by itself",
        DemandState.Released => "Yours",
        DemandState.Closed or DemandState.Withdrawn => "Nobody’s",
    };

    /// <summary>What happens next, in a sentence or two.</summary>
    /// <param name="epoch">When its authorisation goes into the record, where it waits for that.</param>
    public static string Next(DemandState state, bool production, DateTimeOffset? epoch = null) => state switch
    {
        DemandState.Received => "A reviewer decides each item by what the law lets your instrument reach. If something is unclear you are asked here.",
        DemandState.Decided => "Another person looks at every decision and agrees, or sends it back. Until then you can withdraw the demand.",
        DemandState.Approved when epoch is { } at => $"Nothing leaves before it is in the public record. Entries go there together at fixed times; this one at {WordsOf.Moment(at)}.",
        DemandState.Approved => "Nothing leaves before it is in the public record. That is a matter of a moment as a rule; where the person must be told first, it takes as long as the law gives them.",
        DemandState.Released when production => "Open the production with your key and keep what you need: it is deleted when its time is over.",
        DemandState.Released => "The production’s time is over, and it was deleted. If you still need it, file a new demand.",
        DemandState.Closed => "You have the answer below. Nothing was to be produced, or nothing more.",
        DemandState.Withdrawn => "Your agency took it back. Nothing is decided any more; that it was made stays in the record.",
    };

    public static string Decided(ItemDecision? decision) => decision switch
    {
        ItemDecision.Produce => "Produced as asked",
        ItemDecision.Narrow => "Produced in part",
        ItemDecision.Refuse => "Refused",
        null => "Not decided",
    };

    public static string Found(bool? found) => found switch
    {
        true => "Yes",
        false => "There was nothing",
        null => "Not looked for",
    };

    /// <summary>
    /// The timeline for the asker. Until the answer only what they know themselves stands in it: an approval would tell that there is
    /// something to give. What the team does among itself, and whom it tells, never does.
    /// </summary>
    public static IEnumerable<(DemandEvent Event, string What, TimelineKind Kind)> Timeline(IEnumerable<DemandEvent> events, DemandState state) =>
        from e in events
        let told = e.Kind switch
        {
            "filed" => ("Filed, and promised to the record", TimelineKind.Outside),
            "withdrawn" => ("Withdrawn", TimelineKind.Outside),
            "production-taken" => ("Production taken", TimelineKind.Outside),
            "released" => ("Answered: the production lies ready", TimelineKind.Machine),
            "closed" => ("Answered", TimelineKind.Machine),
            "approved" when state.Answered() => ("Agreed by a second person", TimelineKind.Act),
            _ => ((string What, TimelineKind Kind)?)null,
        }
        where told is not null
        orderby e.Seq descending
        select (e, told.Value.Item1, told.Value.Item2);

    /// <summary>When the answer is due, by the rule of the instrument; null where no day follows from it.</summary>
    public static Deadline? Due(Demand d, Instrument instrument, DateOnly today)
    {
        var rule = instrument.Deadline;
        var received = DateOnly.FromDateTime(d.ReceivedAt.UtcDateTime);
        if (d.State == DemandState.Withdrawn || (rule.Days is { } n ? received.AddDays(n) : d.ExpiresOn) is not { } due) return null;
        var left = due.DayNumber - today.DayNumber;
        var answered = d.State.Answered();
        var (words, near) = (answered, left) switch
        {
            (true, _) => ("answered", Nearness.Met),
            (_, < 0) => ($"{WordsOf.Count(-left, "day")} over", Nearness.Past),
            (_, 0) => ("today", Nearness.Today),
            (_, <= 3) => ($"{WordsOf.Count(left, "day")} left", Nearness.Soon),
            _ => ($"{WordsOf.Count(left, "day")} left", Nearness.Far),
        };
        return rule.Days is { } days
            ? new Deadline(
                "Answer", WordsOf.Day(due), words, near, $"{WordsOf.Count(days, "calendar day")} after receipt: {rule.Source}", $"Received on {WordsOf.Day(received)}",
                "Calendar days in UTC; the day of receipt does not count.") { RuleVerified = rule.Verified }
            : new Deadline(
                "Answer", WordsOf.Day(due), words, near, $"The return day that the instrument names: {rule.Source}", $"Signed on {WordsOf.Day(d.IssuedOn)}",
                "As it stands on the paper; nothing was counted.") { RuleVerified = rule.Verified };
    }
}
