using Writ.Agencies.Officers;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Store.Access;

namespace Writ.App.Tests.Edge;

/// <summary>A token that is not one, or not any more, is one and the same refusal.</summary>
public sealed class TokenTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Address = "api/v1/demands";

    private readonly WritServer server = shared.Server;

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer writ_")]
    [InlineData("Bearer writ_000000000000000000000000000000000000000000000000")]
    [InlineData("Bearer null")]
    [InlineData("Bearer ' OR 1=1 --")]
    [InlineData("Bearer a, Bearer b")]
    [InlineData("Basic d3JpdDp3cml0")]
    [InlineData("Digest username=\"writ\"")]
    [InlineData("writ_000000000000000000000000000000000000000000000000")]
    public async Task What_is_no_token_is_refused(string header) => (await With(header)).Refused(401, "signin-token-missing");

    [Fact]
    public async Task A_token_of_ten_thousand_characters_is_refused() =>
        (await With("Bearer writ_" + new string('a', 10_000))).Refused(401, "signin-token-missing");

    [Fact]
    public async Task A_real_token_with_more_or_less_or_in_other_letters_is_refused()
    {
        var token = server.TokenOf("officer");

        foreach (var wrong in (string[])[token + "0", token[..^1], token.ToUpperInvariant(), token[5..], $"{token} {token}", $"\"{token}\""])
            (await With($"Bearer {wrong}")).Refused(401, "signin-token-missing");
        Assert.Equal(200, (await With($"bearer {token}")).Status);
    }

    [Fact]
    public async Task The_hash_that_is_kept_is_no_token()
    {
        var hash = await server.Text("SELECT hash FROM access_token LIMIT 1");

        (await With($"Bearer {hash}")).Refused(401, "signin-token-missing");
        (await With($"Bearer writ_{hash}")).Refused(401, "signin-token-missing");
    }

    [Fact]
    public async Task An_expired_and_a_revoked_token_look_like_one_that_never_was()
    {
        var (expired, revoked) = (await Issue(server.Time.Now), await Issue(server.Time.Now.AddDays(1)));
        Assert.Equal(200, (await With($"Bearer {revoked}")).Status);
        await server.Sql($"UPDATE access_token SET revoked_at = 1 WHERE hash = '{Hash(revoked)}'");

        var never = await With("Bearer writ_000000000000000000000000000000000000000000000000");
        Assert.Equal(never.Text, (await With($"Bearer {expired}")).Text);
        Assert.Equal(never.Text, (await With($"Bearer {revoked}")).Text);
    }

    [Fact]
    public async Task Tokens_that_the_desk_ended_are_over_at_once()
    {
        var agency = await server.Text("SELECT id FROM agency WHERE state = 'Verified' LIMIT 1");
        var officer = (await server.Desk.Post<OfficerView>($"api/v1/agencies/{agency}/officers", new EnrolOfficerRequest("Sergeant"))).Value;
        var token = (await server.Desk.Post<TokenView>($"api/v1/officers/{officer.Id}/tokens", new IssueTokenRequest(null, 1))).Value.Token;
        Assert.Equal(200, (await With($"Bearer {token}")).Status);

        Assert.Equal(1, (await server.Desk.Post<RevokedView>($"api/v1/officers/{officer.Id}/tokens/revocation")).Value.Tokens);

        (await With($"Bearer {token}")).Refused(401, "signin-token-missing");
        Assert.Equal(200, (await With($"Bearer {server.TokenOf("officer")}")).Status);
        Assert.Equal(0, (await server.Desk.Post<RevokedView>($"api/v1/officers/{officer.Id}/tokens/revocation")).Value.Tokens);
        var never = await server.Desk.Post<RevokedView>($"api/v1/officers/{OfficerId.New()}/tokens/revocation");
        Assert.Equal("agencies-unknown", never.Refusal?.Code);
    }

    [Fact]
    public async Task A_token_in_the_address_is_not_read()
    {
        (await server.Send(HttpMethod.Get, $"{Address}?access_token={server.TokenOf("officer")}")).Refused(401, "signin-token-missing");
    }

    [Fact]
    public async Task No_token_is_kept_as_it_is()
    {
        await server.File();
        var token = System.Text.Encoding.ASCII.GetBytes(server.TokenOf("officer"));

        foreach (var (path, bytes) in LiveFiles.Of(server.Folder.Root)) Assert.True(bytes.AsSpan().IndexOf(token) < 0, path);
    }

    private static string Hash(string token) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));

    private async Task<string> Issue(DateTimeOffset expires) => (await server.Store.Act<string>(work => Task.FromResult<Result<string>>(
        AccessTokens.Issue(work, CallerKind.Officer, OfficerId.New().Text, AgencyId.New(), Scopes.OfOfficers, server.Time.Now.AddDays(-1), expires)))).Value;

    private async Task<Reply> With(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        request.Headers.TryAddWithoutValidation("Authorization", header);
        return await server.Send(request);
    }
}
