using System.Security.Cryptography;
using System.Text;

namespace Writ.Base.Sealing;

/// <summary>
/// Seals what a row of the database must not show: addresses, letters, mails. Bytes of one row do not open as those of another. Layout:
/// <see cref="SaltedSeal"/>.
/// </summary>
public sealed class RowKey
{
    private readonly byte[] key = new byte[SaltedSeal.KeyLength];

    /// <param name="key32">32 bytes, of which this key is derived.</param>
    /// <param name="purpose">What rows it is for; another purpose is another key.</param>
    public RowKey(ReadOnlySpan<byte> key32, string purpose)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key32.Length, SaltedSeal.KeyLength);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key32, key, [], Encoding.UTF8.GetBytes($"writ.row/v1/{purpose}"));
    }

    public byte[] Seal(string row, ReadOnlySpan<byte> plaintext) => SaltedSeal.Seal(key, Context(row), plaintext);

    /// <summary>Refusal <c>sealing-cannot-open</c>: another key, another row's bytes, or changed bytes.</summary>
    public Result<byte[]> Open(string row, ReadOnlySpan<byte> sealedBytes) => SaltedSeal.Open(key, Context(row), sealedBytes);

    /// <summary>A name by which a row is found and from which nobody learns what it stands for: HMAC-SHA256, lower-case hex.</summary>
    public string NameOf(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"writ.name/v1\0{text}")));

    private static byte[] Context(string row) => Encoding.UTF8.GetBytes($"writ.row/v1\0{row}");
}
