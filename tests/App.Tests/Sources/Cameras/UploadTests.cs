using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>From the hub's spool to the server's disk.</summary>
public sealed class UploadTests : CameraHouse
{
    [Fact]
    public async Task A_clip_comes_in_pieces_and_is_seen_only_when_it_is_whole()
    {
        var clip = Hub.Seal(Camera, FakeHub.Pattern(200_000));
        Assert.Equal(new PartSizes(0, 0, 0), (await Hub.Offer(clip)).As<ClipStanding>().Received);
        var first = await Hub.Patch(clip.Id, "video", 0, clip.Video.AsMemory(0, 70_000));
        Assert.Equal(70_000, first.As<PartStanding>().Received);
        Assert.Equal("70000", first.Headers[HubWire.OffsetHeader]);
        Assert.Equal(new PartSizes(70_000, 0, 0), (await Hub.Offer(clip)).As<ClipStanding>().Received);
        (await Hub.Complete(clip.Id)).Refused(409, "sources-clip-incomplete");
        (await Owner.Get($"{Home}/clips/{clip.Id}")).Refused(404, "sources-no-such-clip");
        (await Owner.Get($"{Home}/clips/{clip.Id}/video")).Refused(404, "sources-no-such-clip");
        Assert.Empty((await Owner.Get($"{Home}/export")).As<ClipPage>().Clips);

        await Hub.Upload(clip);
        Assert.True((await Hub.Offer(clip)).As<ClipStanding>().Complete);
        (await Hub.Complete(clip.Id)).Done();
        Assert.Equal(clip.Header, (await Owner.Get($"{Home}/clips/{clip.Id}")).As<ClipView>().Header);
        foreach (var part in FakeHub.Parts) Assert.Equal(clip.Of(part), (await Owner.Fetch($"{Home}/clips/{clip.Id}/{part}")).Bytes);
    }

    [Fact]
    public async Task A_wrong_offset_is_told_the_right_one()
    {
        var clip = Hub.Seal(Camera, FakeHub.Pattern(1_000));
        _ = (await Hub.Offer(clip)).As<ClipStanding>();
        _ = (await Hub.Patch(clip.Id, "video", 0, clip.Video.AsMemory(0, 500))).As<PartStanding>();
        foreach (var offset in (long[])[0, 499, 501, -1, long.MaxValue])
        {
            var reply = await Hub.Patch(clip.Id, "video", offset, clip.Video.AsMemory(0, 10));
            reply.Refused(409, "sources-part-offset");
            Assert.Equal("500", reply.Headers[HubWire.OffsetHeader]);
        }

        await Hub.Upload(clip);
        var late = await Hub.Patch(clip.Id, "video", 500, clip.Video.AsMemory(500));
        late.Refused(409, "sources-part-offset");
        Assert.Equal($"{clip.Video.Length}", late.Headers[HubWire.OffsetHeader]);
    }

    [Fact]
    public async Task Sizes_that_lie_are_refused()
    {
        var clip = Hub.Seal(Camera, FakeHub.Pattern(1_000));
        _ = (await Hub.Offer(clip)).As<ClipStanding>();
        (await Hub.Patch(clip.Id, "video", 0, new byte[clip.Video.Length + 1])).Refused(400, "sources-part-too-long");
        (await Hub.Patch(clip.Id, "video", 0, new byte[HubWire.MostBytesAtOnce + 1])).Refused(413, "sources-part-too-large");
        using (var chunked = new StreamContent(new Endless(clip.Video.Length + 70_000)))
        {
            chunked.Headers.ContentType = new("application/octet-stream");
            (await Hub.Ask(HttpMethod.Patch, $"clips/{clip.Id}/video?offset=0", chunked)).Refused(400, "sources-part-too-long");
        }

        Assert.Equal(new PartSizes(0, 0, 0), (await Hub.Offer(clip)).As<ClipStanding>().Received);
        await Hub.Upload(clip);

        // Every byte as it was said, and one byte short in another's place.
        foreach (var (video, poster, card) in ((long, long, long)[])
            [(15, 20, 100), (16, 20, 100), (0, 20, 100), (-1, 20, 100), (65_553, 20, 100), (65_568, 20, 100), (1_000, 15, 100), (1_000, 20, 16), (1_000, 20, 1 << 20),
            (HubWire.MostClipBytes + 1, 20, 100), (HubWire.MostClipBytes, 20, 100), (long.MaxValue, long.MaxValue, long.MaxValue), (1_000, 8 << 20, 100)])
        {
            var id = ClipId.New();
            using var seal = ClipSeal.Make(Hub.Key, id);
            var request = clip.Request with { Header = seal.Header.ToArray(), Video = video, Poster = poster, Card = card };
            (await Hub.Ask(HttpMethod.Put, $"clips/{id}", FakeHub.Content(request))).Refused(413, "sources-clip-sizes");
        }
    }

