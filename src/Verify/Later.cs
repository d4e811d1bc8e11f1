using System.Text;
using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>Whether the site signed a larger log while this one was checked: then what it shows may be newer than what was checked.</summary>
internal sealed class Later(Site site, VerifierKey key, Checkpoint checkpoint)
{
    private const int MaxNote = 1 << 20;

    private bool? grew;

    public bool Grew() => grew ??= site.Read("ledger/checkpoint", MaxNote).GetAwaiter().GetResult() is { } note
        && Checkpoint.Open(Encoding.UTF8.GetString(note), [key]).TryGet(out var now, out _) && now.Size > checkpoint.Size;

    /// <summary>Something on the site is of a version that the checked log does not hold.</summary>
    public void Found(Findings findings, string code, string place, string sentence)
    {
        if (Grew()) findings.Unchecked("verify-site-newer", place, "This is newer than the checkpoint that was checked; run again.");
        else findings.False(code, place, sentence);
    }
}
