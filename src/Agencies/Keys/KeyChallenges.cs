using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Agencies.Keys;

/// <summary>What a browser answers to show that it holds a key. All but <paramref name="Challenge"/> is public.</summary>
/// <param name="Challenge">Sent back as it is; only the server reads it.</param>
/// <param name="Nonce">32 bytes, base64.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo of a key made for this challenge, base64.</param>
/// <param name="Subject">Whose key it is to be.</param>
internal sealed record KeyChallenge(string Challenge, string Nonce, string PublicKey, string Subject);

/// <summary>
/// Challenges of <c>docs/spec/key-proof.md</c>. Nothing is kept: the challenge holds our half, sealed to ourselves, and ends after
/// ten minutes. A second use within that time could only register the same key to the same officer again, which is refused.
/// </summary>
internal sealed class KeyChallenges(IDataProtectionProvider protection, TimeProvider time)
{
    private const int Head = sizeof(long) + PossessionProof.Length;

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly IDataProtector own = protection.CreateProtector("writ.key-proof/v1");

    public KeyChallenge Make(OfficerId officer)
    {
        using var key = PrivateKey.Generate();
        var nonce = RandomNumberGenerator.GetBytes(PossessionProof.Length);
        var pkcs8 = key.ExportPkcs8();
        byte[] content = [.. new byte[sizeof(long)], .. nonce, .. pkcs8];
        BinaryPrimitives.WriteInt64BigEndian(content, (time.GetUtcNow() + Lasts).UtcTicks);
        var challenge = Convert.ToBase64String(own.Protect(content));
        CryptographicOperations.ZeroMemory(content);
        CryptographicOperations.ZeroMemory(pkcs8);
        return new KeyChallenge(challenge, Convert.ToBase64String(nonce), Convert.ToBase64String(key.Public.Spki), officer.Text);
    }

    /// <summary>Whether the proof answers the challenge, for this key and this officer. Whatever is wrong, the answer is the same.</summary>
    public bool Answered(string challenge, PublicKey claimed, OfficerId officer, string proof)
    {
        if (Bytes(challenge, 2048) is not { } sealedContent || Bytes(proof, 64) is not { } answer || Open(sealedContent) is not { Length: > Head } content) return false;
        try
        {
            if (BinaryPrimitives.ReadInt64BigEndian(content) <= time.GetUtcNow().UtcTicks) return false;
            if (!PrivateKey.ImportPkcs8(content.AsSpan(Head)).TryGet(out var key, out _)) return false;
            using (key) return PossessionProof.Holds(key, claimed, content.AsSpan(sizeof(long), PossessionProof.Length), officer.Text, answer);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private byte[]? Open(byte[] sealedContent)
    {
        try
        {
            return own.Unprotect(sealedContent);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string base64, int most)
    {
        var bytes = new byte[most];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
