using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;

namespace Writ.Ledger.Register;

/// <summary>
/// A register leaf, 98 bytes: <c>'R'</c>, version 1, commitment to the class (32), root of the field tree (32), hash of
/// the opening encrypted to auditors (32; random while no auditor is designated).
/// </summary>
public sealed class RegisterLeaf
{
    public const byte Tag = (byte)'R';

    public const int Length = 98;

    private const byte Version = 1;

    private readonly byte[] bytes;

    private RegisterLeaf(byte[] bytes) => this.bytes = bytes;

    internal ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>blind * B + G_class, a ristretto255 point.</summary>
    public ReadOnlySpan<byte> Commitment => bytes.AsSpan(2, 32);

    public ReadOnlySpan<byte> FieldRoot => bytes.AsSpan(34, 32);

    public ReadOnlySpan<byte> AuditHash => bytes.AsSpan(66, 32);

    /// <summary>Refusal <c>ledger-leaf-malformed</c>: wrong length or version, or a commitment that is no canonical point, or the identity.</summary>
    public static Result<RegisterLeaf> Parse(ReadOnlySpan<byte> leaf) =>
        leaf.Length == Length && leaf[0] == Tag && leaf[1] == Version && Sodium.IsPoint(leaf.Slice(2, 32))
            ? new RegisterLeaf(leaf.ToArray())
            : new Refusal("ledger-leaf-malformed", "A register leaf is 98 bytes: R, version 1, a group point, two hashes.");

    internal static byte[] Write(ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> fieldRoot, ReadOnlySpan<byte> auditHash) =>
        [Tag, Version, .. commitment, .. fieldRoot, .. auditHash];
}

/// <summary>The last field of a register leaf, its demand, opened; all others closed.</summary>
/// <param name="Fields">Leaf hashes of the other fields, 32 bytes each, in the order of the schema.</param>
/// <param name="Salt">Of the field <c>demand</c>, 32 bytes.</param>
public sealed record DemandShown(IReadOnlyList<byte[]> Fields, byte[] Salt)
{
    /// <summary>Whether the leaf's field tree has this demand in its last place.</summary>
    public bool IsOf(RegisterLeaf leaf, DemandId demand)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        return Fields.Count == RegisterSchema.Fields.Count - 1 && Fields.All(hash => hash is { Length: 32 }) && Salt is { Length: FieldTree.SaltBytes }
            && FieldTree.Root([.. Fields, FieldTree.FieldHash(RegisterSchema.Fields[^1], demand.Text, Salt)]).AsSpan().SequenceEqual(leaf.FieldRoot);
    }
}

/// <summary>Pedersen commitments to a class over ristretto255 (RFC 9496). Perfectly hiding; binding while discrete logarithms are hard.</summary>
internal static class ClassCommitment
{
    private static readonly ConcurrentDictionary<string, byte[]> Generators = new(StringComparer.Ordinal);

    public static string Name(DemandClass cls) => cls switch
    {
        DemandClass.Open => "open",
        DemandClass.Withheld => "withheld",
        DemandClass.Dummy => "dummy",
        _ => throw new ArgumentOutOfRangeException(nameof(cls)),
    };

    public static DemandClass? Class(string? name) => name switch
    {
        "open" => DemandClass.Open,
        "withheld" => DemandClass.Withheld,
        "dummy" => DemandClass.Dummy,
        _ => null,
    };

    /// <param name="blind">Scalar in [1, order).</param>
    public static byte[] Commit(DemandClass cls, ReadOnlySpan<byte> blind) => Sodium.Add(Sodium.BaseTimes(blind), Generator(cls));

    public static bool Opens(ReadOnlySpan<byte> commitment, DemandClass cls, ReadOnlySpan<byte> blind) =>
        Sodium.IsScalar(blind) && Sodium.IsPoint(commitment) && commitment.SequenceEqual(Commit(cls, blind));

    internal static byte[] Generator(DemandClass cls) => Generators.GetOrAdd(
        Name(cls), name => Sodium.PointFromHash(SHA512.HashData(Encoding.UTF8.GetBytes("writ.register/v1/class/" + name))));
}
