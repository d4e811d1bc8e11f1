using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Writ.Base.Sealing;

/// <param name="Key">SHA-256 thumbprint of the trustee's public key.</param>
/// <param name="Share">32 random bytes of this trustee, in a sealed file to that key.</param>
public sealed record BackupTrustee(string Key, byte[] Share);

/// <param name="Id">Of the key, 16 hex digits.</param>
/// <param name="Wrapped">48 bytes for each group of trustees that is large enough, groups in rising order of the number whose bits they are.</param>
public sealed record BackedUpKey(Period Period, string Id, IReadOnlyList<byte[]> Wrapped);

/// <summary>
/// Keys of periods, split among trustees so that any <see cref="Need"/> of them together recover them, and fewer learn nothing. Each trustee has 32
/// random bytes; each key is encrypted once for every group of <see cref="Need"/>, under a key derived of all their bytes. So there is no arithmetic of
/// our own, and the price is size: at most 35 groups. Layout and file: <c>docs/spec/sealing.md</c>.
/// </summary>
public sealed class KeyBackup
{
    public const int MostTrustees = 7;

    internal const int WrappedLength = SaltedSeal.KeyLength + Sealer.TagLength;

    internal KeyBackup(int need, byte[] salt, IReadOnlyList<BackupTrustee> trustees, IReadOnlyList<BackedUpKey> keys) =>
        (Need, Salt, Trustees, Keys) = (need, salt, trustees, keys);

    /// <summary>How many trustees it takes, 2 and up.</summary>
    public int Need { get; }

    public IReadOnlyList<BackupTrustee> Trustees { get; }

    public IReadOnlyList<BackedUpKey> Keys { get; }

    internal byte[] Salt { get; }

    /// <summary>Splits keys anew: shares of an earlier backup are of no use with this one. Refusal <c>sealing-backup-trustees</c>.</summary>
    public static Result<KeyBackup> Split(IReadOnlyList<SealKey> keys, IReadOnlyList<PublicKey> trustees, int need)
    {
        ArgumentNullException.ThrowIfNull(trustees);
        if (need < 2 || need > trustees.Count || trustees.Count > MostTrustees || trustees.Distinct().Count() != trustees.Count) return SealingRefusals.Trustees;
        var shares = trustees.Select(_ => RandomNumberGenerator.GetBytes(SaltedSeal.KeyLength)).ToList();
        var backup = Split(keys, trustees, need, RandomNumberGenerator.GetBytes(SaltedSeal.KeyLength), shares);
        foreach (var share in shares) CryptographicOperations.ZeroMemory(share);
        return backup;
    }

    internal static KeyBackup Split(
        IReadOnlyList<SealKey> keys, IReadOnlyList<PublicKey> trustees, int need, byte[] salt, IReadOnlyList<byte[]> shares)
    {
        var groups = Groups(trustees.Count, need).ToList();
        return new KeyBackup(
            need, salt,
            [.. trustees.Select((trustee, i) => new BackupTrustee(trustee.Thumbprint, Share(trustee, salt, i, shares[i])))],
            [.. keys.Select(key => new BackedUpKey(key.Period, key.Id, [.. groups.Select(group => Wrap(key, group, need, salt, shares))]))]);
    }

    /// <summary>A trustee opens their own share, on their own machine. Refusals <c>sealing-share-not-yours</c>, <c>sealing-cannot-open</c>.</summary>
    public Result<KeyShare> Open(PrivateKey trustee)
    {
        ArgumentNullException.ThrowIfNull(trustee);
        var at = Trustees.ToList().FindIndex(t => t.Key == trustee.Public.Thumbprint);
        if (at < 0) return SealingRefusals.NotYours;
        using var input = new MemoryStream(Trustees[at].Share);
        using var output = new MemoryStream();
        if (!SealedFile.Open(input, trustee, output).TryGet(out var info, out _) || info.Context != Context(Salt, at) || output.Length != SaltedSeal.KeyLength)
            return SealingRefusals.CannotOpen;
        return new KeyShare(Salt, at, output.ToArray());
    }

