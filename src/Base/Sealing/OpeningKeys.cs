using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Writ.Base.Sealing;

/// <summary>
/// Seals openings of leaves in the database, under a key of the half-year in which they were drawn. The keys lie in a folder, each a file
/// <c>PERIOD.ID.key</c> of 32 bytes; one is made when it is first needed. Whoever destroys a key destroys what it opens.
/// </summary>
public sealed class OpeningKeys
{
    /// <summary>Version, id of the key, leaf hash.</summary>
    private const int HeaderLength = 1 + SealKey.IdLength + LeafHashLength;

    private const int LeafHashLength = 32;

    private const byte Version = 1;

    // From before there were keys: an opening as it is, in JSON.
    private const byte Unsealed = (byte)'{';

    private readonly string folder;
    private readonly Lock making = new();
    private readonly ConcurrentDictionary<string, SealKey> known = new(StringComparer.Ordinal);

    /// <param name="folder">Is there, and only its owner may enter it.</param>
    public OpeningKeys(string folder) => this.folder = folder;

    /// <summary>All keys in the folder, in order of their periods.</summary>
    public IReadOnlyList<SealKey> All()
    {
        Read();
        return [.. known.Values.OrderBy(key => key.Period.First).ThenBy(key => key.Id, StringComparer.Ordinal)];
    }

    /// <summary>The key under which an opening is sealed that is drawn now; made, durably, if there is none.</summary>
    public SealKey For(DateTimeOffset at)
    {
        var period = Period.HalfYearOf(DateOnly.FromDateTime(at.UtcDateTime));
        if (Of(period) is { } key) return key;
        lock (making)
        {
            Read();
            if (Of(period) is { } made) return made;
            var secret = RandomNumberGenerator.GetBytes(SaltedSeal.KeyLength);
            Keep(new SealKey(period, secret));
            return Of(period)!;
        }
    }

    /// <summary>Puts a key back that was recovered. True if it was not there.</summary>
    public bool Restore(SealKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (making)
        {
            Read();
            if (known.ContainsKey(key.Id)) return false;
            Keep(key);
            return true;
        }
    }

    /// <param name="at">When the opening was drawn.</param>
    /// <param name="leafHash">RFC 6962 leaf hash of what it opens, 32 bytes; bound as associated data.</param>
    public byte[] Seal(DateTimeOffset at, ReadOnlySpan<byte> leafHash, ReadOnlySpan<byte> opening)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(leafHash.Length, LeafHashLength);
        var key = For(at);
        byte[] header = [Version, .. Convert.FromHexString(key.Id), .. leafHash];
        return [.. header, .. SaltedSeal.Seal(key.Secret, Context(header), opening)];
    }

    /// <summary>The opening as it was. Refusals <c>sealing-period-key-missing</c>, <c>sealing-cannot-open</c>.</summary>
    public Result<byte[]> Open(ReadOnlySpan<byte> kept)
    {
        if (!IsSealed(kept)) return kept.Length > 0 && kept[0] == Unsealed ? kept.ToArray() : SealingRefusals.CannotOpen;
        if (kept.Length < HeaderLength || kept[0] != Version) return SealingRefusals.CannotOpen;
        var id = KeyIdOf(kept);
        if (!known.ContainsKey(id)) Read();
        if (!known.TryGetValue(id, out var key)) return SealingRefusals.PeriodKey;
        return SaltedSeal.Open(key.Secret, Context(kept[..HeaderLength]), kept[HeaderLength..]);
    }

    /// <summary>As <see cref="Open(ReadOnlySpan{byte})"/>, of what has to be the opening of this leaf: sealed for another, it is refused.</summary>
    public Result<byte[]> Open(ReadOnlySpan<byte> kept, ReadOnlySpan<byte> leafHash)
    {
        if (IsSealed(kept) && (kept.Length < HeaderLength || !kept.Slice(1 + SealKey.IdLength, LeafHashLength).SequenceEqual(leafHash))) return SealingRefusals.CannotOpen;
        return Open(kept);
    }

    /// <summary>False for an opening from before there were keys.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> kept) => kept.Length > 0 && kept[0] != Unsealed;

    private static string KeyIdOf(ReadOnlySpan<byte> kept) => Convert.ToHexStringLower(kept.Slice(1, SealKey.IdLength));

    private static byte[] Context(ReadOnlySpan<byte> header) => [.. "writ.opening/v1"u8, .. header];

    private SealKey? Of(Period period) =>
        known.Values.Where(key => key.Period == period).OrderBy(key => key.Id, StringComparer.Ordinal).FirstOrDefault();

    private void Keep(SealKey key)
    {
        SecretFile.Write(Path.Combine(folder, key.FileName), key.Secret.ToArray());
        Read();
    }

    /// <summary>Whoever put a key into the folder meanwhile: another process, an operator from a backup.</summary>
    private void Read()
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, "*.key"))
        {
            var name = Path.GetFileName(path);
            if (known.Values.Any(key => key.FileName == name)) continue;
            if (!Period.TryParse(name.Split('.')[0], out var period) || SecretFile.Read(path, SaltedSeal.KeyLength) is not { } secret) continue;
            var found = new SealKey(period, secret);

            // A file whose name is not its key's was put together by hand, wrongly.
            if (found.FileName == name) known.TryAdd(found.Id, found);
        }
    }
}
