using System.Text.Json;
using Writ.App.Verbs;

namespace Writ.App.Seed;

/// <summary>A made-up person by role, and the token to act as them. Only a sample data folder has such a file.</summary>
/// <param name="Name">What <c>--as</c> takes.</param>
/// <param name="Key">File of their private key, where they have one.</param>
/// <param name="Subject">Of somebody who only signs in: they are enrolled already, and have no token and no <c>--as</c>.</param>
/// <param name="Account">Of a customer, who has no token and no <c>--as</c>.</param>
internal sealed record SamplePerson(string Name, string Title, string Token, string? Key, string? Account = null, string? Subject = null);

internal static class SamplePersons
{
    public static void Write(string path, IReadOnlyList<SamplePerson> persons) =>
        DeskVerbs.WriteOwnerOnly(path, JsonSerializer.Serialize(persons, Common.Readable));

    public static IReadOnlyList<SamplePerson> Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<List<SamplePerson>>(File.ReadAllText(path), Common.Readable)! : [];

    public static string? TokenOf(string dataFolder, string name) =>
        Read(Path.Combine(dataFolder, "sample.json")).FirstOrDefault(p => p.Name == name && p.Account is null && p.Subject is null)?.Token;
}
