using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Xunit;

namespace Writ.Base.Tests.Footage;

/// <summary>
/// The vectors that the browser's own code is held to as well: <c>docs/spec/footage-vectors.json</c>. WRIT_APPROVE=1 makes them anew.
/// </summary>
public sealed class FootageVectorTests
{
    private const string Purpose = "profile";

    private static readonly string File = Path.Combine(Folder(), "footage-vectors.json");

    [Fact]
    public void What_stands_in_the_vectors_opens_as_they_say()
    {
        if (Environment.GetEnvironmentVariable("WRIT_APPROVE") == "1") System.IO.File.WriteAllText(File, Made());
        var vectors = JsonNode.Parse(System.IO.File.ReadAllText(File))!;
        using var hub = HolderKeys.Import(Bytes("hub")).Value;
        using var owner = HolderKeys.Import(Bytes("owner")).Value;
        using var member = HolderKeys.Import(Bytes("member")).Value;
        var chain = HomeChain.Read([.. vectors["chain"]!.AsArray().Select(t => Encoding.UTF8.GetBytes(t!.GetValue<string>()))]).Value;
        Assert.Equal(hub.Holder, chain.Hub);
        Assert.Equal(3, chain.Holders.Count());

        using var key = HomeKey.Open(Encoding.UTF8.GetBytes(Text("homeKey")), chain, member).Value;
        Assert.Equal(Bytes("homeKeySecret"), key.Export());
        Assert.Equal(Text("boxContent"), Encoding.UTF8.GetString(HomeBox.Open(key, Purpose, Bytes("box")).Value));

        var clip = ClipId.FromTrusted(Text("clip"));
        using var seal = ClipSeal.Read(key, clip, Bytes("header")).Value;
        using var video = seal.Open(ClipPart.Video);
        Assert.Equal(Video(), video.All(Bytes("video")).Value);
        using var card = seal.Open(ClipPart.Card);
        var read = ClipCard.Read(card.All(Bytes("card")).Value, chain.Hub).Value;
        Assert.Equal(clip, read.Clip);
        Assert.Equal(Video().Length, read.VideoLength);

        using var vault = PrivateKey.ImportPkcs8(Bytes("vault")).Value;
        var record = new SealedRecord(
            RecordId.FromTrusted(Text("recordId")), AccountId.FromTrusted(Text("recordAccount")), FootageRecord.Category, DateOnly.ParseExact(Text("recordDay"), "yyyy-MM-dd"),
            Bytes("recordHeader"), Bytes("recordBody"));
        using var released = FootageRecord.Open(Sealer.Open(record, Sealer.ContentKey(vault, record).Value).Value, chain.Home, clip, Bytes("header")).Value;
        using var again = released.Open(ClipPart.Video);
        Assert.Equal(Video(), again.All(Bytes("video")).Value);

        var code = PairingCode.Parse(Text("pairingCode")).Value;
        Assert.Equal(Bytes("ownerTag"), code.OwnerTag(chain.Home, hub.Holder, owner.Holder));
        Assert.Equal(Bytes("hubTag"), code.HubTag(chain.Home, hub.Holder, owner.Holder));

        string Text(string name) => vectors[name]!.GetValue<string>();
        byte[] Bytes(string name) => Convert.FromBase64String(Text(name));
    }

    private static byte[] Video() => [.. Enumerable.Range(0, 70_000).Select(i => unchecked((byte)(7 * i)))];

    private static string Made()
    {
        using var home = new Household();
        using var member = HolderKeys.Generate();
        Assert.Null(home.Try(home.Adding(home.Owner, member, HolderRole.Member)));
        using var key = HomeKey.Make(home.Chain.Home, 0);
        var (clip, camera) = (ClipId.New(), CameraId.New());
        using var seal = ClipSeal.Make(key, clip);
        var (video, hash) = Sealed(seal, ClipPart.Video, Video());
        var card = new ClipCard(
            home.Chain.Home, camera, clip, 0, new string('0', 64), Household.Noon, 2_000, "avc1.64001f", 1_280, 720, 900,
            [new(0, 900, 34_100), new(1_000, 35_000, 35_000)], hash, new string('0', 64), false).Sign(home.Hub);
        var code = PairingCode.Parse("K7Q2-M3PD-9RTW").Value;
        using var vault = PrivateKey.Generate();
        var (account, id) = (AccountId.FromTrusted("acc_0123456789abcdef"), RecordId.FromTrusted("rec_0123456789abcdef"));
        var record = FootageRecord.Wrap(vault.Public, id, account, new DateOnly(2026, 6, 1), home.Chain.Home, clip, seal);
        return new JsonObject
        {
            ["box"] = Base64(HomeBox.Seal(key, Purpose, "No writ, no consent, no key."u8)),
            ["boxContent"] = "No writ, no consent, no key.",
            ["boxPurpose"] = Purpose,
            ["camera"] = camera.Text,
            ["card"] = Base64(Sealed(seal, ClipPart.Card, card).Stored),
            ["chain"] = new JsonArray([.. home.Chain.Texts.Select(t => Encoding.UTF8.GetString(t.Write()))]),
            ["clip"] = clip.Text,
            ["header"] = Base64(seal.Header.ToArray()),
            ["home"] = home.Chain.Home.Text,
            ["homeKey"] = Encoding.UTF8.GetString(key.Record(home.Hub, home.Chain)),
            ["homeKeySecret"] = Base64(key.Export()),
            ["hub"] = Base64(home.Hub.Export()),
            ["hubTag"] = Base64(code.HubTag(home.Chain.Home, home.Hub.Holder, home.Owner.Holder)),
            ["member"] = Base64(member.Export()),
            ["owner"] = Base64(home.Owner.Export()),
            ["ownerTag"] = Base64(code.OwnerTag(home.Chain.Home, home.Hub.Holder, home.Owner.Holder)),
            ["pairingCode"] = code.Shown(),
            ["recordAccount"] = account.Text,
            ["recordBody"] = Base64(record.Body),
            ["recordDay"] = "2026-06-01",
            ["recordHeader"] = Base64(record.Header),
            ["recordId"] = id.Text,
            ["vault"] = Base64(vault.ExportPkcs8()),
            ["video"] = Base64(video),
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static (byte[] Stored, string Hash) Sealed(ClipSeal seal, ClipPart part, byte[] plain)
    {
        using var output = new MemoryStream();
        using var writer = seal.Write(part, output);
        writer.Write(plain);
        var hash = writer.Complete();
        return (output.ToArray(), hash);
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "spec"));
}
