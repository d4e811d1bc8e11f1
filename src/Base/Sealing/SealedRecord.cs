namespace Writ.Base.Sealing;

/// <summary>
/// One stored record, sealed to its account's public key. Layouts in <c>docs/spec/sealing.md</c>. Everything here but
/// the body's content may be known; everything here is bound: changed by one bit, the record cannot be opened.
/// </summary>
/// <param name="On">The day the record is about; an order's date range is compared with it.</param>
/// <param name="Header">Version 1 and the ephemeral public point: 66 bytes.</param>
/// <param name="Body">AES-256-GCM ciphertext, then its tag of 16 bytes.</param>
public sealed record SealedRecord(RecordId Record, AccountId Account, DataCategory Category, DateOnly On, byte[] Header, byte[] Body)
{
    /// <summary>Whether a header and a body of this length can be those of a sealed record, as far as one can see without its key.</summary>
    public static bool HasForm(ReadOnlySpan<byte> header, long bodyLength) => Sealer.IsHeader(header) && bodyLength >= Sealer.TagLength;
}
