using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Reports;

namespace Writ.Ledger.Register;

/// <summary>
/// Openings of leaves, sealed to the auditors who are designated when the leaf is drawn: version 1, then a sealed file
/// (<c>docs/spec/sealing.md</c>) bound to the leaf. Real leaves and dummies give the same number of bytes.
/// </summary>
public static class AuditSeal
{
    public const int MostAuditors = 8;

    /// <summary>Bytes of a register leaf before its audit hash.</summary>
    internal const int RegisterBound = 66;

    /// <summary>The longest record that there can be fits: 14 salts, and five values of 200 characters of three bytes.</summary>
    internal const int RegisterPlain = 4096;

    /// <summary>Grows twofold for an authorisation of very many items.</summary>
    internal const int AuthorisationPlain = 8192;

    private const byte Version = 1;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The opening of an authorisation leaf, or what shows that the leaf is a dummy, for these auditors.</summary>
    /// <param name="opening">1 byte to 1 MiB, as it is kept.</param>
    public static byte[] SealAuthorisation(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> opening, IReadOnlyList<PublicKey> auditors)
    {
        var size = AuthorisationPlain;
        while (size < opening.Length + 4) size *= 2;
        var plain = new byte[size];
        BinaryPrimitives.WriteInt32BigEndian(plain, opening.Length);
        opening.CopyTo(plain.AsSpan(4));
        return Seal(Context(leaf), plain, auditors);
    }

    /// <summary>
    /// What was sealed with this authorisation leaf; whether it opens the leaf is still to be seen. Refusals <c>audit-not-recipient</c>, <c>audit-cannot-open</c>,
    /// <c>audit-swapped</c>, <c>audit-opening-malformed</c>.
    /// </summary>
    public static Result<byte[]> OpenAuthorisation(ReadOnlySpan<byte> leaf, byte[] forAuditors, PrivateKey key)
    {
        if (!AuthorisationOpening.IsLeaf(leaf)) return AuditRefusals.Malformed;
        if (!Open(Context(leaf), forAuditors, key).TryGet(out var plain, out var refusal)) return refusal;
        if (plain.Length < AuthorisationPlain || !int.IsPow2(plain.Length)) return AuditRefusals.Malformed;
        var length = BinaryPrimitives.ReadInt32BigEndian(plain);
        if (length < 1 || length > plain.Length - 4 || plain.AsSpan(4 + length).ContainsAnyExcept((byte)0)) return AuditRefusals.Malformed;
        return plain[4..(4 + length)];
    }

    /// <summary>
    /// Everything that this register leaf commits to. Refusals as of <see cref="OpenAuthorisation"/>; before them <c>audit-hash-differs</c>, after them
    /// <c>audit-class-differs</c> and <c>audit-fields-differ</c>: it was opened, and is not what the leaf commits to.
    /// </summary>
    public static Result<RegisterOpening> OpenRegister(RegisterLeaf leaf, byte[] forAuditors, PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        if (!SHA256.HashData(forAuditors).AsSpan().SequenceEqual(leaf.AuditHash)) return AuditRefusals.Hash;
        if (!Open(Context(leaf.Bytes[..RegisterBound]), forAuditors, key).TryGet(out var plain, out var refusal)) return refusal;
        if (Read(plain, leaf.AuditHash.ToArray()) is not { } opening) return AuditRefusals.Malformed;
        var says = RegisterLeaf.Parse(opening.Leaf()).Value;
        if (!says.Commitment.SequenceEqual(leaf.Commitment)) return AuditRefusals.Class;
        return says.FieldRoot.SequenceEqual(leaf.FieldRoot) ? opening : AuditRefusals.Fields;
    }

    /// <summary>
    /// To whom something was sealed, where it was sealed with this leaf: seen without a key, so not whether it opens. Refusals <c>audit-hash-differs</c>, <c>audit-cannot-open</c>,
    /// <c>audit-swapped</c>.
    /// </summary>
    /// <param name="leaf">A register leaf or an authorisation leaf.</param>
    public static Result<IReadOnlyList<string>> Look(ReadOnlySpan<byte> leaf, byte[] forAuditors)
    {
        var isRegister = RegisterLeaf.Parse(leaf).TryGet(out var register, out _);
        if (!isRegister && !AuthorisationOpening.IsLeaf(leaf)) return AuditRefusals.Malformed;
        if (isRegister && !SHA256.HashData(forAuditors).AsSpan().SequenceEqual(register!.AuditHash)) return AuditRefusals.Hash;
        if (forAuditors.Length < 2 || forAuditors[0] != Version) return AuditRefusals.CannotOpen;
        using var input = new MemoryStream(forAuditors, 1, forAuditors.Length - 1);
        if (!SealedFile.Look(input).TryGet(out var info, out _)) return AuditRefusals.CannotOpen;
        return info.Context == Context(isRegister ? leaf[..RegisterBound] : leaf) ? Result<IReadOnlyList<string>>.Of(info.Recipients) : AuditRefusals.Swapped;
    }

