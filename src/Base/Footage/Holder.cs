using System.Security.Cryptography;
using Writ.Base.Sealing;

namespace Writ.Base.Footage;

/// <summary>
/// Who holds keys of a home: its hub, or a browser or recovery code of somebody who lives there. Two P-256 keys, one that signs
/// (ECDSA) and one that is sealed to (ECDH), because browsers keep the two apart.
/// </summary>
public sealed record Holder
{
    private Holder(PublicKey sign, PublicKey seal)
    {
        Sign = sign;
        Seal = seal;
        Id = Convert.ToHexStringLower(SHA256.HashData([.. "writ.holder/v1"u8, .. sign.Point, .. seal.Point]));
    }

    /// <summary>Verifies what the holder signed.</summary>
    public PublicKey Sign { get; }

    /// <summary>What is meant for the holder is sealed to it.</summary>
    public PublicKey Seal { get; }

    /// <summary>SHA-256 of both points behind a label, 64 lower-case hex digits.</summary>
    public string Id { get; }

    /// <summary>The first 60 bits of the id, for people to compare: <c>K7Q2-M3PD-9RTW</c>.</summary>
    public string Mark
    {
        get
        {
            var bits = Convert.ToInt64(Id[..15], 16);
            return string.Create(14, bits, (text, left) =>
            {
                for (var i = text.Length - 1; i >= 0; i--)
                {
                    text[i] = i % 5 == 4 ? '-' : PairingCode.Alphabet[(int)(left & 31)];
                    if (text[i] != '-') left >>= 5;
                }
            });
        }
    }

    /// <summary>Refuses one key for both uses (<c>sealing-bad-public-key</c>).</summary>
    public static Result<Holder> Of(PublicKey sign, PublicKey seal) =>
        sign == seal ? SealingRefusals.PublicKey : new Holder(sign, seal);

    /// <summary>Both as SubjectPublicKeyInfo.</summary>
    public static Result<Holder> Parse(ReadOnlySpan<byte> sign, ReadOnlySpan<byte> seal)
    {
        if (!PublicKey.Parse(sign).TryGet(out var signs, out var refusal)) return refusal;
        return PublicKey.Parse(seal).TryGet(out var seals, out refusal) ? Of(signs, seals) : refusal;
    }

    /// <summary>Whether the holder signed these bytes; <paramref name="signature"/> is r and s, 32 bytes each (IEEE P1363), as browsers write it.</summary>
    internal bool Signed(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Sign.Point[1..33].ToArray(), Y = Sign.Point[33..].ToArray() },
        });
        return signature.Length == 64 && key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}

/// <summary>The private halves of a holder: the hub's, or a test's. Whoever holds them disposes of them.</summary>
public sealed class HolderKeys : IDisposable
{
    private readonly ECDsa sign;

    private HolderKeys(ECDsa sign, PrivateKey seal)
    {
        this.sign = sign;
        Seal = seal;
        var q = sign.ExportParameters(includePrivateParameters: false).Q;
        Holder = Holder.Of(PublicKey.OfPoint([4, .. q.X!, .. q.Y!]), seal.Public).Value;
    }

    public Holder Holder { get; }

    internal PrivateKey Seal { get; }

    public static HolderKeys Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), PrivateKey.Generate());

    /// <summary>From two PKCS#8 keys, each with its length in two bytes before it, as <see cref="Export"/> writes them. Refusal <c>sealing-bad-private-key</c>.</summary>
    public static Result<HolderKeys> Import(ReadOnlySpan<byte> both)
    {
        if (!Part(ref both, out var first) || !Part(ref both, out var second) || both.Length > 0) return SealingRefusals.PrivateKey;
        // The same strict reader for both: a curve by its name, a point on it, nothing after it.
        if (!PrivateKey.ImportPkcs8(first).TryGet(out var checkedKey, out var refusal)) return refusal;
        checkedKey.Dispose();
        if (!PrivateKey.ImportPkcs8(second).TryGet(out var seal, out refusal)) return refusal;
        var sign = ECDsa.Create();
        sign.ImportPkcs8PrivateKey(first, out _);
        return new HolderKeys(sign, seal);
    }

    /// <summary>The caller wipes it.</summary>
    public byte[] Export()
    {
        var (first, second) = (sign.ExportPkcs8PrivateKey(), Seal.ExportPkcs8());
        using var bytes = new MemoryStream(512);
        Bytes.Prefixed(bytes, first);
        Bytes.Prefixed(bytes, second);
        CryptographicOperations.ZeroMemory(first);
        CryptographicOperations.ZeroMemory(second);
        var both = bytes.ToArray();
        CryptographicOperations.ZeroMemory(bytes.GetBuffer());
        return both;
    }

    public void Dispose()
    {
        sign.Dispose();
        Seal.Dispose();
    }

    internal byte[] SignData(ReadOnlySpan<byte> bytes) => sign.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static bool Part(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> part)
    {
        part = default;
        if (rest.Length < 2) return false;
        var length = (rest[0] << 8) | rest[1];
        if (rest.Length < 2 + length) return false;
        part = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return true;
    }
}
