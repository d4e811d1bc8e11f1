using System.Net;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn.Signing;
using static Writ.App.Tests.Demands.Review.Sign.SignedSteps;

namespace Writ.App.Tests.Demands.Review.Sign;

/// <summary>Where the vault takes signed decisions only, whoever has no key is told so before they lose any time.</summary>
public sealed class InsistingVaultTests
{
    [Fact]
    public async Task Who_has_no_key_is_told_what_to_do_and_approves_nothing_and_who_has_one_does()
    {
        await using var server = await WritServer.Start();
        await server.Restart(options => Task.FromResult(options with { SignedDecisions = true }));
        using var plain = await server.Staff("reviewer");
        using var hasty = await server.Staff("approver");
        using var reviewer = await Signer.Unsigning(server, "reviewer");
        using var approver = await Signer.New(server, "approver");

        var id = (await server.File()).Id;
        await plain.Decide(id, "send", DeskPeople.Produce());
        (await plain.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "No key signs for you", "Choose the passkey that signs for you");
        (await approver.Reader.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "who has not signed it yet");
        var page = await approver.Reader.Get(Approval(id));
        page.Is(HttpStatusCode.OK, "has no key to sign with, and the vault here opens nothing for unsigned decisions");
        (await Holdings.Unchanged(server, () => approver.Reader.Send(Approval(id), [("decision", DigestIn(page))], page.Token))).Is(HttpStatusCode.UnprocessableEntity, "This vault opens nothing without signed decisions");

        // A colleague decides anew, who first chooses a key only when the page asks for it.
        await reviewer.Reader.Decide(id, "send", DeskPeople.Refuse());
        await reviewer.Reader.Decide(id, "send", DeskPeople.Produce());
        (await reviewer.Reader.Get(DeskPeople.Case(id))).Is(HttpStatusCode.OK, "No key signs for you");
        await reviewer.Choose();
        Assert.Equal($"/desk/demands/{id}?said=signed", (await reviewer.SignDecision(id)).Location);

        page = await hasty.Get(Approval(id));
        page.Is(HttpStatusCode.OK, "No key signs for you, and the vault here opens nothing for unsigned decisions");
        (await Holdings.Unchanged(server, () => hasty.Send(Approval(id), [("decision", DigestIn(page))], page.Token))).Is(HttpStatusCode.UnprocessableEntity, "This vault opens nothing without signed decisions");

        Assert.Equal($"/desk/demands/{id}?said=approved", (await approver.SignApproval(id)).Location);
        Assert.Equal("released", (await server.Settled(id)).State);
    }
}
