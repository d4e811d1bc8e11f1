using Writ.Base;

namespace Writ.Hub.Video;

internal static class VideoRefusals
{
    /// <summary>What is said of it is a word of ours, never the stream's.</summary>
    public static Refusal Malformed(string what) =>
        new("hub-video-malformed", $"The stream is not well formed ({what}); it was dropped and is asked for again.");

    public static Refusal TooMuch(string what) =>
        new("hub-video-too-large", $"The stream claims more than a camera sends ({what}); it was dropped and is asked for again.", RefusalKind.TooLarge);
}