    /// <summary>
    /// All keys, from the shares of enough trustees. Refusals <c>sealing-share-other-backup</c>, <c>sealing-shares-too-few</c>, <c>sealing-cannot-open</c>: a
    /// share, or the backup, was changed.
    /// </summary>
    public Result<IReadOnlyList<SealKey>> Recover(IReadOnlyList<KeyShare> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.Any(share => !share.Salt.AsSpan().SequenceEqual(Salt) || share.Trustee >= Trustees.Count)) return SealingRefusals.OtherBackup;
        var taken = given.DistinctBy(share => share.Trustee).Take(Need).ToList();
        if (taken.Count < Need) return SealingRefusals.TooFew;
        var shares = new byte[Trustees.Count][];
        foreach (var share in taken) shares[share.Trustee] = share.Secret;
        var group = taken.Aggregate(0, (bits, share) => bits | (1 << share.Trustee));
        var at = Groups(Trustees.Count, Need).ToList().IndexOf(group);
        var keys = new List<SealKey>();
        foreach (var key in Keys)
        {
            if (Unwrap(key, key.Wrapped[at], group, Need, Salt, shares) is not { } secret || new SealKey(key.Period, secret) is var found && found.Id != key.Id) return SealingRefusals.CannotOpen;
            keys.Add(found);
        }

        return keys;
    }

    /// <summary>Numbers whose bits say who is in the group, lowest bit first.</summary>
    internal static IEnumerable<int> Groups(int trustees, int need) => Enumerable.Range(0, 1 << trustees).Where(bits => BitOperations.PopCount((uint)bits) == need);

    private static byte[] Share(PublicKey trustee, byte[] salt, int at, byte[] share)
    {
        using var output = new MemoryStream();
        using var writer = new SealedFileWriter(output, [trustee], Context(salt, at));
        writer.Write(share);
        writer.Complete();
        return output.ToArray();
    }

    private static string Context(byte[] salt, int at) => $"writ.seal-backup/v1 {Convert.ToHexStringLower(salt)} {at}";

    private static byte[] Wrap(SealKey key, int group, int need, byte[] salt, IReadOnlyList<byte[]> shares)
    {
        var wrapped = new byte[WrappedLength];
        using var gcm = Cipher(key.Period, key.Id, group, need, salt, shares);
        gcm.Encrypt(new byte[12], key.Secret, wrapped.AsSpan(0, SaltedSeal.KeyLength), wrapped.AsSpan(SaltedSeal.KeyLength));
        return wrapped;
    }

    private static byte[]? Unwrap(BackedUpKey key, byte[] wrapped, int group, int need, byte[] salt, IReadOnlyList<byte[]> shares)
    {
        var secret = new byte[SaltedSeal.KeyLength];
        using var gcm = Cipher(key.Period, key.Id, group, need, salt, shares);
        try
        {
            gcm.Decrypt(new byte[12], wrapped.AsSpan(0, SaltedSeal.KeyLength), wrapped.AsSpan(SaltedSeal.KeyLength), secret);
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>One key for one message: salt, group and key id are in it, so the nonce may stand still.</summary>
    private static AesGcm Cipher(Period period, string id, int group, int need, byte[] salt, IReadOnlyList<byte[]> shares)
    {
        var together = new byte[need * SaltedSeal.KeyLength];
        var at = 0;
        for (var i = 0; i < shares.Count; i++)
        {
            if ((group & (1 << i)) != 0) shares[i].CopyTo(together, SaltedSeal.KeyLength * at++);
        }

        Span<byte> numbers = stackalloc byte[2];
        (numbers[0], numbers[1]) = ((byte)need, (byte)group);
        Span<byte> own = stackalloc byte[SaltedSeal.KeyLength];
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256, together, own, salt, [.. "writ.seal-backup/v1/wrap"u8, .. numbers, .. Convert.FromHexString(id), .. Encoding.ASCII.GetBytes(period.Text)]);
        CryptographicOperations.ZeroMemory(together);
        var gcm = new AesGcm(own, Sealer.TagLength);
        CryptographicOperations.ZeroMemory(own);
        return gcm;
    }
}
