using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Writ.House.Tests;

/// <summary>The wall table of ARCHITECTURE.md against the literal project references.</summary>
public sealed partial class WallTests
{
    private static readonly Dictionary<string, string[]> Table = ReadTable();

    [Fact]
    public void The_table_names_exactly_the_rooms_that_exist() =>
        Assert.Equal(Repository.Rooms.Keys.Order(StringComparer.Ordinal), Table.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Each_room_imports_exactly_what_the_table_allows()
    {
        var wrong = Repository.Rooms
            .Select(room => (Room: room.Key, Has: References(room.Value), May: Table.GetValueOrDefault(room.Key, [])))
            .Where(r => !r.Has.Order(StringComparer.Ordinal).SequenceEqual(r.May.Order(StringComparer.Ordinal)))
            .Select(r => $"{r.Room} imports [{string.Join(' ', r.Has)}], the table says [{string.Join(' ', r.May)}]");
        Expect.None(wrong);
    }

    [Fact]
    public void No_room_imports_a_file_or_an_assembly_past_the_walls()
    {
        var wrong =
            from room in Repository.Rooms
            from element in room.Value.Descendants()
            where element.Name.LocalName is "Reference" or "Import"
                || (element.Name.LocalName is "Compile" && element.Attribute("Include")?.Value.Contains("..", StringComparison.Ordinal) == true)
            select $"{room.Key}: {element}";
        Expect.None(wrong);
    }

    [Fact]
    public void Only_the_hub_has_something_built_before_it_that_it_does_not_import() => Assert.Equal(
        ["Hub ../../eng/HomePages/HomePages.csproj"],
        Repository.Rooms.SelectMany(room => room.Value.Descendants("ProjectReference").Where(IsBuildOrder).Select(r => $"{room.Key} {r.Attribute("Include")!.Value}")));

    [Fact]
    public void Transitive_references_are_off_for_every_project()
    {
        var props = XDocument.Parse(Repository.Read("Directory.Build.props"));
        Assert.Equal("true", props.Descendants("DisableTransitiveProjectReferences").Single().Value);
        Assert.DoesNotContain(
            Repository.Files("src", ".csproj", ".props", ".targets"),
            path => Repository.Read(path).Contains("DisableTransitiveProjectReferences", StringComparison.Ordinal));
    }

    [Fact]
    public void Internals_are_shown_to_the_rooms_own_tests_and_nobody_else()
    {
        Assert.Equal(
            ["Writ.$(MSBuildProjectName).Tests"],
            XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("InternalsVisibleTo").Select(e => e.Attribute("Include")!.Value));
        Assert.DoesNotContain(Repository.Files("src", ".cs", ".csproj"), path => Repository.Read(path).Contains("InternalsVisibleTo", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = XDocument.Parse(Repository.Read("Writ.slnx")).Descendants("Project").Select(p => p.Attribute("Path")!.Value);
        Assert.Equal(
            Repository.Files("src", ".csproj").Concat(Repository.Files("tests", ".csproj")).Concat(Repository.Files("eng", ".csproj")).Order(StringComparer.Ordinal),
            solution.Where(p => !p.StartsWith("benchmarks/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Versions_of_packages_stand_in_one_file_and_are_exact()
    {
        var versions = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants()
            .Where(e => e.Name.LocalName is "PackageVersion" or "GlobalPackageReference").Select(e => e.Attribute("Version")!.Value).ToList();
        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Matches(@"^\d+(\.\d+)+$", version));
        Assert.DoesNotContain(Repository.Rooms.Values.SelectMany(p => p.Descendants("PackageReference")), p => p.Attribute("Version") is not null);
    }

    // Built before and not referenced: nothing of it can be imported.
    private static bool IsBuildOrder(XElement reference) => reference.Attribute("ReferenceOutputAssembly")?.Value == "false";

    private static string[] References(XDocument project) =>
        [.. project.Descendants("ProjectReference").Where(r => !IsBuildOrder(r)).Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))];

    private static Dictionary<string, string[]> ReadTable() => Repository.Read("ARCHITECTURE.md").Split('\n')
        .SkipWhile(line => !line.StartsWith("| room (`src/`)", StringComparison.Ordinal)).Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|', '\r').Split('|'))
        .ToDictionary(cells => Quoted().Match(cells[0]).Groups[1].Value, cells => Quoted().Matches(cells[2]).Select(m => m.Groups[1].Value).ToArray());

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Quoted();
}
