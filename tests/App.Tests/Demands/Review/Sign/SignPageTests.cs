using System.Net;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.SignIn.Signing;
using static Writ.App.Tests.Demands.Review.Sign.SignedSteps;

namespace Writ.App.Tests.Demands.Review.Sign;

/// <summary>Whoever has a signing key signs what they decided, on the page, and nothing else will do.</summary>
public sealed class SignPageTests(SignedDesk desk) : IClassFixture<SignedDesk>
{
    private readonly WritServer server = desk.Server;
    private readonly Signer reviewer = desk.Reviewer;
    private readonly Signer approver = desk.Approver;

    [Fact]
    public async Task Decided_signed_and_approved_with_a_signature_it_is_released_and_both_are_kept()
    {
        var id = await server.Decided(reviewer);
        var page = await reviewer.Reader.Get(DeskPeople.Case(id));
        page.Is(HttpStatusCode.OK, "Your decision is not signed yet", "You sign as", "Basic subscriber information", "Counts until", "Sign with your passkey", "inert", "Test device");
        Assert.Contains("script-src 'self'", page.Policy, StringComparison.Ordinal);

        // The others are told whose turn it is, and get no form.
        var early = await approver.Reader.Get(Approval(id));
        early.Is(HttpStatusCode.OK, "has not signed this decision yet", "It is their turn");
        Assert.DoesNotContain($"action=\"{Approval(id)}\"", early.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", early.Policy, StringComparison.Ordinal);
        (await approver.Reader.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "who has not signed it yet");
        (await approver.Reader.Get("/desk")).Is(HttpStatusCode.OK, "reviewer, to sign");
        Assert.DoesNotContain(id, (await approver.Reader.Get("/desk?view=approver")).Body, StringComparison.Ordinal);
        (await Holdings.Unchanged(server, () => approver.Reader.Send(Approval(id), [("decision", DigestIn(early))], early.Token))).Is(HttpStatusCode.Conflict, "has not signed");

        // Sent twice, kept and told once.
        var statement = StatementIn(page);
        var fields = Fields(statement, reviewer.Passkey.Sign(statement), "reviewer");
        foreach (var _ in (int[])[1, 2])
            Assert.Equal($"/desk/demands/{id}?said=signed", (await reviewer.Reader.Send(DeskPeople.Case(id) + "/signature", fields, page.Token)).Location);
        Assert.Equal((1, 1), (await server.Kept(id), await server.Count("demand_event", $"demand_id = '{id}' AND kind = 'signed'")));
        var after = await reviewer.Reader.Get(DeskPeople.Case(id) + "?said=signed");
        after.Is(HttpStatusCode.OK, "You decided and signed this demand", "You signed it. Another person approves it", "Signed it with their own key");
        Assert.DoesNotContain("not signed yet", after.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", after.Policy, StringComparison.Ordinal);
        Assert.Contains(id, (await approver.Reader.Get("/desk?view=approver")).Body, StringComparison.Ordinal);

        var ready = await approver.Reader.Get(Approval(id));
        ready.Is(HttpStatusCode.OK, "and signed on", "You sign what you approve", "Only for this key of the officer", server.OfficerKey.Public.Thumbprint, "Sign and approve these decisions");
        statement = StatementIn(ready);
        fields = [("decision", DigestIn(ready)), .. Fields(statement, approver.Passkey.Sign(statement), "approver")];
        foreach (var _ in (int[])[1, 2]) Assert.Equal($"/desk/demands/{id}?said=approved", (await approver.Reader.Send(Approval(id), fields, ready.Token)).Location);

        Assert.Equal("released", (await server.Settled(id)).State);
        Assert.Equal(1, await server.Count("gate_authorisation", $"demand_id = '{id}'"));
        Assert.Equal(2, await server.Count("gate_authorisation_approval", $"authorisation_id IN (SELECT id FROM gate_authorisation WHERE demand_id = '{id}')"));
    }

    [Fact]
    public async Task A_signature_that_is_wrong_in_one_thing_is_not_kept()
    {
        var id = await server.Decided(reviewer);
        var other = await server.Decided(reviewer);
        var page = await reviewer.Reader.Get(DeskPeople.Case(id));
        var (mine, theirs) = (StatementIn(page), StatementIn(await reviewer.Reader.Get(DeskPeople.Case(other))));
        var passkey = reviewer.Passkey;
        using var stranger = reviewer.Reader.NewPasskey();
        var good = passkey.Sign(mine);
        passkey.Verifies = false;
        var unverified = passkey.Sign(mine);
        passkey.Verifies = true;
        var cases = new (string What, byte[] Statement, (byte[] Data, byte[] Client, byte[] Signature) Signed)[]
        {
            ("gate-decision-other", theirs, passkey.Sign(theirs)),
            ("ledger-approval-false", mine, passkey.Sign(theirs)),
            ("ledger-approval-false", mine, stranger.Sign(mine)),
            ("ledger-approval-false", mine, passkey.Sign(mine, "webauthn.create")),
            ("ledger-approval-false", mine, passkey.Sign(mine, instead: new byte[32])),
            ("ledger-approval-unverified", mine, unverified),
            ("ledger-approval-malformed", mine, good with { Signature = [.. good.Signature, 0] }),
            ("ledger-approval-malformed", mine, good with { Client = [.. good.Client, .. new byte[2000]] }),
            ("ledger-approval-malformed", [.. mine, 32], passkey.Sign([.. mine, 32])),
            ("ledger-approval-malformed", "{}"u8.ToArray(), passkey.Sign("{}"u8.ToArray())),
        };

        foreach (var (what, statement, signed) in cases)
        {
            var answer = await Holdings.Unchanged(server, () => reviewer.Reader.Send(DeskPeople.Case(id) + "/signature", Fields(statement, signed, "reviewer"), page.Token));
            Assert.True((int)answer.Status >= 400, what);
            Assert.Contains(Sentences[what], answer.Body, StringComparison.Ordinal);
            Assert.Contains("Your decision is not signed yet", answer.Body, StringComparison.Ordinal);
        }

        // What no script would send.
        foreach (var (name, value) in ((string, string)[])[("statement", "no base64"), ("authenticator", ""), ("client", "\u202E"), ("signature", new string('A', 100_000))])
        {
            var fields = Fields(mine, good, "reviewer").Select(f => f.Name == name ? (name, value) : f).ToArray();
            (await reviewer.Reader.Send(DeskPeople.Case(id) + "/signature", fields, page.Token)).Is(HttpStatusCode.BadRequest, "Your decision is not signed yet");
        }

        (await reviewer.Reader.Send(DeskPeople.Case(id) + "/signature", [("role", "reviewer")], page.Token)).Is(HttpStatusCode.BadRequest, "Your browser sent no signature");
        (await reviewer.Reader.Send(DeskPeople.Case(id) + "/signature", [], page.Token)).Is(HttpStatusCode.BadRequest, "Say reviewer or approver");
        Assert.Equal(0, await server.Kept(id));
        Assert.Equal($"/desk/demands/{id}?said=signed", (await reviewer.SignDecision(id)).Location);
    }

    [Fact]
    public async Task Nobody_signs_in_anothers_place()
    {
        var id = await server.Decided(reviewer);
        var page = await reviewer.Reader.Get(DeskPeople.Case(id));
        var statement = StatementIn(page);
        var token = (await approver.Reader.Get("/desk")).Token ?? (await approver.Reader.Get("/account")).Token;

        // With their own key, or with the reviewer's signature in their own session.
        foreach (var passkey in (SoftPasskey[])[approver.Passkey, reviewer.Passkey])
        {
            var answer = await Holdings.Unchanged(server, () => approver.Reader.Send(DeskPeople.Case(id) + "/signature", Fields(statement, passkey.Sign(statement), "reviewer"), token));
            Assert.True((int)answer.Status >= 400);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await approver.Reader.Get(DeskPeople.Case(id) + "/statement?role=reviewer")).Status);
        (await approver.Reader.Send(DeskPeople.Case(id) + "/signature", Fields(statement, approver.Passkey.Sign(statement), "approver"), token)).Is(HttpStatusCode.Conflict);
        Assert.Equal(0, await server.Kept(id));
    }

    [Fact]
    public async Task A_decision_that_changed_after_it_was_signed_is_signed_anew()
    {
        var id = await server.Decided(reviewer);
        Assert.Equal($"/desk/demands/{id}?said=signed", (await reviewer.SignDecision(id)).Location);
        var seen = await approver.Reader.Get(Approval(id));
        server.Time.Now += TimeSpan.FromSeconds(1);
        var day = server.Today.AddDays(-3);
        (string, string)[] narrowed =
        [
            ("items/0/decision", "narrow"), ("items/0/ground", "too-little-to-find"), ("items/0/reason", "Fewer days."),
            .. Day("from", day.AddDays(-3)), .. Day("to", day),
        ];
        Assert.Equal($"/desk/demands/{id}?said=decided", (await reviewer.Reader.Decide(id, "send", narrowed)).Location);

        (await reviewer.Reader.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "What you signed is not what is decided now");
        (await approver.Reader.Get("/desk")).Is(HttpStatusCode.OK, "reviewer, to sign");
        var statement = StatementIn(seen);
        var stale = await Holdings.Unchanged(server, () => approver.Reader.Send(
            Approval(id), [("decision", DigestIn(seen)), .. Fields(statement, approver.Passkey.Sign(statement), "approver")], seen.Token));
        stale.Is(HttpStatusCode.Conflict, "The decisions are not those you saw");

        // Nor does the old signature of the approver go with the new decision, when the reviewer has signed that.
        Assert.Equal($"/desk/demands/{id}?said=signed", (await reviewer.SignDecision(id)).Location);
        var now = await approver.Reader.Get(Approval(id));
        (await Holdings.Unchanged(server, () => approver.Reader.Send(
            Approval(id), [("decision", DigestIn(now)), .. Fields(statement, approver.Passkey.Sign(statement), "approver")], now.Token))).Is(HttpStatusCode.Conflict, "is not what is decided now");
        Assert.Equal($"/desk/demands/{id}?said=approved", (await approver.SignApproval(id)).Location);
        Assert.Equal("released", (await server.Settled(id)).State);

        static (string, string)[] Day(string name, DateOnly day) =>
            [($"items/0/{name}-day", $"{day.Day}"), ($"items/0/{name}-month", $"{day.Month}"), ($"items/0/{name}-year", $"{day.Year}")];
    }

    [Fact]
    public async Task A_page_that_was_open_for_too_long_is_shown_anew_with_another_statement()
    {
        await using var own = await WritServer.Start();
        using var decides = await Signer.New(own, "reviewer");
        using var approves = await Signer.New(own, "approver");
        var id = await own.Decided(decides);
        await decides.SignDecision(id);
        var statement = StatementIn(await approves.Reader.Get(Approval(id)));
        own.Time.Now += TimeSpan.FromMinutes(61);
        using var later = await own.SignIn(approves.Subject);
        var again = await later.Get(Approval(id));
        var fresh = StatementIn(again);
        Assert.NotEqual(statement, fresh);

        (await Holdings.Unchanged(own, () => later.Send(
            Approval(id), [("decision", DigestIn(again)), .. Fields(statement, approves.Passkey.Sign(statement), "approver")], again.Token))).Is(HttpStatusCode.Conflict, "sign again");

        Assert.Equal($"/desk/demands/{id}?said=approved", (await later.Send(
            Approval(id), [("decision", DigestIn(again)), .. Fields(fresh, approves.Passkey.Sign(fresh), "approver")], again.Token)).Location);
        Assert.Equal("released", (await own.Settled(id)).State);
    }

    [Fact]
    public async Task Nothing_is_to_be_signed_of_a_decision_that_gives_nothing()
    {
        var id = await server.Decided(reviewer, DeskPeople.Refuse());

        var page = await reviewer.Reader.Get(DeskPeople.Case(id));
        Assert.DoesNotContain("not signed", page.Body, StringComparison.Ordinal);
        (await reviewer.Reader.Send(DeskPeople.Case(id) + "/signature", Fields([1], reviewer.Passkey.Sign([1]), "reviewer"), page.Token)).Is(HttpStatusCode.Conflict, "Nothing is to be signed here");
        Assert.Equal($"/desk/demands/{id}?said=approved", (await approver.Reader.Approve(id)).Location);
        Assert.Equal("closed", (await server.Settled(id)).State);
    }

    [Fact]
    public async Task Beside_people_who_sign_others_decide_and_approve_as_before()
    {
        var id = (await server.File()).Id;
        using var plain = await server.Staff("reviewer");
        await plain.Decide(id, "send", DeskPeople.Produce());
        Assert.DoesNotContain("not signed", (await plain.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);

        // Only the approver signs.
        Assert.Equal($"/desk/demands/{id}?said=approved", (await approver.SignApproval(id)).Location);
        Assert.Equal("released", (await server.Settled(id)).State);
    }

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["gate-decision-other"] = "is not what is decided now",
        ["ledger-approval-false"] = "The signature does not hold for this statement and this key",
        ["ledger-approval-unverified"] = "The passkey did not check that it was you",
        ["ledger-approval-malformed"] = "not a signed one, as it was given out",
    };
}
