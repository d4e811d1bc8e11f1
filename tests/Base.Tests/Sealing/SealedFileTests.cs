using System.Security.Cryptography;
using System.Text;
using Writ.Base.Sealing;

namespace Writ.Base.Tests.Sealing;

public sealed class SealedFileTests : IDisposable
{
    private const string Context = "prd_0123456789abcdef";
    private const int Chunk = SealedFile.ChunkLength + 16;

    private readonly PrivateKey one = PrivateKey.ImportPkcs8(Vectors.Of("recipient-1-pkcs8")).Value;
    private readonly PrivateKey two = PrivateKey.ImportPkcs8(Vectors.Of("recipient-2-pkcs8")).Value;

    /// <summary>Header and MAC of a file for both recipients.</summary>
    private static int BodyAt => Vectors.Of("file-header").Length + 32;

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public void Sealing_with_the_vector_keys_gives_the_vectors()
    {
        Assert.Equal(Vectors.Of("file-of-writ"), SealVector(Encoding.ASCII.GetBytes("writ")));
        Assert.Equal(Vectors.Of("file-of-70000-sha256"), SHA256.HashData(SealVector(Plain(70000))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SealedFile.ChunkLength - 1)]
    [InlineData(SealedFile.ChunkLength)]
    [InlineData(SealedFile.ChunkLength + 1)]
    [InlineData(2 * SealedFile.ChunkLength)]
    [InlineData(200_000)]
    public void Every_recipient_opens_it_whatever_the_length(int length)
    {
        var made = Seal(Plain(length));
        foreach (var key in new[] { one, two })
        {
            var (result, plain) = Open(made, key);
            Assert.Equal(Plain(length), plain);
            Assert.Equal((Context, length), (result.Value.Context, result.Value.Length));
            Assert.Equal([one.Public.Thumbprint, two.Public.Thumbprint], result.Value.Recipients);
        }
    }

    [Fact]
    public void Who_is_not_a_recipient_is_told_so()
    {
        using var other = PrivateKey.Generate();
        Assert.Equal("sealing-not-a-recipient", Open(Seal(Plain(10)), other).Result.Refusal?.Code);
    }

    [Fact]
    public void A_bit_flipped_anywhere_is_refused()
    {
        var made = Seal(Plain(20));
        for (var i = 0; i < made.Length * 8; i++)
        {
            var changed = made.ToArray();
            changed[i / 8] ^= (byte)(1 << (i % 8));
            Assert.False(Open(changed, one).Result.Ok, $"bit {i}");
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        var made = Seal(Plain(20));
        for (var i = 0; i < made.Length; i++) Assert.False(Open(made[..i], one).Result.Ok, $"cut to {i}");
        var three = Seal(Plain(3 * SealedFile.ChunkLength));
        Changed(three[..(BodyAt + Chunk)]);
        Changed(three[..(BodyAt + (2 * Chunk))]);
        Changed(three[..BodyAt]);
    }

    [Fact]
    public void Chunks_cannot_be_reordered_repeated_dropped_or_appended()
    {
        var made = Seal(Plain(3 * SealedFile.ChunkLength));
        var head = made[..BodyAt];
        var (a, b, c) = (made[BodyAt..(BodyAt + Chunk)], made[(BodyAt + Chunk)..(BodyAt + (2 * Chunk))], made[(BodyAt + (2 * Chunk))..]);
        Assert.True(Open([.. head, .. a, .. b, .. c], one).Result.Ok);
        Changed([.. head, .. b, .. a, .. c]);
        Changed([.. head, .. a, .. c, .. b]);
        Changed([.. head, .. a, .. a, .. c]);
        Changed([.. head, .. a, .. c]);
        Changed([.. head, .. b, .. c]);
        Changed([.. head, .. a, .. b, .. c, .. c]);
        Changed([.. head, .. a, .. b, .. c, 0]);
        Changed([.. head, .. a, .. b, .. c, .. new byte[16]]);
    }

    [Fact]
    public void A_body_does_not_go_with_another_files_header()
    {
        var (first, second) = (Seal(Plain(100)), Seal(Plain(100)));
        Changed([.. first[..BodyAt], .. second[BodyAt..]]);
        Changed([.. first[..(BodyAt - 32)], .. second[(BodyAt - 32)..]]);
    }

    [Fact]
    public void A_recipient_cannot_be_taken_out_or_put_in()
    {
        var made = Seal(Plain(100));
        var count = Vectors.Of("file-header").Length - (2 * 80) - 1;
        byte[] without = [.. made[..count], 1, .. made[(count + 1)..(count + 81)], .. made[(count + 161)..]];
        Changed(without);
        byte[] with = [.. made[..count], 3, .. made[(count + 1)..(count + 161)], .. made[(count + 1)..(count + 81)], .. made[(count + 161)..]];
        Changed(with);
    }

    [Fact]
    public void A_sealer_that_failed_half_way_leaves_a_file_that_is_refused()
    {
        using var output = new MemoryStream();
        using (var writer = new SealedFileWriter(output, [one.Public], Context)) writer.Write(Plain(2 * SealedFile.ChunkLength));
        Changed(output.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void The_number_of_recipients_is_bounded(int count)
    {
        var keys = Enumerable.Repeat(one.Public, count).ToList();
        Assert.Throws<ArgumentOutOfRangeException>(() => new SealedFileWriter(Stream.Null, keys, Context));
    }

    [Fact]
    public void A_recipient_named_twice_is_a_bug() =>
        Assert.Throws<ArgumentException>(() => new SealedFileWriter(Stream.Null, [one.Public, one.Public], Context));

    [Fact]
    public void Other_files_are_not_sealed_files()
    {
        Assert.Equal("sealing-not-a-sealed-file", Open(Plain(1000), one).Result.Refusal?.Code);
        Assert.Equal("sealing-not-a-sealed-file", Open([], one).Result.Refusal?.Code);
        Assert.Equal("sealing-not-a-sealed-file", Open("writ.production/v2\n"u8.ToArray(), one).Result.Refusal?.Code);
    }

    private static byte[] Plain(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7L % 251))];

    private static (Result<SealedFileInfo> Result, byte[] Plain) Open(byte[] sealedBytes, PrivateKey key)
    {
        using var output = new MemoryStream();
        return (SealedFile.Open(new MemoryStream(sealedBytes), key, output), output.ToArray());
    }

    private void Changed(byte[] sealedBytes) => Assert.Equal("sealing-file-changed", Open(sealedBytes, one).Result.Refusal?.Code);

    private byte[] Seal(byte[] plain)
    {
        using var output = new MemoryStream();
        SealedFile.Seal(new MemoryStream(plain), output, [one.Public, two.Public], Context);
        return output.ToArray();
    }

    private byte[] SealVector(byte[] plain)
    {
        using var output = new MemoryStream();
        using var ephemeral = PrivateKey.ImportPkcs8(Vectors.Of("ephemeral-pkcs8")).Value;
        using var writer = new SealedFileWriter(output, ephemeral, Vectors.Of("file-key"), [one.Public, two.Public], Context);
        writer.Write(plain);
        writer.Complete();
        return output.ToArray();
    }
}
