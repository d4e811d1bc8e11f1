using System.Buffers.Binary;
using System.Text;
using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>
/// What one run leaves for the next: the checkpoint it was reading, how far it came, the right edge of the tree there, and every fact and register leaf
/// before it. The edge needs no trust, for the tree has to end with the signed root. Facts and leaves are parsed again, and are otherwise this file's word:
/// whoever can write it is taken for the one who runs the verifier.
/// </summary>
/// <param name="Note">The signed checkpoint.</param>
/// <param name="Position">Entries read: a multiple of 256, or all under the checkpoint.</param>
/// <param name="Edge">Hashes of each level's unfinished tile.</param>
/// <param name="Kept">Facts and register leaves by index. What is between them are authorisation leaves.</param>
internal sealed record RunState(byte[] Note, Checkpoint Checkpoint, long Position, IReadOnlyList<byte[]> Edge, IReadOnlyList<KeptEntry> Kept)
{
    public TreeBuilder Tree() => TreeBuilder.FromPartialTiles(Position, level => Edge[level]);

    public TileRows Rows() => TileRows.Of(Position, level => Edge[level]);

    /// <summary>Hands on what was kept as if it had just been read.</summary>
    public void Restore(LogContents contents, Findings findings)
    {
        var next = 0L;
        foreach (var entry in Kept)
        {
            contents.SkipAuthorisations(next, entry.Index, findings);
            contents.Take(entry.Index, entry.Bytes.Span, findings);
            next = entry.Index + 1;
        }

        contents.SkipAuthorisations(next, Position, findings);
    }
}

internal readonly record struct KeptEntry(long Index, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// The state's file: <c>writ-verify.state/v1</c> LF, the log's verifier key and the checkpoint's note (u16 and u32 before them), position (u64), the edge (32 bytes a hash, as many as the
/// position says), number of entries kept (u64), each as index (u64), length (u16), bytes; SHA-256 of all that.
/// </summary>
internal static class RunStateFile
{
    /// <summary>Some five million register leaves. A larger log is read anew.</summary>
    public const long MaxBytes = 512L << 20;

    private const int MaxNote = 1 << 20;

    private const int HashLength = 32;

    private static readonly byte[] Magic = "writ-verify.state/v1\n"u8.ToArray();

    private static Refusal Malformed { get; } = new("verify-state-malformed", "This file is no whole state of a run; delete it, and the next run reads everything.");

    private static Refusal Other { get; } = new("verify-state-other", "This state is of another log or key; give each log a file of its own.");

    public static long Length(long position, VerifierKey key, byte[] note, IEnumerable<KeptEntry> kept) =>
        Magic.Length + 2 + key.ToString().Length + 4 + note.Length + 8
        + (Enumerable.Range(0, TileRows.Levels).Sum(level => (long)TileRows.Width(level, position)) * HashLength) + 8 + kept.Sum(entry => 10L + entry.Bytes.Length) + HashLength;

    public static void Write(string path, VerifierKey key, byte[] note, long position, TileRows rows, IReadOnlyCollection<KeptEntry> kept) => Durable.Replace(path, file =>
    {
        using var hashing = new HashingWriter(file);
        hashing.Write(Magic);
        var line = Encoding.UTF8.GetBytes(key.ToString());
        hashing.Number((ushort)line.Length);
        hashing.Write(line);
        hashing.Number((uint)note.Length);
        hashing.Write(note);
        hashing.Number((ulong)position);
        for (var level = 0; level < TileRows.Levels; level++) hashing.Write(rows[level]);
        hashing.Number((ulong)kept.Count);
        foreach (var entry in kept)
        {
            hashing.Number((ulong)entry.Index);
            hashing.Number((ushort)entry.Bytes.Length);
            hashing.Write(entry.Bytes.Span);
        }

        hashing.Finish();
    });

    /// <summary>Null where there is no such file. Refusals <c>verify-state-malformed</c>, <c>verify-state-other</c>.</summary>
    public static Result<RunState>? Read(string path, VerifierKey key)
    {
        byte[] bytes;
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaxBytes) return Malformed;
            bytes = new byte[file.Length];
            file.ReadExactly(bytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Malformed;
        }

        try
        {
            return Parse(bytes, key);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            // Cut short, or lengths that no file has.
            return Malformed;
        }
    }

    private static Result<RunState> Parse(byte[] bytes, VerifierKey key)
    {
        if (bytes.Length < HashLength || !System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashLength)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - HashLength)))
            return Malformed;
        var left = new Cursor(bytes.AsMemory(0, bytes.Length - HashLength));
        if (!left.Take(Magic.Length).Span.SequenceEqual(Magic)) return Malformed;
        if (Encoding.UTF8.GetString(left.Take(left.Short()).Span) != key.ToString()) return Other;
        var length = left.Int();
        if (length > MaxNote) return Malformed;
        var note = left.Take((int)length).ToArray();
        if (!Checkpoint.Open(Encoding.UTF8.GetString(note), [key]).TryGet(out var checkpoint, out _)) return Malformed;
        var position = left.Long();
        if (position > checkpoint.Size || (position % TilePath.Width != 0 && position != checkpoint.Size)) return Malformed;
        byte[][] edge = [.. Enumerable.Range(0, TileRows.Levels).Select(level => left.Take(TileRows.Width(level, position) * HashLength).ToArray())];
        if (Kept(left, position) is not { } kept || !left.IsEmpty) return Malformed;
        var state = new RunState(note, checkpoint, position, edge, kept);
        if (position == checkpoint.Size && !state.Tree().Root().AsSpan().SequenceEqual(checkpoint.Root)) return Malformed;

        // As strict with what was kept as with what is fetched.
        var findings = new Findings();
        state.Restore(new LogContents { Checkpoint = checkpoint }, findings);
        return findings.Total == 0 ? state : Malformed;
    }

    private static List<KeptEntry>? Kept(Cursor left, long position)
    {
        var count = left.Long();
        if (count > position || count > left.Length / 10) return null;
        var kept = new List<KeptEntry>((int)count);
        var next = 0L;
        for (; count > 0; count--)
        {
            var index = left.Long();
            if (index < next || index >= position) return null;
            kept.Add(new KeptEntry(index, left.Take(left.Short())));
            next = index + 1;
        }

        return kept;
    }

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> beyond the end.</summary>
    private sealed class Cursor(ReadOnlyMemory<byte> rest)
    {
        public bool IsEmpty => rest.IsEmpty;

        public int Length => rest.Length;

        public ReadOnlyMemory<byte> Take(int count)
        {
            var taken = rest[..count];
            rest = rest[count..];
            return taken;
        }

        public ushort Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(2).Span);

        public uint Int() => BinaryPrimitives.ReadUInt32BigEndian(Take(4).Span);

        public long Long() => checked((long)BinaryPrimitives.ReadUInt64BigEndian(Take(8).Span));
    }
}
