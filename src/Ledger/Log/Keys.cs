using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;

namespace Writ.Ledger.Log;

/// <summary>What may stand as a key's name in a note: not empty, no Unicode space, no plus, no control character.</summary>
internal static class KeyName
{
    public static bool Fits(string name) =>
        name.Length is > 0 and <= 255 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+' || c == '\uFFFD');
}

/// <summary>
/// A public key that signs notes (C2SP signed-note): name, 4-byte id, type and 32 bytes of Ed25519 key. The line is
/// <c>name+hex(id)+base64(type || key)</c>.
/// </summary>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    /// <summary>Signature type 0x01: Ed25519 over the text of the note.</summary>
    public const byte Ed25519 = 0x01;

    /// <summary>Signature type 0x04: a witness's timestamped cosignature (C2SP tlog-cosignature v1).</summary>
    public const byte Cosignature = 0x04;

    private readonly byte[] publicKey;

    internal VerifierKey(string name, byte type, ReadOnlySpan<byte> publicKey)
    {
        Name = name;
        Type = type;
        this.publicKey = publicKey.ToArray();
        Id = IdOf(name, type, publicKey);
    }

    public string Name { get; }

    public byte Type { get; }

    /// <summary>First four bytes of SHA-256(name || 0x0A || type || key), big endian. A label, not a proof.</summary>
    public uint Id { get; }

    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <summary>Refusal <c>ledger-vkey-malformed</c>.</summary>
    public static Result<VerifierKey> Parse(string vkey)
    {
        var line = vkey.EndsWith('\n') ? vkey[..^1] : vkey;
        // The base64 at the end may hold a plus of its own, so only the first two are separators.
        var parts = line.Split('+', 3);
        if (parts.Length != 3 || !KeyName.Fits(parts[0]) || !Strict.IsHex(parts[1], 4)) return Malformed;
        if (Strict.Base64(parts[2], 33) is not { } key || key[0] is not (Ed25519 or Cosignature)) return Malformed;
        var parsed = new VerifierKey(parts[0], key[0], key.AsSpan(1));
        return parsed.Id == uint.Parse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) ? parsed : Malformed;
    }

    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([Type, .. publicKey])}";

    public bool Equals(VerifierKey? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    public override int GetHashCode() => HashCode.Combine(Name, Id);

    /// <summary>Whether this is a signature of the text by this key. For a cosignature: 8 bytes of time come first.</summary>
    internal bool Signed(string text, ReadOnlySpan<byte> signature)
    {
        if (Type == Ed25519) return Sodium.VerifySignature(Encoding.UTF8.GetBytes(text), publicKey, signature);
        if (signature.Length != 72 || CosignatureTime(signature) is not { } time) return false;
        var message = string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n{text}");
        return Sodium.VerifySignature(Encoding.UTF8.GetBytes(message), publicKey, signature[8..]);
    }

    private static long? CosignatureTime(ReadOnlySpan<byte> signature)
    {
        var time = BinaryPrimitives.ReadUInt64BigEndian(signature);
        return time <= long.MaxValue ? (long)time : null;
    }

    private static uint IdOf(string name, byte type, ReadOnlySpan<byte> key) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', type, .. key]));

    private static Refusal Malformed => new("ledger-vkey-malformed", "A verifier key is name+id+key, as the log's vkey file holds it.");
}

/// <summary>The secret half. It signs notes as type 0x01; <see cref="Dispose"/> wipes it.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly byte[] seed;
    private readonly byte[] secret = new byte[64];
    private bool disposed;

    private SigningKey(string name, ReadOnlySpan<byte> seed32)
    {
        if (!KeyName.Fits(name)) throw new ArgumentException("Not a key's name", nameof(name));
        seed = seed32.ToArray();
        Span<byte> publicKey = stackalloc byte[32];
        Sodium.SeedKeyPair(seed, publicKey, secret);
        Verifier = new VerifierKey(name, VerifierKey.Ed25519, publicKey);
    }

    public VerifierKey Verifier { get; }

    public static SigningKey Generate(string name)
    {
        Span<byte> seed = stackalloc byte[32];
        RandomNumberGenerator.Fill(seed);
        var key = new SigningKey(name, seed);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    /// <param name="seed32">RFC 8032 secret key, 32 bytes; the caller wipes their copy.</param>
    public static SigningKey FromSeed(string name, ReadOnlySpan<byte> seed32) => new(name, seed32);

    /// <summary>A copy of the seed, to be stored; the caller wipes it.</summary>
    public byte[] ExportSeed()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return seed.ToArray();
    }

    /// <summary>The whole signed note. The text ends in a newline.</summary>
    public string SignNote(string text)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!SignedNote.IsText(text)) throw new ArgumentException("A note's text ends in a newline and holds no other control character", nameof(text));
        var signature = new byte[4 + 64];
        BinaryPrimitives.WriteUInt32BigEndian(signature, Verifier.Id);
        Sodium.Sign(Encoding.UTF8.GetBytes(text), secret, signature.AsSpan(4));
        return $"{text}\n{SignedNote.Dash}{Verifier.Name} {Convert.ToBase64String(signature)}\n";
    }

    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(seed);
        CryptographicOperations.ZeroMemory(secret);
    }
}
