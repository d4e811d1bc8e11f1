using System.Security.Cryptography;
using System.Text;

namespace Writ.Store.People;

/// <summary>Random tokens of which only the hash is kept.</summary>
internal static class Secrets
{
    private const int Bytes = 32;

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Null where the text cannot be one of ours.</summary>
    public static string? HashOf(string text) =>
        text.Length == 2 * Bytes ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) : null;
}
