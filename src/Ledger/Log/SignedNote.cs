using System.Buffers.Binary;
using System.Text;
using Writ.Base;

namespace Writ.Ledger.Log;

/// <summary>Reads text signed by one or more keys (C2SP signed-note). Only text under a known key is given out.</summary>
public static class SignedNote
{
    /// <summary>More than the 16 that every reader has to accept, and little enough to bound the work.</summary>
    private const int MaxSignatures = 64;

    private const int MaxLength = 1 << 20;

    internal const string Dash = "— ";

    /// <summary>
    /// The text, if at least one known key signed it and no known key's signature is false. Unknown keys are passed over.
    /// Refusals <c>ledger-note-malformed</c>, <c>ledger-note-bad-signature</c>, <c>ledger-note-unsigned</c>.
    /// </summary>
    public static Result<string> Verify(string note, IReadOnlyCollection<VerifierKey> known) => Verify(note, known, out _);

    public static Result<string> Verify(ReadOnlySpan<byte> note, IReadOnlyCollection<VerifierKey> known, out IReadOnlyList<VerifierKey> signedBy)
    {
        signedBy = [];
        if (note.Length > MaxLength) return Malformed;
        try
        {
            return Verify(Utf8.GetString(note), known, out signedBy);
        }
        catch (DecoderFallbackException)
        {
            return Malformed;
        }
    }

    /// <param name="signedBy">The known keys whose signatures hold, each once.</param>
    public static Result<string> Verify(string note, IReadOnlyCollection<VerifierKey> known, out IReadOnlyList<VerifierKey> signedBy)
    {
        signedBy = [];
        if (!Split(note).TryGet(out var parts, out var refusal)) return refusal;
        var signers = new List<VerifierKey>();
        foreach (var line in parts.Signatures)
        {
            foreach (var key in known)
            {
                if (key.Name != line.Name || key.Id != line.KeyId) continue;

                // Also the second line of a key: one false line spoils the note, wherever it stands.
                if (!key.Signed(parts.Text, line.Signature))
                    return new Refusal("ledger-note-bad-signature", "A signature in this note is false; discard it and fetch it anew.");
                if (!signers.Contains(key)) signers.Add(key);
            }
        }

        if (signers.Count == 0)
            return new Refusal("ledger-note-unsigned", "No key that you trust signed this note; give the right verifier key.");
        signedBy = signers;
        return parts.Text;
    }

    /// <summary>The note with the signatures of these keys and no others, each once, in the order of the keys. They are those that <see cref="Verify(string, IReadOnlyCollection{VerifierKey})"/> checked.</summary>
    public static string Keep(string note, IEnumerable<VerifierKey> signers)
    {
        var parts = Split(note).Value;
        var kept = new StringBuilder(parts.Text).Append('\n');
        foreach (var key in signers)
        {
            // All of a key's lines were checked; one is enough.
            if (parts.Signatures.FirstOrDefault(line => line.Name == key.Name && line.KeyId == key.Id) is not { } line) continue;
            kept.Append(Line(line));
        }

        return kept.ToString();
    }

    internal static string Line(SignatureLine line)
    {
        var bytes = new byte[4 + line.Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, line.KeyId);
        line.Signature.CopyTo(bytes, 4);
        return $"{Dash}{line.Name} {Convert.ToBase64String(bytes)}\n";
    }

    internal static bool IsText(string text) =>
        text.EndsWith('\n') && text.Length <= MaxLength && !text.Any(c => c < ' ' && c != '\n') && !HalfSurrogate(text);

    /// <summary>Takes a note apart without believing any of it.</summary>
    internal static Result<NoteParts> Split(string note)
    {
        if (!IsText(note)) return Malformed;
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0) return Malformed;
        var text = note[..(blank + 1)];
        var lines = note[(blank + 2)..].Split('\n');
        if (lines.Length < 2 || lines.Length - 1 > MaxSignatures) return Malformed;
        var signatures = new List<SignatureLine>();
        foreach (var line in lines[..^1])
        {
            if (!line.StartsWith(Dash, StringComparison.Ordinal)) return Malformed;
            var words = line[Dash.Length..].Split(' ');
            if (words.Length != 2 || !KeyName.Fits(words[0]) || Strict.Base64(words[1].AsSpan()) is not { Length: >= 5 } bytes) return Malformed;
            signatures.Add(new SignatureLine(words[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..]));
        }

        return new NoteParts(text, signatures);
    }

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static bool HalfSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return true;
            i++;
        }

        return false;
    }

    private static Refusal Malformed => new("ledger-note-malformed", "A signed note is text, an empty line, and signature lines; fetch it anew.");

    internal sealed record NoteParts(string Text, IReadOnlyList<SignatureLine> Signatures);

    internal sealed record SignatureLine(string Name, uint KeyId, byte[] Signature);
}
