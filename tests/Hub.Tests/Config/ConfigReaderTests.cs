using System.Text;
using Writ.Base;
using Writ.Hub.Cameras;
using Writ.Hub.Config;

namespace Writ.Hub.Tests.Config;

public sealed class ConfigReaderTests : IDisposable
{
    private const string Door = """{ "id": "door", "kind": "rtsp", "address": "rtsp://10.0.0.9/live" }""";

    private readonly string folder = Directory.CreateTempSubdirectory("writ-hub-test-").FullName;

    [Fact]
    public void Reads_what_an_owner_writes_with_comments_and_trailing_commas()
    {
        var config = Read("""
            { // my street
              "cameras": [
                { "id": "front-door", "name": "Front door ö", "kind": "rtsp", "address": "rtsps://[fd00::1]:322/a?b=c", "user": "hub", "password": "p @'\"",
                  "certificate": "AA:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB", "audio": true,
                  "masks": [[0, 0, 250, 1000], [[0, 0], [1000, 0], [500, 500]]], "zones": [[1, 2, 3, 4]], "motion": { "threshold": 30, "area": 9 },
                  "look": "often", "preRoll": 0, "postRoll": 20, "longest": 60, },
                { "id": "film", "kind": "file", "path": "/srv/film.mp4" },
                { "id": "trial", "kind": "test", "width": 101, },
              ], /* end */
            }
            """).Value;
        var door = config.Cameras[0];
        var source = Assert.IsType<CameraSource.Rtsp>(door.Source);
        Assert.Equal("rtsps://[fd00::1]:322/a?b=c", source.Address.ToString());
        Assert.Equal(("hub", "p @'\""), (source.Login!.User, source.Login.Password));
        Assert.Equal((true, Looking.Often, 2, 1, 30, 9), (door.Audio, door.Looking, door.Masks.Count, door.Motion.Zones.Count, door.Motion.Threshold, door.Motion.Area));
        Assert.Equal((0, 20, 60), (door.Times.PreRoll.TotalSeconds, door.Times.PostRoll.TotalSeconds, door.Times.Longest.TotalSeconds));
        Assert.False(config.Cameras[1].Audio);
        Assert.Equal(100, Assert.IsType<CameraSource.Test>(config.Cameras[2].Source).Width);
        Assert.DoesNotContain("p @", door.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "hub-config-malformed", null)]
    [InlineData("{", "hub-config-malformed", null)]
    [InlineData("""{ "cameras": [], "cameras": [] }""", "hub-config-malformed", null)]
    [InlineData("[]", "hub-config-kind", "")]
    [InlineData("{}", "hub-config-missing-setting", "/cameras")]
    [InlineData("""{ "cameras": {} }""", "hub-config-kind", "/cameras")]
    [InlineData("""{ "cameras": [], "masks": [] }""", "hub-config-unknown", "/masks")]
    [InlineData("""{ "cameras": [7] }""", "hub-config-kind", "/cameras/0")]
    [InlineData("""{ "cameras": [], "\u202Eevil\u0007": 1 }""", "hub-config-unknown", "/?evil?")]
    public void A_file_that_is_no_config_is_refused_with_its_place(string text, string code, string? field)
    {
        var refusal = Read(text).Refusal!;
        Assert.Equal((code, field), (refusal.Code, refusal.Field));
    }

