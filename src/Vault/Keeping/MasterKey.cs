using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Vault.Keeping;

/// <summary>
/// Wraps the accounts' private keys. Each wrapping has its own key (HKDF of the master key, a fresh salt and the account's
/// id), so that there is no bound on how many: salt of 32 bytes, ciphertext of the PKCS#8, tag of 16 bytes.
/// </summary>
internal sealed class MasterKey(byte[] key) : IDisposable
{
    private const int SaltLength = 32;

    private const int TagLength = 16;

    private static ReadOnlySpan<byte> Nonce => new byte[12];

    public void Dispose() => CryptographicOperations.ZeroMemory(key);

    internal byte[] Wrap(AccountId account, PrivateKey owned)
    {
        var plain = owned.ExportPkcs8();
        var wrapped = new byte[SaltLength + plain.Length + TagLength];
        var salt = wrapped.AsSpan(0, SaltLength);
        RandomNumberGenerator.Fill(salt);
        using var gcm = Cipher(account, salt);
        gcm.Encrypt(Nonce, plain, wrapped.AsSpan(SaltLength, plain.Length), wrapped.AsSpan(SaltLength + plain.Length), owned.Public.Spki);
        CryptographicOperations.ZeroMemory(plain);
        return wrapped;
    }

    /// <summary>The caller disposes of it. Throws if the journal and the master key do not belong together.</summary>
    internal PrivateKey Unwrap(AccountId account, ReadOnlySpan<byte> spki, ReadOnlySpan<byte> wrapped)
    {
        var plain = new byte[wrapped.Length - SaltLength - TagLength];
        try
        {
            using var gcm = Cipher(account, wrapped[..SaltLength]);
            gcm.Decrypt(Nonce, wrapped.Slice(SaltLength, plain.Length), wrapped[(SaltLength + plain.Length)..], plain, spki);
            return PrivateKey.ImportPkcs8(plain).Value;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private AesGcm Cipher(AccountId account, ReadOnlySpan<byte> salt)
    {
        Span<byte> own = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, own, salt, [.. "writ.vault/v1/account"u8, .. Encoding.ASCII.GetBytes(account.Text)]);
        var gcm = new AesGcm(own, TagLength);
        CryptographicOperations.ZeroMemory(own);
        return gcm;
    }
}
