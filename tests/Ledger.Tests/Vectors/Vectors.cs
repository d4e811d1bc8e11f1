using System.Text.Json;

namespace Writ.Ledger.Tests.Vectors;

/// <summary>Test vectors of others; each file names its source.</summary>
internal static class VectorFiles
{
    public static JsonElement Merkle { get; } = Read("merkle.json");

    public static JsonElement TesseraLog { get; } = Read("tessera-log.json");

    /// <summary>Our own, of the specification; made by a program that shares no code with this one.</summary>
    public static JsonElement Authorisations { get; } = Read("authorisation-vectors.json");

    /// <summary>As the ones before.</summary>
    public static JsonElement Audits { get; } = Read("audit-vectors.json");

    private static JsonElement Read(string name)
    {
        using var stream = typeof(VectorFiles).Assembly.GetManifestResourceStream(name)!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
