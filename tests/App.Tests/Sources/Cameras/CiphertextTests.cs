using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.App.Tests.Crashes;
using Writ.App.Tests.Serving;
using Writ.Base.Footage;
using Writ.Store;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>Of a clip the server has no byte that it could read, of a camera no place finer than the cell. Each search is shown to find what is there.</summary>
public sealed class CiphertextTests : CameraHouse
{
    private static readonly byte[] Frame = Encoding.UTF8.GetBytes("a frame of somebody's own front door");

    private const string Place = "52.516389";

    [Fact]
    public async Task No_byte_of_a_clip_lies_on_the_disk_or_in_the_database()
    {
        byte[] plain = [.. FakeHub.Pattern(70_000), .. Frame, .. FakeHub.Pattern(70_000)];
        var clip = Hub.Seal(Camera, plain);
        await Hub.Upload(clip);
        (await Owner.Put($"{Home}/profile?number=1", Hub.Box("profile", Encoding.UTF8.GetString(Frame)))).Done();
        await Stopped();
        Assert.Empty(Holding(Frame));
        Assert.Empty(Holding(FakeHub.Pattern(256)));
        Assert.Empty(Holding(Hub.Key.Export()));
        Assert.NotEmpty(Holding(clip.Video.AsSpan(100, 60).ToArray()));
        Assert.NotEmpty(Holding(clip.Header));

        // Planted, where such a thing would lie.
        await File.WriteAllBytesAsync(Path.Combine(Server.Folder.Blobs, "planted"), plain);
        Assert.Single(Holding(Frame));
        await Restarted();
    }

    [Fact]
    public async Task No_place_finer_than_the_cell_is_in_any_table_or_answer()
    {
        (await Owner.Put($"{Home}/profile?number=1", Hub.Box("profile", $"{{\"latitude\":{Place},\"longitude\":13.3777}}"))).Done();
        (await Owner.Put($"{Home}/cameras/{Camera}/settings?number=1", Hub.Box($"settings/{Camera}", $"front door at {Place}"))).Done();
        (await Hub.Ask(HttpMethod.Put, "home/profile?number=2", FakeHub.Bytes(Hub.Box("profile", $"{{\"places\":{{\"latitude\":\"{Place}\"}}}}")))).Done();
        await Hub.Uploaded(Camera);
        var answers = (await Hub.Ask(HttpMethod.Get, "home/state")).Text + (await Owner.Get($"{Home}/state")).Text + (await Owner.Get($"{Home}/export")).Text + (await Owner.Get("/my/cameras")).Text + (await Hub.Ask(HttpMethod.Get, "inbox")).Text;
        Assert.DoesNotContain(Place, answers, StringComparison.Ordinal);
        Assert.Contains("n52.5e13.3", answers, StringComparison.Ordinal);
        Assert.Equal("n52.5e13.3", await Server.Text("SELECT group_concat(cell) FROM home_camera"));

        // No column could hold one: beside the cell there are ids, days, numbers and what is sealed.
        var columns = await Server.Store.Look(work => work.Db().Database.SqlQueryRaw<string>(
            "SELECT m.name || '.' || p.name AS Value FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND (m.name = 'home' OR m.name LIKE 'home_%') AND p.type IN ('REAL', 'NUMERIC', 'TEXT')")
            .ToListAsync());
        Assert.Equal(
            ["home.account_id", "home.id", "home.state", "home.token_hash", "home_box.home_id", "home_box.purpose", "home_camera.camera_id", "home_camera.cell", "home_camera.custody",
            "home_camera.home_id", "home_clip.camera_id", "home_clip.card_blob", "home_clip.clip_id", "home_clip.day", "home_clip.home_id", "home_clip.keep_until", "home_clip.poster_blob",
            "home_clip.record_id", "home_clip.state", "home_clip.touched_on", "home_clip.video_blob", "home_clip_gone.clip_id", "home_clip_gone.home_id", "home_key.home_id", "home_look.home_id", "home_member.account_id",
            "home_member.home_id", "home_member.state", "home_pairing.account_id", "home_pairing.home_id", "home_pairing.hub_id", "home_pairing.name", "home_pairing.poll_hash",
            "home_pairing.state", "home_statement.home_id"],
            columns.Order(StringComparer.Ordinal));
        await Stopped();
        Assert.Empty(Holding(Encoding.ASCII.GetBytes(Place)));
        await File.WriteAllTextAsync(Path.Combine(Server.Folder.Root, "planted"), $"at {Place}");
        Assert.Single(Holding(Encoding.ASCII.GetBytes(Place)));
        await Restarted();
    }

    [SmallDiskFact]
    public async Task On_a_full_disk_an_upload_is_refused_nothing_is_lost_and_it_goes_on_with_room()
    {
        using var disk = SmallDisk.TryMount(24)!;
        await using var server = await WritServer.Start(root: disk.Data);
        using var owner = await Seat.Of(server, 0);
        using var hub = await FakeHub.Paired(server, owner);
        var camera = await hub.Camera();
        var before = await hub.Uploaded(camera);
        var clip = hub.Seal(camera, FakeHub.Pattern(3_000_000));
        _ = (await hub.Offer(clip)).As<ClipStanding>();
        _ = (await hub.Patch(clip.Id, "video", 0, clip.Video.AsMemory(0, 100_000))).As<PartStanding>();

        disk.Fill(but: 500_000);
        for (var again = 0; again < 3; again++) (await hub.Patch(clip.Id, "video", 100_000, clip.Video.AsMemory(100_000))).Refused(503, "store-disk-full");
        disk.Fill();
        (await hub.Patch(clip.Id, "video", 100_000, clip.Video.AsMemory(100_000, 2_000_000))).Refused(503, "store-disk-full");
        Assert.Equal(before.Video, (await owner.Fetch($"/my/cameras/{hub.Home}/clips/{before.Id}/video")).Bytes);

        disk.Free();
        Assert.Equal(100_000, (await hub.Offer(clip)).As<ClipStanding>().Received.Video);
        await hub.Upload(clip);
        Assert.Equal(clip.Video, (await owner.Fetch($"/my/cameras/{hub.Home}/clips/{clip.Id}/video")).Bytes);
    }

    private IEnumerable<string> Holding(byte[] bytes) => LiveFiles.Of(Server.Folder.Root).Where(file => file.Bytes.AsSpan().IndexOf(bytes) >= 0).Select(file => file.Path);

    /// <summary>Closed, so that everything is in the files.</summary>
    private Task Stopped() => Server.App.StopAsync();

    private Task Restarted() => Server.Restart();
}
