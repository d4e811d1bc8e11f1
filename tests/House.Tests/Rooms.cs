using System.Reflection;
using System.Xml.Linq;

namespace Writ.House.Tests;

/// <summary>The rooms as built: this project refers to every one of them.</summary>
internal static class Rooms
{
    public static IReadOnlyDictionary<string, Assembly> All { get; } =
        Repository.Rooms.ToDictionary(room => room.Key, room => Assembly.Load(NameOf(room.Key, room.Value)));

    /// <summary>The room that an assembly is, or null where it is the platform's or a package's.</summary>
    public static string? Of(Assembly assembly) => All.FirstOrDefault(room => room.Value == assembly).Key;

    private static string NameOf(string room, XDocument project) =>
        project.Descendants("AssemblyName").SingleOrDefault()?.Value ?? $"Writ.{room}";
}
