using System.Text;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Live;
using Writ.Hub.Orders;

namespace Writ.Hub.Sync;

/// <summary>What the server has for the hub: statements, settings, deletions, live views. Each is checked here; the server is the carrier.</summary>
/// <param name="cell">The coarse place of cameras of which the profile does not say where they are.</param>
/// <param name="cameras">Those that are in the config.</param>
/// <param name="undecided">Whether the server is still to hear something about a clip.</param>
/// <param name="changed">A camera's settings are new.</param>
internal sealed class Inbox(
    HubServer server, Keyring ring, ClipShelf shelf, OwnerSettings settings, OwnerProfile profile, LiveRelay live, OrdersFromServer orders, CoarseCell cell, IReadOnlyList<CameraId> cameras, Func<ClipId, bool> undecided, Action<CameraId> changed, Action<string> say)
{
    private long settingsUpTo;
    private string seen = string.Empty;
    private long pins;
    private bool keysSent;

    /// <summary>One question and all that its answer asks for. <paramref name="wait"/>: seconds it may take.</summary>
    public async Task<Result<bool>> OnceAsync(int wait, CancellationToken stop)
    {
        if (!keysSent && await SendKeys(stop) is { Ok: false } late) return late;
        if (!(await server.Inbox(ring.Chain!.Texts.Count, settingsUpTo, seen, wait, stop)).TryGet(out var view, out var refusal)) return refusal;
        if (await Statements(view, stop) is { Ok: false } wrong) return wrong;
        foreach (var one in view.Settings) Settings(one);
        if (view.Profile is { } newest && profile.Take(newest.Box) is { Ok: false } odd) say(odd.Refusal.Sentence);
        settingsUpTo = view.SettingsUpTo;
        live.EndAllBut(view.Live.Select(l => LiveId.TryParse(l.Live, out var id) ? id : default).ToHashSet());
        foreach (var one in view.Live)
        {
            if (LiveId.TryParse(one.Live, out var id) && CameraId.TryParse(one.Camera, out var camera)) live.Watch(id, camera, one.Next, stop);
        }

        orders.Take(view.Orders ?? [], stop);
        foreach (var text in view.Deleted)
        {
            if (!ClipId.TryParse(text, out var clip)) continue;
            if (shelf.Find(clip) is { } here) shelf.Delete(here);
            if (await server.DeleteClip(clip, stop) is { Ok: false } failed) return failed;
        }

        foreach (var camera in cameras.Where(camera => !view.Cameras.Any(c => c.Camera == camera.Text && c.Cell == CellOf(camera).Text)))
        {
            if (await server.SendCamera(camera, CellOf(camera), stop) is { Ok: false } failed) return failed;
        }

        if (view.Pins != pins && await Pins(view.Pins, stop) is { Ok: false } unknown) return unknown;
        seen = view.Seen;
        return true;
    }

    /// <summary>What the server is told of where a camera is.</summary>
    public CoarseCell CellOf(CameraId camera) => profile.Cell(camera) ?? cell;

    /// <summary>What a person decided at home and the server has not heard yet counts more than what it says.</summary>
    private async Task<Result<bool>> Pins(long number, CancellationToken stop)
    {
        if (!(await server.Pins(stop)).TryGet(out var pinned, out var refusal)) return refusal;
        var all = pinned.Clips.ToHashSet(StringComparer.Ordinal);
        foreach (var clip in shelf.All().Where(clip => shelf.IsSent(clip) && !undecided(clip.Clip))) shelf.SetPinned(clip, all.Contains(clip.Clip.Text));
        pins = number;
        return true;
    }

    private async Task<Result<bool>> Statements(InboxView view, CancellationToken stop)
    {
        if (view.Statements.Count == 0) return true;
        var taken = ring.Take([.. view.Statements.Select(Encoding.UTF8.GetBytes)]);
        if (!taken.Ok) say($"The list of who holds keys was not taken: {taken.Refusal.Sentence}");
        keysSent = taken is { Ok: true, Value: false } && keysSent;
        var sent = await SendKeys(stop);
        return taken.Ok ? sent : taken;
    }

    private async Task<Result<bool>> SendKeys(CancellationToken stop)
    {
        var sent = await server.SendKeys([.. ring.Records().Select(Encoding.UTF8.GetString)], stop);
        keysSent = sent.Ok;
        return sent;
    }

    private void Settings(InboxSettings one)
    {
        if (!CameraId.TryParse(one.Camera, out var camera)) return;
        if (!settings.Take(camera, one.Box).TryGet(out var isNew, out var refusal)) say($"{one.Camera}: {refusal.Sentence}");
        else if (isNew) changed(camera);
    }
}
