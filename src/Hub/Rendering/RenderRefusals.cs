using Writ.Base;

namespace Writ.Hub.Rendering;

internal static class RenderRefusals
{
    internal static Refusal NoClip { get; } = new("hub-render-no-clip",
        "The hub has no such clip, and the server gave none that this hub recorded; load the day again and choose one.", RefusalKind.NotFound);

    internal static Refusal Outside { get; } = new("hub-render-outside",
        "The clip ends before the piece that was chosen does; choose a piece of it.");

    internal static Refusal Empty { get; } = new("hub-render-empty",
        "There is no picture in the piece that was chosen; choose a longer one.");

    internal static Refusal Unreadable { get; } = new("hub-render-unreadable",
        "The clip’s pictures could not be read or written; try again, and choose another clip if that does not help.", RefusalKind.Unavailable);

    internal static Refusal TooLarge { get; } = new("hub-render-too-large",
        "The video would be larger than 64 MiB; choose a shorter piece.", RefusalKind.TooLarge);

    internal static Refusal NoFont { get; } = new("hub-no-font",
        "The hub has no font to burn in whom the video is for; install fonts-dejavu-core on its machine.", RefusalKind.Unavailable);

    internal static Refusal NoFaces { get; } = new("hub-no-face-data",
        "The hub cannot look for faces; install opencv-data on its machine, or cover faces by hand.", RefusalKind.Unavailable);
}
