using System.Buffers.Binary;
using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Gate.Publishing;

/// <summary>
/// A published clip as it lies in its blob: a fresh key, sealed for that blob's row, then the film in chunks of AES-256-GCM, numbered, the last one marked. Any chunk
/// opens by itself, so a player's ranges are served without the rest, and none can be cut, moved or exchanged.
/// </summary>
internal static class ClipAtRest
{
    internal const int ChunkLength = 64 * 1024;

    internal const int SealedLength = ChunkLength + TagLength;

    internal const int TagLength = 16;

    private const int KeyLength = 32;

    // What RowKey makes of a key: version, salt, key, tag.
    internal const int HeaderLength = 1 + 32 + KeyLength + 16;

    public static long LengthOf(long film) => HeaderLength + film + (TagLength * Math.Max(1, (film + ChunkLength - 1) / ChunkLength));

    public static async Task Write(RowKey rows, BlobId blob, ReadOnlyMemory<byte> film, Stream output, CancellationToken cancel)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        await output.WriteAsync(rows.Seal(blob.Text, key), cancel);
        using var cipher = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        var chunk = new byte[SealedLength];
        for (long number = 0, at = 0; at < film.Length || number == 0; number++, at += ChunkLength)
        {
            var plain = film.Slice((int)at, (int)Math.Min(ChunkLength, film.Length - at));
            cipher.Encrypt(Nonce(number, at + plain.Length == film.Length), plain.Span, chunk.AsSpan(0, plain.Length), chunk.AsSpan(plain.Length, TagLength));
            await output.WriteAsync(chunk.AsMemory(0, plain.Length + TagLength), cancel);
        }
    }

    /// <summary>Takes the stored stream. Null where these are not the bytes that were written for this blob, as far as its beginning and its end tell; another chunk that was changed throws when it is read.</summary>
    public static async Task<Stream?> Open(RowKey rows, BlobId blob, Stream stored, CancellationToken cancel)
    {
        var header = new byte[HeaderLength];
        var whole = stored.Length >= HeaderLength + TagLength && await stored.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancel) == header.Length;
        if (!whole || CipherOf(rows, blob, header) is not { } cipher)
        {
            await stored.DisposeAsync();
            return null;
        }

        var film = new ClipStream(stored, cipher);
        if (await film.EndsWell(cancel)) return film;
        await film.DisposeAsync();
        return null;
    }

    /// <summary>SHA-256 of the whole film; null where these are not the bytes that were written for this blob. For checks, which read from end to end.</summary>
    public static byte[]? Hash(RowKey rows, BlobId blob, Stream stored)
    {
        if (stored.Length < HeaderLength + TagLength) return null;
        var (chunk, plain) = (new byte[SealedLength], new byte[ChunkLength]);
        stored.ReadExactly(chunk, 0, HeaderLength);
        using var cipher = CipherOf(rows, blob, chunk[..HeaderLength]);
        if (cipher is null) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunks = ChunksOf(stored.Length);
        for (long number = 0; number < chunks; number++)
        {
            var got = stored.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
            if (!Unseal(cipher, number, number == chunks - 1, chunk.AsSpan(0, got), plain)) return null;
            hash.AppendData(plain, 0, got - TagLength);
        }

        CryptographicOperations.ZeroMemory(plain);
        return hash.GetHashAndReset();
    }

    /// <summary>Chunks of a stored clip of this length, header included.</summary>
    internal static long ChunksOf(long stored) => (stored - HeaderLength + SealedLength - 1) / SealedLength;

    /// <summary>False where it is not the chunk that was written at this place.</summary>
    internal static bool Unseal(AesGcm cipher, long number, bool last, ReadOnlySpan<byte> chunk, Span<byte> plain)
    {
        if (chunk.Length < TagLength) return false;
        var length = chunk.Length - TagLength;
        try
        {
            cipher.Decrypt(Nonce(number, last), chunk[..length], chunk[length..], plain[..length]);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static AesGcm? CipherOf(RowKey rows, BlobId blob, byte[] header)
    {
        if (!rows.Open(blob.Text, header).TryGet(out var key, out _) || key.Length != KeyLength) return null;
        var cipher = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    internal static byte[] Nonce(long number, bool last)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(3), number);
        nonce[11] = last ? (byte)1 : (byte)0;
        return nonce;
    }
}

/// <summary>The film, opened chunk by chunk as it is read; one chunk is in memory at a time. Not safe for threads.</summary>
internal sealed class ClipStream(Stream stored, AesGcm cipher) : Stream
{
    private readonly byte[] chunk = new byte[ClipAtRest.SealedLength];

    private readonly byte[] plain = new byte[ClipAtRest.ChunkLength];

    private readonly long chunks = ClipAtRest.ChunksOf(stored.Length);

    private long open = -1;

    private int held;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = stored.Length - ClipAtRest.HeaderLength - (ClipAtRest.TagLength * ClipAtRest.ChunksOf(stored.Length));

    public override long Position { get; set; }

    /// <summary>Whether the last chunk is there and is the last one.</summary>
    public async Task<bool> EndsWell(CancellationToken cancel)
    {
        try
        {
            await Take(chunks - 1, cancel);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.Length == 0) return 0;
        await Take(Position / ClipAtRest.ChunkLength, cancellationToken);
        var from = (int)(Position % ClipAtRest.ChunkLength);
        var some = Math.Min(buffer.Length, held - from);
        plain.AsMemory(from, some).CopyTo(buffer);
        Position += some;
        return some;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read without waiting");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        SeekOrigin.End => Length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stored.Dispose();
            cipher.Dispose();
        }

        base.Dispose(disposing);
    }

    // Throws IOException where the chunk is not what was written.
    private async Task Take(long number, CancellationToken cancel)
    {
        if (open == number) return;
        stored.Position = ClipAtRest.HeaderLength + (number * ClipAtRest.SealedLength);
        var got = await stored.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancel);
        open = -1;
        if (!ClipAtRest.Unseal(cipher, number, number == chunks - 1, chunk.AsSpan(0, got), plain)) throw new IOException("A published clip was cut short or changed");
        (open, held) = (number, got - ClipAtRest.TagLength);
    }
}
