using Writ.Base;

namespace Writ.Gate.Notices;

/// <summary>Who asked, with what, and when.</summary>
/// <param name="Authority">Who issued the instrument.</param>
/// <param name="Received">Day on which the demand came in, in the company's time zone.</param>
public sealed record NoticeAsk(string Agency, string Country, string Instrument, string Authority, string Service, DateOnly Received);

/// <summary>One category of one account: what was asked, and what was decided. Days are inclusive; null: no bound.</summary>
/// <param name="Item">Id of the demand's item.</param>
/// <param name="Decision">produce, narrow or refuse; empty where nobody had decided.</param>
/// <param name="Reason">Why less than asked, in the reviewer's words.</param>
/// <param name="Given">How many records were given; null until an answer went out.</param>
public sealed record NoticeItem(
    string Item, string Category, DateOnly? AskedFrom, DateOnly? AskedTo, string Decision, DateOnly? From, DateOnly? To, string? Reason, int? Given);

/// <summary>Until when the person may object, and how that was counted.</summary>
/// <param name="Until">The moment after which it is too late.</param>
/// <param name="Words">Weekday, date, time and zone: for a reader.</param>
/// <param name="Counted">One sentence.</param>
public sealed record ObjectTime(DateTimeOffset Until, string Words, string Counted);

/// <summary>A notice as the person it was sent to sees it. Only sent ones are ever shown.</summary>
/// <param name="Reference">As printed; to be typed at <c>/check</c>.</param>
/// <param name="Title">One sentence: what happened.</param>
/// <param name="Time">Only of <see cref="NoticeKind.Before"/>.</param>
/// <param name="MayObject">The time is running, nobody has objected yet, and no later notice took its place.</param>
public sealed record CustomerNotice(
    NoticeId Id, string Reference, NoticeKind Kind, DateTimeOffset SentAt, string Title, NoticeAsk Ask, IReadOnlyList<NoticeItem> Items,
    ObjectTime? Time, bool MayObject, CustomerObjection? Objection);

/// <summary>What the person said, and what became of it.</summary>
/// <param name="State">open, upheld or overruled.</param>
/// <param name="Reason">The company's, once decided.</param>
public sealed record CustomerObjection(ObjectionId Id, DateTimeOffset At, string Text, string? FileName, string State, DateTimeOffset? DecidedAt, string? Reason);

/// <summary>A notice as the response team sees it.</summary>
/// <param name="State">Held, Owed, ToPrint, Sent or Dropped.</param>
/// <param name="Way">mail or letter; null until sent.</param>
/// <param name="Mail">owed, sent or failed; null where no mail was made.</param>
/// <param name="MailCode">Code of what keeps the mail, or failed it.</param>
/// <param name="PrintedBy">Who printed the letter; null where it went by mail.</param>
/// <param name="Spent">It lets nothing out any more: another took its place, an objection was upheld, or the demand was answered.</param>
public sealed record NoticeView(
    string Id, string Account, string Kind, string State, string Sentence, string? Reference, DateTimeOffset OwedAt, DateTimeOffset? SentAt, string? Way,
    ObjectTime? Time, string? Mail, string? MailCode, string? MailSentence, string? PrintedBy, IReadOnlyList<NoticeItem> Items,
    bool Spent);

/// <summary>A recorded legal bar to telling the person.</summary>
/// <param name="Kind">court-order or statute.</param>
/// <param name="EndsOn">The day at whose start, in the company's time zone, the bar has ended and notices go out by themselves.</param>
/// <param name="State">in-force, ended or lifted.</param>
public sealed record BarView(
    string Id, string Kind, string Authority, string Reference, DateOnly EndsOn, string Reason, string State, DateTimeOffset RecordedAt, string RecordedBy,
    DateTimeOffset? LiftedAt, string? LiftedBy, string? LiftedWhy);

/// <summary>Whether the person may be told, for the team.</summary>
/// <param name="State">none, in-force, undecided: the demand asserts a gag and nobody has recorded a bar or said that there is none.</param>
/// <param name="NoneSaidBy">Who said that there is no bar, with when and why, where somebody did.</param>
public sealed record BarsView(string State, string Sentence, IReadOnlyList<BarView> Bars, string? NoneSaidBy, DateTimeOffset? NoneSaidAt, string? NoneReason);

/// <summary>An objection as the team sees it.</summary>
/// <param name="State">open, upheld or overruled.</param>
public sealed record ObjectionView(
    string Id, string Notice, string Account, DateTimeOffset At, string Text, string? FileName, string? FileType, long? FileSize, string State,
    DateTimeOffset? DecidedAt, string? DecidedBy, string? Reason);
