using System.Security.Cryptography;
using Writ.Base;

namespace Writ.Vault.Keeping;

/// <summary>
/// Whether this is the newest copy of the vault. It hands out numbered statements under its own key, which others keep; one that it does
/// not remember was given by a later self.
/// </summary>
internal sealed partial class VaultState
{
    private const int MostRemembered = 1024;

    private readonly SortedDictionary<long, byte[]> given = [];
    private long lastGiven;
    private long? olderThan;
    private long acknowledged;
    private bool shown;

    // Something was put in the journal since the last standing.
    private bool changed;

    /// <summary>What every release is refused with now, whatever is brought; null: nothing.</summary>
    internal Refusal? Against
    {
        get
        {
            lock (gate)
            {
                if (olderThan is not null) return VaultRefusals.Restored;
                if (lastGiven > acknowledged && !shown) return VaultRefusals.StandingMissing;
                return OwedNow().Any() ? VaultRefusals.GlassOwed : null;
            }
        }
    }

    /// <summary>The number of the standing that shows this copy to be an old one; null where none does.</summary>
    internal long? OlderThan
    {
        get
        {
            lock (gate) return olderThan;
        }
    }

    /// <summary>The last standing if nothing happened since, else a new one.</summary>
    internal Entry.StandingGiven Stand()
    {
        lock (gate)
        {
            if (!changed && given.TryGetValue(lastGiven, out var token)) return new Entry.StandingGiven(lastGiven, token);
            var next = new Entry.StandingGiven(1 + Math.Max(lastGiven, Math.Max(acknowledged, olderThan ?? 0)), RandomNumberGenerator.GetBytes(32));
            Decide(next);

            // Whoever asks has it from now on, and is not asked to show what nobody gave them.
            shown = true;
            return next;
        }
    }

    /// <summary>A standing under the vault's own key is shown.</summary>
    internal void Show(long number, byte[] token)
    {
        lock (gate)
        {
            shown = true;
            if (number <= acknowledged) return;
            var forgotten = number > lastGiven || (given.TryGetValue(number, out var own) && !own.AsSpan().SequenceEqual(token));
            if (forgotten && !(olderThan >= number)) Decide(new Entry.FoundOlder(number));
        }
    }

    /// <summary>The operator has been told. Nonces from before open nothing: what used them since may be forgotten.</summary>
    internal void Acknowledge()
    {
        lock (gate) Decide(new Entry.OlderAcknowledged(Math.Max(lastGiven, olderThan ?? 0)));
    }

    private bool ApplyStanding(Entry entry)
    {
        switch (entry)
        {
            case Entry.StandingGiven standing:
                lastGiven = standing.Number;
                given[standing.Number] = standing.Token;
                if (given.Count > MostRemembered) given.Remove(given.Keys.First());
                return true;
            case Entry.FoundOlder found:
                olderThan = Math.Max(found.Number, olderThan ?? 0);
                return true;
            case Entry.OlderAcknowledged told:
                (acknowledged, olderThan) = (told.Number, null);
                nonces.Clear();
                return true;
            default:
                return false;
        }
    }
}
