using System.Collections.Concurrent;
using System.Text;
using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Ledger.Witnesses;

/// <summary>
/// A witness and its files: <c>seed</c>, <c>vkey</c>, <c>logs</c> (a verifier key a line), and in <c>state</c> one file a log, named
/// by the hash of its origin, with what was last cosigned, or <c>none</c>. One process at a time. Safe for threads.
/// </summary>
/// <remarks>
/// What holds after a crash at each step: before the state's file is renamed, the old one stands, and nobody has the new cosignature.
/// After it, the new one stands, whether or not its answer arrived: the log is told 409 and asks again. A file is never written in
/// place, so half of one is damage, and a log whose file is damaged or gone is not cosigned any more: starting at zero could vouch
/// for a second history.
/// </remarks>
public sealed class WitnessFolder : IDisposable
{
    private const string Never = "none\n";

    // A clock that was set back by no more than this goes on; the time of a cosignature never goes back.
    private const long MostSecondsBack = 60;

    private readonly string root;
    private readonly FileStream held;
    private readonly CosigningKey key;
    private readonly ConcurrentDictionary<string, Lock> turns = new(StringComparer.Ordinal);

    private WitnessFolder(string root, FileStream held, CosigningKey key) => (this.root, this.held, this.key) = (root, held, key);

    public VerifierKey Verifier => key.Verifier;

    /// <summary>
    /// Opens the folder, or makes it with a key of its own on first start. Refusals <c>witness-in-use</c>, <c>witness-name</c>,
    /// <c>witness-folder-incomplete</c>.
    /// </summary>
    /// <param name="name">Of the witness; read at the first start only. Null: drawn at random.</param>
    public static Result<WitnessFolder> Open(string root, string? name)
    {
        if (name is not null && !CosigningKey.IsName(name)) return WitnessRefusals.Name;
        WitnessFiles.Make(root);
        if (WitnessFiles.Hold(root, "lock") is not { } held) return WitnessRefusals.InUse;
        if (WitnessFiles.Key(root, name).TryGet(out var key, out var refusal)) return new WitnessFolder(root, held, key);
        held.Dispose();
        return refusal;
    }

    /// <summary>
    /// Makes a log known, beside a running witness if need be. True where it was not known before. Its state begins here, as never
    /// cosigned, and only here. Refusals <c>ledger-vkey-malformed</c>, <c>witness-log-key</c>, <c>witness-in-use</c>.
    /// </summary>
    public static Result<bool> Add(string root, string vkey)
    {
        if (!VerifierKey.Parse(vkey).TryGet(out var log, out var refusal)) return refusal;
        if (log.Type != VerifierKey.Ed25519) return WitnessRefusals.LogKey;
        WitnessFiles.Make(root);
        using var turn = WitnessFiles.Hold(root, "logs.lock");
        if (turn is null) return WitnessRefusals.InUse;
        var known = WitnessFiles.Logs(root);
        if (known.Contains(log)) return false;

        // The state first: a log that is known and has none was robbed of it. A further key of a known log keeps what there is.
        var state = StatePath(root, log.Name);
        if (!known.Any(other => other.Name == log.Name) && !File.Exists(state)) Durable.Replace(state, Encoding.UTF8.GetBytes(Never));
        WitnessFiles.WriteLogs(root, [.. known, log]);
        return true;
    }

    public IReadOnlyList<VerifierKey> Logs() => WitnessFiles.Logs(root);

    /// <summary>
    /// Judges a submission, writes down what is cosigned, durably, and only then answers; of one log one at a time. A full disk
    /// throws <see cref="IOException"/>, and nothing was signed for anybody.
    /// </summary>
    /// <param name="now">The witness's own clock.</param>
    public WitnessAnswer Take(string body, DateTimeOffset now)
    {
        if (!AddCheckpoint.Parse(body).TryGet(out var submission, out var refusal) || !WitnessRules.Read(submission).TryGet(out var offered, out refusal))
            return new WitnessAnswer.Malformed(refusal.Sentence);
        var keys = Logs().Where(log => log.Name == offered.Origin).ToList();
        if (keys.Count == 0) return new WitnessAnswer.UnknownLog();
        var signers = WitnessRules.Signers(submission, keys);
        if (signers.Count == 0) return new WitnessAnswer.NotSigned();
        lock (turns.GetOrAdd(offered.Origin, _ => new Lock()))
        {
            if (!Known(offered.Origin, keys).TryGet(out var known, out refusal)) return new WitnessAnswer.CannotNow(refusal.Code, refusal.Sentence);
            if (WitnessRules.Against(submission, offered, known.Head) is { } no) return no;
            var time = now.ToUnixTimeSeconds();
            if (time < known.At - MostSecondsBack) return new WitnessAnswer.CannotNow(WitnessRefusals.ClockBack.Code, WitnessRefusals.ClockBack.Sentence);

            // Crash from here to the rename: a signature that never left this process.
            var line = key.Cosign(offered.ToText(), Math.Max(time, known.At));
            Durable.Replace(StatePath(root, offered.Origin), Encoding.UTF8.GetBytes(SignedNote.Keep(submission.Note, signers) + line));

            // Crash here: it is cosigned and known to be; the log asks again.
            return new WitnessAnswer.Cosigned(line);
        }
    }

    /// <summary>What was last cosigned of the log with this hash, a note with the log's signatures and the witness's; null if nothing was.</summary>
    /// <param name="originHash">64 lower-case hex digits; anything else is null.</param>
    public string? Shown(string originHash) =>
        Strict.IsHex(originHash, 32) && Logs().Any(log => AddCheckpoint.HashOf(log.Name) == originHash)
        && WitnessFiles.Text(Path.Combine(root, "state", originHash)) is { } note && note != Never
            ? note
            : null;

    public void Dispose()
    {
        key.Dispose();
        held.Dispose();
    }

    private static string StatePath(string root, string origin) => Path.Combine(root, "state", AddCheckpoint.HashOf(origin));

    /// <summary>Believed only under the log's signature and the witness's own: what a crash or a hand did to the file is no state.</summary>
    private Result<Held> Known(string origin, IReadOnlyList<VerifierKey> keys)
    {
        if (WitnessFiles.Text(StatePath(root, origin)) is not { } note) return WitnessRefusals.StateDamaged;
        if (note == Never) return Held.Nothing;
        VerifierKey[] all = [.. keys, key.Verifier];
        return Checkpoint.Open(note, all).TryGet(out var checkpoint, out _) && checkpoint.Origin == origin
            && Cosignatures.In(note, [key.Verifier]) is [var own]
            ? new Held(note, checkpoint.Head, own.At.ToUnixTimeSeconds())
            : WitnessRefusals.StateDamaged;
    }
}
