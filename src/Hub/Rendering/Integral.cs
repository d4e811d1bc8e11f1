namespace Writ.Hub.Rendering;

/// <summary>Sums of a grey picture, so that the sum of any rectangle takes four look-ups.</summary>
internal sealed class Integral
{
    private readonly int stride;

    private readonly int[] sums;

    private readonly long[] squares;

    public Integral(ReadOnlySpan<byte> grey, int width, int height)
    {
        (Width, Height, stride) = (width, height, width + 1);
        (sums, squares) = (new int[stride * (height + 1)], new long[stride * (height + 1)]);
        for (var y = 0; y < height; y++)
        {
            var (sum, square) = (0, 0L);
            for (var x = 0; x < width; x++)
            {
                int value = grey[(y * width) + x];
                sum += value;
                square += value * value;
                var at = ((y + 1) * stride) + x + 1;
                sums[at] = sums[at - stride] + sum;
                squares[at] = squares[at - stride] + square;
            }
        }
    }

    public int Width { get; }

    public int Height { get; }

    public int Sum(int x, int y, int width, int height)
    {
        var (top, bottom) = ((y * stride) + x, ((y + height) * stride) + x);
        return sums[bottom + width] - sums[bottom] - sums[top + width] + sums[top];
    }

    /// <summary>What a feature's value is multiplied by so that neither light nor contrast matters; 0 where a window is all but flat.</summary>
    public double Norm(int x, int y, int width, int height)
    {
        var (top, bottom) = ((y * stride) + x, ((y + height) * stride) + x);
        var (sum, square) = ((double)Sum(x, y, width, height), (double)(squares[bottom + width] - squares[bottom] - squares[top + width] + squares[top]));
        var area = (double)width * height;
        var variance = (area * square) - (sum * sum);
        return variance < 100 * area * area ? 0 : 1 / Math.Sqrt(variance);
    }
}
