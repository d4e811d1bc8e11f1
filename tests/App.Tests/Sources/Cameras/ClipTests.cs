using System.Net.Http.Headers;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>What the people of a home do with clips, and how clips end.</summary>
public sealed class ClipTests : CameraHouse
{
    [Fact]
    public async Task Days_clips_and_export_are_listed_by_page()
    {
        for (var i = 0; i < 3; i++) await Hub.Uploaded(Camera, 100);
        var second = await Hub.Camera("s0.1w180.0");
        var there = await Hub.Uploaded(second, 100);
        Assert.Equal([new DayLine("2026-03-10", 3)], (await Owner.Get($"{Home}/cameras/{Camera}/days")).As<DayLine[]>());
        var page = (await Owner.Get($"{Home}/cameras/{Camera}/clips?day=2026-03-10")).As<ClipPage>();
        Assert.Equal(3, page.Clips.Count);
        Assert.Null(page.Next);
        Assert.Empty((await Owner.Get($"{Home}/cameras/{Camera}/clips?day=2026-03-11")).As<ClipPage>().Clips);
        var newest = (await Owner.Get($"{Home}/cameras/{Camera}/clips?day=2026-03-10&most=1")).As<ClipPage>();
        Assert.Equal(page.Clips[0].Clip, Assert.Single(newest.Clips).Clip);
        var others = (await Owner.Get($"{Home}/cameras/{Camera}/clips?day=2026-03-10&before={newest.Next}")).As<ClipPage>();
        Assert.Equal(page.Clips.Skip(1).Select(c => c.Clip), others.Clips.Select(c => c.Clip));
        Assert.Equal([3L, 2L, 1L], page.Clips.Select(c => c.Arrival));
        Assert.Contains(there.Id.Text, (await Owner.Get($"{Home}/export")).As<ClipPage>().Clips.Select(c => c.Clip));
        Assert.Equal(4, (await Owner.Get($"{Home}/export")).As<ClipPage>().Clips.Count);
    }

    [Fact]
    public async Task A_player_fetches_the_chunks_it_needs()
    {
        var clip = await Hub.Uploaded(Camera, 200_000);
        var address = $"{Home}/clips/{clip.Id}/video";
        var one = ClipSeal.SealedChunkLength;
        var (whole, _) = await Owner.Fetch(address);
        Assert.Equal((200, "bytes", "no-store, private"), (whole.Status, whole.Headers["Accept-Ranges"], whole.Headers["Cache-Control"]));
        Assert.Matches("^\"[0-9a-f]{32}\"$", whole.Headers["ETag"]);
        var (some, bytes) = await Owner.Fetch(address, new RangeHeaderValue(one, (2 * one) - 1));
        Assert.Equal((206, $"bytes {one}-{(2 * one) - 1}/{clip.Video.Length}"), (some.Status, some.Headers["Content-Range"]));
        Assert.Equal(whole.Headers["ETag"], some.Headers["ETag"]);
        using var seal = ClipSeal.Read(Hub.Key, clip.Id, clip.Header).Value;
        using var reader = seal.Open(ClipPart.Video);
        var plain = new byte[ClipSeal.ChunkLength];
        Assert.Equal(ClipSeal.ChunkLength, reader.Chunk(1, last: false, bytes, plain).Value);
        Assert.Equal(FakeHub.Pattern(200_000)[65_536..131_072], plain);

        Assert.Equal(clip.Video[^20..], (await Owner.Fetch(address, new RangeHeaderValue(null, 20))).Bytes);
        var (beyond, _) = await Owner.Fetch(address, new RangeHeaderValue(clip.Video.Length, null));
        Assert.Equal((416, $"bytes */{clip.Video.Length}"), (beyond.Status, beyond.Headers["Content-Range"]));
        Assert.Equal(200, (await Owner.Fetch(address, new RangeHeaderValue(0, 9), "\"another\"")).Reply.Status);
        Assert.Equal(206, (await Owner.Fetch(address, new RangeHeaderValue(0, 9), whole.Headers["ETag"])).Reply.Status);
    }

    [Fact]
    public async Task What_an_owner_deletes_is_gone_and_the_hub_is_told()
    {
        var clip = await Hub.Uploaded(Camera);
        var other = await Hub.Uploaded(Camera);
        Assert.Equal(6, Files());
        var seen = (await Hub.Inbox("statements=9")).Seen;
        var waiting = Hub.Inbox($"statements=9&seen={seen}&wait=25");
        (await Owner.Delete($"{Home}/clips/{clip.Id}")).Done();
        (await Owner.Delete($"{Home}/clips/{clip.Id}")).Done();
        Assert.Equal(3, Files());
        Assert.Equal(0, await Server.Count("home_clip", $"clip_id = '{clip.Id}'"));
        Assert.Equal([clip.Id.Text], (await waiting).Deleted);
        (await Owner.Get($"{Home}/clips/{clip.Id}/video")).Refused(404, "sources-no-such-clip");
        (await Hub.Offer(clip)).Refused(410, "sources-clip-deleted");
        (await Hub.Ask(HttpMethod.Delete, $"clips/{clip.Id}")).Done();
        Assert.Empty((await Hub.Inbox()).Deleted);
        Assert.Equal(200, (await Owner.Get($"{Home}/clips/{other.Id}/video")).Status);
    }

