using Writ.Hub.Masks;

namespace Writ.Hub.Ffmpeg;

/// <summary>How a stream is taken: copied or encoded, and how often it is looked at.</summary>
/// <param name="Encode">Whether pictures are encoded anew: there are masks, or a browser would not play it as it is.</param>
/// <param name="LookOften">Five pictures a second, instead of key frames only.</param>
internal sealed record WatchPlan(StreamFacts Facts, IReadOnlyList<Shape> Masks, bool Encode, bool LookOften, bool Audio)
{
    private const int LongestSide = 1920;

    private const int GreySide = 160;

    public static WatchPlan For(StreamFacts facts, IReadOnlyList<Shape> masks, bool audio, bool lookOften, bool encodeAnyway)
    {
        var encode = masks.Count > 0 || !facts.PlaysAsItIs || encodeAnyway;

        // What is encoded anew is decoded whole, so looking often costs nothing more.
        return new WatchPlan(facts, masks, encode, lookOften || encode, audio && facts.Audio);
    }

    /// <summary>Of what comes out. What is copied keeps its size; what is encoded is no larger than a screen, and even.</summary>
    public int Width => Encode ? Fit(Facts.Width, LongestSide) : Facts.Width;

    public int Height => Encode ? Fit(Facts.Height, LongestSide) : Facts.Height;

    public bool Resized => Width != Facts.Width || Height != Facts.Height;

    public int GreyWidth => Fit(Facts.Width, GreySide);

    public int GreyHeight => Fit(Facts.Height, GreySide);

    private int Fit(int side, int most)
    {
        var longest = Math.Max(Facts.Width, Facts.Height);
        var fitted = longest <= most ? side : (int)((long)side * most / longest);
        return Math.Max(2, fitted / 2 * 2);
    }
}
