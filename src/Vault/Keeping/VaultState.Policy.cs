using Writ.Ledger.Log;

namespace Writ.Vault.Keeping;

/// <summary>By which policy of witnesses checkpoints are judged. Whoever starts the vault does not choose it anew each time.</summary>
internal sealed partial class VaultState
{
    private Entry.PolicyPinned? pinned;
    private Entry.PolicyPinned? first;

    /// <summary>The policy that the journal names, and since when; null before anything was put there.</summary>
    internal Entry.PolicyPinned? Pinned
    {
        get
        {
            lock (gate) return pinned;
        }
    }

    /// <summary>
    /// This start is with this policy: false where another is pinned. The first is pinned with the first thing that is put in the journal, so
    /// before anything rests on it; and so is one that demands witnesses where none had to cosign, for it only asks for more.
    /// </summary>
    internal bool StartsWith(WitnessPolicy policy, DateTimeOffset now)
    {
        lock (gate)
        {
            if (pinned?.Policy == policy.Text) return true;
            if (pinned is not null && (!policy.Demands || WitnessPolicy.Parse(pinned.Policy).Value.Demands)) return false;
            first = new Entry.PolicyPinned(now.ToUnixTimeSeconds(), policy.Text);
            return true;
        }
    }

    /// <summary>The operator chose another policy. False where it was this one already, and nothing happened.</summary>
    internal bool Accept(WitnessPolicy policy, DateTimeOffset now)
    {
        lock (gate)
        {
            if (pinned?.Policy == policy.Text) return false;
            Decide(new Entry.PolicyPinned(now.ToUnixTimeSeconds(), policy.Text));
            return true;
        }
    }
}
