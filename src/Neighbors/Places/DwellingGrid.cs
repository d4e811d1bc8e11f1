using System.Globalization;
using NetTopologySuite.Geometries;

namespace Writ.Neighbors.Places;

/// <summary>
/// How many dwellings there are where, from public figures that the operator loads: rectangles of degrees with a count each. What is counted is
/// dwellings, never cameras: a count of cameras would tell where they are.
/// </summary>
internal sealed class DwellingGrid
{
    private const string Heading = "south,west,north,east,dwellings";

    private const double BucketDegrees = 0.02;

    private readonly Dictionary<(int North, int East), List<Cell>> buckets = [];

    private DwellingGrid(IEnumerable<Cell> cells)
    {
        foreach (var cell in cells)
        {
            for (var north = Bucket(cell.South); north <= Bucket(cell.North); north++)
            {
                for (var east = Bucket(cell.West); east <= Bucket(cell.East); east++)
                {
                    if (!buckets.TryGetValue((north, east), out var there)) buckets[(north, east)] = there = [];
                    there.Add(cell);
                }
            }
        }
    }

    /// <summary>CSV with the heading <c>south,west,north,east,dwellings</c>; degrees, cells of at most a hundredth of a degree. What is wrong, or null.</summary>
    public static (DwellingGrid? Grid, string? Fault) Read(TextReader csv)
    {
        if (csv.ReadLine()?.Trim() != Heading) return (null, $"the first line is not {Heading}");
        var cells = new List<Cell>();
        for (var line = 2; csv.ReadLine() is { } text; line++)
        {
            if (text.Length == 0) continue;
            if (CellOf(text.Split(',')) is not { } cell) return (null, $"line {line} is no cell");
            cells.Add(cell);
        }

        return (new DwellingGrid(cells), null);
    }

    /// <summary>Dwellings in an area. A cell that lies in it in part counts by that part; the whole is rounded down.</summary>
    public int Count(Area area) => (int)Math.Floor(Weigh(area.Shape) + 1e-6); // A whole cell's part may come out a hair below one.

    /// <summary>As <see cref="Count"/>, of any shape and not rounded.</summary>
    public double Weigh(Geometry shape)
    {
        if (shape.IsEmpty) return 0;
        var around = shape.EnvelopeInternal;
        return CellsIn(around).Sum(cell => cell.Dwellings * cell.PartIn(shape, around));
    }

    /// <summary>Every cell that touches a rectangle of degrees.</summary>
    public IReadOnlyList<MapCell> In(double south, double west, double north, double east) =>
        [.. CellsIn(new Envelope(west, east, south, north)).Select(c => new MapCell(c.South, c.West, c.North, c.East, c.Dwellings))];

    private IEnumerable<Cell> CellsIn(Envelope around)
    {
        var seen = new HashSet<Cell>(ReferenceEqualityComparer.Instance);
        for (var north = Bucket(around.MinY); north <= Bucket(around.MaxY); north++)
        {
            for (var east = Bucket(around.MinX); east <= Bucket(around.MaxX); east++)
            {
                if (!buckets.TryGetValue((north, east), out var there)) continue;
                foreach (var cell in there.Where(c => around.Intersects(c.Around) && seen.Add(c))) yield return cell;
            }
        }
    }

    private static int Bucket(double degrees) => (int)Math.Floor(degrees / BucketDegrees);

    private static Cell? CellOf(string[] parts)
    {
        if (parts.Length != 5) return null;
        var degrees = new double[4];
        for (var i = 0; i < 4; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees[i])) return null;
        }

        var (south, west, north, east) = (degrees[0], degrees[1], degrees[2], degrees[3]);
        var fits = south < north && west < east && Math.Abs(south) <= 90 && north <= 90 && Math.Abs(west) <= 180 && east <= 180 && north - south <= 0.0100001 && east - west <= 0.0100001;
        return fits && int.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 1_000_000 ? new Cell(south, west, north, east, count) : null;
    }

    private sealed class Cell(double south, double west, double north, double east, int dwellings)
    {
        public double South => south;

        public double West => west;

        public double North => north;

        public double East => east;

        public int Dwellings => dwellings;

        public Envelope Around { get; } = new(west, east, south, north);

        public double PartIn(Geometry shape, Envelope around)
        {
            if (!around.Intersects(Around)) return 0;
            var cell = shape.Factory.ToGeometry(Around);
            if (shape.Contains(cell)) return 1;
            return shape.Intersects(cell) ? shape.Intersection(cell).Area / cell.Area : 0;
        }
    }
}

/// <summary>A rectangle of degrees and how many dwellings are in it.</summary>
internal sealed record MapCell(double South, double West, double North, double East, int Dwellings);
