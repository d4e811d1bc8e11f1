using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Record;

/// <summary>Points at which a test may break the clerk. What holds after each is in docs/operate/crashes.md.</summary>
internal enum BatchStep
{
    /// <summary>Dummies are drawn; nothing is written.</summary>
    Drawn,

    /// <summary>Within the transaction, everything written.</summary>
    Written,

    /// <summary>Committed; the sequencer has not been there.</summary>
    Committed,
}

/// <summary>
/// Puts leaves that wait, and dummies, into the outbox when their batch or epoch is due: all of one in one act. One for each time that the
/// schedule names, also for those that went by while the server stood still, so that the log's length follows from schedule and clock alone.
/// </summary>
/// <param name="register">Is told whether leaves wait.</param>
internal sealed class BatchClerk(IStore store, TimeProvider time, OpeningKeys keys, SealedRegister? register = null, Action<BatchStep>? probe = null)
{
    /// <summary>After that a batch that is not out is a matter for the operator.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    /// <summary>
    /// More than so many late, the first of them by more than <see cref="LongAgo"/>: a clock that jumped ahead, as likely as a server that stood still. What is written cannot be taken back, so
    /// the operator says first that the time is right.
    /// </summary>
    public const int MostLate = 1_000;

    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(1);

    private ScheduleBook book = new();
    private BatchTime? next;
    private bool stands;
    private IReadOnlyList<PublicKey> auditors = [];

    /// <summary>Whether one should have gone out a while ago. Says nothing of what waits.</summary>
    public bool IsLate => next is { } due && due.Due + Late < time.GetUtcNow();

    /// <summary>Whether leaves wait.</summary>
    public bool Stands => stands;

    /// <summary>Nothing is written before the operator's word: see <see cref="MostLate"/>.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>One batch or epoch, the oldest that is due. False where none is. After an <see cref="IOException"/> call it again later.</summary>
    public async Task<bool> Turn()
    {
        await Look();
        if (next is not { } batch || batch.Due > time.GetUtcNow() || IsHeld) return false;

        // A dummy is drawn for every place, however many are wanted: what it costs must not tell.
        var dummies = Enumerable.Range(0, batch.Leaves).Select(_ => Draw(batch)).ToList();
        probe?.Invoke(BatchStep.Drawn);

        // Crash here: nothing was written. Within the act: nothing either, for it is one transaction.
        var written = await store.Act<bool>(async work =>
        {
            // Another process, or a clock that was set back: what is out is not written again.
            // So are dummies for auditors who are none any more: the next turn draws them anew.
            if (Next(work) is not { } still || still != batch || still.Due > time.GetUtcNow() || !Auditing.Keys(work).SequenceEqual(auditors)) return true;
            await Write(work, batch, dummies);
            probe?.Invoke(BatchStep.Written);
            return true;
        });
        if (!written.TryGet(out _, out var full)) throw new IOException(full.Sentence);

        // Crash here: the leaves are in the outbox, each once, and the sequencer takes them at the next start.
        probe?.Invoke(BatchStep.Committed);
        return true;
    }

    private async Task Write(IWork work, BatchTime batch, List<PlacedLeaf> dummies)
    {
        // Lanes, so that a leaf that is carried over tells of its own alone. All are read whatever waits.
        var waiting = Enum.GetValues<LeafLane>().ToDictionary(lane => lane, lane => RecordBatches.Waiting(work, batch.Kind, lane, batch.Closes, batch.RoomOf(lane)));
        PlacedLeaf Placed(WaitingLeaf leaf) => new(leaf.Bytes, leaf.Number, null);
        var leaves = BatchPlan.Places(batch, waiting[LeafLane.Open].Count, waiting[LeafLane.Withheld].Count, waiting[LeafLane.Own].Count)
            .Select((leaf, place) => leaf is { } at ? Placed(waiting[at.Lane][at.Number]) : dummies[place]).ToList();
        await RecordBatches.Write(
            work,
            new RecordBatch { Kind = batch.Kind, Due = batch.Due, Closes = batch.Closes, Size = batch.Leaves },
            Facts.BatchOut(batch.Kind, batch.Due, time.GetUtcNow()),
            leaves);
    }

    private PlacedLeaf Draw(BatchTime batch)
    {
        switch (batch.Kind)
        {
            case LeafKind.Register:
                var opening = RegisterOpening.Dummy(batch.LastDay, auditors);
                return Kept(opening.Leaf(), opening.ToJson(), opening.ForAuditors);
            case LeafKind.Authorisation:
                var dummy = AuthorisationDummy.Draw();
                var (leaf, json) = (dummy.Leaf(), dummy.ToJson());
                return Kept(leaf, json, auditors.Count > 0 ? AuditSeal.SealAuthorisation(leaf, json, auditors) : null);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private PlacedLeaf Kept(byte[] leaf, byte[] json, byte[]? forAuditors) =>
        new(leaf, null, keys.Seal(time.GetUtcNow(), Outbox.LeafHash(leaf), json), forAuditors);

    private Task Look() => store.Look(work =>
    {
        next = Next(work);
        auditors = Auditing.Keys(work);
        IsHeld = next is not null && Holds(work, book, time.GetUtcNow());
        stands = next is not null && RecordBatches.Stands(work, time.GetUtcNow());
        if (register is not null) register.Stands = stands;
        return Task.FromResult(true);
    });

    /// <summary>Whether nothing more is written before the operator's word.</summary>
    internal static bool Holds(IWork work, ScheduleBook book, DateTimeOffset now) =>
        First(work, book) is { } first && first.Due + LongAgo < now && !(RecordBatches.CatchUp(work) >= first.Due) && CountLate(work, book, now) > MostLate;

    /// <summary>How many batches and epochs are due and not out, counted no further than one more than <see cref="MostLate"/>.</summary>
    private static int CountLate(IWork work, ScheduleBook book, DateTimeOffset now)
    {
        var count = 0;
        foreach (var kind in Enum.GetValues<LeafKind>())
        {
            for (var at = book.Next(kind, RecordBatches.Last(work, kind)); at is { } due && due.Due <= now && count <= MostLate; at = book.Next(kind, due.Due)) count++;
        }

        return count;
    }

    private BatchTime? Next(IWork work)
    {
        var facts = RecordBatches.Schedules(work);
        if (facts.Count == 0) return null;
        if (facts.Count != book.Schedules.Count) book = ScheduleBook.Of(facts);
        return First(work, book);
    }

    private static BatchTime? First(IWork work, ScheduleBook book)
    {
        BatchTime? first = null;
        foreach (var kind in Enum.GetValues<LeafKind>())
        {
            if (book.Next(kind, RecordBatches.Last(work, kind)) is { } found && (first is null || found.Due < first.Value.Due)) first = found;
        }

        return first;
    }
}
