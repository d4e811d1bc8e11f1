using System.Text;
using System.Text.Json;
using Writ.Base.Sealing;

namespace Writ.Base.Tests.Sealing;

/// <summary><c>docs/spec/seal-vectors.json</c>, made by a program that shares no code with this one.</summary>
internal static class SealVectors
{
    public static JsonElement All { get; } = Read();

    public static byte[] Backup => Encoding.UTF8.GetBytes(All.GetProperty("backup").GetString()!);

    public static IReadOnlyList<PrivateKey> Trustees() => [.. Hexes("trustees").Select(pkcs8 => PrivateKey.ImportPkcs8(pkcs8).Value)];

    public static IReadOnlyList<byte[]> Shares => [.. Hexes("shares")];

    public static IReadOnlyList<SealKey> Keys =>
    [
        .. All.GetProperty("keys").EnumerateArray().Select(key => new SealKey(Period.FromTrusted(key.GetProperty("period").GetString()!), Convert.FromHexString(key.GetProperty("key").GetString()!))),
    ];

    private static IEnumerable<byte[]> Hexes(string name) => All.GetProperty(name).EnumerateArray().Select(hex => Convert.FromHexString(hex.GetString()!));

    private static JsonElement Read()
    {
        using var stream = typeof(SealVectors).Assembly.GetManifestResourceStream("seal-vectors.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
