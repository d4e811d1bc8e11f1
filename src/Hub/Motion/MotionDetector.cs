using Writ.Hub.Masks;

namespace Writ.Hub.Motion;

/// <summary>What counts as motion.</summary>
/// <param name="Threshold">By how much a pixel must differ, in 256 steps of grey, 1 to 255.</param>
/// <param name="Area">How much of the watched area must differ, in thousandths, 1 to 1000.</param>
/// <param name="Zones">Where to look; empty for everywhere.</param>
internal sealed record MotionSettings(int Threshold, int Area, IReadOnlyList<Shape> Zones)
{
    public static MotionSettings Default { get; } = new(20, 4, []);
}

/// <summary>
/// Compares small grey pictures with what the place looked like before. It says how much changed and where to look is the owner's choice; what it
/// was that moved it does not know and is not to know.
/// </summary>
internal sealed class MotionDetector
{
    // More than this is the light, or the camera turning to night, and not something in front of it.
    private const int WholePicture = 700;

    // The background follows by an eighth each time: a parked car is part of it after a few seconds.
    private const int Follow = 3;

    private const int Fine = 8;

    private readonly MotionSettings settings;

    private readonly bool[] watched;

    private readonly int[] background;

    private readonly int pixels;

    private bool seen;

    public MotionDetector(MotionSettings settings, int width, int height)
    {
        this.settings = settings;
        watched = new bool[width * height];
        background = new int[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (px, py) = ((x + 0.5) * Shape.Whole / width, (y + 0.5) * Shape.Whole / height);
                watched[(y * width) + x] = settings.Zones.Count == 0 || settings.Zones.Any(zone => zone.Holds(px, py));
            }
        }

        pixels = watched.Count(w => w);
    }

    /// <summary>Looks at the next picture.</summary>
    /// <param name="grey">One byte for a pixel, row by row; exactly width times height.</param>
    /// <returns>Thousandths of the watched area that changed, where that is enough to be motion; otherwise 0.</returns>
    public int Look(ReadOnlySpan<byte> grey)
    {
        if (grey.Length != background.Length) throw new ArgumentException("Another size of picture", nameof(grey));
        if (!seen)
        {
            Learn(grey);
            seen = true;
            return 0;
        }

        var light = Light(grey);
        var changed = 0;
        var changedAnywhere = 0;
        for (var i = 0; i < grey.Length; i++)
        {
            var differs = Math.Abs((grey[i] << Fine) - background[i] - light) > settings.Threshold << Fine;
            if (differs) changedAnywhere++;
            if (differs && watched[i]) changed++;
            background[i] += ((grey[i] << Fine) - background[i]) >> Follow;
        }

        if ((long)changedAnywhere * Shape.Whole > (long)grey.Length * WholePicture)
        {
            Learn(grey);
            return 0;
        }

        var strength = pixels == 0 ? 0 : (int)((long)changed * Shape.Whole / pixels);
        return strength >= settings.Area ? strength : 0;
    }

    // A cloud changes all of the picture a little: the middle of all differences is taken off, where it is small.
    private int Light(ReadOnlySpan<byte> grey)
    {
        long sum = 0;
        for (var i = 0; i < grey.Length; i++) sum += (grey[i] << Fine) - background[i];
        var mean = (int)(sum / grey.Length);
        return Math.Abs(mean) < settings.Threshold << Fine ? mean : 0;
    }

    private void Learn(ReadOnlySpan<byte> grey)
    {
        for (var i = 0; i < grey.Length; i++) background[i] = grey[i] << Fine;
    }
}
