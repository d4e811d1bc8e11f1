using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>What the server takes of keys that are meant for the vault, and when they go.</summary>
public sealed class CustodyTests : CameraHouse
{
    [Fact]
    public async Task The_vaults_key_is_told_to_hubs_of_provider_held_cameras_alone()
    {
        (await Hub.Ask(HttpMethod.Get, $"cameras/{Camera}/vault-key")).Refused(409, "sources-camera-owner-held");
        await Set("provider");
        var told = await Hub.VaultKey(Camera);
        Assert.Equal(Server.Customers[0].Account.Text, told.Account);
        Assert.Equal(told.Spki, (await Hub.VaultKey(Camera)).Spki);

        using var other = await Seat.Of(Server, 1);
        using var stranger = await FakeHub.Paired(Server, other);
        (await stranger.Ask(HttpMethod.Get, $"cameras/{Camera}/vault-key")).Refused(404, "sources-no-such-camera");
        (await Server.Send(HttpMethod.Get, $"api/v1/hub/cameras/{Camera}/vault-key", Server.TokenOf("reviewer"))).AnyRefusal();
        await Set("owner");
        (await Hub.Ask(HttpMethod.Get, $"cameras/{Camera}/vault-key")).Refused(409, "sources-camera-owner-held");
    }

    [Fact]
    public async Task No_key_is_taken_for_an_owner_held_camera_and_the_clip_goes_without()
    {
        var plain = Hub.Seal(Camera, FakeHub.Pattern(5_000));
        await Set("provider");
        var wrapped = await Hub.Wrapped(plain);
        await Set("owner");
        (await Hub.Offer(wrapped)).Refused(409, "sources-camera-owner-held");
        await Hub.Upload(plain);
        Assert.Equal(0, await Records());
    }

    [Theory]
    [InlineData("id")]
    [InlineData("short header")]
    [InlineData("no point")]
    [InlineData("short body")]
    [InlineData("long body")]
    [InlineData("empty")]
    public async Task A_record_that_is_not_whole_is_refused(string what)
    {
        await Set("provider");
        var clip = await Hub.Wrapped(Hub.Seal(Camera, FakeHub.Pattern(5_000)));
        var record = clip.Record!;
        var broken = what switch
        {
            "id" => record with { Record = "rec_nonsense" },
            "short header" => record with { Header = record.Header[..65] },
            "no point" => record with { Header = [.. record.Header[..10], .. new byte[56]] },
            "short body" => record with { Body = record.Body[1..] },
            "long body" => record with { Body = [.. record.Body, 0] },
            _ => new WireRecord(record.Record, [], []),
        };
        (await Hub.Offer(clip with { Record = broken })).Refused(400, "sources-bad-footage-record");
        Assert.Equal(0, await Server.Count("home_clip"));
        await Hub.Upload(clip);
        Assert.Equal(1, await Records());
    }

    [Fact]
    public async Task An_id_that_another_record_has_is_refused_so_that_neither_stands_in_the_others_way()
    {
        await Set("provider");
        var first = await Hub.Wrapped(Hub.Seal(Camera, FakeHub.Pattern(5_000)));
        await Hub.Upload(first);
        var second = await Hub.Wrapped(Hub.Seal(Camera, FakeHub.Pattern(5_000)));
        var stored = await Server.Text("SELECT id FROM account_record LIMIT 1");
        foreach (var id in (string[])[first.Record!.Record, stored])
            (await Hub.Offer(second with { Record = second.Record! with { Record = id } })).Refused(400, "sources-bad-footage-record");
        await Hub.Upload(second);
        Assert.Equal(2, await Records());
    }

    [Fact]
    public async Task Offered_again_it_is_the_same_clip_only_with_the_same_record()
    {
        await Set("provider");
        var plain = Hub.Seal(Camera, FakeHub.Pattern(5_000));
        var clip = await Hub.Wrapped(plain);
        _ = (await Hub.Offer(clip)).As<ClipStanding>();
        (await Hub.Offer(plain)).Refused(409, "sources-clip-differs");
        (await Hub.Offer(await Hub.Wrapped(plain))).Refused(409, "sources-clip-differs");

        // What was taken stays taken, also where the camera was turned back since.
        await Set("owner");
        await Hub.Upload(clip);
        Assert.Equal(1, await Records());
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("hub")]
    [InlineData("days")]
    [InlineData("home")]
    public async Task The_record_goes_with_the_clips_own_header(string how)
    {
        await Set("provider");
        var clip = await Hub.Wrapped(Hub.Seal(Camera, FakeHub.Pattern(5_000), keepDays: 3));
        await Hub.Upload(clip);
        (await Owner.Put($"{Home}/clips/{clip.Id}/pin")).Done();
        await Sweep(5);
        Assert.Equal(1, await Records());
        using var owner = await Seat.Of(Server, 0);

        switch (how)
        {
            case "owner":
                (await owner.Delete($"{Home}/clips/{clip.Id}")).Done();
                break;
            case "hub":
                (await Hub.Ask(HttpMethod.Delete, $"clips/{clip.Id}")).Done();
                break;
            case "days":
                (await owner.Delete($"{Home}/clips/{clip.Id}/pin")).Done();
                await Sweep(1);
                break;
            default:
                (await owner.Delete(Home)).Done();
                break;
        }

        Assert.Equal(0, await Records());
        Assert.Equal(0, await Server.Count("home_clip", "header IS NOT NULL"));
    }

    [Fact]
    public async Task No_row_keeps_a_record_of_a_clip_that_is_going()
    {
        await Set("provider");
        await Hub.Upload(await Hub.Wrapped(Hub.Seal(Camera, FakeHub.Pattern(5_000))));
        await Assert.ThrowsAnyAsync<Exception>(() => Server.Sql("UPDATE home_clip SET state = 'Deleting', header = NULL"));
        await Assert.ThrowsAnyAsync<Exception>(() => Server.Sql("UPDATE home_clip SET record_body = NULL"));
        await Assert.ThrowsAnyAsync<Exception>(() => Server.Sql("UPDATE home_clip SET record_header = NULL"));
        await Server.Sql("UPDATE home_clip SET record_id = NULL, record_header = NULL, record_body = NULL");
    }

    private Task<long> Records() => Server.Count("home_clip", "record_id IS NOT NULL AND record_header IS NOT NULL AND record_body IS NOT NULL");

    private async Task Set(string custody) => (await Owner.Put($"{Home}/cameras/{Camera}/custody", new CustodyRequest(custody))).Done();
}