    [Theory]
    [InlineData("\"mask\": []", "hub-config-unknown", "mask")]
    [InlineData("\"audio\": \"yes\"", "hub-config-kind", "audio")]
    [InlineData("\"audio\": 1", "hub-config-kind", "audio")]
    [InlineData("\"name\": 7", "hub-config-kind", "name")]
    [InlineData("\"name\": \"\"", "input-missing", "name")]
    [InlineData("\"name\": \"a\\u0000b\"", "input-control-characters", "name")]
    [InlineData("\"name\": \"a\\nb\"", "input-control-characters", "name")]
    [InlineData("\"name\": \"a\\u202Eb\"", "input-control-characters", "name")]
    [InlineData("\"name\": \"a\\uD800b\"", "input-control-characters", "name")]
    [InlineData("\"user\": \"x\"", "hub-config-missing-setting", "password")]
    [InlineData("\"password\": \"x\"", "hub-config-missing-setting", "user")]
    [InlineData("\"path\": \"/x\"", "hub-config-belongs", "path")]
    [InlineData("\"width\": 100", "hub-config-belongs", "width")]
    [InlineData("\"certificate\": \"abc\"", "hub-config-certificate", "certificate")]
    [InlineData("\"certificate\": \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"", "hub-config-belongs", "certificate")]
    [InlineData("\"preRoll\": -1", "hub-config-number", "preRoll")]
    [InlineData("\"preRoll\": 1.5", "hub-config-number", "preRoll")]
    [InlineData("\"preRoll\": 99999999999", "hub-config-number", "preRoll")]
    [InlineData("\"longest\": 12", "hub-config-times", "longest")]
    [InlineData("\"look\": \"away\"", "hub-config-kind", "look")]
    [InlineData("\"motion\": { \"threshold\": 0 }", "hub-config-number", "motion/threshold")]
    [InlineData("\"motion\": { \"faces\": true }", "hub-config-unknown", "motion/faces")]
    [InlineData("\"masks\": [[0, 0, 1001, 5]]", "hub-config-shape", "masks/0")]
    [InlineData("\"masks\": [[5, 0, 5, 5]]", "hub-config-shape", "masks/0")]
    [InlineData("\"masks\": [[0, 0, 5, 5], [[0, 0], [1, 1]]]", "hub-config-shape", "masks/1")]
    [InlineData("\"masks\": [[[0, 0], [1, 1], [2]]]", "hub-config-shape", "masks/0")]
    [InlineData("\"zones\": [[0, 0, 0.5, 1]]", "hub-config-shape", "zones/0")]
    [InlineData("\"masks\": \"all\"", "hub-config-kind", "masks")]
    public void A_setting_that_makes_no_sense_is_refused_with_its_place(string setting, string code, string field)
    {
        var refusal = Read($$"""{ "cameras": [ {{Door[..^1]}}, {{setting}} } ] }""").Refusal!;
        Assert.Equal((code, $"/cameras/0/{field}"), (refusal.Code, refusal.Field));
    }

    [Theory]
    [InlineData("http://10.0.0.9/x", "hub-address-form")]
    [InlineData("10.0.0.9", "hub-address-form")]
    [InlineData("rtsp://", "hub-address-form")]
    [InlineData("rtsp:///x", "hub-address-form")]
    [InlineData("rtsp://-h/x", "hub-address-form")]
    [InlineData("rtsp://h:0/x", "hub-address-form")]
    [InlineData("rtsp://h:65536/x", "hub-address-form")]
    [InlineData("rtsp://h:/x", "hub-address-form")]
    [InlineData("rtsp://[::1/x", "hub-address-form")]
    [InlineData("rtsp://[zz]/x", "hub-address-form")]
    [InlineData("rtsp://h/a b", "hub-address-form")]
    [InlineData("rtsp://h/a'b", "hub-address-form")]
    [InlineData("rtsp://h/a\\\\b", "hub-address-form")]
    [InlineData("rtsp://h/a#b", "hub-address-form")]
    [InlineData("rtsp://h\\u0430/x", "hub-address-form")]
    [InlineData("rtsp://h|tcp://evil/x", "hub-address-form")]
    [InlineData("rtsp://user:secret@h/x", "hub-address-login")]
    [InlineData("rtsp://@h/x", "hub-address-login")]
    public void An_address_that_is_none_is_refused_and_not_repeated(string address, string code)
    {
        var refusal = Read($$"""{ "cameras": [ { "id": "a", "kind": "rtsp", "address": "{{address}}" } ] }""").Refusal!;
        Assert.Equal((code, "/cameras/0/address"), (refusal.Code, refusal.Field));
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Front")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("ä")]
    public void An_id_is_plain(string id) =>
        Assert.Equal("hub-config-id", Read($$"""{ "cameras": [ { "id": "{{id}}", "kind": "test" } ] }""").Refusal!.Code);

    [Fact]
    public void Ten_thousand_characters_are_too_many_anywhere()
    {
        var much = new string('x', 10_000);
        foreach (var member in (string[])["id", "name", "kind", "address", "user", "password", "look"])
        {
            var door = $$"""{ "id": "door", "kind": "rtsp", "address": "rtsp://h/", "user": "u", "password": "p", "{{member}}": "{{much}}" }""";
            Assert.NotNull(Read($$"""{ "cameras": [ {{door}} ] }""").Refusal);
        }

        var unknown = Read($$"""{ "cameras": [], "{{much}}": 1 }""").Refusal!;
        Assert.True(unknown.Field!.Length < 100);
        Assert.NotNull(Read(new string('[', 10_000)).Refusal);
        Assert.Equal("hub-config-many", Read($$"""{ "cameras": [ {{string.Join(',', Enumerable.Repeat(Door, 65))}} ] }""").Refusal!.Code);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_and_two_cameras_do_not_share_an_id()
    {
        var refusal = Read($$"""{ "cameras": [ {{Door}}, {{Door}}, { "kind": "radio" } ] }""").Refusal!;
        Assert.Equal(["hub-config-id-twice", "hub-config-missing-setting", "hub-config-kind"], (IEnumerable<string>)[refusal.Code, .. refusal.Others.Select(o => o.Code)]);
    }

    [Fact]
    public void A_file_with_passwords_is_its_owners_alone()
    {
        var path = Path.Combine(folder, "hub.json");
        File.WriteAllText(path, $$"""{ "cameras": [ {{Door[..^1]}}, "user": "a", "password": "b" } ] }""");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal("hub-config-readable", ConfigReader.ReadFile(path).Refusal!.Code);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.True(ConfigReader.ReadFile(path).Ok);
    }

    [Fact]
    public void A_path_that_leads_to_no_file_or_to_a_huge_one_is_refused()
    {
        Assert.Equal("hub-config-missing", ConfigReader.ReadFile(Path.Combine(folder, "none")).Refusal!.Code);
        Assert.Equal("hub-config-missing", ConfigReader.ReadFile(folder).Refusal!.Code);
        Assert.Equal("hub-config-missing", ConfigReader.ReadFile("a\0b").Refusal!.Code);
        var path = Path.Combine(folder, "huge");
        File.WriteAllBytes(path, new byte[(1 << 20) + 1]);
        Assert.Equal("hub-config-too-large", ConfigReader.ReadFile(path).Refusal!.Code);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Result<HubConfig> Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text));
}
