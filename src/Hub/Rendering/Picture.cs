namespace Writ.Hub.Rendering;

/// <summary>One picture in I420: a plane of light, then two of colour with half the width and height, each rounded up.</summary>
internal readonly struct Picture
{
    private readonly Memory<byte> bytes;

    /// <param name="bytes">Exactly <see cref="BytesOf"/>.</param>
    public Picture(Memory<byte> bytes, int width, int height)
    {
        if (bytes.Length != BytesOf(width, height)) throw new ArgumentException("Another size", nameof(bytes));
        (this.bytes, Width, Height) = (bytes, width, height);
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlyMemory<byte> Bytes => bytes;

    public static int BytesOf(int width, int height) => (width * height) + (2 * ((width + 1) / 2) * ((height + 1) / 2));

    /// <summary>Light 0, colour 1 and 2.</summary>
    public Plane Plane(int number)
    {
        if (number == 0) return new Plane(bytes.Span[..(Width * Height)], Width, Height, 1);
        var (width, height) = ((Width + 1) / 2, (Height + 1) / 2);
        return new Plane(bytes.Span.Slice((Width * Height) + ((number - 1) * width * height), width * height), width, height, 2);
    }
}

/// <summary>A plane of a picture.</summary>
/// <param name="step">Pixels of the picture for one of the plane, each way.</param>
internal readonly ref struct Plane(Span<byte> bytes, int width, int height, int step)
{
    public Span<byte> Bytes { get; } = bytes;

    public int Width => width;

    public int Height => height;

    public int Step => step;

    public Span<byte> Row(int y) => Bytes.Slice(y * width, width);
}
