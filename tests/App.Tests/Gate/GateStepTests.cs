using Writ.Agencies.Enrol;
using Writ.Agencies.Keys;
using Writ.Agencies.Verify;
using Writ.App.Data;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.File;
using Writ.Demands.Review;
using Writ.Sources.Accounts;
using Writ.Store;

namespace Writ.App.Tests.Gate;

/// <summary>
/// One refusal, one test: something changes between the decision and the approval, and the gate, which looks again, lets
/// nothing out. What no door allows is done behind the server's back.
/// </summary>
public sealed class GateStepTests
{
    private const string ByHand = "UPDATE demand_item SET {0}";

    [Fact]
    public async Task Suspended_since_it_was_filed()
    {
        await using var server = await WritServer.Start();
        var filed = await Decided(server);
        var agency = await server.Text($"SELECT agency_id FROM demand WHERE id = '{filed.Id}'");
        _ = (await server.Verifier.Post<AgencyView>($"api/v1/agencies/{agency}/suspension", new SuspendAgencyRequest("Process owed and not sent."))).Value;

        await Refused(server, filed, 422, "gate-requester-unverified");
        _ = (await server.Verifier.Post<AgencyView>($"api/v1/agencies/{agency}/verification", new VerifyAgencyRequest("in-person", "Visited the station."))).Value;
        await Released(server, filed);
    }

