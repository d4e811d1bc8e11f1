using System.Security.Cryptography;
using Writ.App.Tests.Serving;
using Writ.Demands.Follow;

namespace Writ.App.Tests.Gate.Productions;

/// <summary>What is taken is the sealed file that the view describes, and nobody else takes it.</summary>
public sealed class TakeProductionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task The_bytes_are_those_of_the_view()
    {
        var view = await server.Answer((await server.File()).Id);

        var bytes = (await server.Officer.Download($"api/v1/demands/{view.Id}/production")).Value;

        Assert.Equal((view.Production!.Size, view.Production.Sha256), (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.Equal(bytes, (await server.Officer.Download($"api/v1/demands/{view.Id}/production")).Value);
        Assert.Equal(2, await server.Count("demand_event", $"demand_id = '{view.Id}' AND kind = 'production-taken'"));
    }

    [Fact]
    public async Task Nobody_else_takes_it()
    {
        var id = (await server.Answer((await server.File()).Id)).Id;

        (await Take(id, "other-officer")).Refused(404, "demands-unknown");
        (await Take(id, "newcomer")).Refused(404, "demands-unknown");
        foreach (var staff in (string[])["reviewer", "approver", "desk", "verifier", "everything"]) (await Take(id, staff)).Refused(403, "signin-scope-missing");
        Assert.Equal(0, await server.Count("demand_event", $"demand_id = '{id}' AND kind = 'production-taken'"));
    }

    [Fact]
    public async Task The_sealed_file_shows_nothing_of_what_is_in_it()
    {
        var id = (await server.Answer((await server.File()).Id)).Id;

        var text = System.Text.Encoding.Latin1.GetString((await server.Officer.Download($"api/v1/demands/{id}/production")).Value);

        Assert.DoesNotContain(server.Customers[0].Email, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sample Street", text, StringComparison.Ordinal);
        Assert.DoesNotContain("subscriber", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_that_is_gone_is_said_to_be_gone()
    {
        var view = await server.Answer((await server.File()).Id);
        var blob = await server.Text($"SELECT blob FROM gate_production WHERE demand_id = '{view.Id}'");
        await server.Sql($"DELETE FROM small_blob WHERE id = '{blob}'");

        (await Take(view.Id, "officer")).Refused(404, "gate-no-production");
    }

    private Task<Reply> Take(string id, string who) => server.Send(HttpMethod.Get, $"api/v1/demands/{id}/production", server.TokenOf(who));
}
