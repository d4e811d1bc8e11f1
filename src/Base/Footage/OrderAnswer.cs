using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Writ.Base.Footage;

/// <summary>What the hub answers to an order: a head, and bytes where something was made. In pieces, each of which begins with a byte that says what it is.</summary>
public sealed record OrderAnswer(JsonObject Head, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes that an order can make at most.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Bytes of a head at most.</summary>
    public const int MostHead = 1024 * 1024;

    private const byte Working = 0;

    private const byte Begins = 1;

    private const byte GoesOn = 2;

    private const byte RefusedWith = 3;

    private const int HeadAt = 1 + 4 + 4;

    public OrderAnswer(JsonObject head)
        : this(head, ReadOnlyMemory<byte>.Empty)
    {
    }

    /// <summary>Contents of the boxes, in order. Throws where the answer is larger than it may be.</summary>
    public IEnumerable<byte[]> Pieces()
    {
        var head = CanonicalJson.Write(Head);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(head.Length, MostHead);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Bytes.Length, MostBytes);
        return Cut(head);
    }

    /// <summary>The hub is at it.</summary>
    /// <param name="thousandths">How much is done.</param>
    public static byte[] Progress(int thousandths) => [Working, (byte)(thousandths >> 8), (byte)(thousandths & 0xFF)];

    /// <summary>The hub does not do it.</summary>
    public static byte[] Refuse(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return [RefusedWith, .. CanonicalJson.Write(new JsonObject { ["code"] = refusal.Code, ["sentence"] = refusal.Sentence })];
    }

    private IEnumerable<byte[]> Cut(byte[] head)
    {
        var total = head.Length + Bytes.Length;
        var at = Math.Min(total, HomeOrder.MostPiece - HeadAt);
        var first = new byte[HeadAt + at];
        first[0] = Begins;
        BinaryPrimitives.WriteInt32BigEndian(first.AsSpan(1), head.Length);
        BinaryPrimitives.WriteInt32BigEndian(first.AsSpan(5), Bytes.Length);
        Copy(head, 0, first.AsSpan(HeadAt));
        yield return first;
        while (at < total)
        {
            var piece = new byte[1 + Math.Min(total - at, HomeOrder.MostPiece - 1)];
            piece[0] = GoesOn;
            Copy(head, at, piece.AsSpan(1));
            at += piece.Length - 1;
            yield return piece;
        }
    }

    /// <summary>Of head and bytes one behind the other, from a place on, as much as fits.</summary>
    private void Copy(byte[] head, int from, Span<byte> into)
    {
        var some = Math.Clamp(head.Length - from, 0, into.Length);
        if (some > 0) head.AsSpan(from, some).CopyTo(into);
        if (some < into.Length) Bytes.Span.Slice(from + some - head.Length, into.Length - some).CopyTo(into[some..]);
    }
}
