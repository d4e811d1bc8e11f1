using System.Collections.Concurrent;

namespace Writ.Hub.Cameras;

/// <summary>How each camera is. Any thread.</summary>
internal sealed class HealthBoard(TimeProvider clock, Action<string, CameraHealth>? changed = null)
{
    private readonly ConcurrentDictionary<string, CameraHealth> cameras = new();

    /// <summary>Null for a camera that nobody spoke of yet.</summary>
    public CameraHealth? Of(string cameraId) => cameras.GetValueOrDefault(cameraId);

    /// <summary>Since-when changes with the state, not with the words. Trying again is no news while a camera is away.</summary>
    public void Set(string cameraId, CameraState state, string? sentence = null, string? detail = null)
    {
        var before = Of(cameraId);
        if (state == CameraState.Connecting && before is not null) return;
        var since = before?.State == state ? before.Since : clock.GetUtcNow();
        var now = new CameraHealth(state, since, sentence ?? CameraHealth.SentenceOf(state), detail);
        cameras[cameraId] = now;
        if (before?.State != state || before.Sentence != now.Sentence) changed?.Invoke(cameraId, now);
    }
}
