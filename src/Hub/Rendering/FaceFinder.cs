using Writ.Base;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Masks;

namespace Writ.Hub.Rendering;

/// <param name="At">Milliseconds since the clip's first picture.</param>
/// <param name="Boxes">In thousandths of the picture.</param>
internal sealed record FoundFaces(int At, IReadOnlyList<PixelBox> Boxes);

/// <summary>
/// Finds what looks like faces, as an assistant: it misses some and finds some that are none. Looks five times a second; what it finds is covered wider than
/// it is, and for a second before and after.
/// </summary>
internal sealed class FaceFinder(Tools tools, string folder = FaceFinder.UsualFolder)
{
    public const string UsualFolder = "/usr/share/opencv4/haarcascades";

    /// <summary>Milliseconds for which a face is covered before and after it was seen.</summary>
    public const int Hold = 1000;

    private const int Rate = 5;

    private const int Side = 640;

    private const int Whole = Shape.Whole;

    private const double Step = 1.2;

    // Faces are found again and again at places and sizes close by; what is found once is chance.
    private const int LeastTimes = 2;

    private static readonly string[] Files = ["haarcascade_frontalface_default.xml", "haarcascade_profileface.xml"];

    private IReadOnlyList<Cascade>? cascades;

    /// <summary>Refusals <c>hub-no-face-data</c>, <c>hub-render-unreadable</c>.</summary>
    public async Task<Result<IReadOnlyList<FoundFaces>>> FindAsync(FoundClip clip, int from, int to, Action<int> progress, CancellationToken stop)
    {
        cascades ??= Load();
        if (cascades.Count == 0) return RenderRefusals.NoFaces;
        var longest = Math.Max(clip.Card.Width, clip.Card.Height);
        var (width, height) = (Even(clip.Card.Width, longest), Even(clip.Card.Height, longest));
        var found = new List<FoundFaces>();
        var read = await new ClipDecoder(tools).PicturesAsync(clip, Commands.Greys(width, height, Rate), width * height, picture =>
        {
            var at = (int)picture.At.TotalMilliseconds;
            if (at >= to) return ValueTask.FromResult(false);
            if (at < from) return ValueTask.FromResult(true);
            var boxes = Find(cascades, picture.Bytes.Span, width, height);
            if (boxes.Count > 0) found.Add(new FoundFaces(at, boxes));
            progress((int)((at - from) * 999L / (to - from)));
            return ValueTask.FromResult(true);
        }, stop);
        return read ? Result<IReadOnlyList<FoundFaces>>.Of(found) : RenderRefusals.Unreadable;
    }

    /// <summary>Of one grey picture, at most <see cref="Side"/> pixels on its longer side; in thousandths. Empty without its data.</summary>
    public IReadOnlyList<PixelBox> InPicture(byte[] grey, int width, int height) => Find(cascades ??= Load(), grey, width, height);

    /// <summary>What is to be covered at a moment, in pixels: each box of the second around it, wider by two fifths of itself on each side.</summary>
    public static IReadOnlyList<PixelBox> BoxesAt(IReadOnlyList<FoundFaces> found, int at, int width, int height)
    {
        if (found.Count == 0) return [];
        return [.. found.Where(f => Math.Abs(f.At - at) <= Hold).SelectMany(f => f.Boxes).Distinct().Select(box =>
        {
            var (wide, high) = (box.Width * 2 / 5, box.Height * 2 / 5);
            var (left, top) = (Math.Max(0, (box.X - wide) * width / Whole), Math.Max(0, (box.Y - high) * height / Whole));
            return new PixelBox(left, top, Math.Min(width, ((box.X + box.Width + wide) * width / Whole) + 1) - left, Math.Min(height, ((box.Y + box.Height + high) * height / Whole) + 1) - top);
        })];
    }

    /// <summary>In thousandths.</summary>
    internal static List<PixelBox> Find(IReadOnlyList<Cascade> cascades, ReadOnlySpan<byte> grey, int width, int height)
    {
        var raw = new List<PixelBox>();
        for (var scale = 1.0; ; scale *= Step)
        {
            var (w, h) = ((int)(width / scale), (int)(height / scale));
            if (cascades.All(c => w < c.Width || h < c.Height)) break;
            var image = new Integral(Smaller(grey, width, height, w, h), w, h);
            foreach (var cascade in cascades)
            {
                for (var y = 0; y + cascade.Height <= h; y += 2)
                {
                    for (var x = 0; x + cascade.Width <= w; x += 2)
                    {
                        if (cascade.Passes(image, x, y)) raw.Add(new PixelBox(x * Whole / w, y * Whole / h, cascade.Width * Whole / w, cascade.Height * Whole / h));
                    }
                }
            }
        }

        return Together(raw);
    }

    /// <summary>Boxes that lie over one another are one, as large as all of them.</summary>
    private static List<PixelBox> Together(List<PixelBox> raw)
    {
        var groups = new List<(PixelBox Box, int Times)>();
        foreach (var box in raw)
        {
            var index = groups.FindIndex(g => IsSame(g.Box, box));
            if (index < 0) groups.Add((box, 1));
            else groups[index] = (Around(groups[index].Box, box), groups[index].Times + 1);
        }

        return [.. groups.Where(g => g.Times >= LeastTimes).Select(g => g.Box)];
    }

    private static bool IsSame(PixelBox a, PixelBox b)
    {
        var (w, h) = (Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X), Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y));
        return w > 0 && h > 0 && w * h * 2 > Math.Min(a.Width * a.Height, b.Width * b.Height);
    }

    private static PixelBox Around(PixelBox a, PixelBox b)
    {
        var (x, y) = (Math.Min(a.X, b.X), Math.Min(a.Y, b.Y));
        return new PixelBox(x, y, Math.Max(a.X + a.Width, b.X + b.Width) - x, Math.Max(a.Y + a.Height, b.Y + b.Height) - y);
    }

    /// <summary>Each pixel is the mean of those that it stands for.</summary>
    private static byte[] Smaller(ReadOnlySpan<byte> grey, int width, int height, int w, int h)
    {
        if (w == width && h == height) return grey.ToArray();
        var small = new byte[w * h];
        for (var y = 0; y < h; y++)
        {
            var (top, bottom) = (y * height / h, Math.Max((y * height / h) + 1, (y + 1) * height / h));
            for (var x = 0; x < w; x++)
            {
                var (left, right, sum) = (x * width / w, Math.Max((x * width / w) + 1, (x + 1) * width / w), 0);
                for (var row = top; row < bottom; row++)
                {
                    for (var column = left; column < right; column++) sum += grey[(row * width) + column];
                }

                small[(y * w) + x] = (byte)(sum / ((right - left) * (bottom - top)));
            }
        }

        return small;
    }

    private static int Even(int side, int longest) => Math.Max(2, (longest <= Side ? side : (int)((long)side * Side / longest)) / 2 * 2);

    private List<Cascade> Load() =>
        [.. Files.Select(name => Path.Combine(folder, name)).Where(File.Exists).Select(path =>
        {
            using var file = File.OpenRead(path);
            return Cascade.Read(file);
        }).OfType<Cascade>()];
}
