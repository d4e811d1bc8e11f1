using Writ.App.Tests.Serving;
using Writ.Base;

namespace Writ.App.Tests.Demands.Follow;

/// <summary>To an officer of another agency a demand does not exist: the answer is that to an id that never was, to the byte.</summary>
public sealed class OtherAgencyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/receipt")]
    [InlineData("GET", "/production")]
    [InlineData("POST", "/withdrawal")]
    public async Task Another_agencys_demand_is_one_that_never_was(string method, string rest)
    {
        var (waiting, released) = ((await server.File()).Id, (await server.File()).Id);
        Assert.Equal("released", (await server.Answer(released)).State);
        var never = await Ask(method, DemandId.New().Text, rest, "other-officer");
        never.Refused(404, "demands-unknown");

        foreach (var id in (string[])[waiting, released, "dmd_", "x", $"{waiting}0", waiting.ToUpperInvariant()])
        {
            foreach (var who in (string[])["other-officer", "newcomer"])
            {
                var reply = await Holdings.Unchanged(server, () => Ask(method, id, rest, who));
                Assert.Equal((never.Status, never.Type, never.Text), (reply.Status, reply.Type, reply.Text));
                Assert.Equal(never.Headers.Keys.Order(), reply.Headers.Keys.Order());
            }
        }

        Assert.Equal(200, (await Ask("GET", released, string.Empty, "officer")).Status);
    }

    [Fact]
    public async Task Another_agencys_list_does_not_show_it()
    {
        var filed = await server.File();

        var mine = await Ask("GET", string.Empty, string.Empty, "officer");
        var theirs = await Ask("GET", string.Empty, string.Empty, "other-officer");

        Assert.Contains(filed.Id, mine.Text, StringComparison.Ordinal);
        Assert.Equal("[]", theirs.Text);
    }

    [Fact]
    public async Task A_colleague_of_the_same_agency_sees_it()
    {
        var filed = await server.File();
        var agency = await server.Text($"SELECT agency_id FROM demand WHERE id = '{filed.Id}'");
        var colleague = (await server.Desk.Post<Writ.Agencies.Officers.OfficerView>($"api/v1/agencies/{agency}/officers", new Writ.Agencies.Officers.EnrolOfficerRequest("Sergeant"))).Value;
        var token = (await server.Desk.Post<Writ.Agencies.Officers.TokenView>($"api/v1/officers/{colleague.Id}/tokens", new Writ.Agencies.Officers.IssueTokenRequest(null, 1))).Value.Token;

        Assert.Equal(200, (await server.Send(HttpMethod.Get, $"api/v1/demands/{filed.Id}", token)).Status);
    }

    private Task<Reply> Ask(string method, string id, string rest, string who) =>
        server.Send(new HttpMethod(method), $"api/v1/demands/{id}{rest}".TrimEnd('/'), server.TokenOf(who));
}
