using System.Globalization;
using System.Text;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Witnesses;

namespace Writ.Verify;

/// <summary>The promises and receipts that the user holds, looked for while the log streams past.</summary>
internal sealed class Papers
{
    private const int MaxBytes = 1 << 20;

    private readonly List<(string File, string Note)> promises = [];
    private readonly List<(string File, string Text, ProofParts Parts, Checkpoint Checkpoint)> receipts = [];
    private readonly Dictionary<long, byte[]> leafAt = [];
    private readonly Dictionary<long, byte[]> rootAt = [];
    private readonly HashSet<long> wantedIndexes = [];
    private readonly SortedSet<long> wantedSizes = [];
    private readonly Dictionary<string, (string File, byte[] Nonce)> leafOf = new(StringComparer.Ordinal);
    private Pinned pinned = Pinned.None;
    private HashSet<string>? leaves;

    /// <summary>Reads the files. A receipt's own checkpoint has to be signed by the log's key.</summary>
    public static Papers Read(Options options, VerifierKey key, Pinned pinned, Findings findings)
    {
        var papers = new Papers { pinned = pinned };
        foreach (var file in options.Promises)
        {
            if (Text(file, findings) is { } note) papers.promises.Add((file, note));
        }

        foreach (var file in options.Receipts)
        {
            if (Text(file, findings) is not { } text) continue;
            if (!TlogProof.Parse(text).TryGet(out var parts, out var refusal) || !Checkpoint.Open(parts.Note, [key, .. pinned.Witnesses]).TryGet(out var checkpoint, out refusal))
            {
                findings.False(refusal, file);
                continue;
            }

            papers.receipts.Add((file, text, parts, checkpoint));
            papers.wantedIndexes.Add(parts.Index);
            papers.wantedSizes.Add(checkpoint.Size);
        }

        // Without a promise in hand there is no need to remember every leaf.
        if (papers.promises.Count > 0) papers.leaves = new HashSet<string>(StringComparer.Ordinal);
        return papers;
    }

    /// <summary>Whether there is anything to look for.</summary>
    public bool Any => promises.Count + receipts.Count > 0;

    public void Seen(long index, ReadOnlySpan<byte> leafHash)
    {
        leaves?.Add(Convert.ToBase64String(leafHash));
        if (wantedIndexes.Contains(index)) leafAt[index] = leafHash.ToArray();
    }

    /// <summary>Sizes above <paramref name="after"/>, up to and with <paramref name="upTo"/>, at which a receipt was given.</summary>
    public IEnumerable<long> SizesIn(long after, long upTo) => wantedSizes.GetViewBetween(after + 1, upTo).ToArray();

    public void RootAt(long size, byte[] root) => rootAt[size] = root;

    /// <summary>After the log was read.</summary>
    /// <param name="cosigned">What the policy's witnesses said of the checkpoint that was checked.</param>
    public void Check(LogContents contents, VerifierKey key, IReadOnlyList<Cosignature> cosigned, Findings findings, DateTimeOffset now)
    {
        foreach (var (file, note) in promises) CheckPromise(file, note, contents, cosigned, findings, now);
        foreach (var (file, text, parts, checkpoint) in receipts)
        {
            if (checkpoint.Size > contents.Checkpoint.Size || !rootAt.TryGetValue(checkpoint.Size, out var root))
            {
                findings.Unchecked("verify-receipt-newer", file, "This receipt is newer than the checkpoint that was checked; run again.");
                continue;
            }

            if (!root.AsSpan().SequenceEqual(checkpoint.Root))
                findings.False("verify-split-view", file, "The log signed another tree of this size for this receipt: it shows different people different logs.");
            else if (!leafAt.TryGetValue(parts.Index, out var leaf) || !TlogProof.VerifyHash(text, leaf, [key], WitnessPolicy.None, out _).Ok)
                findings.False("verify-receipt-false", file, $"The proof in this receipt does not hold for entry {parts.Index}.");
            else if (!pinned.IsMet(parts.Note))
                findings.Unchecked("verify-receipt-witnesses", file, "Too few of the policy's witnesses cosigned this receipt's checkpoint; ask for a newer receipt.");
            else
                findings.Remarks.Add($"{file}: holds for entry {parts.Index}, {Kind(contents, parts.Index)}.");
        }
    }

    private static string Kind(LogContents contents, long index) =>
        contents.OrdinalOf(index) is { } ordinal ? string.Create(CultureInfo.InvariantCulture, $"register leaf {ordinal}") : "which is no register leaf";

    private void CheckPromise(string file, string note, LogContents contents, IReadOnlyList<Cosignature> cosigned, Findings findings, DateTimeOffset now)
    {
        if (contents.Opened is not { } opened || !VerifierKey.Parse(opened.PromiseKey).TryGet(out var promiseKey, out _))
        {
            findings.Unchecked("verify-promise-key-missing", file, "The log's first entry does not name the key under its promises.");
            return;
        }

        if (!Promises.Verify(note, promiseKey).TryGet(out var promise, out var refusal))
        {
            findings.False(refusal, file);
            return;
        }

        var due = promise.Before.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        if (promise.Origin != contents.Checkpoint.Origin)
            findings.False("verify-promise-origin", file, $"This is a promise of {promise.Origin}.");
        else if (Shared(file, promise) is { } other)
            findings.False("verify-promise-shared", file, $"This and {other} promise one and the same leaf to two requesters: one of their demands has no leaf of its own.");
        else if (leaves!.Contains(Convert.ToBase64String(promise.LeafHash)))
            findings.Remarks.Add($"{file}: kept; the leaf is in the log.");
        else if (pinned.SawAfter(cosigned, promise.Before))
            findings.False("verify-promise-broken", file, $"The leaf was promised before {due}. The policy's witnesses cosigned this checkpoint after that, and the leaf is not in the log. This file and the checkpoint prove it.");
        else if (contents.LastAct is var (index, at) && at > promise.Before)
            findings.False("verify-promise-broken", file, string.Create(CultureInfo.InvariantCulture, $"The leaf was promised before {due}. Entry {index} says that it is from after that, and the leaf is not in the log. This file and the checkpoint prove it."));
        else if (promise.Before < now)
            findings.Unchecked("verify-promise-undecided", file, $"The leaf was promised before {due} and is not in the log that was read, but nothing in it shows that it is from after that: it may be an older copy. Check a newer checkpoint, and give --policy where the log has witnesses.");
        else
            findings.Remarks.Add($"{file}: genuine, not in the log yet; promised before {due}.");
    }

    /// <summary>Another file that promises this leaf, with another requester's nonce; null if there is none.</summary>
    private string? Shared(string file, Promise promise)
    {
        var leaf = Convert.ToBase64String(promise.LeafHash);
        if (leafOf.TryGetValue(leaf, out var first)) return first.Nonce.AsSpan().SequenceEqual(promise.Nonce) ? null : first.File;
        leafOf[leaf] = (file, promise.Nonce);
        return null;
    }

    private static string? Text(string file, Findings findings)
    {
        try
        {
            using var stream = new BoundedStream(File.OpenRead(file), MaxBytes, file);
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            findings.False("ledger-note-malformed", file, "This file is not text.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UnreachableException)
        {
            findings.Unchecked("verify-paper-unreadable", file, e.Message);
        }

        return null;
    }
}
