using Writ.Base.Footage;
using Xunit;

namespace Writ.Base.Tests.Footage;

public sealed class ClipSealTests : IDisposable
{
    private readonly Household home = new();
    private readonly HomeKey key;
    private readonly ClipId clip = ClipId.New();

    public ClipSealTests() => key = HomeKey.Make(home.Chain.Home, 0);

    public void Dispose()
    {
        key.Dispose();
        home.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public void What_was_sealed_opens_again_and_any_chunk_alone(int length)
    {
        var plain = Pattern(length);
        using var seal = ClipSeal.Make(key, clip);
        var stored = Sealed(seal, ClipPart.Video, plain);
        Assert.Equal(ClipSeal.SealedLength(length), stored.Length);

        using var again = ClipSeal.Read(key, clip, seal.Header).Value;
        using var reader = again.Open(ClipPart.Video);
        Assert.Equal(plain, reader.All(stored).Value);
        var last = Math.Max(0, (length - 1) / ClipSeal.ChunkLength);
        var buffer = new byte[ClipSeal.ChunkLength];
        var opened = reader.Chunk(last, last: true, stored.AsSpan(last * ClipSeal.SealedChunkLength), buffer).Value;
        Assert.Equal(plain[(last * ClipSeal.ChunkLength)..], buffer[..opened]);
    }

    [Fact]
    public void Chunks_moved_swapped_cut_off_or_of_another_part_or_clip_are_refused()
    {
        using var seal = ClipSeal.Make(key, clip);
        var stored = Sealed(seal, ClipPart.Video, Pattern(200_000));
        using var reader = seal.Open(ClipPart.Video);
        var one = ClipSeal.SealedChunkLength;
        Assert.False(reader.All([.. stored[one..(2 * one)], .. stored[..one], .. stored[(2 * one)..]]).Ok);
        Assert.False(reader.All(stored.AsSpan(0, 2 * one)).Ok);
        Assert.False(reader.All(stored.AsSpan(0, stored.Length - 1)).Ok);
        Assert.False(reader.All([.. stored, .. stored[^20..]]).Ok);
        Assert.False(reader.All([]).Ok);
        using var poster = seal.Open(ClipPart.Poster);
        Assert.False(poster.All(stored).Ok);
        using var second = ClipSeal.Make(key, clip);
        using var others = second.Open(ClipPart.Video);
        Assert.False(others.All(stored).Ok);
        var buffer = new byte[ClipSeal.ChunkLength];
        Assert.False(reader.Chunk(0, last: true, stored.AsSpan(0, one), buffer).Ok);
        Assert.False(reader.Chunk(1, last: false, stored.AsSpan(0, one), buffer).Ok);
    }

    [Fact]
    public void A_header_opens_for_its_clip_and_its_generation_only()
    {
        using var seal = ClipSeal.Make(key, clip);
        using var later = HomeKey.Make(home.Chain.Home, 1);
        Assert.InRange(seal.Header.Length, 1, ClipSeal.MaxHeader);
        Assert.Equal(0, ClipSeal.Generation(seal.Header, home.Chain.Home, clip));
        Assert.False(ClipSeal.Read(key, ClipId.New(), seal.Header).Ok);
        Assert.False(ClipSeal.Read(later, clip, seal.Header).Ok);
        for (var i = 0; i < seal.Header.Length; i++)
        {
            var bad = seal.Header.ToArray();
            bad[i] ^= 1;
            Assert.False(ClipSeal.Read(key, clip, bad).Ok);
        }
    }

    [Fact]
    public void A_part_that_was_not_completed_is_refused()
    {
        using var seal = ClipSeal.Make(key, clip);
        using var output = new MemoryStream();
        using (var writer = seal.Write(ClipPart.Video, output)) writer.Write(Pattern(200_000));
        using var reader = seal.Open(ClipPart.Video);
        Assert.False(reader.All(output.ToArray()).Ok);
    }

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => unchecked((byte)(7 * i)))];

    private static byte[] Sealed(ClipSeal seal, ClipPart part, byte[] plain)
    {
        using var output = new MemoryStream();
        using var writer = seal.Write(part, output);
        writer.Write(plain.AsSpan(0, plain.Length / 3));
        writer.Write(plain.AsSpan(plain.Length / 3));
        writer.Complete();
        return output.ToArray();
    }
}
