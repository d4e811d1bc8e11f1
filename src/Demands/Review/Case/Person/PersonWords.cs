using Writ.Gate.Notices;
using Writ.Kit;

namespace Writ.Demands.Review.Case.Person;

/// <summary>Notices, bars and objections in words, for the team.</summary>
internal static class PersonWords
{
    public static string Title(NoticeView n) => n.Kind switch
    {
        nameof(NoticeKind.Before) => "Notice before anything is given",
        nameof(NoticeKind.Given) => "Notice of what was given",
        nameof(NoticeKind.Refused) => "Notice that everything was refused",
        nameof(NoticeKind.Withdrawn) => "Notice that the demand was taken back",
        nameof(NoticeKind.Delayed) => "Notice after a bar",
        nameof(NoticeKind.ObjectionAnswered) => "Answer to the objection",
        _ => n.Kind,
    };

    public static (string Words, Tone Tone) Tag(NoticeView n) => n.State switch
    {
        nameof(NoticeState.Held) => ("held back", Tone.Open),
        nameof(NoticeState.Owed) => ("will go out", Tone.Info),
        nameof(NoticeState.ToPrint) => ("letter to print", Tone.Open),
        nameof(NoticeState.Sent) => ("sent", Tone.Good),
        _ => ("never sent", Tone.Plain),
    };

    /// <summary>Where it stands, and what happens next.</summary>
    public static string State(NoticeView n, BarsView bars, Func<string, string> who) => n.State switch
    {
        nameof(NoticeState.Held) => (bars.State, Until(bars)) switch
        {
            ("in-force", { } end) => $"Held back, because a recorded bar forbids telling. It goes out by itself on {WordsOf.Day(end)}, as the day begins.",
            ("undecided", _) => "Held back, because the demand asserts a gag and nobody has said yet whether one binds.",
            _ => "Held back until now; nothing forbids it any more, and it goes out in a moment.",
        },
        nameof(NoticeState.Owed) => n.MailSentence is { } why && n.MailCode is not null ? $"Will go out by mail. So far it did not: {why}" : "Will go out by mail, by itself.",
        nameof(NoticeState.ToPrint) => n.MailSentence is { } why && n.MailCode is not null
            ? $"A letter to print: no mail reaches this person ({why.TrimEnd('.')})."
            : "A letter to print: there is no address that takes mail.",
        nameof(NoticeState.Sent) when n.PrintedBy is { } printer => $"{VisibleText.OneLine(who(printer))} printed and posted it on {WordsOf.Moment(n.SentAt!.Value)}.",
        nameof(NoticeState.Sent) => $"Sent by mail on {WordsOf.Moment(n.SentAt!.Value)}.",
        _ => "Never sent: a later one took its place.",
    };

    /// <summary>The last day of those that stand.</summary>
    public static DateOnly? Until(BarsView bars) => bars.Bars.Where(b => b.State == "in-force").Select(b => (DateOnly?)b.EndsOn).Max();

    /// <summary>Null where no time runs, or it lets nothing out any more.</summary>
    public static Deadline? Objecting(NoticeView n, DateTimeOffset now) => n is { Kind: nameof(NoticeKind.Before), SentAt: { } sent, Time: { } time, Spent: false }
        ? new Deadline(
            "Objection", time.Words, time.Until <= now ? "the time is over" : $"{Long(time.Until - now)} left",
            (time.Until - now).TotalDays switch { <= 0 => Nearness.Past, <= 1 => Nearness.Today, <= 3 => Nearness.Soon, _ => Nearness.Far },
            "Our own rule: the person is told before anything is given, and may object.", $"Sent on {WordsOf.Moment(sent)}.", time.Counted)
        : null;

    /// <summary>Why no notice is there.</summary>
    public static string Nobody(CaseView c) => c.State switch
    {
        _ when c.Items.All(i => !i.OneAccount) => "There is nobody to tell: no identifier of this demand leads to one account.",
        "received" => "Nobody is told yet. Once every item is decided, each person whose data is to be produced is owed a notice.",
        "decided" or "approved" => "Nothing is to be produced, so nobody is told before the answer. With the answer, the persons concerned are told that it was refused.",
        _ => "Nobody was told.",
    };

    public static string BarKind(string kind) => kind == "statute" ? "A statute" : "A court’s order";

    public static (string Words, Tone Tone) BarTag(BarView bar) => bar.State switch
    {
        "in-force" => ("in force", Tone.Open),
        "lifted" => ("lifted", Tone.Plain),
        _ => ("ended", Tone.Plain),
    };

    public static (string Words, Tone Tone) ObjectionTag(ObjectionView objection) => objection.State switch
    {
        "open" => ("open", Tone.Open),
        "upheld" => ("upheld", Tone.Good),
        _ => ("overruled", Tone.Plain),
    };

    /// <summary>What upholding would do now.</summary>
    public static string IfUpheld(CaseView c) => c.State is "received" or "decided"
        ? "What was decided of the items that the notice told of is taken back. They must be decided again, and give nothing without a new notice and a new time to object."
        : $"The demand is {c.State}, so nothing can be decided again. The person is told that they were right.";

    /// <summary>Sentence on what was just done; null: it was not done here.</summary>
    public static string? Done(string? said, CaseView c) => said switch
    {
        "bar-recorded" when Until(c.Bars) is { } end => $"The bar is recorded. Nobody is told until it ends; on {WordsOf.Day(end)} what it held goes out by itself.",
        "bar-recorded" => "The bar is recorded.",
        "bar-none" => "It is noted that no bar forbids telling. What was held goes out.",
        "bar-lifted" when c.Bars.State == "in-force" => "The bar is lifted. Another one still stands, so nobody is told yet.",
        "bar-lifted" => "The bar is lifted. What it held goes out.",
        "printed" => "It is noted that you printed and posted the letter. The time to object runs from today.",
        "upheld" when c.State == "received" => "You upheld the objection. The items it is about must be decided again.",
        "upheld" => "You upheld the objection. The person is told.",
        "overruled" => "You overruled the objection. What was decided stands, and the person is told why.",
        _ => null,
    };

    private static string Long(TimeSpan left) => left switch
    {
        { TotalDays: >= 2 } => WordsOf.Count((long)left.TotalDays, "day"),
        { TotalHours: >= 2 } => WordsOf.Count((long)left.TotalHours, "hour"),
        { TotalMinutes: >= 2 } => WordsOf.Count((long)left.TotalMinutes, "minute"),
        _ => "less than two minutes",
    };
}
