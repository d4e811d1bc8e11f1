using System.Globalization;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using Writ.Base;

namespace Writ.Neighbors.Places;

/// <summary>An assembly that its authority registered: where and when. Who asks for just that needs somebody outside to agree.</summary>
internal sealed record Assembly(Geometry Shape, string Name, DateTimeOffset From, DateTimeOffset To)
{
    public bool Meets(DateTimeOffset from, DateTimeOffset to) => From < to && from < To;
}

/// <summary>Where a request touches what needs an outside approver.</summary>
internal sealed record Touched(string Kind, string Name);

/// <summary>
/// What the operator loads from public sources: dwellings, school grounds, registered assemblies. Whatever is not loaded refuses, it never lets pass.
/// </summary>
internal sealed class TownMap
{
    public const string DwellingsFile = "dwellings.csv";

    public const string SchoolsFile = "school-grounds.geojson";

    public const string AssembliesFile = "assemblies.geojson";

    public const string JurisdictionFile = "jurisdiction.geojson";

    public DwellingGrid? Dwellings { get; private init; }

    /// <summary>Null where no file was loaded.</summary>
    public IReadOnlyList<FileShape>? Schools { get; private init; }

    /// <summary>Null where no file was loaded.</summary>
    public IReadOnlyList<Assembly>? Assemblies { get; private init; }

    /// <summary>For a sample only, where no agreement says it.</summary>
    public Geometry? Jurisdiction { get; private init; }

    public static TownMap Nothing { get; } = new();

    /// <param name="open">A file by its name; null where there is none.</param>
    /// <returns>Refusal <c>requests-map-file</c> where one is there and cannot be read.</returns>
    public static Result<TownMap> Read(Func<string, Stream?> open)
    {
        var (grid, schools, assemblies, jurisdiction) = (default(DwellingGrid), default(IReadOnlyList<FileShape>), default(IReadOnlyList<FileShape>), default(Geometry));
        if (open(DwellingsFile) is { } csv)
        {
            using var reader = new StreamReader(csv);
            var (read, fault) = DwellingGrid.Read(reader);
            if (fault is not null) return Unreadable(DwellingsFile, fault);
            grid = read;
        }

        foreach (var (name, take) in ((string, Action<IReadOnlyList<FileShape>>)[])
            [(SchoolsFile, s => schools = s), (AssembliesFile, s => assemblies = s), (JurisdictionFile, s => jurisdiction = new GeometryCollection([.. s.Select(f => f.Shape)]).Buffer(0))])
        {
            if (open(name) is not { } file) continue;
            using var reader = new StreamReader(file);
            var (shapes, fault) = GeoJsonFile.Read(reader.ReadToEnd());
            if (fault is not null) return Unreadable(name, fault);
            take(shapes);
        }

        List<Assembly>? registered = assemblies is null ? null : [];
        foreach (var shape in assemblies ?? [])
        {
            if (Time(shape.Properties["from"]) is not { } from || Time(shape.Properties["to"]) is not { } to || to <= from)
                return Unreadable(AssembliesFile, "an assembly has no from and to, such as 2026-03-07T14:00:00Z");
            registered!.Add(new Assembly(shape.Shape, NameOf(shape), from, to));
        }

        return new TownMap { Dwellings = grid, Schools = schools, Assemblies = registered, Jurisdiction = jurisdiction };
    }

    /// <summary>What a map shows as needing care for recordings of these hours: school grounds always, assemblies only if theirs meet them.</summary>
    public IEnumerable<Geometry> Care(DateTimeOffset from, DateTimeOffset to) =>
        (Schools ?? []).Select(s => s.Shape).Concat((Assemblies ?? []).Where(a => a.Meets(from, to)).Select(a => a.Shape));

    /// <summary>School grounds at any time; an assembly where area and window both meet it.</summary>
    public IReadOnlyList<Touched> TouchedBy(Area area, DateTimeOffset from, DateTimeOffset to) =>
    [
        .. (Schools ?? []).Where(s => s.Shape.Intersects(area.Shape)).Select(s => new Touched("school-grounds", NameOf(s))),
        .. (Assemblies ?? []).Where(a => a.Meets(from, to) && a.Shape.Intersects(area.Shape)).Select(a => new Touched("assembly", a.Name)),
    ];

    private static string NameOf(FileShape shape) => shape.Properties["name"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : "without a name";

    private static DateTimeOffset? Time(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text)
        && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    private static Refusal Unreadable(string file, string fault) => new("requests-map-file", $"The file {file} cannot be used: {fault}.");
}
