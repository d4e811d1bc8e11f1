using System.Globalization;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Keeping;
using Writ.Hub.Sync;

namespace Writ.Hub.Serve;

/// <summary>How each camera is, for the owner's page: a box that the server cannot open. Sent when it changes, and every minute, so that silence is seen.</summary>
internal sealed class HealthReports(HubServer server, Keyring ring, ClipShelf shelf, CameraCrew crew, IReadOnlyList<CameraSettings> cameras, CameraNumbers numbers, HealthBoard health, Uploader uploader, TimeProvider clock)
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (CameraHealth Health, DateTimeOffset At)> told = [];

    /// <summary>Tells what is new; a server that does not answer is told later.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        foreach (var camera in cameras)
        {
            if (health.Of(camera.Id) is not { } state) continue;
            if (told.TryGetValue(camera.Id, out var last) && last.Health == state && now - last.At < Rhythm) continue;
            var id = numbers.Of(camera.Id);
            if (await server.SendHealth(id, HomeBox.Seal(ring.Current(), $"health/{id.Text}", Content(camera, id, state, now)), stop) is { Ok: true }) told[camera.Id] = (state, now);
        }
    }

    /// <summary>What the box of a camera says at this moment; null where nothing is known of it.</summary>
    public byte[]? Content(CameraId id) =>
        cameras.FirstOrDefault(c => numbers.Of(c.Id) == id) is { } camera && health.Of(camera.Id) is { } state ? Content(camera, id, state, clock.GetUtcNow()) : null;

    private byte[] Content(CameraSettings camera, CameraId id, CameraHealth state, DateTimeOffset now)
    {
        var set = crew.Effective(camera);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            camera = id.Text,
            name = set.Name,
            state = state.State.ToString(),
            sentence = state.Sentence + Room(shelf.PinnedGone(id)),
            since = state.Since,
            at = now,
            waiting = shelf.Waiting().Count(c => c.Camera == id),
            trouble = uploader.Trouble?.Sentence,
            masked = set.Masks.Count,
            audio = set.Audio,
        });
    }

    private static string Room(int gone) => gone switch
    {
        0 => string.Empty,
        1 => " The room at home ran short: one clip that is kept for good lies at the server alone now.",
        _ => string.Create(CultureInfo.InvariantCulture, $" The room at home ran short: {gone} clips that are kept for good lie at the server alone now."),
    };
}
