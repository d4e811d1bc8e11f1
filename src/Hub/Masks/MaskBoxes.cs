namespace Writ.Hub.Masks;

/// <summary>A rectangle in pixels.</summary>
internal readonly record struct PixelBox(int X, int Y, int Width, int Height);

/// <summary>
/// Turns masks into rectangles of whole blocks of 16 pixels, which is what H.264 codes: whatever a mask touches is covered to the block's edge,
/// never less. So no coded block mixes what is hidden with what is shown.
/// </summary>
internal static class MaskBoxes
{
    public const int Block = 16;

    /// <summary>More rectangles than this would slow every frame; coarser blocks then cover more, never less.</summary>
    private const int Most = 120;

    // A mask that ends exactly where a block begins does not touch it.
    private const double Hair = 0.001;

    public static IReadOnlyList<PixelBox> Cover(IReadOnlyList<Shape> masks, int width, int height)
    {
        if (masks.Count == 0) return [];
        for (var block = Block; ; block *= 2)
        {
            var boxes = Cover(masks, width, height, block);
            if (boxes.Count <= Most) return boxes;
        }
    }

    private static List<PixelBox> Cover(IReadOnlyList<Shape> masks, int width, int height, int block)
    {
        var boxes = new List<PixelBox>();
        var above = new Dictionary<(int From, int To), int>();
        for (var y = 0; y < height; y += block)
        {
            var here = new Dictionary<(int From, int To), int>();
            foreach (var run in Runs(masks, width, height, block, y))
            {
                var (x, right, tall) = (run.From, Math.Min(run.To, width), Math.Min(block, height - y));
                if (above.TryGetValue(run, out var index))
                {
                    boxes[index] = boxes[index] with { Height = boxes[index].Height + tall };
                    here[run] = index;
                }
                else
                {
                    here[run] = boxes.Count;
                    boxes.Add(new PixelBox(x, y, right - x, tall));
                }
            }

            above = here;
        }

        return boxes;
    }

    private static IEnumerable<(int From, int To)> Runs(IReadOnlyList<Shape> masks, int width, int height, int block, int y)
    {
        var from = -1;
        for (var x = 0; x < width; x += block)
        {
            var covered = masks.Any(mask => mask.Touches(
                (x + Hair) * Shape.Whole / width,
                (y + Hair) * Shape.Whole / height,
                (x + block - Hair) * Shape.Whole / width,
                (y + block - Hair) * Shape.Whole / height));
            if (covered && from < 0) from = x;
            if (covered || from < 0) continue;
            yield return (from, x);
            from = -1;
        }

        if (from >= 0) yield return (from, width);
    }
}
