using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>Reads the state that an earlier run left, and leaves one for the next.</summary>
internal sealed class StateKeeper
{
    // A kill costs at most this much reading again, or an eighth of what was read.
    private const long Often = 1 << 16;

    private readonly string path;
    private readonly VerifierKey key;
    private readonly byte[] note;
    private readonly Checkpoint checkpoint;
    private long saved;
    private bool failed;

    private StateKeeper(string path, VerifierKey key, byte[] note, Checkpoint checkpoint) => (this.path, this.key, this.note, this.checkpoint) = (path, key, note, checkpoint);

    /// <summary>From where this run goes on; null where it begins anew.</summary>
    public RunState? Resumed { get; private set; }

    /// <summary>False where nothing more is to be checked; why has been told as a finding.</summary>
    /// <param name="anew">Read everything again: papers are to be looked for, or a copy is to be whole.</param>
    public static bool Open(Site site, Options options, VerifierKey key, byte[] note, Checkpoint checkpoint, bool anew, Verdict verdict, CancellationToken stop, out StateKeeper? keeper)
    {
        keeper = null;
        if (options.State is not { } path) return true;
        keeper = new StateKeeper(path, key, note, checkpoint);
        if (RunStateFile.Read(path, key) is not { } read) return true;
        if (!read.TryGet(out var state, out var refusal))
        {
            verdict.Findings.Unchecked(refusal.Code, path, refusal.Sentence);
            return false;
        }

        if (!Grew(site, options, note, checkpoint, state, verdict, stop)) return false;
        if (anew)
        {
            verdict.Findings.Remarks.Add("For promises, receipts or a copy the whole log is needed: it was read from the beginning, and the state only told whether it grew.");
            return true;
        }

        if (state.Position == 0) return true;
        (keeper.Resumed, keeper.saved, verdict.ResumedAt) = (state, state.Position, state.Position);
        return true;
    }

    public bool IsDue(long position) => position - saved >= Math.Max(Often, saved / 8);

    /// <summary>A disk that is full is told once, and nothing else changes: the next run has more to read.</summary>
    public void Save(long position, TileRows rows, LogContents contents, Findings findings)
    {
        if (failed || (position % TilePath.Width != 0 && position != checkpoint.Size)) return;
        try
        {
            var kept = contents.Kept().ToArray();
            if (RunStateFile.Length(position, key, note, kept) > RunStateFile.MaxBytes)
            {
                failed = true;
                findings.Remarks.Add("This log has outgrown what a state may hold; the next run begins where the last state that was saved ends.");
                return;
            }

            RunStateFile.Write(path, key, note, position, rows, kept);
            saved = position;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failed = true;
            findings.Unchecked("verify-state-unwritable", path, $"The state cannot be written: {e.Message}");
        }
    }

    /// <summary>Whether the log only grew since the checkpoint that the state is bound to.</summary>
    private static bool Grew(Site site, Options options, byte[] note, Checkpoint checkpoint, RunState state, Verdict verdict, CancellationToken stop)
    {
        var before = state.Checkpoint;
        Evidence[] both = [new(options.State!, System.Text.Encoding.UTF8.GetString(state.Note)), new(options.Target, System.Text.Encoding.UTF8.GetString(note))];
        if (checkpoint.Size < before.Size)
        {
            verdict.Findings.False(
                "verify-log-smaller", "ledger/checkpoint",
                FormattableString.Invariant($"An earlier run was shown {before.Size} entries, and now there are {checkpoint.Size}. A log never shrinks: this is an old copy, or it went back in time."));
            verdict.Evidence.AddRange(both);
            return false;
        }

        if (OlderRoot.Of(site, checkpoint, before.Size, stop) is not { } root)
        {
            verdict.Findings.Unchecked("verify-growth-unproved", "ledger/checkpoint", "The tiles do not show that this log grew out of what an earlier run was shown. Run without --state to see which of them is false.");
            return false;
        }

        if (root.AsSpan().SequenceEqual(before.Root)) return true;
        Against.Split(verdict, "ledger/checkpoint", FormattableString.Invariant($"What an earlier run was shown, {before.Size} entries, is no moment of this log: it signed two histories."), both);
        return false;
    }
}
