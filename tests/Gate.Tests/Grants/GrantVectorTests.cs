using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Shared;

namespace Writ.Gate.Tests.Grants;

/// <summary>The published grants, opened by this program and by the modules that run in a browser.</summary>
public sealed class GrantVectorTests : IDisposable
{
    private static readonly JsonElement Vectors =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(NodeModules.Root, "docs", "spec", "grant-vectors.json"))).RootElement;

    private readonly GrantId grant = GrantId.FromTrusted(Vectors.GetProperty("grant").GetString()!);
    private readonly PrivateKey key = PrivateKey.ImportPkcs8(Convert.FromHexString(Vectors.GetProperty("recipient").GetString()!)).Value;

    public static TheoryData<string> Names => [.. Vectors.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

    public void Dispose() => key.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_program_opens_and_refuses_what_the_vectors_say(string name)
    {
        var vector = Vectors.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var (file, wrap) = (vector.GetProperty("file").GetBytesFromBase64(), vector.GetProperty("wrap").GetBytesFromBase64());
        var opened = GrantFile.Unwrap(grant, wrap, key).Then(secret => GrantFile.Open(grant, secret, file));
        if (vector.TryGetProperty("refused", out var code))
        {
            Assert.Equal(code.GetString(), opened.Refusal?.Code);
            return;
        }

        Assert.Equal(vector.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(opened.Value)));
        Assert.True(GrantFile.Begins(grant, file));
        Assert.Equal(file, GrantFile.Seal(grant, Convert.FromHexString(Vectors.GetProperty("key").GetString()!), opened.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(131_072)]
    public void Every_length_comes_back_and_no_shorter_file_does(int length)
    {
        var (secret, plain) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(length));
        var file = GrantFile.Seal(grant, secret, plain);
        Assert.Equal(plain, GrantFile.Open(grant, secret, file).Value);
        Assert.Equal("footage-bad-grant", GrantFile.Open(grant, secret, file.AsSpan(..^1)).Refusal?.Code);
        Assert.Equal("footage-bad-grant", GrantFile.Open(GrantId.New(), secret, file).Refusal?.Code);
        Assert.Equal(secret, GrantFile.Unwrap(grant, GrantFile.Wrap(grant, secret, key.Public), key).Value);
    }

    /// <summary>Every vector, every byte of one of them flipped, and what one page seals opened as the other does.</summary>
    [NodeFact]
    public async Task The_browsers_modules_do_the_same() => Assert.Equal(string.Empty, await NodeModules.Run("tests/Gate.Tests/Grants/vectors.mjs"));
}
