using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Writ.Base;

/// <summary>
/// Messages of <see cref="VaultWire"/> on a stream: the length as four bytes, big endian, from 1 to <see cref="VaultWire.MaxMessage"/>, then
/// the message. Room is taken as bytes come in, never for what a stranger only says is coming.
/// </summary>
public static class VaultFrames
{
    private const int HeadLength = 4;

    private const int FirstRoom = 16 * 1024;

    /// <param name="message">1 to <see cref="VaultWire.MaxMessage"/> bytes; else <see cref="ArgumentOutOfRangeException"/>.</param>
    public static async Task Write(Stream stream, ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfZero(message.Length, nameof(message));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, VaultWire.MaxMessage, nameof(message));
        var head = new byte[HeadLength];
        BinaryPrimitives.WriteInt32BigEndian(head, message.Length);
        await stream.WriteAsync(head, cancel).ConfigureAwait(false);
        await stream.WriteAsync(message, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// The next message; null where the stream ended between two. Throws <see cref="InvalidDataException"/> for a length out of bounds,
    /// <see cref="EndOfStreamException"/> for half a frame.
    /// </summary>
    /// <param name="begun">Called when the first byte is there: from then on the rest is owed.</param>
    public static async Task<byte[]?> Read(Stream stream, Action? begun, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var head = new byte[HeadLength];
        if (await stream.ReadAsync(head.AsMemory(0, 1), cancel).ConfigureAwait(false) == 0) return null;
        begun?.Invoke();
        await stream.ReadExactlyAsync(head.AsMemory(1), cancel).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is < 1 or > VaultWire.MaxMessage) throw new InvalidDataException("A frame's length is out of bounds");
        var message = new byte[Math.Min(length, FirstRoom)];
        var filled = 0;
        try
        {
            while (true)
            {
                await stream.ReadExactlyAsync(message.AsMemory(filled), cancel).ConfigureAwait(false);
                filled = message.Length;
                if (filled == length) return message;
                var larger = new byte[(int)Math.Min(length, 4L * filled)];
                message.CopyTo(larger, 0);

                // An answer holds keys.
                CryptographicOperations.ZeroMemory(message);
                message = larger;
            }
        }
        catch
        {
            CryptographicOperations.ZeroMemory(message);
            throw;
        }
    }
}
