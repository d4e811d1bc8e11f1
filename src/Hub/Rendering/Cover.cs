using Writ.Hub.Masks;

namespace Writ.Hub.Rendering;

/// <summary>What is done to one block of a picture.</summary>
internal enum BlockFate : byte
{
    Shown,
    Blurred,
    Black,
}

/// <summary>
/// Which blocks of 16 pixels, which is what H.264 codes, are covered when. Shapes grow by 16 pixels and then to the block's edge, and last half a second
/// longer at either end; what is to be kept shrinks.
/// </summary>
internal sealed class Cover
{
    public const int Block = MaskBoxes.Block;

    /// <summary>Pixels by which what is covered grows.</summary>
    public const int Margin = 16;

    /// <summary>Milliseconds by which it lasts longer.</summary>
    public const int Hold = 500;

    private readonly IReadOnlyList<Layer> layers;

    private readonly List<int> changes;

    private readonly Func<int, IReadOnlyList<PixelBox>> faces;

    private (int Interval, BlockFate[] Fates)? last;

    /// <param name="faces">Boxes to be blurred at a time, padded already.</param>
    public Cover(IReadOnlyList<EditShape> shapes, int width, int height, Func<int, IReadOnlyList<PixelBox>>? faces = null)
    {
        (Columns, Rows) = ((width + Block - 1) / Block, (height + Block - 1) / Block);
        layers = [.. shapes.Select(shape => new Layer(shape.Kind, Blocks(shape, width, height), shape.From, shape.To))];
        changes = [.. layers.SelectMany(l => (int[])[l.From - Hold, l.From, l.To, l.To + Hold]).Distinct().Order()];
        this.faces = faces ?? (_ => []);
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>By rows. The same array until something changes; not to be written to.</summary>
    /// <param name="at">Milliseconds since the clip's first picture.</param>
    public BlockFate[] At(int at)
    {
        var found = faces(at);
        if (found.Count == 0) return Fixed(at);
        var fates = (BlockFate[])Fixed(at).Clone();
        foreach (var box in found)
        {
            for (var row = box.Y / Block; row * Block < box.Y + box.Height && row < Rows; row++)
            {
                for (var column = box.X / Block; column * Block < box.X + box.Width && column < Columns; column++)
                {
                    ref var fate = ref fates[(row * Columns) + column];
                    if (fate == BlockFate.Shown) fate = BlockFate.Blurred;
                }
            }
        }

        return fates;
    }

    private BlockFate[] Fixed(int at)
    {
        var interval = changes.BinarySearch(at);
        if (interval < 0) interval = ~interval - 1;
        if (last is { } known && known.Interval == interval) return known.Fates;
        var fates = new BlockFate[Rows * Columns];
        var keeping = layers.Any(l => l.Kind == EditKind.Keep && l.IsNear(at));
        for (var i = 0; i < fates.Length; i++)
        {
            var kept = !keeping || layers.Any(l => l.Kind == EditKind.Keep && l.From <= at && at < l.To && l.Blocks[i]);
            if (!kept || layers.Any(l => l.Kind == EditKind.Black && l.IsNear(at) && l.Blocks[i])) fates[i] = BlockFate.Black;
            else if (layers.Any(l => l.Kind == EditKind.Blur && l.IsNear(at) && l.Blocks[i])) fates[i] = BlockFate.Blurred;
        }

        last = (interval, fates);
        return fates;
    }

    private bool[] Blocks(EditShape shape, int width, int height)
    {
        var blocks = new bool[Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var (x, y) = (column * Block, row * Block);
                double left = Part(x - Margin, width), top = Part(y - Margin, height), right = Part(x + Block + Margin, width), bottom = Part(y + Block + Margin, height);
                var (middle, centre) = ((left + right) / 2, (top + bottom) / 2);
                var near = shape.Shape.EdgeTouches(left, top, right, bottom);
                blocks[(row * Columns) + column] = shape.Kind switch
                {
                    EditKind.Blur or EditKind.Black => near || shape.Shape.GoesAround(middle, centre),

                    // At the picture's own edge there is nothing to be hidden beyond.
                    EditKind.Keep => !Inner(shape.Shape, left, top, right, bottom) && shape.Shape.Holds(middle, centre),
                };
            }
        }

        return blocks;
    }

    private static double Part(int pixel, int side) => (double)pixel * Shape.Whole / side;

    private static bool Inner(Shape shape, double left, double top, double right, double bottom)
    {
        const double Hair = 0.001;
        return shape.EdgeTouches(Math.Max(left, Hair), Math.Max(top, Hair), Math.Min(right, Shape.Whole - Hair), Math.Min(bottom, Shape.Whole - Hair));
    }

    private sealed record Layer(EditKind Kind, bool[] Blocks, int From, int To)
    {
        public bool IsNear(int at) => From - Hold <= at && at < To + Hold;
    }
}
