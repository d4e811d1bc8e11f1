using System.Reflection;

namespace Writ.House.Tests;

/// <summary>Store alone knows which database there is. Entity Framework's own types flow, as rooms describe their tables with them.</summary>
public sealed class DriverTests
{
    private static readonly string[] Drivers = ["Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore.Sqlite", "SQLitePCLRaw", "Npgsql", "Dapper"];

    [Fact]
    public void No_room_but_Store_is_built_against_a_driver() => Expect.None(
        from room in Rooms.All
        where room.Key != "Store"
        from used in DriversIn(room.Value)
        select $"{room.Key} uses {used}");

    [Fact]
    public void Store_is_seen_to_use_them() => Assert.Contains("Microsoft.Data.Sqlite", DriversIn(Rooms.All["Store"]));

    [Fact]
    public void What_need_not_flow_out_of_Store_does_not()
    {
        var packages = Repository.Rooms["Store"].Descendants("PackageReference")
            .ToDictionary(p => p.Attribute("Include")!.Value, p => p.Attribute("PrivateAssets")?.Value);
        Assert.Equal("compile", packages["Dapper"]);
        Assert.Equal("compile", packages["SQLitePCLRaw.bundle_e_sqlite3"]);
    }

    [Fact]
    public void Packages_are_named_by_the_room_that_uses_them() => Expect.None(
        from room in Repository.Rooms
        from package in room.Value.Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value)
        where package is "Microsoft.EntityFrameworkCore.Sqlite" or "SQLitePCLRaw.bundle_e_sqlite3" or "Dapper" or "Npgsql" && room.Key != "Store"
        select $"{room.Key} names {package}");

    private static IEnumerable<string> DriversIn(Assembly room) => room.GetReferencedAssemblies()
        .Select(a => a.Name!).Where(name => Drivers.Any(d => name == d || name.StartsWith(d + ".", StringComparison.Ordinal)));
}
