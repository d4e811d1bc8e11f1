using Writ.Agencies.Enrol;
using Writ.Agencies.Keys;
using Writ.Agencies.Officers;
using Writ.Agencies.Verify;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.App.Tests.Agencies;

/// <summary>Who may ask: enrolled by one, verified by another, on evidence; until then nothing can be filed.</summary>
public sealed class AgencyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task An_agency_that_is_not_verified_files_nothing()
    {
        var body = RawRequests.Node(server.Demand()).ToJsonString();

        (await Holdings.Unchanged(server, () => server.FileRaw(body, token: "newcomer"))).Refused(403, "agencies-unverified");
    }

    [Fact]
    public async Task Whoever_enrolled_an_agency_cannot_verify_it()
    {
        var agency = (await server.Everything.Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest("Sample Sheriff", "US", "police"))).Value;
        var evidence = new VerifyAgencyRequest("call-back", "Called the number in the printed directory.");

        (await Nothing($"agencies/{agency.Id}/verification", "everything", evidence)).Refused(409, "agencies-verifier-is-enroller");
        Assert.Equal(200, (await Post($"agencies/{agency.Id}/verification", "verifier", evidence)).Status);
        (await Nothing($"agencies/{agency.Id}/verification", "verifier", evidence)).Refused(409, "agencies-wrong-state");
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("e-mail")]
    [InlineData("")]
    public async Task An_agency_is_verified_in_one_of_four_ways(string how)
    {
        var agency = (await server.Desk.Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest("Sample Marshal", "US", "police"))).Value;

        (await Nothing($"agencies/{agency.Id}/verification", "verifier", new VerifyAgencyRequest(how, "Evidence."))).Refused(400, "agencies-way");
    }

    [Fact]
    public async Task A_suspended_agency_is_suspended_once_and_files_nothing()
    {
        var (agency, _, token) = await Officer();
        Assert.Equal(200, (await Post($"agencies/{agency}/suspension", "verifier", new SuspendAgencyRequest("Process owed and not sent."))).Status);

        (await Nothing($"agencies/{agency}/suspension", "verifier", new SuspendAgencyRequest("Again."))).Refused(409, "agencies-wrong-state");
        var filed = await Holdings.Unchanged(server, () => server.Send(
            HttpMethod.Post, "api/v1/demands", token, RawRequests.Content(RawRequests.Node(server.Demand()).ToJsonString()), WritServer.Key()));
        filed.Refused(403, "agencies-unverified");
    }

    [Theory]
    [InlineData("us", "police", "agencies-country")]
    [InlineData("USA", "police", "agencies-country")]
    [InlineData("", "police", "agencies-country")]
    [InlineData("ÄÖ", "police", "agencies-country")]
    [InlineData("US", "POLICE", "agencies-kind")]
    [InlineData("US", "militia", "agencies-kind")]
    public async Task Country_and_kind_are_from_their_lists(string country, string kind, string code) =>
        (await Nothing("agencies", "desk", new EnrolAgencyRequest("Sample Agency", country, kind))).Refused(400, code);

    [Fact]
    public async Task An_agency_or_officer_that_never_was_is_unknown()
    {
        foreach (var id in (string[])[AgencyId.New().Text, OfficerId.New().Text, "x"])
        {
            (await Nothing($"agencies/{id}/verification", "verifier", new VerifyAgencyRequest("call-back", "Evidence."))).Refused(404, "agencies-unknown");
            (await Nothing($"agencies/{id}/suspension", "verifier", new SuspendAgencyRequest("Reason."))).Refused(404, "agencies-unknown");
            (await Nothing($"agencies/{id}/officers", "desk", new EnrolOfficerRequest("Detective"))).Refused(404, "agencies-unknown");
            (await Nothing($"officers/{id}/tokens", "desk", new IssueTokenRequest(null))).Refused(404, "agencies-unknown");
        }
    }

    [Theory]
    [InlineData("review:decide", 30, "agencies-scopes")]
    [InlineData("demands:write review:decide", 30, "agencies-scopes")]
    [InlineData("*", 30, "agencies-scopes")]
    [InlineData("", 30, "agencies-scopes")]
    [InlineData("demands:read", 0, "agencies-token-days")]
    [InlineData("demands:read", 91, "agencies-token-days")]
    [InlineData("demands:read", -1, "agencies-token-days")]
    public async Task An_officers_token_is_bounded(string scope, int days, string code)
    {
        var (_, officer, _) = await Officer();

        (await Nothing($"officers/{officer}/tokens", "desk", new IssueTokenRequest([scope], days))).Refused(400, code);
        (await Nothing($"officers/{officer}/tokens", "desk", new IssueTokenRequest([], days))).AnyRefusal();
    }

    [Fact]
    public async Task A_key_is_a_public_P256_key_and_nothing_else()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        using var p384 = System.Security.Cryptography.ECDiffieHellman.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        using var key = PrivateKey.Generate();
        var spki = key.Public.Spki.ToArray();
        byte[] flipped = [.. spki[..^1], (byte)(spki[^1] ^ 1)];

        foreach (var wrong in (byte[][])[[], [0], rsa.ExportSubjectPublicKeyInfo(), p384.ExportSubjectPublicKeyInfo(), spki[..^1], [.. spki, 0], flipped])
            (await Nothing("keys", "officer", new RegisterKeyRequest(Convert.ToBase64String(wrong)))).Refused(400, "agencies-key-form");
        (await Nothing("keys", "officer", new RegisterKeyRequest(key.ExportPem()))).Refused(400, "agencies-key-form");
    }

    [Fact]
    public async Task A_key_belongs_to_one_officer_and_only_they_revoke_it()
    {
        var key = server.OfficerKey.Public;
        var body = new RegisterKeyRequest(Convert.ToBase64String(key.Spki));

        (await Nothing("keys", "officer", body)).Refused(409, "agencies-key-taken");
        (await Nothing("keys", "other-officer", body)).Refused(409, "agencies-key-taken");
        (await Nothing($"keys/{key.Thumbprint}/revocation", "other-officer", new RevokeKeyRequest("Lost."))).Refused(404, "agencies-unknown");
        (await Nothing($"keys/{new string('0', 64)}/revocation", "officer", new RevokeKeyRequest("Lost."))).Refused(404, "agencies-unknown");
    }

    private async Task<(string Agency, string Officer, string Token)> Officer()
    {
        var agency = (await server.Desk.Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest("Sample Constable", "US", "police"))).Value;
        _ = (await server.Verifier.Post<AgencyView>($"api/v1/agencies/{agency.Id}/verification", new VerifyAgencyRequest("in-person", "Visited the station."))).Value;
        var officer = (await server.Desk.Post<OfficerView>($"api/v1/agencies/{agency.Id}/officers", new EnrolOfficerRequest("Constable"))).Value;
        return (agency.Id, officer.Id, (await server.Desk.Post<TokenView>($"api/v1/officers/{officer.Id}/tokens", new IssueTokenRequest(null, 30))).Value.Token);
    }

    private Task<Reply> Nothing(string path, string who, object body) => Holdings.Unchanged(server, () => Post(path, who, body));

    private Task<Reply> Post(string path, string who, object body) =>
        server.Send(HttpMethod.Post, $"api/v1/{path}", server.TokenOf(who), RawRequests.Content(RawRequests.Node(body).ToJsonString()));
}