    [Fact]
    public async Task Expired_since_it_was_filed()
    {
        await using var server = await WritServer.Start();
        var filed = await Decided(server);
        server.Time.Now += TimeSpan.FromDays(30);
        var lastDay = await Decided(server, server.Demand() with { ExpiresOn = server.Today });
        server.Time.Now = new DateTimeOffset(server.Today.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddTicks(-1);
        await Released(server, lastDay);

        server.Time.Now += TimeSpan.FromTicks(1);

        await Refused(server, filed, 422, "gate-instrument-not-in-force");
    }

    [Fact]
    public async Task The_officers_only_key_was_revoked()
    {
        await using var server = await WritServer.Start();
        var filed = await Decided(server);
        await Revoke(server);

        await Refused(server, filed, 422, "gate-no-usable-key");
    }

    [Fact]
    public async Task In_a_company_a_fresh_key_cools_off_for_two_days()
    {
        await using var server = await WritServer.Start(FolderKind.Company);
        var filed = await Decided(server);

        await Refused(server, filed, 422, "gate-no-usable-key");
        server.Time.Now += TimeSpan.FromDays(2) - TimeSpan.FromTicks(1);
        await Refused(server, filed, 422, "gate-no-usable-key");
        server.Time.Now += TimeSpan.FromTicks(1);
        await Released(server, filed);
    }

    [Fact]
    public async Task A_production_is_sealed_only_to_keys_that_are_past_their_cooling_off()
    {
        await using var server = await WritServer.Start(FolderKind.Company);
        server.Time.Now += TimeSpan.FromDays(2);
        using var fresh = PrivateKey.Generate();
        _ = (await server.Officer.Post<KeyView>("api/v1/keys", new RegisterKeyRequest(Convert.ToBase64String(fresh.Public.Spki)))).Value;

        var filed = await Decided(server);
        await Released(server, filed);

        var view = (await server.Officer.Get<Writ.Demands.Follow.DemandView>($"api/v1/demands/{filed.Id}")).Value;
        Assert.Equal([server.OfficerKey.Public.Thumbprint], view.Production!.Recipients);
    }

    [Fact]
    public async Task Two_accounts_have_the_identifier()
    {
        await using var server = await WritServer.Start();
        var (filed, undecided) = (await Decided(server), await server.File());
        var accounts = (AccountSource)server.App.Services.GetService(typeof(AccountSource))!;
        _ = (await server.Store.Act<bool>(work =>
        {
            accounts.Add(work, [new NewAccount(AccountId.New(), "retail", [("email", server.Customers[0].Email)], [])]);
            return Task.FromResult<Result<bool>>(true);
        })).Value;

        await Refused(server, filed, 422, "gate-identifier-unresolved");
        (await Decide(server, undecided)).Refused(422, "demands-no-such-account");
    }

    [Fact]
    public async Task The_account_is_gone()
    {
        await using var server = await WritServer.Start();
        var filed = await Decided(server);
        await server.Sql("DELETE FROM account_identifier");

        await Refused(server, filed, 422, "gate-identifier-unresolved");
    }

    [Fact]
    public async Task Content_slipped_into_a_subpoena()
    {
        await using var server = await WritServer.Start();
        var filed = await Decided(server, server.Demand("us/grand-jury-subpoena"));
        await server.Sql(string.Format(System.Globalization.CultureInfo.InvariantCulture, ByHand, "category = 'content'"));

        Assert.Contains("us-content-needs-warrant", (await Refused(server, filed, 422, "gate-item-outside-reach")).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("narrowed_from = '2026-01-09'")]
    [InlineData("narrowed_to = '2026-02-11'")]
    [InlineData("narrowed_from = '2026-02-01', narrowed_to = '2026-01-31'")]
    public async Task Days_slipped_in_that_were_not_asked(string change)
    {
        await using var server = await WritServer.Start();
        var (first, last) = (new DateOnly(2026, 1, 10), new DateOnly(2026, 2, 10));
        var filed = await server.File(server.Demand(items: server.Item(0, "content", first, last)));
        Assert.Equal(200, (await Decide(server, filed, new DecideItem(filed.Items[0], "narrow", "overbroad", "Too many days.", first, first.AddDays(3)))).Status);
        await server.Sql(string.Format(System.Globalization.CultureInfo.InvariantCulture, ByHand, change));

        await Refused(server, filed, 422, "gate-range-outside-instrument");
    }

    [Fact]
    public async Task An_authority_slipped_in_that_cannot_issue_it()
    {
        await using var server = await WritServer.Start();
        var filed = await Decided(server);
        await server.Sql("UPDATE demand SET authority_kind = 'police'");

        await Refused(server, filed, 422, "gate-authority-not-competent");
    }

    [Fact]
    public async Task The_asker_is_one_of_the_two()
    {
        await using var server = await WritServer.Start();
        var filed = await Decided(server);
        await server.Sql("UPDATE demand SET reviewer = officer_id");

        await Refused(server, filed, 422, "gate-two-people");
    }

    [Fact]
    public async Task Nothing_is_released_where_nothing_was_authorised()
    {
        await using var server = await WritServer.Start();
        var filed = await Decided(server);

        (await Act(server, filed.Id, "release")).Refused(404, "gate-no-authorisation");
        (await Act(server, DemandId.New().Text, "release")).Refused(404, "gate-no-authorisation");
        (await server.Send(HttpMethod.Get, $"api/v1/demands/{filed.Id}/production", server.TokenOf("officer"))).Refused(404, "gate-no-production");
    }

    [Fact]
    public async Task Where_every_item_is_refused_the_demand_closes_without_the_gate()
    {
        await using var server = await WritServer.Start();
        var filed = await server.File();
        await Decide(server, filed, new DecideItem(filed.Items[0], "refuse", "overbroad", "Too much.", null, null));

        Assert.Equal("closed", (string)(await Act(server, filed.Id, "approval")).Json["state"]!);
        Assert.Equal(0, await server.Count("gate_authorisation"));
    }

    private static async Task Revoke(WritServer server) => _ = (await server.Officer.Post<KeyView>(
        $"api/v1/keys/{server.OfficerKey.Public.Thumbprint}/revocation", new RevokeKeyRequest("Lost."))).Value;

    private static async Task<FiledDemand> Decided(WritServer server, FileDemandRequest? request = null)
    {
        var filed = await server.File(request);
        Assert.Equal(200, (await Decide(server, filed)).Status);
        return filed;
    }

    private static Task<Reply> Decide(WritServer server, FiledDemand filed, DecideItem? item = null) => server.Send(
        HttpMethod.Post, $"api/v1/review/{filed.Id}/decision", server.TokenOf("reviewer"),
        RawRequests.Content(RawRequests.Node(new DecideRequest([item ?? new DecideItem(filed.Items[0], "produce", null, null, null, null)])).ToJsonString()));

    private static Task<Reply> Act(WritServer server, string id, string act) => server.Review(id, act, "approver");

    /// <summary>Refused, and it still waits for its approver: nothing of the approval is left.</summary>
    private static async Task<Writ.App.Edge.Problem> Refused(WritServer server, FiledDemand filed, int status, string code)
    {
        var problem = (await Holdings.Unchanged(server, () => Act(server, filed.Id, "approval"))).Refused(status, code);
        Assert.Equal(1, await server.Count("demand", $"id = '{filed.Id}' AND state = 'Decided' AND approver IS NULL"));
        Assert.Equal(0, await server.Count("job", $"subject = '{filed.Id}'"));
        return problem;
    }

    private static async Task Released(WritServer server, FiledDemand filed)
    {
        Assert.Equal(200, (await Act(server, filed.Id, "approval")).Status);
        Assert.Equal("released", (await server.Settled(filed.Id)).State);
    }
}
