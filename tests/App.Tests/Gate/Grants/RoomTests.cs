using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Writ.App.Tests.Demands.Review.Case.Person;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Gate.Grants;
using Writ.Base.Footage;
using Writ.Ledger.Register.Batches;

namespace Writ.App.Tests.Gate.Grants;

/// <summary>The evidence room over HTTP: who may open what, with which purpose, and what its owner sees of it.</summary>
public sealed class RoomTests : GrantHouse
{
    private static readonly (string Name, string Value)[] Purpose = [("purpose", "look-for-lead"), ("note", "We look for the van."), ("terms", "yes")];

    [Fact]
    public async Task The_officer_opens_with_a_purpose_and_the_owner_reads_it()
    {
        var made = await Given();
        await Ready(made.Id);
        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        Assert.Contains("Can be opened", (await officer.Get("/officer/grants")).Body, StringComparison.Ordinal);
        Assert.Contains("face recognition", (await officer.Get(page)).Body, StringComparison.Ordinal);
        foreach (var (fields, code) in new[]
        {
            (With(("purpose", "curiosity")), "gate-grant-purpose"), (With(("note", "")), "input-missing"), (With(("note", new string('x', 301))), "input-too-long"),
            (With(("terms", "")), "gate-grant-terms-unread"), (With(("note", "See http://example.org")), "requests-text-link"), (With(("note", "a\u202Eb")), "input-control-characters"),
        })
        {
            var refused = await officer.Post(page, $"{page}/open", fields);
            Assert.Contains(code, refused.Body, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await officer.Post(page, $"{page}/file")).Status);
        Assert.Equal((0, "ready"), (await Server.Count("grant_opening"), await State(made.Id)));
        for (var i = 0; i < 2; i++)
        {
            var opened = JsonNode.Parse((await officer.Post(page, $"{page}/open", Purpose)).Body)!;
            var wrap = Convert.FromBase64String((string)opened["wraps"]![0]!["wrap"]!);
            Assert.Equal(made.Key, GrantFile.Unwrap(made.Id, wrap, Server.OfficerKey).Value);
            Assert.Equal(made.Consent.File, (string)opened["sha256"]!);
            Assert.Equal((Hub.Home, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Hub.Chain.Texts[0].Write()))), ((string)opened["home"]!, (string)opened["founded"]!));
        }

        Assert.Equal(HttpStatusCode.OK, (await officer.Post(page, $"{page}/file")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get($"{page}/file")).Status);
        (await officer.Post(page, $"{page}/export", ("export-purpose", "case-file"), ("export-note", "For the file."))).Is(HttpStatusCode.BadRequest, "gate-grant-export-unread");
        Assert.Equal(HttpStatusCode.NoContent, (await officer.Post(page, $"{page}/export", ("export-purpose", "case-file"), ("export-note", "For the file."), ("understood", "yes"))).Status);
        var view = await View(made.Id);
        Assert.Equal(
            ["opened Look for a lead: We look for the van.", "exported Enter it into the case file: For the file."],
            view["openings"]!.AsArray().Select(o => $"{o!["what"]} {o["purpose"]}"));
        Assert.Equal("opened", (string)view["state"]!);
        (await Owner.Post($"/answers/grants/{made.Id}/withdraw", new JsonObject())).Refused(409, "gate-grant-opened");
    }

    [Fact]
    public async Task Nobody_else_opens_it_and_no_member_of_staff_even_sees_the_room()
    {
        var made = await Given();
        await Ready(made.Id);
        using var stranger = await Server.SignedInAs("other-officer");
        using var supervisor = await Server.SignedInPerson(Supervisor.Subject);
        foreach (var reader in new[] { stranger, supervisor })
        {
            Assert.DoesNotContain(made.Id.Text, (await reader.Get("/officer/grants")).Body, StringComparison.Ordinal);
            foreach (var act in new[] { "open", "file", "export", "renewal", "passing", "messages", "deletion" })
            {
                var fields = Purpose.Concat([("export-purpose", "case-file"), ("export-note", "x"), ("understood", "yes"), ("days", "1"), ("renew-reason", "x"), ("officer", Author.Subject),
                    ("ground", "same-case"), ("passing-reason", "x"), ("text", "x"), ("deleted", "yes")]).ToArray();
                Assert.Equal(HttpStatusCode.NotFound, (await reader.Post("/officer/grants", $"/officer/grants/{made.Id}/{act}", fields)).Status);
            }

            Assert.Equal((await reader.Get("/officer/grants/grt_0000000000000000")).Body, (await reader.Get($"/officer/grants/{made.Id}")).Body);
        }

        foreach (var role in new[] { "reviewer", "approver", "desk", "moderator", "partners" })
        {
            var (staff, _) = await Server.SignedIn(role);
            Assert.Equal(HttpStatusCode.Forbidden, (await staff.Get("/officer/grants")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await staff.Get($"/officer/grants/{made.Id}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await staff.Get("/answers/grants")).Status);
            staff.Dispose();
        }

        using var neighbour = await Seat.Of(Server, 1);
        Assert.DoesNotContain(made.Id.Text, (await neighbour.Get("/answers/grants")).Text, StringComparison.Ordinal);
        foreach (var act in new[] { "withdraw", "ask-deletion", "close-contact", $"asks/{PassingId.New()}/refuse" })
            (await neighbour.Post($"/answers/grants/{made.Id}/{act}", new JsonObject())).Refused(404, "gate-grant-unknown");
        (await neighbour.Post($"/answers/grants/{made.Id}/messages", new JsonObject { ["text"] = "x" })).Refused(404, "gate-grant-unknown");
        (await neighbour.Get($"/answers/grants/{made.Id}/receipt")).Refused(404, "gate-grant-unknown");
        Assert.Equal((0L, "ready"), (await Server.Count("grant_opening"), await State(made.Id)));
    }

    [Fact]
    public async Task Of_withdrawing_and_opening_at_one_moment_exactly_one_wins()
    {
        using var officer = await Server.SignedInAs("officer");
        var (opened, withdrawn) = (0, 0);
        for (var i = 0; i < 6; i++)
        {
            var made = await Given();
            await Ready(made.Id);
            var token = (await officer.Get($"/officer/grants/{made.Id}")).Token;
            var open = officer.Send($"/officer/grants/{made.Id}/open", Purpose, token);
            var withdraw = Owner.Post($"/answers/grants/{made.Id}/withdraw", new JsonObject());
            var (officers, owners) = (await open, await withdraw);
            var won = (officers.Status == HttpStatusCode.OK, owners.Status == 204);
            Assert.True(won.Item1 ^ won.Item2, $"{won}");

            // Whoever came second is told so: the owner that it was opened, the officer that there is nothing, or nothing any more.
            if (won.Item1) owners.Refused(409, "gate-grant-opened");
            else Assert.True(officers.Body.Contains("gate-grant-over", StringComparison.Ordinal) || officers.Body.Contains("gate-grant-unknown", StringComparison.Ordinal), officers.Body);
            Assert.Equal(won.Item1 ? 1 : 0, (await View(made.Id))["openings"]!.AsArray().Count);
            Assert.Equal(won.Item1 ? "opened" : "withdrawn", await State(made.Id));
            (opened, withdrawn) = won.Item1 ? (opened + 1, withdrawn) : (opened, withdrawn + 1);
            if (won.Item2) Assert.Equal(HttpStatusCode.NotFound, (await officer.Get($"/officer/grants/{made.Id}")).Status);
        }

        Assert.Equal(6, opened + withdrawn);
        await Assert.ThrowsAnyAsync<Exception>(() => Server.Sql("UPDATE footage_grant SET state = 'Withdrawn', over_at = 1, opened_at = 1, terms_at = 1"));
    }

    [Fact]
    public async Task Before_the_record_holds_it_nobody_opens_it()
    {
        await Server.Schedule(new Schedule(Server.Time.Now.AddSeconds(1), TimeSpan.FromDays(2), 3, 1, TimeSpan.FromDays(1), 2));
        Server.Time.Now = Server.Time.Now.AddMinutes(1);
        var made = await Given();
        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        Assert.Contains("On its way into the record", (await officer.Get(page)).Body, StringComparison.Ordinal);
        var refused = await officer.Post("/officer/grants", $"{page}/open", Purpose);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains("gate-grant-not-recorded", refused.Body, StringComparison.Ordinal);
        (await Owner.Get($"/answers/grants/{made.Id}/receipt")).Refused(404, "gate-grant-no-receipt");
        await Pass(TimeSpan.FromDays(1));
        await Ready(made.Id);
    }

    [Fact]
    public async Task A_revoked_key_and_an_inert_agency_open_nothing_and_the_owner_is_told_so()
    {
        var made = await Given();
        await Ready(made.Id);
        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        await Server.Sql($"UPDATE officer_key SET revoked_at = 1 WHERE thumbprint = '{Server.OfficerKey.Public.Thumbprint}'");
        Assert.Contains("gate-grant-key-revoked", (await officer.Post("/officer/grants", $"{page}/open", Purpose)).Body, StringComparison.Ordinal);
        Assert.Contains("keys were revoked", (string)(await View(made.Id))["hindered"]!, StringComparison.Ordinal);
        await Server.Sql("UPDATE officer_key SET revoked_at = NULL");
        await Server.Sql($"UPDATE agency SET state = 'Suspended' WHERE id = '{Agency}'");
        Assert.Contains("may not ask", (string)(await View(made.Id))["hindered"]!, StringComparison.Ordinal);
        Assert.Contains("gate-grant-agency-inert", (await officer.Post("/officer/grants", $"{page}/open", Purpose)).Body, StringComparison.Ordinal);
        Assert.Equal(0, await Server.Count("grant_opening"));
    }

    [Fact]
    public async Task A_grant_is_renewed_once_with_a_reason_and_its_owner_is_told()
    {
        var made = await Given(c => c with { Days = 2 });
        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        var until = (DateTimeOffset)(await View(made.Id))["until"]!;
        foreach (var (days, reason) in new[] { ("0", "x"), ("91", "x"), ("x", "x"), ("5", ""), ("5", "You must let us, or there will be consequences") })
            Assert.Equal(HttpStatusCode.BadRequest, (await officer.Post(page, $"{page}/renewal", ("days", days), ("renew-reason", reason))).Status);
        var mails = await Server.Count("mail");
        for (var i = 0; i < 2; i++)
            Assert.Equal($"{page}?said=renewed", (await officer.Post(page, $"{page}/renewal", ("days", "90"), ("renew-reason", "The trial was put off."))).Location);
        (await officer.Post(page, $"{page}/renewal", ("days", "1"), ("renew-reason", "Once more."))).Is(HttpStatusCode.Conflict, "A grant is renewed once");
        var view = await View(made.Id);
        Assert.Equal(until.AddDays(90), (DateTimeOffset)view["until"]!);
        Assert.Equal("The trial was put off.", (string)Assert.Single(view["renewals"]!.AsArray())!["reason"]!);
        Assert.Equal(mails + 1, await Server.Count("mail"));

        await Pass(TimeSpan.FromDays(3));
        await Ready(made.Id);
    }

    [Fact]
    public async Task Messages_go_to_and_fro_one_unanswered_at_most_until_the_owner_closes_the_contact()
    {
        var made = await Given();
        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        Task<Page> Say(string text) => officer.Post(page, $"{page}/messages", ("text", text));
        (await Say("Do the right thing: you must answer.")).Is(HttpStatusCode.BadRequest, "These words press or threaten");
        Assert.Equal(HttpStatusCode.BadRequest, (await Say("")).Status);
        for (var i = 0; i < 2; i++) Assert.Equal($"{page}?said=sent", (await Say("Is the clock of the camera right?")).Location);
        (await Say("Hello?")).Is(HttpStatusCode.Conflict, "Your last message stands unanswered");
        (await Owner.Post($"/answers/grants/{made.Id}/messages", new JsonObject { ["text"] = "Yes.\nIt is <b>right</b>." })).Refused(400, "requests-text-markup");
        (await Owner.Post($"/answers/grants/{made.Id}/messages", new JsonObject { ["text"] = "Yes, it is." })).Done();
        Assert.Equal($"{page}?said=sent", (await Say("Thank you.")).Location);
        Assert.Equal(["officer", "owner", "officer"], (await View(made.Id))["messages"]!.AsArray().Select(m => (string)m!["by"]!));
        Assert.Contains("Yes, it is.", (await officer.Get(page)).Body, StringComparison.Ordinal);
        Assert.Equal(0, await Server.Count("grant_message", "CAST(sealed AS TEXT) LIKE '%Thank%'"));
        for (var i = 0; i < 2; i++) (await Owner.Post($"/answers/grants/{made.Id}/close-contact", new JsonObject())).Done();
        (await Owner.Post($"/answers/grants/{made.Id}/messages", new JsonObject { ["text"] = "x" })).Refused(409, "gate-grant-contact-closed");
        Assert.Contains("takes no messages", (await officer.Get(page)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forty_messages_are_the_most()
    {
        var made = await Given();
        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{page}?said=sent", (await officer.Post(page, $"{page}/messages", ("text", $"Question {i}."))).Location);
            (await Owner.Post($"/answers/grants/{made.Id}/messages", new JsonObject { ["text"] = $"Answer {i}." })).Done();
        }

        (await officer.Post(page, $"{page}/messages", ("text", "One more."))).Is(HttpStatusCode.Conflict, "as many messages about this grant as there may be");
        (await Owner.Post($"/answers/grants/{made.Id}/messages", new JsonObject { ["text"] = "One more." })).Refused(409, "gate-grant-messages-full");
        Assert.Equal(40, await Server.Count("grant_message"));
    }

    [Fact]
    public async Task An_officer_is_told_by_mail_once_the_grant_is_recorded_and_of_nothing_else()
    {
        using var officer = await Server.SignedInAs("officer");
        const string Room = "/officer/grants";
        foreach (var wrong in new[] { "x", "a@b", "a b@example.org", "<a@example.org>", new string('a', 250) + "@example.org" })
        {
            var refused = await officer.Post(Room, $"{Room}/mail", ("mail", wrong));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains("That is no mail address", refused.Body, StringComparison.Ordinal);
        }

        for (var i = 0; i < 2; i++) Assert.Equal($"{Room}?said=mails", (await officer.Post(Room, $"{Room}/mail", ("mail", "desk@police.example"))).Location);
        Assert.Contains("desk@police.example", (await officer.Get(Room)).Body, StringComparison.Ordinal);
        using (var supervisor = await Server.SignedInPerson(Supervisor.Subject)) Assert.DoesNotContain("desk@police.example", (await supervisor.Get(Room)).Body, StringComparison.Ordinal);
        Assert.Equal(0, await Server.Count("officer_mail", "CAST(sealed AS TEXT) LIKE '%police%'"));

        // An offer without its file, and one that was taken back, are nobody's news.
        Assert.Equal(201, (await Offer(Seal())).Status);
        var made = await Given();
        await Ready(made.Id);
        await Pass(TimeSpan.FromMinutes(1));
        while (await Server.Count("mail", "about = 'evidence-room'") == 0) await Task.Delay(20);
        await Pass(TimeSpan.FromMinutes(5));
        while (await Server.Count("job", "kind = 'grant-tell'") > 0) await Task.Delay(20);
        Assert.Equal(1, await Server.Count("mail", "about = 'evidence-room'"));

        using var again = await Server.SignedInAs("officer");
        Assert.Equal($"{Room}?said=no-mails", (await again.Post(Room, $"{Room}/mail", ("mail", ""))).Location);
        Assert.Equal(0, await Server.Count("officer_mail"));
        var second = await Given();
        await Ready(second.Id);
        await Pass(TimeSpan.FromMinutes(1));
        while (await Server.Count("job", "kind = 'grant-tell'") > 0) await Task.Delay(20);
        Assert.Equal(1, await Server.Count("mail", "about = 'evidence-room'"));
    }

    [Fact]
    public async Task An_owner_gets_a_mail_when_an_officer_writes_and_none_where_they_want_none()
    {
        var made = await Given();
        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        Task<long> Mails() => Server.Count("mail", $"about = '{made.Id}'");
        async Task<bool> On() => (bool)JsonNode.Parse((await Owner.Get("/answers/grants")).Text)!["mails"]!;
        for (var i = 0; i < 2; i++) Assert.Equal($"{page}?said=sent", (await officer.Post(page, $"{page}/messages", ("text", "Is the clock of the camera right?"))).Location);
        Assert.Equal(1, await Mails());
        Assert.True(await On());

        for (var i = 0; i < 2; i++) (await Owner.Post("/answers/mails", new JsonObject { ["on"] = false })).Done();
        Assert.False(await On());
        (await Owner.Post($"/answers/grants/{made.Id}/messages", new JsonObject { ["text"] = "Yes, it is." })).Done();
        Assert.Equal($"{page}?said=sent", (await officer.Post(page, $"{page}/messages", ("text", "Thank you."))).Location);
        Assert.Equal($"{page}?said=asked", (await officer.Post(
            page, $"{page}/passing", ("officer", (await CallerOf("other-officer")).Subject), ("ground", "same-case"), ("passing-reason", "The van was there too."))).Location);
        Assert.Equal(1, await Mails());
        (await Owner.Post("/answers/mails", new JsonObject { ["on"] = "yes" })).Refused(400, "request-malformed");
        for (var i = 0; i < 2; i++) (await Owner.Post("/answers/mails", new JsonObject { ["on"] = true })).Done();
        Assert.Equal($"{page}?said=renewed", (await officer.Post(page, $"{page}/renewal", ("days", "9"), ("renew-reason", "The trial was put off."))).Location);
        Assert.Equal(2, await Mails());
    }

    [Fact]
    public async Task Passing_on_is_the_owners_new_grant_to_a_named_officer_who_could_have_asked()
    {
        var made = await Given();
        await Ready(made.Id);
        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        var (other, newcomer) = (await CallerOf("other-officer"), await CallerOf("newcomer"));
        Task<Page> Ask(string to, string ground = "linked-case") => officer.Post(page, $"{page}/passing", ("officer", to), ("ground", ground), ("passing-reason", "The van was there too."));
        foreach (var to in new[] { "x", Author.Subject, OfficerId.New().Text }) (await Ask(to)).Is(HttpStatusCode.BadRequest, "There is no such officer, or it is you");
        (await Ask(other.Subject, "curiosity")).Is(HttpStatusCode.BadRequest, "Choose why they should have it");
        (await Ask(newcomer.Subject)).Is(HttpStatusCode.UnprocessableEntity, "could not ask homes itself");
        Assert.Equal($"{page}?said=asked", (await Ask(other.Subject)).Location);
        (await Ask(other.Subject)).Is(HttpStatusCode.Conflict, "The owner was asked already for this officer");
        var ask = (string)Assert.Single((await View(made.Id))["asks"]!.AsArray())!["ask"]!;

        var recipient = JsonNode.Parse((await Owner.Get($"/answers/recipients/{Request}?ask={ask}")).Text)!;
        Assert.Equal((other.Subject, made.Id.Text), ((string)recipient["officer"]!, (string)recipient["passes"]!));
        var key = Writ.Base.Sealing.PublicKey.Parse(Convert.FromBase64String((string)recipient["keys"]![0]!["spki"]!)).Value;
        GrantConsent To(GrantConsent c) => c with { Agency = other.Agency!.Value, Officer = OfficerId.FromTrusted(other.Subject), Passes = made.Id };
        var second = Seal(To, [key]);
        Assert.Equal(201, (await Offer(second)).Status);
        var third = Seal(To, [key]);
        Assert.Equal(201, (await Offer(third)).Status);
        (await PutFile(second)).Done();
        Assert.Equal("answered", (string)(await View(made.Id))["asks"]![0]!["state"]!);
        (await PutFile(third)).Refused(422, "gate-grant-passing-closed");
        (await Owner.Post($"/answers/grants/{made.Id}/asks/{ask}/refuse", new JsonObject())).Refused(422, "gate-grant-passing-closed");
        using var stranger = await Server.SignedInAs("other-officer");
        Assert.Contains(second.Id.Text, (await stranger.Get("/officer/grants")).Body, StringComparison.Ordinal);
        Assert.Equal("ready", await Settled(second.Id));
    }

    [Fact]
    public async Task A_refused_passing_looks_to_the_officer_like_one_that_nobody_answered()
    {
        var made = await Given();
        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        _ = await officer.Post(page, $"{page}/passing", ("officer", (await CallerOf("other-officer")).Subject), ("ground", "same-case"), ("passing-reason", "The van was there too."));
        await Ready(made.Id);
        var before = (await officer.Get(page)).Body;
        var ask = (string)(await View(made.Id))["asks"]![0]!["ask"]!;
        for (var i = 0; i < 2; i++) (await Owner.Post($"/answers/grants/{made.Id}/asks/{ask}/refuse", new JsonObject())).Done();
        Assert.Equal(before, (await officer.Get(page)).Body);
        (await Owner.Get($"/answers/recipients/{Request}?ask={ask}")).Refused(422, "gate-grant-passing-closed");
    }

    [Fact]
    public async Task A_deletion_that_was_asked_for_is_confirmed_with_a_receipt_and_overdue_ones_are_shown_to_the_supervisor()
    {
        var made = await Given();
        await Ready(made.Id);
        var address = $"/answers/grants/{made.Id}";
        (await Owner.Post($"{address}/ask-deletion", new JsonObject())).Refused(409, "gate-grant-not-opened");
        using (var first = await Server.SignedInAs("officer"))
        {
            var page = $"/officer/grants/{made.Id}";
            Assert.Equal(HttpStatusCode.OK, (await first.Post(page, $"{page}/open", Purpose)).Status);
            (await first.Post(page, $"{page}/deletion", ("deleted", "yes"))).Is(HttpStatusCode.Conflict, "Nobody has asked that this is deleted");
            for (var i = 0; i < 2; i++) (await Owner.Post($"{address}/ask-deletion", new JsonObject())).Done();
            (await first.Post(page, $"{page}/renewal", ("days", "1"), ("renew-reason", "Longer."))).Is(HttpStatusCode.Conflict, "it can be neither renewed nor passed on");
            (await first.Post(page, $"{page}/deletion")).Is(HttpStatusCode.BadRequest, "Tick that every copy is deleted");
        }

        using (var early = await Server.SignedInPerson(Supervisor.Subject)) Assert.DoesNotContain(made.Id.Text, (await early.Get("/officer/grants")).Body, StringComparison.Ordinal);
        await Pass(TimeSpan.FromDays(7));
        using var supervisor = await Server.SignedInPerson(Supervisor.Subject);
        Assert.Contains(made.Id.Text, (await supervisor.Get("/officer/grants")).Body, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await Late()).ConfirmedAt);

        using var officer = await Server.SignedInPerson(Author.Subject);
        for (var i = 0; i < 2; i++)
            Assert.Equal($"/officer/grants/{made.Id}?said=deleted", (await officer.Post("/officer/grants", $"/officer/grants/{made.Id}/deletion", ("deleted", "yes"))).Location);
        Assert.Equal("ended", await State(made.Id));
        Assert.Equal(Server.Time.Now, Assert.Single(await Late()).ConfirmedAt);
        JsonNode? receipt = null;
        while ((receipt = (await View(made.Id))["deletion"]!["receipt"]) is null) await Task.Delay(20);
        var shown = JsonNode.Parse((await Owner.Get((string)receipt!)).Text)!;
        Assert.Contains($"Every copy of what was given under {made.Id}", (string)shown["statement"]!, StringComparison.Ordinal);
        Assert.StartsWith("c2sp.org/tlog-proof@v1", (string)shown["proof"]!, StringComparison.Ordinal);
        Assert.Contains("\"deletion\"", shown["opening"]!.ToJsonString(), StringComparison.Ordinal);
        await Waiting.Until(async () => await Blobs() == 0);
        Assert.DoesNotContain(made.Id.Text, (await supervisor.Get("/officer/grants")).Body, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<LateDeletion>> Late() => Server.Store.Look(work => GrantRoom.LateDeletions(work, Agency, Server.Time.Now));

    private async Task<string> Settled(GrantId id)
    {
        await Ready(id);
        return await State(id);
    }

    private static (string Name, string Value)[] With(params (string Name, string Value)[] others) => [.. Purpose.Where(p => others.All(o => o.Name != p.Name)), .. others];
}
