using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Gate.Grants.Room;
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

    public static TheoryData<string> Proofs => [.. Vectors.GetProperty("proofs").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Proofs))]
    public void The_program_proves_of_exported_files_what_the_vectors_say_and_no_more(string name)
    {
        var vector = Vectors.GetProperty("proofs").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        byte[] Bytes(string member) => Encoding.UTF8.GetBytes(vector.GetProperty(member).GetString()!);
        var proof = GrantProof.Check(grant, SHA256.HashData(vector.GetProperty("video").GetBytesFromBase64()), Bytes("card"), Bytes("edits"), Bytes("home"));
        if (vector.TryGetProperty("refused", out var code))
        {
            Assert.Equal(code.GetString(), proof.Refusal?.Code);
            return;
        }

        var all = new (string Name, bool Holds)[]
        {
            ("grant", proof.Value.ForGrant), ("video", proof.Value.Video), ("edits", proof.Value.Edits), ("home", proof.Value.Home), ("hub", proof.Value.Signed),
        };
        var holds = vector.GetProperty("holds").EnumerateArray().Select(h => h.GetString()!).ToList();
        Assert.Equal(holds, all.Where(one => one.Holds).Select(one => one.Name));
        Assert.Equal(holds.Count == all.Length, proof.Value.Whole);
    }

    [Theory]
    [InlineData("as it should be", 0, "All of it holds.")]
    [InlineData("signature flipped", 1, "NOT PROVEN  the card is signed by the home's hub")]
    [InlineData("card of another home", 1, "NOT PROVEN  that hub's key stands")]
    [InlineData("cut short: nothing", 1, "NOT ALL OF IT HOLDS")]
    [InlineData("no card", 1, "footage-not-signed")]
    public void What_was_exported_is_checked_offline(string name, int exit, string said)
    {
        var vector = Vectors.GetProperty("proofs").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var folder = Directory.CreateTempSubdirectory("writ-test-").FullName;
        foreach (var file in (string[])["card", "edits", "home"]) File.WriteAllText(Path.Combine(folder, $"film.{file}.json"), vector.GetProperty(file).GetString());
        var film = Path.Combine(folder, "film.mp4");
        File.WriteAllBytes(film, vector.GetProperty("video").GetBytesFromBase64());
        using var @out = new StringWriter();
        Assert.Equal(exit, CheckGrantVerb.Run(@out, @out, film));
        Assert.Contains(said, @out.ToString(), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, "film.home.json"));
        Assert.Equal(2, CheckGrantVerb.Run(@out, @out, film));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Whatever_is_in_exported_files_is_looked_at_and_nothing_throws()
    {
        var vector = Vectors.GetProperty("proofs")[0];
        byte[] Bytes(string member) => Encoding.UTF8.GetBytes(vector.GetProperty(member).GetString()!);
        var (card, edits, home, film) = (Bytes("card"), Bytes("edits"), Bytes("home"), new byte[32]);
        Fuzzer.Run("Gate.Tests", FuzzTarget.Bytes("GrantProof.Check card", b => _ = GrantProof.Check(grant, film, b, edits, home), card));
        Fuzzer.Run("Gate.Tests", FuzzTarget.Bytes("GrantProof.Check edits", b => _ = GrantProof.Check(grant, film, card, b, home), edits));
        Fuzzer.Run("Gate.Tests", FuzzTarget.Bytes("GrantProof.Check home", b => _ = GrantProof.Check(grant, film, card, edits, b), home));
    }

    /// <summary>Every vector, every byte of one of them flipped, and what one page seals opened as the other does.</summary>
    [NodeFact]
    public async Task The_browsers_modules_do_the_same() => Assert.Equal(string.Empty, await NodeModules.Run("tests/Gate.Tests/Grants/vectors.mjs"));
}
