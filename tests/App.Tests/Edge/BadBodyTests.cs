using System.Text.Json.Nodes;
using Writ.Agencies.Enrol;
using Writ.Agencies.Keys;
using Writ.Agencies.Officers;
using Writ.Agencies.Verify;
using Writ.App.Tests.Serving;
using Writ.Demands.Review;

namespace Writ.App.Tests.Edge;

/// <summary>Every other endpoint that takes a body: what is not what it describes changes nothing and is never our fault.</summary>
public sealed class BadBodyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    public static TheoryData<string> Doors => [.. Bodies.Keys];

    private static Dictionary<string, (string Path, string As, object Body)> Bodies => new()
    {
        ["enrol"] = ("api/v1/agencies", "desk", new EnrolAgencyRequest("Sample Police", "US", "police")),
        ["verify"] = ("api/v1/agencies/{agency}/verification", "verifier", new VerifyAgencyRequest("call-back", "Called the printed number.")),
        ["suspend"] = ("api/v1/agencies/{agency}/suspension", "verifier", new SuspendAgencyRequest("Late report.")),
        ["officer"] = ("api/v1/agencies/{agency}/officers", "desk", new EnrolOfficerRequest("Detective")),
        ["token"] = ("api/v1/officers/{officer}/tokens", "desk", new IssueTokenRequest(["demands:read"], 30)),
        ["key"] = ("api/v1/keys", "officer", new RegisterKeyRequest("AAAA")),
        ["revoke"] = ("api/v1/keys/{key}/revocation", "officer", new RevokeKeyRequest("Lost.")),
        ["decide"] = ("api/v1/review/{demand}/decision", "reviewer", new DecideRequest([new DecideItem("{item}", "refuse", "overbroad", "Too much.", null, null)])),
        ["return"] = ("api/v1/review/{demand}/return", "approver", new SendBackRequest("Look at item 1 again.")),
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task What_cannot_be_read_is_refused(string door)
    {
        var (path, who, body) = await Case(door);
        var good = body.ToJsonString();
        var first = body.AsObject().First().Key;
        var twice = $"{{\"{first}\":null,{good[1..]}";
        string[] bad =
        [
            "", "null", "[]", "1", "\"x\"", "{", good[..^1], good[..(good.Length / 2)], good + "}", "{\"extra\":1}", $"{{\"extra\":1,{good[1..]}", twice,
            string.Concat(Enumerable.Repeat("[", 10_000)), $"{{\"{first}\":{{\"deep\":[[[]]]}}}}", good.Replace("\":", "\":\"\\ud800\" + ", StringComparison.Ordinal),
        ];
        foreach (var text in bad)
        {
            var reply = await Holdings.Unchanged(server, () => Send(path, who, text));
            Assert.True(reply.AnyRefusal().Status == 400, $"{text[..Math.Min(80, text.Length)]} {reply.Text}");
        }
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_member_that_is_null_missing_or_of_another_type_is_refused(string door)
    {
        var (path, who, body) = await Case(door);
        foreach (var member in Members.Of(body))
        {
            // Null means none here: every scope of an officer, no narrowing, nothing seen before, no source apart from the evidence, no name of an officer.
            if (member is "/scopes" or "/items/0/from" or "/items/0/to" or "/seen" or "/source" || (door == "officer" && member == "/name")) continue;
            foreach (var other in (JsonNode?[])[null, 12345678901, true, new JsonObject(), new JsonArray(1, 2), "", "\u202E", "\0", new string('x', 10_000)])
            {
                var reply = await Holdings.Unchanged(server, () => Send(path, who, Members.With(body, member, other?.DeepClone()).ToJsonString()));
                Assert.True(reply.AnyRefusal().Status is 400, $"{member} {other?.ToJsonString()[..Math.Min(20, other.ToJsonString().Length)]} {reply.Text}");
            }

            // Absent, it has a value of its own.
            if (member is "/days") continue;
            var missing = await Holdings.Unchanged(server, () => Send(path, who, Members.Without(body, member).ToJsonString()));
            Assert.True(missing.AnyRefusal().Status is 400, $"{member} {missing.Text}");
        }
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Another_type_of_content_and_no_body_are_refused(string door)
    {
        var (path, who, body) = await Case(door);
        var text = RawRequests.Content(body.ToJsonString(), "text/plain");

        (await Holdings.Unchanged(server, () => server.Send(HttpMethod.Post, path, server.TokenOf(who), text))).Refused(415, "request-not-json");
        var untyped = await Holdings.Unchanged(server, () => server.Send(HttpMethod.Post, path, server.TokenOf(who), RawRequests.Content(body.ToJsonString(), null)));
        untyped.Refused(415, "request-not-json");
        Assert.Equal(400, (await Holdings.Unchanged(server, () => server.Send(HttpMethod.Post, path, server.TokenOf(who)))).AnyRefusal().Status);
    }

    private async Task<(string Path, string As, JsonNode Body)> Case(string door)
    {
        var (path, who, body) = Bodies[door];
        var filed = await server.File();
        var agency = await server.Text("SELECT id FROM agency WHERE state = 'Enrolled'");
        if (door == "return")
        {
            var refuse = new DecideRequest([new DecideItem(filed.Items[0], "refuse", "overbroad", "Too much.", null, null)]);
            _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{filed.Id}/decision", refuse)).Value;
        }

        string Fill(string text) => text
            .Replace("{agency}", agency, StringComparison.Ordinal)
            .Replace("{demand}", filed.Id, StringComparison.Ordinal)
            .Replace("{item}", filed.Items[0], StringComparison.Ordinal)
            .Replace("{key}", server.OfficerKey.Public.Thumbprint, StringComparison.Ordinal)
            .Replace("{officer}", officer, StringComparison.Ordinal);
        return (Fill(path), who, JsonNode.Parse(Fill(RawRequests.Node(body).ToJsonString()))!);
    }

    private readonly string officer = shared.Server.Text("SELECT id FROM officer LIMIT 1").GetAwaiter().GetResult();

    private Task<Reply> Send(string path, string who, string body) =>
        server.Send(HttpMethod.Post, path, server.TokenOf(who), RawRequests.Content(body));
}