    [Fact]
    public async Task A_hub_deletes_its_own()
    {
        var clip = await Hub.Uploaded(Camera);
        (await Hub.Ask(HttpMethod.Delete, $"clips/{clip.Id}")).Done();
        (await Hub.Ask(HttpMethod.Delete, $"clips/{clip.Id}")).Done();
        Assert.Equal(0, Files());
        Assert.Equal(0, await Server.Count("home_clip"));
        Assert.Equal(0, await Server.Count("home", "stored <> 0 OR clips <> 0"));
    }

    [Fact]
    public async Task A_clip_is_kept_through_its_last_day_and_longer_only_with_a_pin()
    {
        var clip = await Hub.Uploaded(Camera, keepDays: 3);
        var pinned = await Hub.Uploaded(Camera, keepDays: 3);
        (await Owner.Put($"{Home}/clips/{pinned.Id}/pin")).Done();
        Assert.True((await Owner.Get($"{Home}/clips/{pinned.Id}")).As<ClipView>().Pinned);
        await Sweep(3);
        Assert.Equal(2, await Server.Count("home_clip"));
        await Sweep(1);
        Assert.Equal(pinned.Id.Text, await Server.Text("SELECT clip_id FROM home_clip"));
        Assert.Equal(3, Files());

        // A clock that goes back ends nothing, and nothing twice.
        await Sweep(-30);
        await Sweep(30);
        Assert.Equal(1, await Server.Count("home_clip"));
        using var owner = await Seat.Of(Server, 0);
        (await owner.Delete($"{Home}/clips/{pinned.Id}/pin")).Done();
        await Sweep(0);
        Assert.Equal((0L, 0), (await Server.Count("home_clip"), Files()));
        Assert.Equal(0, await Server.Count("home", "stored <> 0 OR clips <> 0"));
        (await owner.Put($"{Home}/clips/{clip.Id}/pin")).Refused(404, "sources-no-such-clip");
    }

    [Fact]
    public async Task An_upload_that_stopped_is_given_up_after_a_week_of_silence()
    {
        var clip = Hub.Seal(Camera, FakeHub.Pattern(1_000));
        _ = (await Hub.Offer(clip)).As<ClipStanding>();
        Server.Time.Now += TimeSpan.FromDays(5);
        _ = (await Hub.Patch(clip.Id, "video", 0, clip.Video.AsMemory(0, 100))).As<PartStanding>();
        await Sweep(7);
        Assert.Equal(100, (await Hub.Offer(clip)).As<ClipStanding>().Received.Video);
        await Sweep(1);
        Assert.Equal((0L, 0), (await Server.Count("home_clip"), Files()));
        (await Hub.Patch(clip.Id, "video", 100, clip.Video.AsMemory(100))).Refused(404, "sources-no-such-clip");
    }

    [Fact]
    public async Task Between_header_and_blobs_a_crash_leaves_what_nothing_opens_and_the_sweep_ends_it()
    {
        var clip = await Hub.Uploaded(Camera);
        await Server.Sql($"UPDATE home_clip SET state = 'Deleting', header = NULL WHERE clip_id = '{clip.Id}'");
        (await Owner.Get($"{Home}/clips/{clip.Id}")).Refused(404, "sources-no-such-clip");
        (await Hub.Offer(clip)).Refused(410, "sources-clip-deleted");
        System.IO.File.Delete(Directory.GetFiles(Server.Folder.Blobs, "*", SearchOption.AllDirectories)[0]);
        await Sweep(0);
        Assert.Equal((0L, 0), (await Server.Count("home_clip"), Files()));
        Assert.Equal(0, await Server.Count("home", "stored <> 0 OR clips <> 0"));
        await Hub.Upload(clip);
    }

    [Fact]
    public async Task A_home_that_is_deleted_opens_no_more_at_once_and_is_gone_after_the_sweep()
    {
        await Hub.Uploaded(Camera);
        (await Owner.Put($"{Home}/profile?number=1", Hub.Box("profile", "x"))).Done();
        (await Owner.Delete(Home)).Done();
        Assert.Equal(0, await Server.Count("home_key") + await Server.Count("home_statement") + await Server.Count("home_box") + await Server.Count("home_clip", "header IS NOT NULL"));
        (await Hub.Ask(HttpMethod.Get, "inbox")).Refused(401, "signin-token-missing");
        (await Owner.Get($"{Home}/state")).Refused(404, "sources-no-such-home");
        (await Owner.Delete(Home)).Refused(404, "sources-no-such-home");
        await Sweep(0);
        Assert.Equal((0L, 0L, 0), (await Server.Count("home"), await Server.Count("home_clip"), Files()));
        using var again = await FakeHub.Paired(Server, Owner);
    }

    [Fact]
    public async Task A_replaced_home_ends_with_its_last_clip()
    {
        await Hub.Uploaded(Camera, keepDays: 2);
        using var next = await FakeHub.Paired(Server, Owner, replace: true);
        await Sweep(2);
        Assert.Equal(2, await Server.Count("home"));
        await Sweep(1);
        Assert.Equal(next.Home, await Server.Text("SELECT id FROM home"));
        Assert.Equal(0, Files());
    }
}
