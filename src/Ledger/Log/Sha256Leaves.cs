using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Writ.Ledger.Log;

/// <summary>
/// Hashes many entries at once. Sixteen entries that fill the same number of SHA-256 blocks go side by side where the
/// machine can; register and authorisation leaves are all of one length, so most of a log goes that way.
/// </summary>
internal static class Sha256Leaves
{
    private const int Lanes = Sha256Nodes.Lanes;

    /// <summary>Longer entries gain nothing from company.</summary>
    private const int MaxBlocks = 16;

    /// <param name="hashes">32 bytes for each entry, in their order.</param>
    public static void Hash(IReadOnlyList<ReadOnlyMemory<byte>> entries, Span<byte> hashes)
    {
        Span<int> waiting = stackalloc int[(MaxBlocks + 1) * Lanes];
        Span<int> count = stackalloc int[MaxBlocks + 1];
        count.Clear();
        for (var i = 0; i < entries.Count; i++)
        {
            var blocks = Blocks(entries[i].Length);
            if (!Sha256Nodes.IsWide || blocks > MaxBlocks)
            {
                Rfc6962.Leaf(entries[i].Span, hashes.Slice(i * 32, 32));
                continue;
            }

            var group = waiting.Slice(blocks * Lanes, Lanes);
            group[count[blocks]++] = i;
            if (count[blocks] < Lanes) continue;
            Sixteen(entries, group, blocks, hashes);
            count[blocks] = 0;
        }

        for (var blocks = 1; blocks <= MaxBlocks; blocks++)
        {
            foreach (var i in waiting.Slice(blocks * Lanes, count[blocks])) Rfc6962.Leaf(entries[i].Span, hashes.Slice(i * 32, 32));
        }
    }

    /// <summary>Of prefix byte, entry, the bit 1 and the length in 8 bytes.</summary>
    private static int Blocks(int length) => (length + 1 + 1 + 8 + 63) / 64;

    private static void Sixteen(IReadOnlyList<ReadOnlyMemory<byte>> entries, ReadOnlySpan<int> group, int blocks, Span<byte> hashes)
    {
        Span<byte> message = stackalloc byte[MaxBlocks * 64];
        message = message[..(blocks * 64)];
        // Word by word, lane by lane, so that sixteen neighbouring numbers are one vector.
        Span<uint> words = stackalloc uint[MaxBlocks * 16 * Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            var entry = entries[group[lane]].Span;
            message.Clear();
            entry.CopyTo(message[1..]);
            message[entry.Length + 1] = 0x80;
            BinaryPrimitives.WriteUInt32BigEndian(message[^4..], (uint)(entry.Length + 1) * 8);
            for (var i = 0; i < blocks * 16; i++) words[(i * Lanes) + lane] = BinaryPrimitives.ReadUInt32BigEndian(message[(i * 4)..]);
        }

        Span<Vector512<uint>> state = stackalloc Vector512<uint>[8];
        Span<Vector512<uint>> w = stackalloc Vector512<uint>[16];
        Sha256Nodes.Begin(state);
        for (var block = 0; block < blocks; block++)
        {
            for (var i = 0; i < 16; i++) w[i] = Vector512.Create<uint>(words.Slice(((block * 16) + i) * Lanes, Lanes));
            Sha256Nodes.Compress(state, w);
        }

        Span<byte> done = stackalloc byte[Lanes * 32];
        Sha256Nodes.End(state, done);
        for (var lane = 0; lane < Lanes; lane++) done.Slice(lane * 32, 32).CopyTo(hashes[(group[lane] * 32)..]);
    }
}
