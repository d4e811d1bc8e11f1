using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Demands.Review;
using Writ.App.Tests.Demands.Review.Case.Person;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;

namespace Writ.App.Tests.Gate.Destroy;

/// <summary>An account goes by two people's hands: everything stored of it at once, its keys when the order has stood in the record, and nothing opens it any more.</summary>
public sealed class EraseTests : IAsyncLifetime
{
    private const string Address = "/desk/accounts";

    private WritServer server = null!;

    public async Task InitializeAsync() => server = await WritServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Everything_of_it_goes_its_keys_too_and_no_other_account_is_touched()
    {
        var (mail, account) = (server.Customers[0].Email, server.Customers[0].Account);
        var others = await server.Count("account_record", $"account_id <> '{account}'");
        using var customer = await server.SignedInCustomer(0);
        Assert.Equal(HttpStatusCode.OK, (await customer.Get("/my/data")).Status);
        using var reviewer = await server.Staff("reviewer");
        using var approver = await server.Staff("approver");
        var page = await reviewer.Get(Address);
        (await reviewer.Send(Address, [("account", "nobody@example.org"), ("reason", "Account deleted")], page.Token)).Is(HttpStatusCode.BadRequest, "of exactly one account that is stored here");
        (await reviewer.Send(Address, [("account", mail), ("reason", "")], page.Token)).Is(HttpStatusCode.BadRequest, "Delete a customer");
        Assert.Equal($"{Address}?said=asked", (await reviewer.Send(Address, [("account", mail), ("reason", "Account deleted")], page.Token)).Location);
        (await reviewer.Send(Address, [("account", mail), ("reason", "Account deleted")], page.Token)).Is(HttpStatusCode.Conflict, "Somebody has asked for this already");
        (await reviewer.Get(Address)).Is(HttpStatusCode.OK, "It waits for an approver.");
        Assert.NotEqual(0, await server.Count("account_record", $"account_id = '{account}'"));

        page = await approver.Get(Address);
        page.Is(HttpStatusCode.OK, "This cannot be undone by anybody.");
        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => approver.Send($"{Address}/{account}", [("answer", "agree")], page.Token)));
        Assert.All(sent, answer => Assert.Equal($"{Address}?said=deleted", answer.Location));
        Assert.Equal((0, 0, others), (
            await server.Count("account_record", $"account_id = '{account}'"), await server.Count("account_identifier", $"account_id = '{account}'"),
            await server.Count("account_record", $"account_id <> '{account}'")));
        Assert.NotEqual(HttpStatusCode.OK, (await customer.Get("/my/data")).Status);

        // The order is in the record once, and the vault has carried it out.
        var vault = server.App.Services.GetRequiredService<VaultClient>();
        while ((await vault.PublicKey(AccountId.FromTrusted(account.ToString()!))).Refusal?.Code != "vault-destroyed")
        {
            server.Time.Now += TimeSpan.FromSeconds(2);
            await Task.Delay(20);
        }

        Assert.Equal(1, await server.Count("recorded_once", "key LIKE 'destroy/%'"));
        (await approver.Get(Address)).Is(HttpStatusCode.OK, account.ToString()!);

        // Nobody is found by the address any more, and nobody else lost anything.
        var late = await server.File(server.Demand("us/search-warrant", new Writ.Demands.File.FileItem(new("email", mail), "subscriber", null, null)));
        Assert.Equal("closed", (await server.Answer(late.Id)).State);
        Assert.Equal("released", (await server.Answer((await server.File(server.Demand("us/search-warrant", server.Item(1, "subscriber")))).Id)).State);
    }

    [Fact]
    public async Task What_is_asked_for_is_not_deleted_under_the_demand_s_hands_and_one_person_deletes_nothing()
    {
        var (mail, account) = (server.Customers[0].Email, server.Customers[0].Account);
        using var reviewer = await server.Staff("reviewer");
        using var approver = await server.Staff("approver");
        var page = await reviewer.Get(Address);
        Assert.Equal($"{Address}?said=asked", (await reviewer.Send(Address, [("account", account.ToString()!), ("reason", "Account deleted")], page.Token)).Location);
        var filed = await server.File(server.Demand("us/search-warrant", server.Item(0, "subscriber")));
        page = await approver.Get(Address);
        (await approver.Send($"{Address}/{account}", [("answer", "agree")], page.Token)).Is(HttpStatusCode.Conflict, "A demand that is under way");
        Assert.NotEqual($"{Address}?said=deleted", (await reviewer.Send($"{Address}/{account}", [("answer", "agree")], (await reviewer.Get(Address)).Token)).Location);
        Assert.NotEqual(0, await server.Count("account_record", $"account_id = '{account}'"));
        Assert.Equal($"{Address}?said=dropped", (await approver.Send($"{Address}/{account}", [("answer", "drop")], page.Token)).Location);
        var again = await reviewer.Get(Address);
        (await reviewer.Send(Address, [("account", mail), ("reason", "Account deleted")], again.Token)).Is(HttpStatusCode.Conflict, "A demand that is under way");
        Assert.Equal("released", (await server.Answer(filed.Id)).State);
        (await approver.Send($"{Address}/acc_0000000000000000", [("answer", "agree")], page.Token)).Is(HttpStatusCode.Conflict, "Nobody has asked to delete this account");
        await Assert.ThrowsAnyAsync<Exception>(() => server.Sql($"INSERT INTO account_erasure (account_id, reason, asked_by, asked_at, agreed_by, agreed_at) VALUES ('{account}', 'x', 'stf_1', 0, 'stf_1', 0)"));
    }
}
