using System.Net;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn.Signing;
using Writ.Demands.Review;
using static Writ.App.Tests.Demands.Review.Sign.SignedSteps;

namespace Writ.App.Tests.Demands.Review.Sign;

/// <summary>A key is changed between a signature and the moment at which the vault looks at it.</summary>
public sealed class SignAgainTests
{
    [Fact]
    public async Task While_the_release_waits_whoever_has_another_key_signs_again_and_it_goes_on()
    {
        var valve = new Valve();
        await using var server = await WritServer.Start(probe: valve.Probe);
        using var reviewer = await Signer.New(server, "reviewer");
        using var approver = await Signer.New(server, "approver");
        var id = await Waiting(server, valve, reviewer, approver);
        Assert.DoesNotContain("Sign again", (await reviewer.Reader.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);
        (await reviewer.Reader.Get(Signer.Home)).Is(HttpStatusCode.OK, "One release that names you waits now");

        using var again = await reviewer.With("Next phone");
        (await approver.Reader.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "Another signature is needed");
        var page = await again.Reader.Get(DeskPeople.Case(id));
        page.Is(HttpStatusCode.OK, "Sign again", "Next phone");
        var old = StatementIn(page);
        (await again.Reader.Send(DeskPeople.Case(id) + "/signature", Fields(old, reviewer.Passkey.Sign(old), "reviewer"), page.Token)).Is(HttpStatusCode.UnprocessableEntity, "The signature does not hold");
        Assert.Equal($"/desk/demands/{id}?said=signed", (await again.SignDecision(id)).Location);
        Assert.DoesNotContain("Sign again", (await again.Reader.Get(DeskPeople.Case(id))).Body, StringComparison.Ordinal);

        // The approver's too: as many as there are.
        using var third = await approver.With("Next laptop");
        var theirs = await third.Reader.Get(DeskPeople.Case(id));
        var statement = StatementIn(theirs);
        Assert.Equal($"/desk/demands/{id}?said=signed", (await third.Reader.Send(
            DeskPeople.Case(id) + "/signature", Fields(statement, third.Passkey.Sign(statement), "approver"), theirs.Token)).Location);

        valve.Open();
        Assert.Equal("released", (await server.Settled(id)).State);
    }

    [Fact]
    public async Task Where_nobody_signs_again_the_vault_refuses_and_the_demand_goes_back_and_can_be_answered()
    {
        var valve = new Valve();
        await using var server = await WritServer.Start(probe: valve.Probe);
        using var reviewer = await Signer.New(server, "reviewer");
        using var approver = await Signer.New(server, "approver");
        var id = await Waiting(server, valve, reviewer, approver);
        using var again = await reviewer.With("Next phone");
        valve.Open();

        Assert.Equal("received", (await server.Settled(id)).State);

        (await again.Reader.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "The release did not happen", "/refusals/vault-approval-false");
        Assert.Equal($"/desk/demands/{id}?said=decided", (await again.Reader.Decide(id, "send", DeskPeople.Produce())).Location);
        Assert.Equal($"/desk/demands/{id}?said=signed", (await again.SignDecision(id)).Location);
        Assert.Equal($"/desk/demands/{id}?said=approved", (await approver.SignApproval(id)).Location);
        Assert.Equal("released", (await server.Settled(id)).State);
    }

    [Fact]
    public async Task A_decision_signed_with_a_passkey_that_was_revoked_before_it_was_approved_is_signed_with_the_next_or_by_nobody()
    {
        await using var server = await WritServer.Start();
        using var reviewer = await Signer.New(server, "reviewer");
        using var approver = await Signer.New(server, "approver");
        var id = await server.Decided(reviewer);
        await reviewer.SignDecision(id);

        using var next = await reviewer.With("Next phone");
        (await approver.Reader.Get(Approval(id))).Is(HttpStatusCode.OK, "has not signed this decision yet");
        (await next.Reader.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "another key signs for you since");
        Assert.Equal($"/desk/demands/{id}?said=signed", (await next.SignDecision(id)).Location);

        // Lost: nothing signs for them, and nothing is asked of them; the approver's own signature still is.
        var device = await next.Reader.Device("Next phone");
        await next.Reader.Post(device, device + "/revocation");
        Assert.Equal($"/desk/demands/{id}?said=approved", (await approver.SignApproval(id)).Location);
        Assert.Equal("released", (await server.Settled(id)).State);
    }

    private static async Task<string> Waiting(WritServer server, Valve valve, Signer reviewer, Signer approver)
    {
        var id = await server.Decided(reviewer);
        await reviewer.SignDecision(id);
        valve.Shut();
        Assert.Equal($"/desk/demands/{id}?said=approved", (await approver.SignApproval(id)).Location);
        Assert.Equal("approved", (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value.State);
        return id;
    }
}
