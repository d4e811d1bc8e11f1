using System.Buffers.Binary;
using Writ.Base.Sealing;

namespace Writ.Base.Footage;

/// <summary>
/// Small things among the holders of a home's key: profile, settings, health, a fragment of a live view. Padded to whole
/// kibibytes, so that the carrier learns little from the length. Says nothing of who of them wrote it: where that matters,
/// what is inside is a <see cref="SignedText"/>.
/// </summary>
public static class HomeBox
{
    /// <summary>Bytes of content at most.</summary>
    public const int MaxContent = 4 * 1024 * 1024;

    private const int Step = 1024;

    private const int Around = 4 + 1 + 32 + Sealer.TagLength;

    /// <param name="key">The newest generation.</param>
    /// <param name="purpose">What for, down to the one thing it belongs to: <c>settings/cam_...</c>, <c>live/liv_.../7</c>.</param>
    /// <param name="content">At most <see cref="MaxContent"/>.</param>
    /// <param name="padded">Bytes that content and its length are filled up to at least: whole kibibytes.</param>
    public static byte[] Seal(HomeKey key, string purpose, ReadOnlySpan<byte> content, int padded = Step)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, MaxContent);
        var filled = new byte[Math.Max(padded, (4 + content.Length + Step - 1) / Step * Step)];
        BinaryPrimitives.WriteInt32BigEndian(filled, content.Length);
        content.CopyTo(filled.AsSpan(4));
        return [.. Bytes.Number(key.Generation), .. SaltedSeal.Seal(key.Secret, Context(key, purpose), filled)];
    }

    /// <summary>Bytes of a box whose content and length were filled up to so many.</summary>
    internal static int LengthOf(int padded) => Around + padded;

    /// <summary>Which generation of the key opens it; null where these bytes are no box.</summary>
    public static int? Generation(ReadOnlySpan<byte> box) =>
        box.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(box) is >= 0 and var generation ? generation : null;

    /// <summary>All that can be seen without a key: a generation, and a length that a box can have.</summary>
    /// <param name="most">Bytes of content at most.</param>
    public static bool IsPossible(ReadOnlySpan<byte> box, int most = MaxContent) =>
        Generation(box) is not null && box.Length > Around && (box.Length - Around) % Step == 0 && box.Length - Around <= ((4L + most + Step - 1) / Step * Step);

    /// <summary>Refusal <c>footage-cannot-open</c>: another key, home or purpose, or changed bytes.</summary>
    public static Result<byte[]> Open(HomeKey key, string purpose, ReadOnlySpan<byte> box)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Generation(box) != key.Generation || box.Length > MaxContent + Step + 64) return FootageRefusals.CannotOpen;
        if (!SaltedSeal.Open(key.Secret, Context(key, purpose), box[4..]).TryGet(out var padded, out _)) return FootageRefusals.CannotOpen;
        if (padded.Length < Step || padded.Length % Step != 0) return FootageRefusals.CannotOpen;
        var length = BinaryPrimitives.ReadInt32BigEndian(padded);
        return length >= 0 && length <= padded.Length - 4 ? padded[4..(4 + length)] : FootageRefusals.CannotOpen;
    }

    private static byte[] Context(HomeKey key, string purpose) => [.. Bytes.Of("writ.box/v1"u8, key.Home.Text, purpose), .. Bytes.Number(key.Generation)];
}
