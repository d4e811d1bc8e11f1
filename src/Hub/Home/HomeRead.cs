using System.Globalization;
using System.Text;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Keeping;
using Writ.Hub.Serve;
using Writ.Hub.Sync;

namespace Writ.Hub.Home;

/// <summary>The home itself for the pages at home: who holds keys, the keys as they are wrapped, boxes. All of it is the hub's own but numbers of the server.</summary>
internal sealed class HomeRead(
    Keyring ring, OwnerSettings wishes, OwnerProfile profile, HealthReports health, HomeClips clips, HomeLooks looks, ServerLine line, IReadOnlyList<CameraId> cameras, Func<CameraId, CoarseCell> cells)
{
    public HomeId Home => ring.Chain!.Home;

    public IReadOnlyList<HomeLine> Homes(HomeRole role) => [new HomeLine(Home.Text, Word(role), "active")];

    public async Task<Result<HomeStateView>> State(HomeRole role, int statements, CancellationToken stop)
    {
        var there = await line.Get<HomeStateView>($"state?statements={int.MaxValue}", stop);
        if (there.Ok && there.Value.Profile is { } newest) profile.Take(newest.Box);
        var chain = ring.Chain!;
        var (stored, quota) = there.Ok ? (there.Value.Stored, there.Value.Quota) : (clips.Bytes(), 0);
        return new HomeStateView(
            Home.Text, Word(role), "active", [.. chain.Texts.Skip(Math.Max(0, statements)).Select(t => Encoding.UTF8.GetString(t.Write()))],
            [.. ring.Records().Select((record, generation) => new KeyView(generation, Encoding.UTF8.GetString(record)))],
            profile.Number is { } number ? new BoxView(number, profile.Box()) : null,
            [.. cameras.Select(camera => Camera(camera, there.Ok ? there.Value : null))],
            await looks.Next(stop) ?? 0, stored, quota);
    }

    private CameraView Camera(CameraId camera, HomeStateView? there)
    {
        var custody = there?.Cameras.FirstOrDefault(c => c.Camera == camera.Text)?.Custody ?? wishes.Of(camera)?.Custody ?? HubWire.OwnerHeld;
        var settings = wishes.Signed(camera) is { } set
            ? new BoxView(set.Number, HomeBox.Seal(ring.Current(), string.Create(CultureInfo.InvariantCulture, $"settings/{camera.Text}"), set.Text))
            : null;
        return new CameraView(camera.Text, cells(camera).Text, custody, settings, health.Content(camera) is { } said ? new BoxView(1, HomeBox.Seal(ring.Current(), $"health/{camera.Text}", said)) : null);
    }

    private static string Word(HomeRole role) => role switch
    {
        HomeRole.Owner => "owner",
        HomeRole.Member => "member",
    };
}
