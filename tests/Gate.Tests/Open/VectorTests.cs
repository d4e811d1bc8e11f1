using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base.Sealing;
using Writ.Gate.Open;

namespace Writ.Gate.Tests.Open;

/// <summary>The published productions, opened by this program and by the modules that run in a browser.</summary>
public sealed class VectorTests : IDisposable
{
    private static readonly string Root = FindRoot();

    private static readonly JsonElement Vectors =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, "docs", "spec", "production-vectors.json"))).RootElement;

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
    public async Task The_browsers_modules_do_the_same() => Assert.Equal(string.Empty, await Node("tests/Gate.Tests/Open/vectors.mjs"));

    [NodeFact]
    public async Task A_key_is_proved_as_the_vector_says() => Assert.Equal(string.Empty, await Node("tests/Gate.Tests/Open/proof.mjs"));

    private static async Task<string> Node(string script)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Root, script));
        start.ArgumentList.Add(Root);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && said.Length == 0 ? string.Empty : $"exit {process.ExitCode}: {said}{await errors}";
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Writ.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        if (!path.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")))) Skip = "node is not installed";
    }
}