    [Fact]
    public async Task The_same_offer_twice_is_one_clip_and_another_under_its_id_is_none()
    {
        var clip = await Hub.Uploaded(Camera);
        var stored = (await Owner.Get($"{Home}/state")).As<HomeStateView>().Stored;
        Assert.Equal(clip.Video.Length + clip.Poster.Length + clip.Card.Length, stored);
        foreach (var other in (ClipRequest[])
            [clip.Request with { Video = clip.Video.Length + 1 }, clip.Request with { Day = "2026-02-27" }, clip.Request with { Header = Flip(clip.Header) }])
            (await Hub.Ask(HttpMethod.Put, $"clips/{clip.Id}", FakeHub.Content(other))).Refused(409, "sources-clip-differs");
        Assert.True((await Hub.Offer(clip)).As<ClipStanding>().Complete);
        Assert.Equal(stored, (await Owner.Get($"{Home}/state")).As<HomeStateView>().Stored);
    }

    [Fact]
    public async Task Days_to_keep_that_change_while_a_clip_is_brought_do_not_hold_it_up()
    {
        var clip = Hub.Seal(Camera, FakeHub.Pattern(100_000));
        _ = (await Hub.Offer(clip)).As<ClipStanding>();
        _ = (await Hub.Patch(clip.Id, "video", 0, clip.Video.AsMemory(0, 50_000))).As<PartStanding>();
        var longer = Hub.Seal(Camera, [1], keepDays: 60).KeepUntil;
        var now = clip with { KeepUntil = longer };
        Assert.Equal(50_000, (await Hub.Offer(now)).As<ClipStanding>().Received.Video);
        await Hub.Upload(now);
        Assert.Equal(longer, Assert.Single((await Owner.Get($"{Home}/export")).As<ClipPage>().Clips).KeepUntil);

        // Once it is whole it keeps what it came with: only a person changes that.
        Assert.True((await Hub.Offer(clip)).As<ClipStanding>().Complete);
        Assert.Equal(longer, Assert.Single((await Owner.Get($"{Home}/export")).As<ClipPage>().Clips).KeepUntil);
    }

    [Fact]
    public async Task Another_owner_s_clip_is_not_taken_and_not_shown()
    {
        using var neighbour = await Seat.Of(Server, 1);
        using var other = await FakeHub.Paired(Server, neighbour);
        var camera = await other.Camera();
        var theirs = await other.Uploaded(camera);

        (await Hub.Offer(theirs)).Refused(400, "sources-clip-header");
        (await Hub.Offer(theirs with { Camera = Camera })).Refused(400, "sources-clip-header");
        (await Hub.Patch(theirs.Id, "video", 0, new byte[10])).Refused(404, "sources-no-such-clip");
        (await Hub.Complete(theirs.Id)).Refused(404, "sources-no-such-clip");
        (await Hub.Ask(HttpMethod.Delete, $"clips/{theirs.Id}")).Done();
        (await Owner.Get($"{Home}/clips/{theirs.Id}")).Refused(404, "sources-no-such-clip");
        (await Owner.Get($"{Home}/clips/{theirs.Id}/video")).Refused(404, "sources-no-such-clip");
        Assert.Empty((await Owner.Get($"{Home}/cameras/{camera}/clips?day={theirs.Day}")).As<ClipPage>().Clips);
        Assert.Equal(theirs.Video, (await neighbour.Fetch($"/my/cameras/{other.Home}/clips/{theirs.Id}/video")).Bytes);
    }

