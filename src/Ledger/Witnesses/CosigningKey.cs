using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Writ.Ledger.Log;

namespace Writ.Ledger.Witnesses;

/// <summary>
/// The secret half of a witness's key (C2SP tlog-cosignature v1, type 0x04). Never a log's key as well: the seed is the
/// witness's own. <see cref="Dispose"/> wipes it.
/// </summary>
public sealed class CosigningKey : IDisposable
{
    private readonly byte[] secret = new byte[64];
    private bool disposed;

    /// <param name="name">A URL without its scheme, as a rule; it need not be reachable.</param>
    /// <param name="seed32">RFC 8032 secret key, 32 bytes; the caller wipes their copy.</param>
    public CosigningKey(string name, ReadOnlySpan<byte> seed32)
    {
        if (!KeyName.Fits(name)) throw new ArgumentException("Not a key's name", nameof(name));
        Span<byte> publicKey = stackalloc byte[32];
        Sodium.SeedKeyPair(seed32, publicKey, secret);
        Verifier = new VerifierKey(name, VerifierKey.Cosignature, publicKey);
    }

    public VerifierKey Verifier { get; }

    /// <summary>Whether this may stand as a key's name: no space, no plus, no control character, at most 255 characters.</summary>
    public static bool IsName(string name) => KeyName.Fits(name);

    /// <summary>One signature line of a note, ending in a newline.</summary>
    /// <param name="text">Text of a checkpoint, ending in a newline.</param>
    /// <param name="time">Seconds since 1970, above zero.</param>
    public string Cosign(string text, long time)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(time);
        if (!SignedNote.IsText(text)) throw new ArgumentException("A note's text ends in a newline and holds no other control character", nameof(text));
        var signature = new byte[8 + 64];
        BinaryPrimitives.WriteInt64BigEndian(signature, time);
        var message = string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n{text}");
        Sodium.Sign(Encoding.UTF8.GetBytes(message), secret, signature.AsSpan(8));
        return SignedNote.Line(new SignedNote.SignatureLine(Verifier.Name, Verifier.Id, signature));
    }

    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(secret);
    }
}
