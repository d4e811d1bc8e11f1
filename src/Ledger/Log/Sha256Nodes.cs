using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Writ.Ledger.Log;

/// <summary>
/// Hashes many nodes at once. A node is 65 bytes, so two SHA-256 blocks (FIPS 180-4) of which the second is almost
/// constant; with AVX-512F sixteen nodes go side by side, one to a lane, elsewhere one after another.
/// </summary>
internal static class Sha256Nodes
{
    internal const int Lanes = 16;

    private static readonly uint[] K =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private static readonly uint[] Start =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    public static bool IsWide => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    /// <summary>Node hashes of neighbouring pairs: 64 bytes in, 32 bytes out, any number of them.</summary>
    public static void Pairs(ReadOnlySpan<byte> children, Span<byte> parents)
    {
        var count = children.Length / 64;
        var done = 0;
        if (IsWide)
        {
            for (; done + Lanes <= count; done += Lanes) Sixteen(children.Slice(done * 64, Lanes * 64), parents.Slice(done * 32, Lanes * 32));
        }

        OneByOne(children[(done * 64)..(count * 64)], parents[(done * 32)..]);
    }

    internal static void OneByOne(ReadOnlySpan<byte> children, Span<byte> parents)
    {
        for (var i = 0; i < children.Length / 64; i++)
            Rfc6962.Node(children.Slice(i * 64, 32), children.Slice((i * 64) + 32, 32), parents.Slice(i * 32, 32));
    }

    internal static void Sixteen(ReadOnlySpan<byte> children, Span<byte> parents)
    {
        Span<uint> words = stackalloc uint[16 * Lanes];
        Span<uint> last = stackalloc uint[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            var pair = children.Slice(lane * 64, 64);
            // The prefix byte 0x01 shifts everything by one: word i holds bytes 4i-1 to 4i+2 of the pair.
            words[lane] = 0x01000000u | (BinaryPrimitives.ReadUInt32BigEndian(pair) >> 8);
            for (var i = 1; i < 16; i++) words[(i * Lanes) + lane] = BinaryPrimitives.ReadUInt32BigEndian(pair[((4 * i) - 1)..]);
            last[lane] = ((uint)pair[63] << 24) | 0x00800000u;
        }

        Span<Vector512<uint>> state = stackalloc Vector512<uint>[8];
        Span<Vector512<uint>> w = stackalloc Vector512<uint>[16];
        Begin(state);
        for (var i = 0; i < 16; i++) w[i] = Vector512.Create<uint>(words.Slice(i * Lanes, Lanes));
        Compress(state, w);
        w.Clear();
        w[0] = Vector512.Create<uint>(last);
        w[15] = Vector512.Create(65u * 8);
        Compress(state, w);
        End(state, parents);
    }

    /// <summary>Sixteen hashes that begin side by side.</summary>
    internal static void Begin(Span<Vector512<uint>> state)
    {
        for (var i = 0; i < 8; i++) state[i] = Vector512.Create(Start[i]);
    }

    /// <summary>The sixteen hashes, lane by lane, 32 bytes each.</summary>
    internal static void End(Span<Vector512<uint>> state, Span<byte> hashes)
    {
        Span<uint> words = stackalloc uint[Lanes];
        for (var i = 0; i < 8; i++)
        {
            state[i].CopyTo(words);
            for (var lane = 0; lane < Lanes; lane++) BinaryPrimitives.WriteUInt32BigEndian(hashes[((lane * 32) + (i * 4))..], words[lane]);
        }
    }

    /// <summary>One block of each of the sixteen messages; <paramref name="w"/> is used up.</summary>
    internal static void Compress(Span<Vector512<uint>> state, Span<Vector512<uint>> w)
    {
        unchecked
        {
            var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
            var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
            for (var t = 0; t < 64; t++)
            {
                var word = w[t & 15];
                if (t >= 16)
                {
                    var w15 = w[(t + 1) & 15];
                    var w2 = w[(t + 14) & 15];
                    var s0 = Avx512F.RotateRight(w15, 7) ^ Avx512F.RotateRight(w15, 18) ^ (w15 >>> 3);
                    var s1 = Avx512F.RotateRight(w2, 17) ^ Avx512F.RotateRight(w2, 19) ^ (w2 >>> 10);
                    word = word + s0 + w[(t + 9) & 15] + s1;
                    w[t & 15] = word;
                }

                var t1 = h + Sum1(e) + Vector512.ConditionalSelect(e, f, g) + Vector512.Create(K[t]) + word;
                var t2 = Sum0(a) + Majority(a, b, c);
                (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + t2);
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
            state[5] += f;
            state[6] += g;
            state[7] += h;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Sum0(Vector512<uint> x) => Avx512F.RotateRight(x, 2) ^ Avx512F.RotateRight(x, 13) ^ Avx512F.RotateRight(x, 22);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Sum1(Vector512<uint> x) => Avx512F.RotateRight(x, 6) ^ Avx512F.RotateRight(x, 11) ^ Avx512F.RotateRight(x, 25);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Majority(Vector512<uint> a, Vector512<uint> b, Vector512<uint> c) => (a & b) | (c & (a | b));
}
