using System.Buffers.Binary;
using Writ.Base;

namespace Writ.Ledger.Log;

/// <summary>Entries one after another, each behind its length as a big-endian u16 (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>Bytes of the longest entry.</summary>
    public const int MaxEntry = 65535;

    /// <summary>Bytes of the largest bundle: a bound for readers.</summary>
    public const int MaxBytes = TilePath.Width * (2 + MaxEntry);

    public static void Append(Stream bundle, ReadOnlySpan<byte> entry)
    {
        if (entry.Length > MaxEntry) throw new ArgumentException($"An entry is at most {MaxEntry} bytes", nameof(entry));
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
        bundle.Write(length);
        bundle.Write(entry);
    }

    /// <summary>Exactly <paramref name="count"/> entries and nothing after them. Refusal <c>ledger-bundle-malformed</c>.</summary>
    public static Result<ReadOnlyMemory<byte>[]> Parse(ReadOnlyMemory<byte> bundle, int count)
    {
        var entries = Read(bundle, count, out var end);
        if (entries is null || end != bundle.Length)
            return new Refusal("ledger-bundle-malformed", $"This bundle has to hold exactly {count} entries; fetch it anew.");
        return entries;
    }

    /// <summary>All entries, however many there are; null if the bundle ends within one.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? ReadAll(ReadOnlyMemory<byte> bundle)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        for (var rest = bundle; !rest.IsEmpty;)
        {
            if (rest.Length < 2) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
            if (rest.Length - 2 < length) return null;
            entries.Add(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        return entries;
    }

    /// <summary>The first entries of a bundle that may hold more of them; null if it holds fewer.</summary>
    internal static ReadOnlyMemory<byte>[]? Read(ReadOnlyMemory<byte> bundle, int count, out int end)
    {
        var entries = new ReadOnlyMemory<byte>[count];
        end = 0;
        for (var i = 0; i < count; i++)
        {
            if (bundle.Length - end < 2) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span[end..]);
            if (bundle.Length - end - 2 < length) return null;
            entries[i] = bundle.Slice(end + 2, length);
            end += 2 + length;
        }

        return entries;
    }
}
