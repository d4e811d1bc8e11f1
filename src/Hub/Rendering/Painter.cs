namespace Writ.Hub.Rendering;

/// <summary>
/// Paints over a picture what is not to be seen. Black is black. Blur is made so that it cannot be undone: of each cell of the picture only the mean is left,
/// in sixteen steps, taken anew once a second and smoothed between the cells' centres; no other trace of what lay there goes on.
/// </summary>
/// <remarks>Means are taken after black was painted, so that nothing under black comes back through them.</remarks>
internal sealed class Painter(int width, int height, Cover cover)
{
    private const int Block = Cover.Block;

    /// <summary>Milliseconds for which means are held: of something that moves, one second is as good as one picture.</summary>
    private const int Held = 1000;

    private const byte BlackLight = 16;

    private const byte NoColour = 128;

    /// <summary>Pixels of a cell each way: a twentieth of the picture, and two blocks at least.</summary>
    private readonly int cell = Math.Max(2 * Block, (Math.Max(width, height) / 20 + Block - 1) / Block * Block);

    private readonly byte[][] means = new byte[3][];

    private int second = -1;

    /// <param name="at">Milliseconds since the clip's first picture.</param>
    public void Paint(Picture picture, int at)
    {
        var fates = cover.At(at);
        if (!fates.AsSpan().ContainsAnyExcept(BlockFate.Shown)) return;
        for (var number = 0; number < 3; number++) Blacken(picture.Plane(number), fates, number == 0 ? BlackLight : NoColour);
        if (!fates.AsSpan().Contains(BlockFate.Blurred)) return;
        var fresh = second != at / Held;
        second = at / Held;
        for (var number = 0; number < 3; number++)
        {
            var plane = picture.Plane(number);
            if (fresh) means[number] = Means(plane);
            Blur(plane, fates, means[number]);
        }
    }

    private void Blacken(Plane plane, BlockFate[] fates, byte value)
    {
        var side = Block / plane.Step;
        for (var y = 0; y < plane.Height; y++)
        {
            var line = plane.Row(y);
            var row = fates.AsSpan(y / side * cover.Columns, cover.Columns);
            for (var column = 0; column < row.Length; column++)
            {
                if (row[column] == BlockFate.Black) line[(column * side)..Math.Min((column + 1) * side, line.Length)].Fill(value);
            }
        }
    }

    private byte[] Means(Plane plane)
    {
        var side = cell / plane.Step;
        var (columns, rows) = ((plane.Width + side - 1) / side, (plane.Height + side - 1) / side);
        var all = new byte[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (sum, count) = (0L, 0);
                for (var y = row * side; y < Math.Min((row + 1) * side, plane.Height); y++)
                {
                    foreach (var value in plane.Row(y)[(column * side)..Math.Min((column + 1) * side, plane.Width)])
                    {
                        sum += value;
                        count++;
                    }
                }

                all[(row * columns) + column] = (byte)(((sum / count) & 0xF0) | 8);
            }
        }

        return all;
    }

    private void Blur(Plane plane, BlockFate[] fates, byte[] all)
    {
        var (side, block) = (cell / plane.Step, Block / plane.Step);
        var (columns, rows) = ((plane.Width + side - 1) / side, (plane.Height + side - 1) / side);
        for (var y = 0; y < plane.Height; y++)
        {
            var line = plane.Row(y);
            var fate = fates.AsSpan(y / block * cover.Columns, cover.Columns);
            var (up, down, low) = Between(y, side, rows);
            var upper = all.AsSpan(up * columns, columns);
            var lower = all.AsSpan(down * columns, columns);
            for (var column = 0; column < fate.Length; column++)
            {
                if (fate[column] != BlockFate.Blurred) continue;
                for (var x = column * block; x < Math.Min((column + 1) * block, line.Length); x++)
                {
                    var (left, right, far) = Between(x, side, columns);
                    var above = (upper[left] * (side - far)) + (upper[right] * far);
                    var below = (lower[left] * (side - far)) + (lower[right] * far);
                    line[x] = (byte)(((above * (side - low)) + (below * low)) / (side * side));
                }
            }
        }
    }

    /// <summary>The two cells between whose centres a pixel lies, and how far it is from the first, of <paramref name="side"/>.</summary>
    private static (int First, int Second, int Far) Between(int pixel, int side, int cells)
    {
        var from = pixel - (side / 2);
        if (from < 0) return (0, 0, 0);
        var first = Math.Min(from / side, cells - 1);
        return (first, Math.Min(first + 1, cells - 1), from - (first * side) < side ? from - (first * side) : 0);
    }
}
