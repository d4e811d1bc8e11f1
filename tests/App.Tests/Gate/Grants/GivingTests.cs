using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Gate.Grants;
using Writ.Ledger.Register.Batches;

namespace Writ.App.Tests.Gate.Grants;

/// <summary>An owner gives: what is asked at each step, at both edges, and what is there afterwards.</summary>
public sealed class GivingTests : GrantHouse
{
    [Fact]
    public async Task What_an_owner_gives_is_in_the_record_and_can_be_opened_with_the_officers_key_alone()
    {
        var recipient = JsonNode.Parse((await Owner.Get($"/answers/recipients/{Request}")).Text)!;
        Assert.Equal((Author.Subject, Agency.Text, 90), ((string)recipient["officer"]!, (string)recipient["agency"]!, (int)recipient["mostDays"]!));
        Assert.Equal(Server.OfficerKey.Public.Thumbprint, (string)Assert.Single(recipient["keys"]!.AsArray())!["thumbprint"]!);

        // Authorisations alone: other entries of the sample may still be on their way.
        Task<long> Leaves() => Server.Count("record_entry", "hex(substr(bytes, 1, 1)) = '41'");
        var before = await Leaves();
        var made = Seal();
        for (var i = 0; i < 2; i++) Assert.Equal((201, made.Id.Text), await Offered(made));
        Assert.Equal(before, await Leaves());
        Assert.DoesNotContain(made.Id.Text, (await Owner.Get("/answers/grants")).Text, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++) (await PutFile(made)).Done();
        await Ready(made.Id);
        var view = await View(made.Id);
        Assert.Equal(Server.Time.Now.AddDays(90), (DateTimeOffset)view["until"]!);
        Assert.Null(view["hindered"]);

        // One leaf, on the ground of consent, that names the grant and nobody's account.
        Assert.Equal(before + 1, await Leaves());
        var receipt = JsonNode.Parse((await Owner.Get((string)view["receipt"]!)).Text)!;
        Assert.Contains($"\"{made.Id}\"", receipt["opening"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Customers[0].Account.Text, receipt["opening"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.StartsWith("c2sp.org/tlog-proof@v1", (string)receipt["proof"]!, StringComparison.Ordinal);

        // Key and file lie in no table.
        Assert.Equal(0, await Server.Count("small_blob"));
        Assert.Equal(made.Key, GrantFile.Unwrap(made.Id, made.Wraps[0].Wrap, Server.OfficerKey).Value);
    }

    [Fact]
    public async Task Only_an_owners_device_of_their_own_home_can_give()
    {
        using var stranger = HolderKeys.Generate();
        await Refused(Seal(), "sources-not-owners-device", device: stranger);
        await Refused(Seal(), "sources-not-owners-device", device: Hub.Keys);
        await Refused(Seal(c => c with { Home = HomeId.New() }), "sources-no-such-home");
        using var neighbour = await Seat.Of(Server, 1);
        await Refused(Seal(), "sources-no-such-home", seat: neighbour);
        using var member = HolderKeys.Generate();
        var statement = SignedText.Sign(Hub.Owner, "home", Hub.Chain.Adding(member.Holder, HolderRole.Member, Server.Time.Now)).Write();
        (await Owner.Post($"/my/cameras/{Hub.Home}/statements", new Writ.Base.Footage.StatementRequest(System.Text.Encoding.UTF8.GetString(statement)))).Done();
        await Refused(Seal(), "sources-not-owners-device", device: member);
        Assert.Equal(201, (await Offer(Seal())).Status);
    }

    [Theory]
    [InlineData("days", 0, "gate-grant-days")]
    [InlineData("days", 1, null)]
    [InlineData("days", 90, null)]
    [InlineData("days", 91, "gate-grant-days")]
    [InlineData("minutes", -61, "gate-grant-consent-old")]
    [InlineData("minutes", -60, null)]
    [InlineData("minutes", 10, null)]
    [InlineData("minutes", 11, "gate-grant-consent-old")]
    public async Task Days_and_times_hold_at_both_edges(string what, int value, string? code)
    {
        var made = Seal(c => what == "days" ? c with { Days = value } : c with { At = Server.Time.Now.AddMinutes(value) });
        if (code is null) Assert.Equal(201, (await Offer(made)).Status);
        else await Refused(made, code);
    }

    [Fact]
    public async Task Nothing_is_given_to_a_request_that_is_not_open_or_to_anybody_it_does_not_name()
    {
        var other = await CallerOf("other-officer");
        await Refused(Seal(c => c with { Request = RequestId.New() }), "gate-grant-request-closed");
        await Refused(Seal(c => c with { Officer = OfficerId.FromTrusted(other.Subject) }), "gate-grant-other-officer");
        await Refused(Seal(c => c with { Agency = other.Agency!.Value }), "gate-grant-other-officer");
        await Refused(Seal(c => c with { Terms = "2020-01" }), "gate-grant-terms-changed");
        await Refused(Seal(c => c with { Passes = GrantId.New() }), "gate-grant-passing-closed");

        // Refused in public, so never put to homes.
        var refused = RequestId.FromTrusted(await Server.Text("SELECT MAX(id) FROM community_request WHERE state = 'Refused'"));
        await Refused(Seal(c => c with { Request = refused }), "gate-grant-request-closed");
        (await Owner.Get($"/answers/recipients/{refused}")).Refused(422, "gate-grant-request-closed");

        var until = new DateTimeOffset(long.Parse(await Server.Text($"SELECT until_at FROM community_request WHERE id = '{Request}'"), null), TimeSpan.Zero);
        await Pass(until.AddTicks(-1) - Server.Time.Now);
        Assert.Equal(201, (await Offer(Seal())).Status);
        var late = Seal();
        Server.Time.Now = until;
        await Refused(late, "gate-grant-request-closed");
    }

    [Fact]
    public async Task The_agency_the_officer_and_the_keys_have_to_be_usable_when_the_word_comes_and_when_the_file_does()
    {
        var (first, second, third) = (Seal(), Seal(), Seal());
        foreach (var made in new[] { first, second, third }) Assert.Equal(201, (await Offer(made)).Status);

        await Server.Sql($"UPDATE agency SET state = 'Suspended' WHERE id = '{Agency}'");
        await Refused(Seal(), "gate-grant-agency-inert");
        (await PutFile(first)).Refused(422, "gate-grant-agency-inert");
        (await Owner.Get($"/answers/recipients/{Request}")).Refused(422, "gate-grant-agency-inert");
        await Server.Sql($"UPDATE agency SET state = 'Verified' WHERE id = '{Agency}'");

        using var strange = PrivateKey.Generate();
        await Refused(Seal(keys: [strange.Public]), "gate-grant-no-key");
        await Refused(Seal(keys: [Server.OfficerKey.Public, strange.Public]), "gate-grant-no-key");
        await Server.Sql($"UPDATE officer_key SET revoked_at = 1 WHERE thumbprint = '{Server.OfficerKey.Public.Thumbprint}'");
        await Refused(Seal(), "gate-grant-no-key");
        (await PutFile(second)).Refused(422, "gate-grant-no-key");
        (await Owner.Get($"/answers/recipients/{Request}")).Refused(422, "gate-grant-no-key");
        await Server.Sql($"UPDATE officer_key SET revoked_at = NULL, usable_from = {Server.Time.Now.UtcTicks + 1} WHERE thumbprint = '{Server.OfficerKey.Public.Thumbprint}'");
        await Refused(Seal(), "gate-grant-no-key");
        await Server.Sql($"UPDATE officer_key SET usable_from = {Server.Time.Now.UtcTicks} WHERE thumbprint = '{Server.OfficerKey.Public.Thumbprint}'");
        (await PutFile(third)).Done();
        Assert.Equal(2, await Server.Count("footage_grant", "state = 'Offered'"));
    }

    [Fact]
    public async Task An_officer_whose_access_was_ended_receives_nothing()
    {
        (await Server.SignedInAs("officer")).Dispose();
        Assert.Equal(201, (await Offer(Seal())).Status);
        await Server.Sql($"UPDATE person SET ended_at = 1, ended_by = 'x' WHERE subject = '{Author.Subject}'");
        await Refused(Seal(), "gate-grant-officer-ended");
    }

    [Theory]
    [InlineData("a suspended officer", "UPDATE person SET ended_at = 1, ended_by = 'x' WHERE subject = '{officer}'", "gate-grant-officer-ended")]
    [InlineData("an inert agency", "UPDATE agency SET state = 'Suspended' WHERE id = '{agency}'", "gate-grant-agency-inert")]
    [InlineData("a revoked key", "UPDATE officer_key SET revoked_at = 1 WHERE thumbprint = '{key}'", "gate-grant-no-key")]
    [InlineData("a key that is not past its cooling-off", "UPDATE officer_key SET usable_from = {later} WHERE thumbprint = '{key}'", "gate-grant-no-key")]
    public async Task Nothing_is_given_to(string whom, string change, string code)
    {
        (await Server.SignedInAs("officer")).Dispose();
        var made = Seal();
        Assert.Equal(201, (await Offer(made)).Status);
        await Server.Sql(change.Replace("{officer}", Author.Subject, StringComparison.Ordinal).Replace("{agency}", Agency.Text, StringComparison.Ordinal)
            .Replace("{key}", Server.OfficerKey.Public.Thumbprint, StringComparison.Ordinal).Replace("{later}", $"{Server.Time.Now.UtcTicks + 1}", StringComparison.Ordinal));

        // Who asks is told before anything is sealed; a word is not taken; and a file to a word from before is not either. Through the hub neither.
        (await Owner.Get($"/answers/recipients/{Request}")).Refused(422, code);
        (await Hub.Ask(HttpMethod.Get, $"home/answers/recipients/{Request}")).Refused(422, code);
        await Refused(Seal(), code);
        (await PutFile(made)).Refused(422, code);
        (await Hub.Ask(HttpMethod.Put, $"home/answers/grants/{made.Id}/file", FakeHub.Bytes(made.File))).Refused(422, code);
        Assert.True(await Server.Count("footage_grant", "state <> 'Offered'") == 0, whom);
        Assert.Equal(1, await Blobs());
    }

    [Fact]
    public async Task The_file_has_to_be_the_one_that_was_signed()
    {
        var made = Seal();
        await Refused(made, "gate-grant-too-large", size: (80L * 1024 * 1024) + 1);
        await Refused(made, "gate-grant-too-large", size: 0);
        (await PutFile(made)).Refused(404, "gate-grant-unknown");
        Assert.Equal(201, (await Offer(made)).Status);
        var blobs = await Blobs();
        byte[] turned = [.. made.File];
        turned[^1] ^= 1;
        foreach (var file in new[] { turned, made.File[..^1], [.. made.File, 0], [] }) (await PutFile(made, file)).Refused(400, "gate-grant-file");
        using var neighbour = await Seat.Of(Server, 1);
        (await PutFile(made, seat: neighbour)).Refused(404, "gate-grant-unknown");
        Assert.Equal(blobs, await Blobs());

        // A file of another grant, though its hash was signed.
        var stray = Seal();
        var named = made with { Consent = stray.Consent with { File = made.Consent.File }, Wraps = stray.Wraps };
        Assert.Equal(201, (await Offer(named)).Status);
        (await PutFile(named)).Refused(400, "gate-grant-file");
        (await PutFile(made)).Done();
    }

    [Fact]
    public async Task One_number_is_one_grant()
    {
        var made = await Given();
        Assert.Equal(201, (await Offer(made)).Status);
        (await Offer(made with { Consent = made.Consent with { Days = 3 } })).Refused(409, "gate-grant-taken");
        (await Offer(made, size: 5)).Refused(409, "gate-grant-taken");
        using var neighbour = await Seat.Of(Server, 1);
        (await Offer(made, seat: neighbour)).Refused(409, "gate-grant-taken");
        Assert.Equal(1, await Server.Count("footage_grant"));
        Assert.Equal(2, await Blobs());

        // At one moment.
        var twice = Seal();
        Assert.All(await Task.WhenAll(Offer(twice), Offer(twice), Offer(twice)), r => Assert.Equal(201, r.Status));
        Assert.All(await Task.WhenAll(PutFile(twice), PutFile(twice), PutFile(twice)), r => Assert.Equal(204, r.Status));
        Assert.Equal(4, await Blobs());
        Assert.Equal(2, await Server.Count("footage_grant", "state = 'Given'"));
    }

    [Fact]
    public async Task Where_people_live_nothing_is_taken_before_the_record_hides_how_many_grants_there_are()
    {
        // Town and agreements are a sample's; this option is not, from here on.
        typeof(GrantOptions).GetProperty(nameof(GrantOptions.Sample))!.SetValue(Server.App.Services.GetRequiredService<GrantOptions>(), false);
        await Refused(Seal(), "gate-grant-no-schedule");
        await Server.Schedule(new Schedule(Server.Time.Now.AddSeconds(1), TimeSpan.FromDays(2), 3, 1, TimeSpan.FromDays(1), 3));
        await Refused(Seal(), "gate-grant-no-schedule");
        Server.Time.Now = Server.Time.Now.AddSeconds(1);
        Assert.Equal(201, (await Offer(Seal())).Status);
    }

    [Fact]
    public async Task An_account_has_fifty_living_grants_at_most()
    {
        var made = await Given();
        await Server.Sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 48) INSERT INTO footage_grant SELECT 'grt_' || printf('%016d', i), account_id, home_id, request_id, agency_id, "
            + "officer_id, passes, state, consent, consent_hash, terms, keys, sha256, size, days, wraps_blob, file_blob, offered_at, given_at, until_at, opening, entry_seq, opened_at, terms_at, "
            + "over_at, contact_open FROM footage_grant, n");
        Assert.Equal(201, (await Offer(Seal())).Status);
        await Refused(Seal(), "gate-grant-too-many");
        (await Owner.Post($"/answers/grants/{made.Id}/withdraw", new JsonObject())).Done();
        Assert.Equal(201, (await Offer(Seal())).Status);
    }

    [Fact]
    public async Task Words_that_are_no_consent_are_refused()
    {
        var good = Seal();
        foreach (var (change, code) in new (Action<JsonObject> Change, string Code)[]
        {
            (b => b["consent"] = "{}", "footage-not-signed"),
            (b => b["consent"] = System.Text.Encoding.UTF8.GetString(SignedText.Sign(Hub.Owner, "consent", new JsonObject { ["days"] = 1 }).Write()), "footage-bad-consent"),
            (b => b["consent"] = System.Text.Encoding.UTF8.GetString(SignedText.Sign(Hub.Owner, "look", new JsonObject { ["days"] = 1 }).Write()), "footage-not-signed"),
            (b => b["wraps"] = new JsonArray(), "gate-grant-wraps"),
            (b => b["wraps"]!.AsArray().Add(b["wraps"]![0]!.DeepClone()), "gate-grant-wraps"),
            (b => b["wraps"]![0]!["wrap"] = "AAAA", "gate-grant-wraps"),
            (b => b["wraps"]![0]!["thumbprint"] = "x", "gate-grant-wraps"),
            (b => b["more"] = 1, "request-malformed"),
        })
        {
            var body = Body(good);
            change(body);
            Assert.Equal(code, (await Owner.Post("/answers/grants", body)).Text("code"));
        }

        var reply = await Owner.Send(HttpMethod.Post, "/answers/grants", System.Net.Http.Json.JsonContent.Create(Body(good)), proves: false);
        Assert.NotEqual(201, reply.Status);
        Assert.Equal(0, await Server.Count("footage_grant"));
        Assert.Equal(0, await Blobs());
    }

    [Fact]
    public async Task A_word_without_its_file_is_forgotten_after_an_hour()
    {
        var made = Seal();
        Assert.Equal(201, (await Offer(made)).Status);
        Assert.Equal(1, await Blobs());
        await Pass(TimeSpan.FromHours(1));
        Assert.Contains((await PutFile(made)).Text("code"), (string[])["gate-grant-over", "gate-grant-unknown"]);
        while (await Server.Count("footage_grant") > 0) await Task.Delay(20);
        while (await Blobs() > 0) await Task.Delay(20);
    }

    private async Task<(int, string)> Offered(Sealed made)
    {
        var reply = await Offer(made);
        return (reply.Status, reply.Text("grant"));
    }

    private async Task Refused(Sealed made, string code, HolderKeys? device = null, Seat? seat = null, long? size = null)
    {
        var (rows, blobs) = (await Server.Count("footage_grant"), await Blobs());
        var reply = await Offer(made, device, seat, size);
        Assert.Equal(code, reply.Text("code"));
        Assert.Equal((rows, blobs), (await Server.Count("footage_grant"), await Blobs()));
    }
}
