using System.Text;
using System.Text.Json.Nodes;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Shared;

namespace Writ.Base.Tests.Fuzz;

/// <summary>No reader of JSON, of the vault's messages, of keys or of what is sealed throws, whatever it is given; and none is forgotten.</summary>
public sealed class FuzzTests
{
    /// <summary>By form these read what strangers write, and do not; or another test gives them worse.</summary>
    private static readonly string[] Ours =
    [
        "Sealer.Open: takes a record, whose header and body are fuzzed as SaltedSeal.Open and by its tests", "KeyBackup.Open: takes what ReadBackup and ReadShare read", "SecretFile.Read: a path", "BlobKey.OpenOrCreate: a path",
        "VaultClient.Release: our own opening; answers are fuzzed as VaultWire.ReadAnswer", "VaultClient.BreakGlass: our own statement; answers likewise",
        "RowKey.Open: the name of a row of ours; what is sealed is fuzzed as SaltedSeal.Open",
    ];

    private static readonly IReadOnlyList<FuzzTarget> Targets = Make();

    public static TheoryData<string> Names => new(Targets.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_refuses_or_reads_and_never_throws(string name) => Fuzzer.Run("Base.Tests", Targets.Single(t => t.Name == name));

    [Fact]
    public void No_reader_is_forgotten() => Assert.Empty(Fuzzer.Readers(typeof(CanonicalJson).Assembly, type => type.Namespace is "Writ.Base" or "Writ.Base.Sealing").Distinct()
        .Except(Targets.Select(t => t.Name)).Except(Ours.Select(o => o.Split(':')[0])));

    private static List<FuzzTarget> Make()
    {
        // Fixed, so that every run tries the same; known to everyone.
        var first = Convert.FromBase64String("MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg++APsS9GbLeqeRsVsky1yINZsgf9s8OpWtQE3yxiGgahRANCAATv6wFN+4bOv7cgcguy8YD+Fw2oL5FxnM8bAGkIzW3OlBUrEc30AW13tJolcdDz5zPfIOHXkwpttNhYffkuOZE7");
        var second = Convert.FromBase64String("MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+N1zNVjFDNIjXd7DrrBg/fcAN3UYgkk7pq3Ar453gjShRANCAARTyPEQfSiCigGQFT4lkR+FxzxrFl6tiC0YVTM8k4JciMkNKJeKyqxEMTdQyJ5600bzP5/XYxyRjJ/bZ0LO9VC7");
        var key = PrivateKey.ImportPkcs8(first).Value;
        using var file = new MemoryStream();
        using (var writer = new SealedFileWriter(file, [key.Public], "a context")) writer.Write(new byte[70_000]);
        var (salted, secret) = (new byte[120], new byte[32]);
        var trustees = new[] { PrivateKey.ImportPkcs8(second).Value.Public, key.Public };
        var shares = KeyBackup.Split([new SealKey(Period.FromTrusted("2026-h1"), new byte[32])], trustees, 2).Value;
        var backup = KeyBackupFiles.Write(shares);
        var share = KeyBackupFiles.Write(new KeyShare(new byte[32], 1, new byte[32]));
        byte[][] asks =
        [
            VaultWire.Write(new AskDescribe()), VaultWire.Write(new AskGiven(1)), VaultWire.Write(new AskPublicKey("acc_0123456789abcdef")),
            VaultWire.Write(new AskRelease([1, 2], 3, "proof", new AskConsistency(1, [new byte[32]]), [new AskRecord("rec_0123456789abcdef", "acc_0123456789abcdef", "subscriber", "2020-01-01", [1])], new AskRegister(new byte[98], 1, [new byte[32]], null, [new byte[32]], new byte[32]))),
            VaultWire.Write(new AskBreakGlass([1], new byte[32], [new AskSignature([1], [2])], [])), VaultWire.Write(new AskDestroy("acc_0123456789abcdef", null, new byte[32])),
        ];
        byte[][] answers =
        [
            VaultWire.Write(new VaultKeys([new VaultKey("rec_0123456789abcdef", new byte[32])], "note")), VaultWire.Write(new VaultRefusal("vault-spent", "No.", RefusalKind.Refused)),
            VaultWire.Write(new VaultGiven("key", ["note"], 1, 9, "until")), VaultWire.Write(new VaultDescription("vlt_0", 1, new byte[32], 0, 1, "key", null, [new VaultOwed("a", 1, DateTimeOffset.UnixEpoch, "note")], false, "quorum none\n", DateTimeOffset.UnixEpoch)),
        ];
        var sealKeys = new OpeningKeys(Path.Combine(AppContext.BaseDirectory, "no-such-folder"));
        return
        [
            FuzzTarget.Bytes("OpeningKeys.Open", b => { _ = sealKeys.Open(b); _ = sealKeys.Open(b, new byte[32]); }, [1, .. new byte[100]], "{}"u8.ToArray()),
            FuzzTarget.Bytes("StrangerFile.TypeOf", b => _ = StrangerFile.TypeOf(b), "%PDF-1.4 "u8.ToArray(), [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], [0xff, 0xd8, 0xff], [(byte)'I', (byte)'I', 42, 0]),
            FuzzTarget.Bytes("CanonicalJson.ParseStrict", b => _ = CanonicalJson.ParseStrict(b), CanonicalJson.Write(JsonNode.Parse("""{"a":[1,-2.5e3,"\u00e9\ud83d\ude00",{"b":null}],"c":true}""")!)),
            FuzzTarget.Bytes("VaultWire.ReadAsk", b => _ = VaultWire.ReadAsk(b), asks),
            FuzzTarget.Bytes("VaultWire.ReadAnswer", b => { _ = VaultWire.ReadAnswer<VaultKeys>(b); _ = VaultWire.ReadAnswer<VaultDescription>(b); }, answers),
            FuzzTarget.Bytes("VaultFrames.Read", b => Frames(b).GetAwaiter().GetResult(), [0, 0, 0, 2, 7, 8], [0, 64, 0, 1], [255, 255, 255, 255, 1]),
            FuzzTarget.Bytes("PublicKey.Parse", b => _ = PublicKey.Parse(b), [.. key.Public.Spki]),
            FuzzTarget.Text("PublicKey.ParsePem", t => _ = PublicKey.ParsePem(t), $"-----BEGIN PUBLIC KEY-----\n{Convert.ToBase64String(key.Public.Spki)}\n-----END PUBLIC KEY-----\n"),
            FuzzTarget.Text("PrivateKey.ImportPem", t => PrivateKey.ImportPem(t).Map(made => { made.Dispose(); return true; }), key.ExportPem()),
            FuzzTarget.Bytes("PrivateKey.ImportPkcs8", b => PrivateKey.ImportPkcs8(b).Map(made => { made.Dispose(); return true; }), key.ExportPkcs8()),
            FuzzTarget.Bytes("SaltedSeal.Open", b => _ = SaltedSeal.Open(secret, [1], b), salted),
            FuzzTarget.Bytes("SealedFileHeader.Read", b => _ = SealedFileHeader.Read(new MemoryStream(b)), file.ToArray()[..400]),
            FuzzTarget.Bytes("SealedFile.Look", b => _ = SealedFile.Look(new MemoryStream(b)), file.ToArray()[..400]),
            FuzzTarget.Bytes("SealedFile.Open", b => _ = SealedFile.Open(new MemoryStream(b), key, Stream.Null), file.ToArray()[..400], file.ToArray()),
            FuzzTarget.Bytes("KeyBackupFiles.ReadBackup", b => _ = KeyBackupFiles.ReadBackup(b), backup),
            FuzzTarget.Bytes("KeyBackupFiles.ReadShare", b => _ = KeyBackupFiles.ReadShare(b), share),
            FuzzTarget.Bytes("SignedText.Read", b => _ = SignedText.Read(b, "writ.clip/v1"), Encoding.UTF8.GetBytes("writ.clip/v1\nhome hom_0123456789abcdef\n\nAAAA\n")),
            FuzzTarget.Text("PairingCode.Parse", t => _ = PairingCode.Parse(t), "ABCD-EFGH-JKLM"),
            FuzzTarget.Bytes("Holder.Parse", b => _ = Holder.Parse(b, b), [.. key.Public.Spki]),
            FuzzTarget.Bytes("HolderKeys.Import", b => HolderKeys.Import(b).Map(keys => { keys.Dispose(); return true; }), [0, (byte)first.Length, .. first, 0, (byte)second.Length, .. second]),
            FuzzTarget.Bytes("FootageRecord.Open", b => _ = FootageRecord.Open(b, HomeId.FromTrusted("hom_0123456789abcdef"), ClipId.FromTrusted("clp_0123456789abcdef"), b), new byte[200]),
        ];
    }

    /// <summary>What it throws is what it says that it throws.</summary>
    private static async Task Frames(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        try
        {
            while (await VaultFrames.Read(stream, null, CancellationToken.None) is not null) { }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            // Half a frame, or a length out of bounds: the connection ends.
        }
    }
}
