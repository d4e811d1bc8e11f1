using System.Text;
using System.Text.Json.Nodes;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.File;

/// <summary>A body that is not what the door describes is refused whole, says where, and leaves nothing.</summary>
public sealed class BadJsonTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    private JsonNode Good => RawRequests.Node(server.Demand());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(33)]
    [InlineData(50)]
    [InlineData(75)]
    [InlineData(90)]
    [InlineData(99)]
    public async Task A_body_cut_off_anywhere_is_refused(int percent)
    {
        var whole = Good.ToJsonString();
        var cut = whole[..Math.Min(whole.Length * percent / 100, whole.Length - 1)];

        (await Nothing(cut)).Refused(400, "demands-body");
    }

    [Fact]
    public async Task A_body_without_its_last_byte_is_refused() => (await Nothing(Good.ToJsonString()[..^1])).Refused(400, "demands-body");

    [Theory]
    [InlineData("/reference", "1", "/reference")]
    [InlineData("/instrument", "[]", "/instrument")]
    [InlineData("/authority", "\"court\"", "/authority")]
    [InlineData("/authority/kind", "{}", "/authority/kind")]
    [InlineData("/issuedOn", "\"10.03.2026\"", "/issuedOn")]
    [InlineData("/issuedOn", "\"2026-02-30\"", "/issuedOn")]
    [InlineData("/issuedOn", "\"2026-03-10T00:00:00Z\"", "/issuedOn")]
    [InlineData("/expiresOn", "20260310", "/expiresOn")]
    [InlineData("/expiresOn", "\"\"", "/expiresOn")]
    [InlineData("/gag", "\"false\"", "/gag")]
    [InlineData("/gag", "0", "/gag")]
    [InlineData("/items", "{}", "/items")]
    [InlineData("/items/0", "\"email\"", "/items/0")]
    [InlineData("/items/0/identifier/value", "12", "/items/0/identifier/value")]
    [InlineData("/items/0/from", "true", "/items/0/from")]
    [InlineData("/file/content", "\"not base64!\"", "/file/content")]
    [InlineData("/file/content", "[37, 80, 68, 70]", "/file/content")]
    [InlineData("/nonce", "12", "/nonce")]
    public async Task A_member_of_the_wrong_type_is_refused_and_pointed_at(string member, string value, string pointer)
    {
        var body = Members.With(Good, member, JsonNode.Parse(value)).ToJsonString();

        Assert.Equal(pointer, (await Nothing(body)).Refused(400, "demands-body").Field);
        Assert.Equal(pointer, (await server.Lint(body)).Refused(400, "demands-body").Field);
    }

    [Theory]
    [InlineData("/extra")]
    [InlineData("/authority/extra")]
    [InlineData("/items/0/extra")]
    [InlineData("/items/0/identifier/extra")]
    [InlineData("/file/extra")]
    public async Task An_unknown_member_is_refused(string member) =>
        (await Nothing(Members.With(Good, member, "x").ToJsonString())).Refused(400, "demands-body");

    [Fact]
    public async Task A_member_in_another_case_is_unknown() =>
        (await Nothing(Good.ToJsonString().Replace("\"reference\"", "\"Reference\"", StringComparison.Ordinal))).Refused(400, "demands-body");

    [Fact]
    public async Task What_a_member_is_called_does_not_come_back()
    {
        var body = Members.With(Good, "/nobody@example.org", "x").ToJsonString();

        var reply = await Nothing(body);

        reply.Refused(400, "demands-body");
        Assert.DoesNotContain("nobody@", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"gag\":false", "\"gag\":false,\"gag\":true")]
    [InlineData("\"gag\":false", "\"gag\":false,\"g\\u0061g\":false")]
    [InlineData("\"kind\":\"court\"", "\"kind\":\"court\",\"kind\":\"court\"")]
    [InlineData("\"category\":\"subscriber\"", "\"category\":\"subscriber\",\"category\":\"content\"")]
    public async Task A_member_that_stands_twice_is_refused(string once, string twice)
    {
        var body = Good.ToJsonString();
        Assert.Contains(once, body, StringComparison.Ordinal);

        (await Nothing(body.Replace(once, twice, StringComparison.Ordinal))).Refused(400, "demands-body");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("1")]
    [InlineData("\"a demand\"")]
    [InlineData("true")]
    [InlineData("NaN")]
    [InlineData("{'reference':'Case 1'}")]
    [InlineData("reference=Case+1")]
    [InlineData("<demand/>")]
    public async Task What_is_no_demand_at_all_is_refused(string body) => (await Nothing(body)).Refused(400, "demands-body");

    [Fact]
    public async Task No_body_is_refused() => (await Holdings.Unchanged(server, () =>
        server.Send(HttpMethod.Post, "api/v1/demands", server.TokenOf("officer"), content: null, WritServer.Key()))).AnyRefusal();

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public async Task Ten_thousand_levels_are_refused(char open)
    {
        var deep = string.Concat(Enumerable.Repeat(open == '[' ? "[" : "{\"items\":", 10_000));

        (await Nothing(deep)).Refused(400, "demands-body");
        (await Nothing(Members.With(Good, "/items", "x").ToJsonString().Replace("\"x\"", deep, StringComparison.Ordinal))).Refused(400, "demands-body");
    }

    [Fact]
    public async Task Text_after_the_end_comments_and_trailing_commas_are_refused()
    {
        var body = Good.ToJsonString();

        (await Nothing(body + "{}")).Refused(400, "demands-body");
        (await Nothing(body + body)).Refused(400, "demands-body");
        (await Nothing("/* a comment */" + body)).Refused(400, "demands-body");
        (await Nothing(body[..^1] + ",}")).Refused(400, "demands-body");
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused()
    {
        var body = Good.ToJsonString();
        var broken = Encoding.UTF8.GetBytes(body.Replace("Case 1", "Case X", StringComparison.Ordinal));
        broken[Array.IndexOf(broken, (byte)'X')] = 0xFF;

        (await Nothing(broken)).Refused(400, "demands-body");
        (await Nothing(Encoding.Unicode.GetBytes(body))).Refused(400, "demands-body");
        (await Nothing([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(body)])).Refused(400, "demands-body");
        (await Nothing([0x1F, 0x8B, 0x08, 0x00, 0x00])).Refused(400, "demands-body");
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    public async Task Half_a_character_is_refused(string half) =>
        (await Nothing(Good.ToJsonString().Replace("Case 1", $"Case {half}", StringComparison.Ordinal))).Refused(400, "demands-body");

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Another_type_of_content_is_refused(string type)
    {
        var reply = await Holdings.Unchanged(server, () => server.Send(
            HttpMethod.Post, "api/v1/demands", server.TokenOf("officer"), RawRequests.Content(Good.ToJsonString(), type), WritServer.Key()));

        reply.Refused(415, "request-not-json");
    }

    [Fact]
    public async Task Every_member_set_to_null_is_refused_unless_it_may_be_absent()
    {
        foreach (var member in Members.Of(Good))
        {
            var body = Members.With(Good, member, null).ToJsonString();
            if (member is "/items/0/from" or "/items/0/to") Assert.Equal(201, (await server.FileRaw(body)).Status);
            else Assert.Equal(400, (await Nothing(body)).AnyRefusal().Status);
        }
    }

    [Fact]
    public async Task Every_member_left_out_is_refused_unless_it_may_be_absent()
    {
        foreach (var member in Members.Of(Good))
        {
            var body = Members.Without(Good, member).ToJsonString();
            if (member is "/items/0/from" or "/items/0/to") Assert.Equal(201, (await server.FileRaw(body)).Status);
            else Assert.Equal(400, (await Nothing(body)).AnyRefusal().Status);
        }
    }

    [Fact]
    public async Task A_subpoena_needs_no_expiry_date_at_all()
    {
        var subpoena = RawRequests.Node(server.Demand("us/grand-jury-subpoena"));

        Assert.Equal(201, (await server.FileRaw(Members.Without(subpoena, "/expiresOn").ToJsonString())).Status);
        (await Nothing(Members.Without(Good, "/expiresOn").ToJsonString())).Refused(400, "demands-expiry-missing");
    }

    private Task<Reply> Nothing(string body) => Nothing(Encoding.UTF8.GetBytes(body));

    private Task<Reply> Nothing(byte[] body) => Holdings.Unchanged(server, () => server.FileRaw(body));
}
