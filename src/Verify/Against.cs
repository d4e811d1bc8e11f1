using System.Text;
using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>A signed note that proves something, and where it was shown.</summary>
internal sealed record Evidence(string Source, string Note);

/// <summary>
/// Whether what two sources show are two moments of one log. If not, the log has signed two histories, and the two notes prove it to
/// anyone who knows its key.
/// </summary>
internal static class Against
{
    public const string SplitView = "verify-split-view";

    private const int MaxNote = 1 << 20;

    public static void Check(Site site, Checkpoint checkpoint, byte[] note, Site other, Options options, VerifierKey key, Verdict verdict, CancellationToken stop)
    {
        var (findings, place) = (verdict.Findings, options.Against!);
        byte[]? theirs;
        try
        {
            theirs = other.Read("ledger/checkpoint", MaxNote).GetAwaiter().GetResult();
        }
        catch (UnreachableException e)
        {
            findings.Unchecked("verify-unreachable", place, e.Message);
            return;
        }

        if (theirs is null)
        {
            findings.Unchecked("verify-no-checkpoint", place, "There is no checkpoint: nothing to compare with.");
            return;
        }

        var text = Encoding.UTF8.GetString(theirs);
        if (text.Split('\n', 2)[0] != key.Name)
        {
            findings.Unchecked("verify-against-other-log", place, $"This is another log than {key.Name}; two logs cannot contradict each other.");
            return;
        }

        if (!Checkpoint.Open(text, [key]).TryGet(out var shown, out var refusal))
        {
            findings.False(refusal, place);
            return;
        }

        var ours = Encoding.UTF8.GetString(note);
        try
        {
            if (Contradict(site, checkpoint, other, shown, stop) is not { } differ)
                findings.Unchecked("verify-against-unproved", place, "The tiles of the larger log do not show how it grew out of the smaller one; check that source by itself.");
            else if (differ)
                Split(verdict, place, $"Both are signed, and {Words(shown)} is no moment of the log of {Words(checkpoint)}: it shows different people different logs.", new Evidence(options.Target, ours), new Evidence(place, text));
            else
                findings.Remarks.Add($"{place} shows {Words(shown)}, a moment of the same log.");
        }
        catch (UnreachableException e)
        {
            findings.Unchecked("verify-unreachable", place, e.Message);
        }
    }

    public static void Split(Verdict verdict, string place, string sentence, params Evidence[] both)
    {
        verdict.Findings.False(SplitView, place, sentence);
        verdict.Evidence.AddRange(both);
    }

    /// <summary>Null where the larger one's source does not prove it either way.</summary>
    private static bool? Contradict(Site site, Checkpoint checkpoint, Site other, Checkpoint shown, CancellationToken stop)
    {
        var (small, large, where) = shown.Size <= checkpoint.Size ? (shown, checkpoint, site) : (checkpoint, shown, other);
        return OlderRoot.Of(where, large, small.Size, stop) is { } root ? !root.AsSpan().SequenceEqual(small.Root) : null;
    }

    private static string Words(Checkpoint checkpoint) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{checkpoint.Size} entries");
}
