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
            var content = JsonSerializer.SerializeToUtf8Bytes(new
            {
                camera = id.Text,
                name = crew.Effective(camera).Name,
                state = state.State.ToString(),
                sentence = state.Sentence,
                since = state.Since,
                at = now,
                waiting = shelf.All().Count(c => c.Camera == id && !c.Sent),
                trouble = uploader.Trouble?.Sentence,
                masked = crew.Effective(camera).Masks.Count,
                audio = crew.Effective(camera).Audio,
            });
            if (await server.SendHealth(id, HomeBox.Seal(ring.Current(), $"health/{id.Text}", content), stop) is { Ok: true }) told[camera.Id] = (state, now);
        }
    }
}
