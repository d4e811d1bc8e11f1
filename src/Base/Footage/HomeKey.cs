using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Writ.Base.Sealing;

namespace Writ.Base.Footage;

/// <summary>
/// The key of a home in one generation: 32 bytes that its hub makes and wraps to every holder. A holder is removed: the next
/// generation begins, and what comes after it stays closed to whoever left. Whoever holds one disposes of it.
/// </summary>
public sealed class HomeKey : IDisposable
{
    private const string Kind = "home-key";

    private const int MostGenerations = 100_000;

    private const int WrapLength = P256.PointLength + SaltedSeal.KeyLength + Sealer.TagLength;

    private readonly byte[] secret;

    private HomeKey(HomeId home, int generation, byte[] secret)
    {
        Home = home;
        Generation = generation;
        this.secret = secret;
    }

    public HomeId Home { get; }

    /// <summary>0 and up.</summary>
    public int Generation { get; }

    internal ReadOnlySpan<byte> Secret => secret;

    public static HomeKey Make(HomeId home, int generation) => new(home, generation, RandomNumberGenerator.GetBytes(SaltedSeal.KeyLength));

    /// <summary>
    /// What the server carries: the key wrapped to each holder of <paramref name="chain"/> but the hub, which keeps its own, signed
    /// by the hub. Canonical JSON.
    /// </summary>
    public byte[] Record(HolderKeys hub, HomeChain chain)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(chain);
        var wraps = new JsonArray();
        foreach (var (holder, role) in chain.Holders)
        {
            if (role == HolderRole.Hub) continue;
            using var ephemeral = PrivateKey.Generate();
            using var gcm = Wrapping(ephemeral.Agree(holder.Seal.Point), ephemeral.Public.Point, holder.Seal.Point, Home, Generation);
            var wrap = new byte[WrapLength];
            ephemeral.Public.Point.CopyTo(wrap);
            var body = wrap.AsSpan(P256.PointLength);
            gcm.Encrypt(new byte[12], secret, body[..secret.Length], body[secret.Length..]);
            wraps.Add(new JsonObject { ["holder"] = holder.Id, ["wrap"] = Convert.ToBase64String(wrap) });
        }

        return SignedText.Sign(hub, Kind, new JsonObject
        {
            ["generation"] = Generation,
            ["home"] = Home.Text,
            ["statements"] = chain.Texts.Count,
            ["wraps"] = wraps,
        }).Write();
    }

    /// <summary>The key, from a record that the hub of this home signed. Refusals <c>footage-not-signed</c>, <c>footage-bad-home-key</c>.</summary>
    public static Result<HomeKey> Open(byte[] record, HomeChain chain, HolderKeys holder)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(holder);
        if (!SignedText.Read(record, Kind).TryGet(out var text, out var refusal)) return refusal;
        if (!text.IsBy(chain.Hub)) return FootageRefusals.NotSigned;
        var json = new PayloadReader(text.Payload);
        var generation = (int)json.Number("generation", 0, MostGenerations);
        var home = json.Text("home", 40);
        json.Number("statements", 1, MostGenerations);
        var wraps = json.Objects("wraps", HomeChain.MostHolders, one => (Holder: one.Hash("holder"), Wrap: one.Base64("wrap", WrapLength)));
        if (!json.Ok || home != chain.Home.Text) return FootageRefusals.HomeKey;
        var own = wraps.FirstOrDefault(w => w.Holder == holder.Holder.Id).Wrap;
        if (own is null || !P256.IsPoint(own.AsSpan(0, P256.PointLength))) return FootageRefusals.HomeKey;
        var point = own.AsSpan(0, P256.PointLength);
        var body = own.AsSpan(P256.PointLength);
        var secret = new byte[SaltedSeal.KeyLength];
        using var gcm = Wrapping(holder.Seal.Agree(point), point, holder.Holder.Seal.Point, chain.Home, generation);
        try
        {
            gcm.Decrypt(new byte[12], body[..secret.Length], body[secret.Length..], secret);
            return new HomeKey(chain.Home, generation, secret);
        }
        catch (AuthenticationTagMismatchException)
        {
            return FootageRefusals.HomeKey;
        }
    }

    /// <summary>As <see cref="Export"/> gave it.</summary>
    public static HomeKey Import(HomeId home, int generation, ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SaltedSeal.KeyLength);
        return new HomeKey(home, generation, secret.ToArray());
    }

    /// <summary>The 32 bytes, for the hub's own secret file; the caller wipes them.</summary>
    public byte[] Export() => (byte[])secret.Clone();

    public void Dispose() => CryptographicOperations.ZeroMemory(secret);

    private static AesGcm Wrapping(byte[] shared, ReadOnlySpan<byte> ephemeral, ReadOnlySpan<byte> holder, HomeId home, int generation)
    {
        Span<byte> key = stackalloc byte[SaltedSeal.KeyLength];
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256, shared, key, [.. ephemeral, .. holder], [.. Bytes.Of("writ.home-key/v1"u8, home.Text), .. Bytes.Number(generation)]);
        CryptographicOperations.ZeroMemory(shared);
        var gcm = new AesGcm(key, Sealer.TagLength);
        CryptographicOperations.ZeroMemory(key);
        return gcm;
    }
}
