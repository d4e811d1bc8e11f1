using Writ.Base;

namespace Writ.App.Record;

/// <summary>Why the record does not go on; each has its page in <c>docs/refusals</c>.</summary>
internal static class RecordRefusals
{
    internal static Refusal Ahead { get; } = new("record-witness-ahead",
        "A witness shows a checkpoint under this log's own key that is larger than the database knows: this is a restored backup or a fork; find the newest database before anything is signed.", RefusalKind.Conflict);

    internal static Refusal AheadByItsWord { get; } = new("record-witness-ahead",
        "A witness says that it cosigned a larger log than the database knows, and does not show it: find out whether this is a restored backup before anything is signed.", RefusalKind.Conflict);

    internal static Refusal WitnessesMissing { get; } = new("record-witnesses-missing",
        "Too few witnesses cosign: readers keep an older checkpoint, and releases wait; run writ doctor to see which are missing.", RefusalKind.Unavailable);

    internal static Refusal PromiseDue { get; } = new("record-promise-due",
        "A promise is about to be broken: its entry is not in the published record yet; run writ doctor and mend what holds the record up.", RefusalKind.Unavailable);

    internal static Refusal BatchLate { get; } = new("record-batch-late",
        "A batch or an epoch of the schedule is late: leaves wait for it; look at the server's log for what holds it up.", RefusalKind.Unavailable);

    internal static Refusal BatchesHeld { get; } = new("record-batches-held",
        "More than 1,000 batches and epochs are late, so none is written: look at the clock, and if it is right say so with writ schedule catch-up.", RefusalKind.Unavailable);

    internal static Refusal GlassOverdue { get; } = new("record-glass-overdue",
        "A vault gave keys without the record more than 72 hours ago, and the published record does not say so yet; mend what holds the record up.", RefusalKind.Unavailable);

    internal static Refusal Forked { get; } = new("record-witness-forked",
        "A witness shows a checkpoint under this log's own key that this log does not contain: it was forked; stop, keep everything, and find out how.", RefusalKind.Conflict);
}

/// <summary>For good: what goes on after it would be another history.</summary>
internal sealed class RecordStoppedException(Refusal refusal) : Exception(refusal.ToString())
{
    public Refusal Refusal { get; } = refusal;
}
