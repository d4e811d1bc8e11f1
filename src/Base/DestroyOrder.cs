using System.Security.Cryptography;
using System.Text;

namespace Writ.Base;

/// <summary>What an order to destroy keys names in the log: it tells nothing to who does not know the salt.</summary>
public static class DestroyOrder
{
    /// <param name="record">Null: the whole account.</param>
    /// <param name="salt">32 bytes.</param>
    /// <returns>SHA-256, lower-case hex.</returns>
    public static string Of(string vault, AccountId account, RecordId? record, ReadOnlySpan<byte> salt) => Convert.ToHexStringLower(SHA256.HashData(
        [.. Encoding.ASCII.GetBytes($"writ.vault-destroy/v1\n{vault}\n{account.Text}\n{record?.Text ?? "-"}\n"), .. salt]));
}
