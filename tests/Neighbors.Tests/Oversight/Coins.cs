using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Writ.Neighbors.Oversight.Noise;

namespace Writ.Neighbors.Tests.Oversight;

/// <summary>Coins that fall the same way at each run: SHA-256 of a seed and a counter.</summary>
internal sealed class Coins(string seed) : ICoins
{
    private readonly byte[] key = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(seed));
    private readonly Queue<byte> ready = new();
    private long counter;

    public BigInteger Below(BigInteger bound) => SystemCoins.Uniform(bound, Fill);

    private void Fill(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (ready.Count == 0)
            {
                var block = new byte[40];
                key.CopyTo(block, 0);
                BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(32), counter++);
                foreach (var b in SHA256.HashData(block)) ready.Enqueue(b);
            }

            bytes[i] = ready.Dequeue();
        }
    }
}