    [Fact]
    public async Task A_header_of_another_clip_or_of_a_key_without_a_record_is_refused()
    {
        var clip = Hub.Seal(Camera, FakeHub.Pattern(10));
        using var later = HomeKey.Make(Hub.Chain.Home, 1);
        (await Hub.Offer(clip with { Id = ClipId.New() })).Refused(400, "sources-clip-header");
        (await Hub.Offer(Hub.Seal(Camera, FakeHub.Pattern(10), key: later))).Refused(400, "sources-clip-header");
        (await Hub.Offer(clip with { Header = [] })).Refused(400, "sources-clip-header");
        (await Hub.Offer(clip with { Header = new byte[10_000] })).Refused(400, "sources-clip-header");
        (await Hub.Offer(clip with { Camera = CameraId.New() })).Refused(404, "sources-no-such-camera");
        (await Hub.Ask(HttpMethod.Put, "clips/clp_x", FakeHub.Content(clip.Request))).Refused(400, "sources-bad-clip-id");
        (await Hub.Patch(clip.Id, "sound", 0, new byte[1])).Refused(400, "sources-bad-clip-id");
        Assert.Equal(0, await Server.Count("home_clip"));
        Assert.Equal(0, Files());
    }

    [Fact]
    public async Task Days_are_days_and_not_too_far()
    {
        foreach (var (day, until) in ((string, string)[])
            [("2026-03-12", "2026-04-01"), ("2026-03-10", "2026-03-09"), ("2026-03-11", "2026-03-10"), ("2026-03-10", "2027-12-31"), ("2026-3-10", "2026-04-01"),
            ("2026-02-30", "2026-04-01"), ("yesterday", "2026-04-01"), ("2026-03-10T12:00:00", "2026-04-01"), ("2026-03-10", "9999-12-31")])
            (await Hub.Offer(Hub.Seal(Camera, FakeHub.Pattern(10)) with { Day = day, KeepUntil = until })).Refused(400, "sources-clip-days");
        foreach (var (day, until) in ((string, string)[])[("2026-03-11", "2026-03-11"), ("2026-03-10", "2026-03-10"), ("2020-01-01", "2027-04-14")])
            _ = (await Hub.Offer(Hub.Seal(Camera, FakeHub.Pattern(10)) with { Day = day, KeepUntil = until })).As<ClipStanding>();
    }

