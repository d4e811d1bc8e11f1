using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Writ.Base.Sealing;

namespace Writ.Base.Footage;

/// <summary>
/// The key of one clip of a provider-held camera, sealed as any record of the account is, so that the vault can give it for an
/// authorisation that is in the record, and for nothing else. Layout: <c>docs/spec/footage.md</c> section 11.
/// </summary>
public static class FootageRecord
{
    /// <summary>Bytes of a record's sealed body: always as many.</summary>
    public const int BodyLength = PlainLength + Sealer.TagLength;

    // Four members and what stands between them; ids of 20 characters, a hash in hex, a key in base64.
    private const int PlainLength = 190;

    private const int KeyText = 44;

    /// <summary>What a demand asks for: what cameras recorded.</summary>
    public static DataCategory Category { get; } = DataCategory.FromTrusted("footage");

    /// <param name="vault">The public key of the account's records.</param>
    /// <param name="day">UTC, on which the clip begins.</param>
    public static SealedRecord Wrap(PublicKey vault, RecordId record, AccountId account, DateOnly day, HomeId home, ClipId clip, ClipSeal seal)
    {
        var plain = Plain(home, clip, seal);
        try
        {
            return Sealer.Seal(vault, record, account, Category, day, plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>
    /// What opens the parts of the clip with this header, from the record's plaintext. Refusal <c>footage-bad-record</c>: malformed, or of another
    /// home, clip or header. The caller disposes of it, and wipes the plaintext.
    /// </summary>
    public static Result<ClipSeal> Open(ReadOnlySpan<byte> plain, HomeId home, ClipId clip, ReadOnlySpan<byte> header)
    {
        var before = Before(home, clip, header);
        if (plain.Length != PlainLength || !plain.StartsWith(before) || !plain.EndsWith("\"}"u8) || ClipSeal.Generation(header, home, clip) is null) return FootageRefusals.Record;
        var text = plain.Slice(before.Length, KeyText);
        var key = new byte[KeyText / 4 * 3];
        Span<byte> again = stackalloc byte[KeyText];

        // One spelling only, and the key never a string: a string cannot be wiped.
        var whole = Base64.DecodeFromUtf8(text, key, out _, out var length) == System.Buffers.OperationStatus.Done && length == ClipSeal.KeyLength
            && Base64.EncodeToUtf8(key.AsSpan(0, length), again, out _, out _) == System.Buffers.OperationStatus.Done && again.SequenceEqual(text);
        var opened = whole ? ClipSeal.Of(key.AsSpan(0, length), header) : null;
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(again);
        return opened is null ? FootageRefusals.Record : opened;
    }

    internal static byte[] Plain(HomeId home, ClipId clip, ClipSeal seal)
    {
        var plain = new byte[PlainLength];
        var before = Before(home, clip, seal.Header);
        before.CopyTo(plain.AsSpan());
        Base64.EncodeToUtf8(seal.Key, plain.AsSpan(before.Length), out _, out _);
        "\"}"u8.CopyTo(plain.AsSpan(PlainLength - 2));
        return plain;
    }

    /// <summary>Canonical JSON up to the key, which comes last: nothing in it needs an escape.</summary>
    private static byte[] Before(HomeId home, ClipId clip, ReadOnlySpan<byte> header) => Encoding.ASCII.GetBytes(
        $"{{\"clip\":\"{clip}\",\"header\":\"{Convert.ToHexStringLower(SHA256.HashData(header))}\",\"home\":\"{home}\",\"key\":\"");
}
