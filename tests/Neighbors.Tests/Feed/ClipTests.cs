using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Check;
using Writ.Gate.Notices;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Feed.Clip;
using Writ.Neighbors.Feed.Moderate;
using Writ.Neighbors.Feed.Post;
using Writ.Store.Blobs;
using Writ.Store.Check;

namespace Writ.Neighbors.Tests.Feed;

/// <summary>The clip of a post: only what a hub renders, only to one's own draft, sealed at rest, and gone with the post.</summary>
public sealed class ClipTests
{
    [Fact]
    public void What_a_hub_renders_is_taken()
    {
        Assert.Equal(Mp4Fault.None, Mp4Check.Look(Film()));
        Assert.Equal(Mp4Fault.None, Mp4Check.Look([.. Box("ftyp", "isom\0\0\0\0"u8), .. Box("moov", "x"u8), .. Box("moof", "x"u8), .. Large("mdat", "x"u8)]));
    }

    public static TheoryData<byte[]> Broken => new()
    {
        Array.Empty<byte>(),
        "<html><script>alert(1)</script></html>"u8.ToArray(),
        "GIF89a"u8.ToArray(),
        Film()[..^1],
        Film()[..7],
        (byte[])[.. Film(), 0],
        (byte[])[.. Box("moov", "x"u8), .. Film()],
        (byte[])[.. Box("ftyp", "isom\0\0\0\0"u8), .. Box("mdat", "x"u8)],
        (byte[])[.. Box("ftyp", "isom\0\0\0\0"u8), .. Box("moov", "x"u8)],
        (byte[])[.. Box("ftyp", "qt  \0\0\0\0"u8), .. Box("moov", "x"u8), .. Box("mdat", "x"u8)],
        (byte[])[.. Box("ftyp", "isom"u8), .. Box("moov", "x"u8), .. Box("mdat", "x"u8)],
        (byte[])[.. Film(), .. Box("uuid", "whatever"u8)],
        (byte[])[.. Film(), .. Box("html", "<script>"u8)],
        (byte[])[.. Film(), .. Box("ftyp", "isom\0\0\0\0"u8)],
        (byte[])[.. Film(), 0, 0, 0, 0, .. "mdat"u8],
        (byte[])[.. Film(), 0, 0, 0, 7, .. "free"u8],
        (byte[])[.. Film(), 0, 0, 0, 1, .. "mdat"u8, 255, 255, 255, 255, 255, 255, 255, 255],
        (byte[])[.. Film(), 0, 0, 0, 1, .. "mdat"u8, 0, 0, 0, 0, 0, 0, 0, 8],
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Anything_else_is_refused(byte[] file) => Assert.Equal(Mp4Fault.Form, Mp4Check.Look(file));

    [Theory]
    [InlineData("loci")]
    [InlineData("com.apple.quicktime.location.ISO6709")]
    [InlineData("GPS ")]
    [InlineData("gpmd")]
    public void A_file_that_tells_where_it_was_recorded_is_refused(string word)
    {
        Assert.Equal(Mp4Fault.Place, Mp4Check.Look([.. Box("ftyp", "isom\0\0\0\0"u8), .. Box("moov", Encoding.ASCII.GetBytes("udta" + word)), .. Box("mdat", "x"u8)]));
        Assert.Equal(Mp4Fault.Place, Mp4Check.Look([.. Film(), .. Box("free", Encoding.ASCII.GetBytes(word))]));
        Assert.Equal(Mp4Fault.Place, Mp4Check.Look([.. Box("ftyp", "isom\0\0\0\0"u8), .. Box("moov", [0xa9, (byte)'x', (byte)'y', (byte)'z']), .. Box("mdat", "x"u8)]));
    }

    [Fact]
    public async Task The_operator_s_check_reads_a_whole_clip_and_finds_one_that_was_changed()
    {
        await using var square = await Square.Open();
        var id = await square.Draft(square.Ann);
        await Square.Ok(Put(square, id, [.. Film(), .. Box("free", new byte[150_000])], square.Ann));
        await using var checks = new ServiceCollection().AddGateToCheck(new NoticeKey(Square.Secret), new OpeningKeys(AppContext.BaseDirectory)).BuildServiceProvider();
        var kept = await square.Office.Store.Look(work => Task.FromResult(Assert.Single(checks.GetRequiredService<IRoomCheck>().Blobs(work), blob => blob.Of == $"clip of post {id}")));
        await using var stored = (await square.Get<IBlobs>().Get(kept.Id))!;
        using var bytes = new MemoryStream();
        await stored.CopyToAsync(bytes);
        Assert.Equal((kept.Least, kept.Most), (bytes.Length, bytes.Length));
        foreach (var at in new[] { -1, 5, 100, 70_000, (int)bytes.Length - 1 })
        {
            var copy = bytes.ToArray();
            if (at >= 0) copy[at] ^= 1;
            Assert.Equal(at < 0 ? null : "fsck-blob-false", kept.Fault!(new MemoryStream(copy))?.Code);
        }

        Assert.Equal("fsck-blob-false", kept.Fault!(new MemoryStream(bytes.ToArray()[..^1]))?.Code);
    }

    [Fact]
    public async Task A_clip_comes_to_one_s_own_draft_only_and_another_takes_its_place()
    {
        await using var square = await Square.Open();
        var id = await square.Draft(square.Ann);
        await Square.No("feed-unknown", Put(square, id, Film(), square.Ben));
        await Square.No("feed-unknown", Put(square, "pst_0000000000000000", Film(), square.Ann));
        await Square.No("feed-clip-form", Put(square, id, [1, 2, 3], square.Ann));
        await Square.No("feed-clip-place", Put(square, id, [.. Film(), .. Box("free", "gpmd"u8)], square.Ann));
        await Square.Ok(Put(square, id, Film(), square.Ann));
        var first = (await square.Row(id))!.Clip!.Value;
        await Square.Ok(Put(square, id, Film("other"), square.Ann));
        var second = (await square.Row(id))!.Clip!.Value;
        await square.Office.Work();
        Assert.Null(await square.Get<IBlobs>().Get(first));
        Assert.Equal(Film("other"), await All(square, id));

        // At rest nothing of it can be read.
        await using (var stored = (await square.Get<IBlobs>().Get(second))!)
        {
            using var bytes = new MemoryStream();
            await stored.CopyToAsync(bytes);
            Assert.True(bytes.ToArray().AsSpan().IndexOf("other"u8) < 0);
        }

        await Square.Ok(square.Get<WritePost>().Send(id, 1, new TypedPost("With a clip."), true, square.Ann));
        await Square.No("feed-wrong-state", Put(square, id, Film(), square.Ann));
        await Square.No("feed-wrong-state", square.Get<PutClip>().Remove(id, square.Ann));
        await Square.Ok(square.Get<DecidePost>().Publish(id, square.Moderator));
        await Square.Ok(square.Get<DeleteOwn>().Post(id, square.Ann));
        await square.Office.Work();
        Assert.Null(await square.Get<IBlobs>().Get(second));
    }

    [Fact]
    public async Task A_clip_is_as_large_as_the_limit_and_no_larger_whatever_it_says_of_itself()
    {
        var film = Film();
        await using var square = await Square.Open(new FeedLimits { MostClip = film.Length });
        var id = await square.Draft(square.Ann);
        await Square.Ok(Put(square, id, film, square.Ann));
        await Square.No("feed-clip-large", Put(square, id, Film("y"), square.Ann));
        await Square.No("feed-clip-large", square.Get<PutClip>().Put(id, new MemoryStream(Film("y")), film.Length, square.Ann, default));
        await Square.No("feed-clip-large", square.Get<PutClip>().Put(id, new MemoryStream(Film("y")), null, square.Ann, default));
        Assert.Equal(film, await All(square, id));
    }

    [Fact]
    public async Task With_the_time_of_the_post_its_clip_is_over()
    {
        await using var square = await Square.Open();
        var id = await square.Draft(square.Ann);
        await Square.Ok(Put(square, id, Film(), square.Ann));
        await Square.Ok(square.Get<WritePost>().Send(id, 1, new TypedPost("With a clip."), true, square.Ann));
        await Square.Ok(square.Get<DecidePost>().Publish(id, square.Moderator));
        var clip = (await square.Row(id))!.Clip!.Value;
        square.Office.Now += TimeSpan.FromDays(90);
        await square.Office.Work();
        await square.Office.Work();
        Assert.Null(await square.Get<IBlobs>().Get(clip));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public async Task Any_piece_of_a_clip_is_read_without_the_rest(int media)
    {
        await using var square = await Square.Open();
        var id = await square.Draft(square.Ann);
        byte[] film = [.. Film(), .. Box("mdat", [.. Enumerable.Range(0, media).Select(i => (byte)(i * 7 % 251))])];
        await Square.Ok(Put(square, id, film, square.Ann));
        await using var stream = (await square.Get<PutClip>().Get((await square.Row(id))!, default))!;
        Assert.Equal(film.Length, stream.Length);
        foreach (var from in new[] { 0, film.Length - 1, 65_530, 65_536, 131_072, 3, film.Length }.Where(f => f <= film.Length))
        {
            stream.Position = from;
            var some = new byte[Math.Min(20, film.Length - from)];
            await stream.ReadExactlyAsync(some);
            Assert.Equal(film[from..(from + some.Length)], some);
        }

        stream.Position = 0;
        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole);
        Assert.Equal(film, whole.ToArray());
        Assert.Equal(0, await stream.ReadAsync(new byte[10]));
    }

    [Fact]
    public async Task A_clip_that_was_changed_or_cut_at_rest_is_not_given()
    {
        await using var square = await Square.Open();
        var id = await square.Draft(square.Ann);
        byte[] film = [.. Film(), .. Box("mdat", new byte[150_000])];
        await Square.Ok(Put(square, id, film, square.Ann));
        var blob = (await square.Row(id))!.Clip!.Value;
        var (blobs, now) = (square.Get<IBlobs>(), new MemoryStream());
        await using (var stored = (await blobs.Get(blob))!) await stored.CopyToAsync(now);
        var sound = now.ToArray();
        const int Chunk = 65_536 + 16, Header = 81;
        foreach (var changed in new byte[][]
        {
            [], sound[..80], sound[..97], sound[..(Header + Chunk)], sound[..(Header + Chunk + Chunk)], sound[..^1], [.. sound, 0], [.. sound[..5], (byte)(sound[5] ^ 1), .. sound[6..]],
            [.. sound[..^1], (byte)(sound[^1] ^ 1)],
        })
        {
            await Write(changed);
            Assert.Null(await square.Get<PutClip>().Get((await square.Row(id))!, default));
        }

        // In the middle it is seen when it is read; two chunks that changed places too.
        foreach (var changed in new byte[][]
        {
            [.. sound[..100], (byte)(sound[100] ^ 1), .. sound[101..]],
            [.. sound[..Header], .. sound[(Header + Chunk)..(Header + Chunk + Chunk)], .. sound[Header..(Header + Chunk)], .. sound[(Header + Chunk + Chunk)..]],
        })
        {
            await Write(changed);
            await Assert.ThrowsAsync<IOException>(() => All(square, id));
        }

        await Write(sound);
        Assert.Equal(film, await All(square, id));

        async Task Write(byte[] bytes)
        {
            await blobs.Delete(blob);
            await blobs.Put(blob, bytes);
        }
    }

    private static async Task<byte[]> All(Square square, string id)
    {
        await using var stream = (await square.Get<PutClip>().Get((await square.Row(id))!, default))!;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static Task<Result<bool>> Put(Square square, string id, byte[] file, Caller who) => square.Get<PutClip>().Put(id, new MemoryStream(file), file.Length, who, default);

    private static byte[] Film(string media = "") => [.. Box("ftyp", "isom\0\0\0\0"u8), .. Box("moov", "index"u8), .. Box("mdat", Encoding.ASCII.GetBytes("media" + media))];

    private static byte[] Box(string kind, ReadOnlySpan<byte> body)
    {
        var box = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(kind).CopyTo(box, 4);
        body.CopyTo(box.AsSpan(8));
        return box;
    }

    private static byte[] Large(string kind, ReadOnlySpan<byte> body)
    {
        var box = new byte[16 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, 1);
        Encoding.ASCII.GetBytes(kind).CopyTo(box, 4);
        BinaryPrimitives.WriteInt64BigEndian(box.AsSpan(8), box.Length);
        body.CopyTo(box.AsSpan(16));
        return box;
    }
}
