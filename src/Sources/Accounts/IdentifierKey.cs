using System.Security.Cryptography;
using System.Text;

namespace Writ.Sources.Accounts;

/// <summary>
/// What an identifier is stored as: HMAC-SHA256 under a key of this data folder, of service, kind and normal form. Who
/// copies the database learns no address; who also has the key can try addresses out.
/// </summary>
public sealed class IdentifierKey
{
    private readonly byte[] key;

    /// <param name="key32">Copied.</param>
    public IdentifierKey(ReadOnlySpan<byte> key32)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key32.Length, 32);
        key = key32.ToArray();
    }

    internal byte[] Mac(string service, string kind, string normal) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"writ.identifier/v1\0{service}\0{kind}\0{normal}"));
}
