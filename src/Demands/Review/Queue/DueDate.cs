using Writ.Base;
using Writ.Kit;
using Writ.Law;

namespace Writ.Demands.Review.Queue;

/// <summary>By when a demand is to be answered, and by which rule. Days are calendar days in UTC.</summary>
internal sealed record DueDate(DateOnly Day, DueRule Rule, Instrument? Instrument, DateOnly Received)
{
    private const int SoonDays = 3;

    /// <summary>The law's count of days where it names one; else the return date on the paper; else the company's own target.</summary>
    public static DueDate Of(LawBook law, DemandOptions options, string instrument, DateTimeOffset receivedAt, DateOnly? expiresOn)
    {
        var received = DateOnly.FromDateTime(receivedAt.UtcDateTime);
        var found = law.Find(instrument).TryGet(out var known, out _) ? known : null;
        return (found?.Deadline.Days, expiresOn) switch
        {
            ({ } days, _) => new DueDate(received.AddDays(days), DueRule.Law, found, received),
            (null, { } returned) => new DueDate(returned, DueRule.ReturnDate, found, received),
            _ => new DueDate(received.AddDays(options.AnswerTargetDays), DueRule.Target, found, received),
        };
    }

    public bool IsSoon(DateOnly today) => Day.DayNumber - today.DayNumber <= SoonDays;

    /// <param name="answered">The day it was answered; null while it is open.</param>
    public Deadline Explained(DateOnly today, DateOnly? answered) => new(
        "Answer", WordsOf.Day(Day), Left(today, answered), NearnessOf(today, answered), RuleWords(), Start(), Counted())
    {
        RuleVerified = Rule == DueRule.Target || Instrument is { Deadline.Verified: true },
    };

    private string Left(DateOnly today, DateOnly? answered)
    {
        if (answered is { } done)
        {
            return done <= Day ? $"met on {done:d MMMM}" : $"answered {WordsOf.Count(done.DayNumber - Day.DayNumber, "day")} late";
        }

        return (Day.DayNumber - today.DayNumber) switch
        {
            0 => "today",
            > 0 and var left => $"{WordsOf.Count(left, "day")} left",
            var over => $"{WordsOf.Count(-over, "day")} over",
        };
    }

    private Nearness NearnessOf(DateOnly today, DateOnly? answered) => answered is { } done
        ? done <= Day ? Nearness.Met : Nearness.Past
        : (Day.DayNumber - today.DayNumber) switch
        {
            < 0 => Nearness.Past,
            0 => Nearness.Today,
            <= SoonDays => Nearness.Soon,
            _ => Nearness.Far,
        };

    private string RuleWords() => Rule switch
    {
        DueRule.Law => $"Days that the law gives: {Instrument!.Deadline.Source}",
        DueRule.ReturnDate => Instrument is null ? "Return date on the paper" : $"Return date on the paper: {Instrument.Deadline.Source}",
        DueRule.Target => "The company’s own target. No day stands on the paper, and the law names none here",
    };

    private string Start() => Rule == DueRule.ReturnDate ? "Nothing is counted: the paper names the day" : $"Received on {WordsOf.Day(Received)}";

    private string Counted() => Rule == DueRule.ReturnDate
        ? "As the officer entered it. The day ends at midnight UTC"
        : $"{WordsOf.Count(Day.DayNumber - Received.DayNumber, "calendar day")} after the day of receipt, which does not count. The day ends at midnight UTC";
}

internal enum DueRule
{
    Law,
    ReturnDate,
    Target,
}
