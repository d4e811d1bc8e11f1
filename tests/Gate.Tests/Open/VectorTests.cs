using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base.Sealing;
using Writ.Gate.Open;
using Writ.Shared;

namespace Writ.Gate.Tests.Open;

/// <summary>The published productions, opened by this program and by the modules that run in a browser.</summary>
public sealed class VectorTests : IDisposable
{
    private static readonly JsonElement Vectors =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(NodeModules.Root, "docs", "spec", "production-vectors.json"))).RootElement;

    private readonly string folder = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly PrivateKey key = PrivateKey.ImportPkcs8(Convert.FromHexString(Vectors.GetProperty("recipient").GetString()!)).Value;

    public static TheoryData<string> Names => [.. Vectors.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_program_opens_and_refuses_what_the_vectors_say(string name)
    {
        var vector = Vectors.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        using var input = new MemoryStream(vector.GetProperty("sealed").GetBytesFromBase64());
        var opened = ProductionReader.Open(input, key, folder);
        if (vector.TryGetProperty("refused", out var code))
        {
            Assert.Equal(code.GetString(), opened.Refusal?.Code);
            Assert.Empty(Directory.GetFileSystemEntries(folder));
            return;
        }

        Assert.True(opened.Ok, opened.Refusal?.Code);
        var files = vector.GetProperty("files").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString());
        Assert.Equal(files, opened.Value.Items.SelectMany(i => i.Files).ToDictionary(f => f.Path, f => (string?)f.Sha256));
        Assert.All(files, f => Assert.Equal(f.Value, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, f.Key))))));
    }

    /// <summary>Every vector, every byte of one of them flipped, key files, and SHA-256 against Node's own.</summary>
    [NodeFact]
    public async Task The_browsers_modules_do_the_same() => Assert.Equal(string.Empty, await NodeModules.Run("tests/Gate.Tests/Open/vectors.mjs"));

    [NodeFact]
    public async Task A_key_is_proved_as_the_vector_says() => Assert.Equal(string.Empty, await NodeModules.Run("tests/Gate.Tests/Open/proof.mjs"));
}
