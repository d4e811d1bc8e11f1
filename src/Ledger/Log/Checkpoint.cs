using System.Globalization;
using Writ.Base;

namespace Writ.Ledger.Log;

/// <summary>
/// What a log says of itself at one moment (C2SP tlog-checkpoint). The text is three lines: origin, size in decimal,
/// root in base64. Extension lines are neither written nor accepted.
/// </summary>
/// <param name="Origin">The log's name, as its key is named: a URL without its scheme.</param>
/// <param name="Size">Number of entries, below 2^63.</param>
/// <param name="Root">RFC 6962 root of the first <paramref name="Size"/> entries, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    public TreeHead Head => new(Size, Root);

    /// <summary>The text that is signed.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>Reads the text of a note (without its signatures). Refusal <c>ledger-checkpoint-malformed</c>.</summary>
    public static Result<Checkpoint> Parse(string text)
    {
        if (!Read(text).TryGet(out var read, out var refusal)) return refusal;
        return read.Size == 0 && !read.Root.AsSpan().SequenceEqual(Rfc6962.EmptyRoot) ? Malformed : read;
    }

    /// <summary>The form alone: a witness has an answer of its own for a root that no empty tree has.</summary>
    internal static Result<Checkpoint> Read(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length != 4 || lines[3].Length != 0 || !KeyName.Fits(lines[0])) return Malformed;
        if (Strict.Decimal(lines[1]) is not { } size || Strict.Base64(lines[2], 32) is not { } root) return Malformed;
        return new Checkpoint(lines[0], size, root);
    }

    /// <summary>Opens a signed note, and asks that the log's key, named like the origin, be among the signers.</summary>
    public static Result<Checkpoint> Open(string note, IReadOnlyCollection<VerifierKey> known) =>
        Open(note, known, out _);

    public static Result<Checkpoint> Open(string note, IReadOnlyCollection<VerifierKey> known, out IReadOnlyList<VerifierKey> signedBy)
    {
        if (!SignedNote.Verify(note, known, out signedBy).TryGet(out var text, out var refusal)) return refusal;
        if (!Parse(text).TryGet(out var checkpoint, out refusal)) return refusal;
        if (!signedBy.Any(key => key.Type == VerifierKey.Ed25519 && key.Name == checkpoint.Origin))
            return new Refusal("ledger-note-unsigned", "The log's own key, named like the origin, has to sign the checkpoint.");
        return checkpoint;
    }

    private static Refusal Malformed => new("ledger-checkpoint-malformed", "A checkpoint is three lines: origin, size, root.");
}

/// <summary>Size and root of a tree. Root: 32 bytes.</summary>
public sealed record TreeHead(long Size, byte[] Root)
{
    public static TreeHead Empty { get; } = new(0, Rfc6962.EmptyRoot.ToArray());

    public bool Same(TreeHead other) => Size == other.Size && Root.AsSpan().SequenceEqual(other.Root);
}
