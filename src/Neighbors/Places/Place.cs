using System.Globalization;

namespace Writ.Neighbors.Places;

/// <summary>A place on the ground in millionths of a degree (WGS 84), a tenth of a metre or less: whole numbers compare exactly.</summary>
internal readonly record struct Place(int North, int East)
{
    public const int Degree = 1_000_000;

    public double Latitude => North / (double)Degree;

    public double Longitude => East / (double)Degree;

    /// <summary>Null where it is not on the globe.</summary>
    public static Place? Of(double latitude, double longitude) =>
        double.IsFinite(latitude) && double.IsFinite(longitude) && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180
            ? new Place((int)Math.Round(latitude * Degree, MidpointRounding.AwayFromZero), (int)Math.Round(longitude * Degree, MidpointRounding.AwayFromZero))
            : null;

    /// <summary><c>52.516275, 13.377704</c>: latitude first, as people say it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Latitude:0.######}, {Longitude:0.######}");
}
