namespace Writ.Hub.Masks;

/// <summary>A place in the picture, in thousandths of its width and height.</summary>
internal readonly record struct Place(int X, int Y);

/// <summary>A polygon in thousandths of the picture; a box is one with four corners. Its edge is part of it.</summary>
internal sealed record Shape(IReadOnlyList<Place> Points)
{
    public const int Whole = 1000;

    public static Shape Box(int left, int top, int right, int bottom) => new([new(left, top), new(right, top), new(right, bottom), new(left, bottom)]);

    /// <summary>Whether any point of a rectangle, given in the same measure, is in it or on its edge.</summary>
    public bool Touches(double left, double top, double right, double bottom)
    {
        // Where no edge comes near, the rectangle is all inside or all outside.
        return EdgeTouches(left, top, right, bottom) || Holds((left + right) / 2, (top + bottom) / 2);
    }

    /// <summary>Whether an edge comes near a rectangle.</summary>
    public bool EdgeTouches(double left, double top, double right, double bottom)
    {
        for (var i = 0; i < Points.Count; i++)
        {
            var (from, to) = (Points[i], Points[(i + 1) % Points.Count]);
            if (Crosses(from, to, left, top, right, bottom)) return true;
        }

        return false;
    }

    /// <summary>Whether the edge goes around a point at all: inside, and also where a shape that crosses itself leaves a hole by the even-odd rule.</summary>
    public bool GoesAround(double x, double y)
    {
        var turns = 0;
        for (var i = 0; i < Points.Count; i++)
        {
            var (a, b) = (Points[i], Points[(i + 1) % Points.Count]);
            if (a.Y > y == b.Y > y || x >= ((double)(b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X) continue;
            turns += b.Y > a.Y ? 1 : -1;
        }

        return turns != 0 || Holds(x, y);
    }

    /// <summary>Whether a point is inside (even-odd rule).</summary>
    public bool Holds(double x, double y)
    {
        var inside = false;
        for (var i = 0; i < Points.Count; i++)
        {
            var (a, b) = (Points[i], Points[(i + 1) % Points.Count]);
            if (a.Y > y != b.Y > y && x < ((double)(b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X) inside = !inside;
        }

        return inside;
    }

    // Clips the edge to the rectangle (Liang and Barsky): something is left where it touches.
    private static bool Crosses(Place from, Place to, double left, double top, double right, double bottom)
    {
        double near = 0, far = 1;
        double dx = to.X - from.X, dy = to.Y - from.Y;
        return Clip(-dx, from.X - left, ref near, ref far)
            && Clip(dx, right - from.X, ref near, ref far)
            && Clip(-dy, from.Y - top, ref near, ref far)
            && Clip(dy, bottom - from.Y, ref near, ref far);
    }

    private static bool Clip(double slope, double room, ref double near, ref double far)
    {
        if (slope == 0) return room >= 0;
        var at = room / slope;
        if (slope < 0) near = Math.Max(near, at);
        else far = Math.Min(far, at);
        return near <= far;
    }
}
