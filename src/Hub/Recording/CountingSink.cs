using Writ.Base;

namespace Writ.Hub.Recording;

/// <summary>Keeps nothing: says what would have been kept. For trying out cameras.</summary>
internal sealed class CountingSink(Action<string> say) : IClipSink
{
    public Result<IClip> Begin(ClipStart start)
    {
        say($"{start.Start:yyyy-MM-dd HH:mm:ss} UTC  {start.CameraId}: clip begins ({Cause(start.Cause)}), {start.Stream.Width} x {start.Stream.Height}, {start.Stream.Codec}");
        return Result<IClip>.Of(new Clip(start, say));
    }

    private static string Cause(ClipCause cause) => cause switch
    {
        ClipCause.Motion => "something moves",
        ClipCause.Continues => "goes on from the one before",
        ClipCause.AfterTimesJumped => "after the stream's times jumped",
        ClipCause.AfterClockChanged => "after this machine's clock was set",
    };

    private static string Reason(ClipEndReason reason) => reason switch
    {
        ClipEndReason.Quiet => "nothing moves any more",
        ClipEndReason.Longest => "it reached its longest",
        ClipEndReason.TimesJumped => "the stream's times jumped",
        ClipEndReason.ClockChanged => "this machine's clock was set",
        ClipEndReason.CameraLost => "the camera was lost",
        ClipEndReason.Stopped => "the hub stops",
    };

    private sealed class Clip(ClipStart start, Action<string> say) : IClip
    {
        private int marks;

        private int strongest;

        private int poster;

        public Refusal? Write(ReadOnlyMemory<byte> fragment, FragmentInfo info) => null;

        public void Motion(MotionMark mark)
        {
            marks++;
            strongest = Math.Max(strongest, mark.Strength);
        }

        public Refusal? Poster(ReadOnlyMemory<byte> jpeg)
        {
            poster = jpeg.Length;
            return null;
        }

        public Refusal? Complete(ClipEnd end)
        {
            say($"{start.Start + end.Duration:yyyy-MM-dd HH:mm:ss} UTC  {start.CameraId}: clip ends ({Reason(end.Reason)}), "
                + $"{end.Duration.TotalSeconds:0.0} s, {end.Bytes / 1024} KiB, motion seen {marks} times, at most {strongest / 10.0:0.0} % of the picture, poster {poster / 1024.0:0.0} KiB");
            return null;
        }

        public void Abort(string reason) => say($"{start.CameraId}: clip given up. {reason}");
    }
}