    internal static byte[] Seal(RegisterOpening opening, IReadOnlyList<PublicKey> auditors) => Seal(Context(opening.LeafStart()), Write(opening), auditors);

    internal static string Context(ReadOnlySpan<byte> bound) => $"writ.audit/v1 {(char)bound[0]} {Convert.ToHexStringLower(bound)}";

    /// <summary>Class, blind, then salt, length and value of each field; zeros to the end.</summary>
    internal static byte[] Write(RegisterOpening opening)
    {
        var plain = new byte[RegisterPlain];
        plain[0] = (byte)(1 + (int)opening.Class);
        opening.Blind.CopyTo(plain, 1);
        var at = 33;
        foreach (var (salt, value) in opening.Salts.Zip(opening.Values))
        {
            salt.CopyTo(plain, at);
            var length = Encoding.UTF8.GetBytes(value, plain.AsSpan(at + 34));
            BinaryPrimitives.WriteUInt16BigEndian(plain.AsSpan(at + 32), (ushort)length);
            at += 34 + length;
        }

        return plain;
    }

    private static byte[] Seal(string context, byte[] plain, IReadOnlyList<PublicKey> auditors)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(auditors.Count, MostAuditors);
        using var sealedTo = new MemoryStream(plain.Length + 1024);
        sealedTo.WriteByte(Version);
        using (var input = new MemoryStream(plain)) SealedFile.Seal(input, sealedTo, auditors, context);
        CryptographicOperations.ZeroMemory(plain);
        return sealedTo.ToArray();
    }

    private static Result<byte[]> Open(string context, byte[] forAuditors, PrivateKey key)
    {
        if (forAuditors.Length < 2 || forAuditors[0] != Version) return AuditRefusals.CannotOpen;
        using var input = new MemoryStream(forAuditors, 1, forAuditors.Length - 1);
        using var output = new MemoryStream();
        if (!SealedFile.Open(input, key, output).TryGet(out var info, out var refusal)) return refusal.Code == "sealing-not-a-recipient" ? AuditRefusals.NotRecipient : AuditRefusals.CannotOpen;
        return info.Context == context ? output.ToArray() : AuditRefusals.Swapped;
    }

    private static RegisterOpening? Read(byte[] plain, byte[] auditHash)
    {
        if (plain.Length != RegisterPlain || plain[0] is < 1 or > 3) return null;
        var (values, salts) = (new string[RegisterSchema.Fields.Count], new byte[RegisterSchema.Fields.Count][]);
        var at = 33;
        for (var i = 0; i < values.Length; i++)
        {
            if (plain.Length - at < 34) return null;
            salts[i] = plain[at..(at + 32)];
            var length = BinaryPrimitives.ReadUInt16BigEndian(plain.AsSpan(at + 32));
            at += 34;
            if (plain.Length - at < length || Text(plain.AsSpan(at, length)) is not { } value) return null;
            values[i] = value;
            at += length;
        }

        return plain.AsSpan(at).ContainsAnyExcept((byte)0) ? null : RegisterOpening.Of((DemandClass)(plain[0] - 1), plain[1..33], values, salts, auditHash);
    }

    private static string? Text(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Utf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

internal static class AuditRefusals
{
    internal static Refusal Hash { get; } = new("audit-hash-differs", "What was kept for auditors is not what this leaf holds the hash of.");

    internal static Refusal NotRecipient { get; } = new("audit-not-recipient", "The opening is not sealed to this auditor’s key.");

    internal static Refusal CannotOpen { get; } = new("audit-cannot-open", "The opening is sealed to this auditor’s key, and still does not open: its bytes were changed, or never were right.");

    internal static Refusal Swapped { get; } = new("audit-swapped", "This opening was sealed for another leaf.");

    internal static Refusal Malformed { get; } = new("audit-opening-malformed", "What was sealed to auditors is no opening of the form and length that it must have.");

    internal static Refusal Class { get; } = new("audit-class-differs", "The class that the auditor is shown is not the one that the leaf commits to.");

    internal static Refusal Fields { get; } = new("audit-fields-differ", "A field that the auditor is shown is not the one that the leaf commits to.");
}