    [Fact]
    public async Task Swapped_and_replayed_chunks_are_carried_as_sent_and_refused_by_the_reader()
    {
        var clip = Hub.Seal(Camera, FakeHub.Pattern(200_000));
        var one = ClipSeal.SealedChunkLength;
        byte[] swapped = [.. clip.Video[one..(2 * one)], .. clip.Video[..one], .. clip.Video[(2 * one)..]];
        await Hub.Upload(clip with { Video = swapped });
        var fetched = (await Owner.Fetch($"{Home}/clips/{clip.Id}/video")).Bytes;
        Assert.Equal(swapped, fetched);
        using var seal = ClipSeal.Read(Hub.Key, clip.Id, clip.Header).Value;
        using var reader = seal.Open(ClipPart.Video);
        var plain = new byte[ClipSeal.ChunkLength];
        Assert.Equal("footage-cannot-open", reader.Chunk(0, last: false, fetched.AsSpan(0, one), plain).Refusal?.Code);
        Assert.Equal("footage-cannot-open", reader.Chunk(1, last: false, fetched.AsSpan(one, one), plain).Refusal?.Code);
        Assert.True(reader.Chunk(2, last: false, fetched.AsSpan(2 * one, one), plain).Ok);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_part_the_hub_goes_on_where_it_was_acknowledged()
    {
        var clip = Hub.Seal(Camera, FakeHub.Pattern(200_000));
        _ = (await Hub.Offer(clip)).As<ClipStanding>();
        _ = (await Hub.Patch(clip.Id, "video", 0, clip.Video.AsMemory(0, 100_000))).As<PartStanding>();
        var file = Assert.Single(Directory.GetFiles(Server.Folder.Blobs, "*", SearchOption.AllDirectories));

        // Bytes reached the disk and nobody was told.
        await System.IO.File.AppendAllTextAsync(file, "bytes of a request that was never answered");
        await Server.Restart();
        Assert.Equal(100_000, (await Hub.Offer(clip)).As<ClipStanding>().Received.Video);
        await Hub.Upload(clip);
        using var owner = await Seat.Of(Server, 0);
        Assert.Equal(clip.Video, (await owner.Fetch($"{Home}/clips/{clip.Id}/video")).Bytes);
    }

    [Fact]
    public async Task A_file_that_lost_its_end_is_told_as_it_is()
    {
        var clip = Hub.Seal(Camera, FakeHub.Pattern(200_000));
        _ = (await Hub.Offer(clip)).As<ClipStanding>();
        _ = (await Hub.Patch(clip.Id, "video", 0, clip.Video)).As<PartStanding>();
        var file = Assert.Single(Directory.GetFiles(Server.Folder.Blobs, "*", SearchOption.AllDirectories));
        using (var open = System.IO.File.OpenWrite(file)) open.SetLength(1_000);
        _ = (await Hub.Patch(clip.Id, "poster", 0, clip.Poster)).As<PartStanding>();
        _ = (await Hub.Patch(clip.Id, "card", 0, clip.Card)).As<PartStanding>();
        (await Hub.Complete(clip.Id)).Refused(409, "sources-clip-incomplete");
        var told = await Hub.Patch(clip.Id, "video", clip.Video.Length, ReadOnlyMemory<byte>.Empty);
        told.Refused(409, "sources-part-offset");
        Assert.Equal("1000", told.Headers[HubWire.OffsetHeader]);
        await Hub.Upload(clip);
    }

    [Fact]
    public async Task Many_at_once_write_one_clip_once()
    {
        var clip = Hub.Seal(Camera, FakeHub.Pattern(100_000));
        _ = (await Hub.Offer(clip)).As<ClipStanding>();
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Hub.Patch(clip.Id, "video", 0, clip.Video)));
        Assert.Single(replies, r => r.Status == 200);
        Assert.All(replies.Where(r => r.Status != 200), r => r.Refused(409, "sources-part-offset"));
        await Hub.Upload(clip);
        Assert.Equal(clip.Video, (await Owner.Fetch($"{Home}/clips/{clip.Id}/video")).Bytes);
    }

    private static byte[] Flip(byte[] header)
    {
        var other = (byte[])header.Clone();
        other[^1] ^= 1;
        return other;
    }

    /// <summary>Bytes of a length that it does not say.</summary>
    private sealed class Endless(int most) : MemoryStream(new byte[most])
    {
        public override bool CanSeek => false;
    }
}

public sealed class QuotaTests : CameraHouse
{
    protected override long? Quota => 300_000;

    [Fact]
    public async Task A_home_takes_no_more_than_its_room_and_what_goes_makes_room()
    {
        var first = await Hub.Uploaded(Camera, 200_000);
        (await Hub.Offer(Hub.Seal(Camera, FakeHub.Pattern(200_000)))).Refused(422, "sources-home-full");
        Assert.Equal(300_000, (await Owner.Get($"{Home}/state")).As<HomeStateView>().Quota);
        (await Owner.Delete($"{Home}/clips/{first.Id}")).Done();
        Assert.Equal(0, (await Owner.Get($"{Home}/state")).As<HomeStateView>().Stored);
        await Hub.Uploaded(Camera, 200_000);
    }
}
