using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Gate.Grants;

/// <summary>Giving through the hub: it carries with its own token what the owner's device signed, for its own home alone.</summary>
public sealed class GivingAtHomeTests : GrantHouse
{
    [Fact]
    public async Task What_a_device_of_the_owner_signed_is_given_through_the_hub_opened_and_followed_to_its_deletion()
    {
        var recipient = JsonNode.Parse((await At(HttpMethod.Get, $"recipients/{Request}")).Text)!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse((await Owner.Get($"/answers/recipients/{Request}")).Text), recipient));
        var made = Seal();
        for (var i = 0; i < 2; i++) Assert.Equal(201, (await At(HttpMethod.Post, "grants", Body(made))).Status);
        for (var i = 0; i < 2; i++) (await File(made)).Done();
        Assert.Equal((1L, 2L), (await Server.Count("footage_grant"), await Blobs()));
        await Ready(made.Id);
        var (there, home) = (JsonNode.Parse((await Owner.Get("/answers/grants")).Text)!, JsonNode.Parse((await At(HttpMethod.Get, "grants")).Text)!);
        Assert.True(JsonNode.DeepEquals(there["grants"], home["grants"]));

        // Whether mails come is the account's to say, not a hub's.
        Assert.Equal((true, null), ((bool?)there["mails"], (bool?)home["mails"]));
        Assert.Equal(200, (await At(HttpMethod.Get, $"grants/{made.Id}/receipt")).Status);
        (await Act(made, "ask-deletion")).Refused(409, "gate-grant-not-opened");

        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        var opened = JsonNode.Parse((await officer.Post(page, $"{page}/open", ("purpose", "compare"), ("note", "We compare."), ("terms", "yes"))).Body)!;
        Assert.Equal(made.Key, GrantFile.Unwrap(made.Id, Convert.FromBase64String((string)opened["wraps"]![0]!["wrap"]!), Server.OfficerKey).Value);
        (await Act(made, "withdraw")).Refused(409, "gate-grant-opened");
        (await At(HttpMethod.Post, $"grants/{made.Id}/messages", new JsonObject { ["text"] = "The van is ours." })).Done();
        Assert.Contains("The van is ours.", (await officer.Get(page)).Body, StringComparison.Ordinal);
        (await Act(made, "close-contact")).Done();
        _ = await officer.Post(page, $"{page}/passing", ("officer", (await CallerOf("other-officer")).Subject), ("ground", "same-case"), ("passing-reason", "The van was there too."));
        var ask = (string)(await View(made.Id))["asks"]![0]!["ask"]!;
        Assert.Equal(made.Id.Text, (string)JsonNode.Parse((await At(HttpMethod.Get, $"recipients/{Request}?ask={ask}")).Text)!["passes"]!);
        (await Act(made, $"asks/{ask}/refuse")).Done();
        (await Act(made, "ask-deletion")).Done();
        _ = await officer.Post(page, $"{page}/deletion", ("deleted", "yes"));
        Assert.NotNull((string?)(await View(made.Id))["deletion"]!["confirmedAt"]);
        while ((await At(HttpMethod.Get, $"grants/{made.Id}/deletion-receipt")).Status != 200) await Task.Delay(20);
    }

    [Fact]
    public async Task A_hub_makes_no_word_of_its_own_and_reaches_no_other_home()
    {
        var made = Seal();
        (await At(HttpMethod.Post, "grants", Body(made, Hub.Keys))).Refused(403, "sources-not-owners-device");
        using var neighbour = await Seat.Of(Server, 1);
        using var theirs = await FakeHub.Paired(Server, neighbour);
        (await Of(theirs, HttpMethod.Post, "grants", Body(made))).Refused(404, "sources-no-such-home");
        Assert.Equal(201, (await At(HttpMethod.Post, "grants", Body(made))).Status);
        (await File(made, theirs)).Refused(404, "gate-grant-unknown");
        (await File(made)).Done();
        foreach (var act in (string[])["withdraw", "ask-deletion", "close-contact", $"asks/{PassingId.New()}/refuse"]) (await Act(made, act, theirs)).Refused(404, "gate-grant-unknown");
        (await Of(theirs, HttpMethod.Post, $"grants/{made.Id}/messages", new JsonObject { ["text"] = "x" })).Refused(404, "gate-grant-unknown");
        (await Of(theirs, HttpMethod.Get, $"grants/{made.Id}/receipt")).Refused(404, "gate-grant-unknown");
        Assert.Empty(JsonNode.Parse((await Of(theirs, HttpMethod.Get, "grants")).Text)!["grants"]!.AsArray());

        // A hub in this one's place is of another home, which gave nothing; the owner still has everything.
        using var second = await FakeHub.Paired(Server, Owner, replace: true);
        Assert.Equal(401, (await At(HttpMethod.Get, "grants")).Status);
        Assert.Empty(JsonNode.Parse((await Of(second, HttpMethod.Get, "grants")).Text)!["grants"]!.AsArray());
        (await Act(made, "withdraw", second)).Refused(404, "gate-grant-unknown");
        (await Owner.Post($"/answers/grants/{made.Id}/withdraw", new JsonObject())).Done();
        Assert.Equal("withdrawn", await State(made.Id));
        Assert.Equal(401, (await Server.Send(HttpMethod.Get, "api/v1/hub/home/answers/grants", null)).Status);
        Assert.Equal(403, (await Server.Send(HttpMethod.Get, "api/v1/hub/home/answers/grants", Server.TokenOf("officer"))).Status);
    }

    private static Task<Reply> Of(FakeHub hub, HttpMethod method, string tail, JsonObject? body = null) => hub.Ask(method, $"home/answers/{tail}", body is null ? null : FakeHub.Content(body));

    private Task<Reply> At(HttpMethod method, string tail, JsonObject? body = null) => Of(Hub, method, tail, body);

    private Task<Reply> Act(Sealed made, string act, FakeHub? hub = null) => Of(hub ?? Hub, HttpMethod.Post, $"grants/{made.Id}/{act}");

    private Task<Reply> File(Sealed made, FakeHub? hub = null) => (hub ?? Hub).Ask(HttpMethod.Put, $"home/answers/grants/{made.Id}/file", FakeHub.Bytes(made.File));
}
