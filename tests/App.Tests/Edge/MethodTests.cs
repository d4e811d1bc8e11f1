using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Edge;

/// <summary>Methods and addresses that are not there say so, to anyone, and do nothing.</summary>
public sealed class MethodTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Theory]
    [InlineData("PUT", "api/v1/demands", "GET, POST")]
    [InlineData("PATCH", "api/v1/demands", "GET, POST")]
    [InlineData("DELETE", "api/v1/demands/dmd_0000000000000000", "GET")]
    [InlineData("OPTIONS", "api/v1/demands", "GET, POST")]
    [InlineData("POST", "api/v1/demands/dmd_0000000000000000", "GET")]
    [InlineData("TRACE", "api/v1/keys", "GET, POST")]
    [InlineData("WRIT", "api/v1/keys", "GET, POST")]
    [InlineData("POST", "openapi/v1.json", "GET")]
    [InlineData("POST", "reports", "GET, HEAD")]
    [InlineData("DELETE", "ledger/checkpoint", "GET, HEAD")]
    [InlineData("PUT", "", "GET, HEAD")]
    public async Task A_method_that_is_not_taken_is_named_with_those_that_are(string method, string path, string allow)
    {
        foreach (var token in (string?[])[null, server.TokenOf("officer"), server.TokenOf("everything")])
        {
            var reply = await Holdings.Unchanged(server, () => server.Send(new HttpMethod(method), path, token));

            reply.Refused(405, "request-method-not-allowed");
            Assert.Subset(reply.Headers["Allow"].Split(", ").ToHashSet(), allow.Split(", ").ToHashSet());
        }
    }

    [Fact]
    public async Task HEAD_does_nothing_and_says_nothing()
    {
        var reply = await Holdings.Unchanged(server, () => server.Send(HttpMethod.Head, "api/v1/demands", server.TokenOf("officer")));

        Assert.Equal((404, string.Empty), (reply.Status, reply.Text));
    }

    [Theory]
    [InlineData("api")]
    [InlineData("api/v1")]
    [InlineData("api/v2/demands")]
    [InlineData("api/v1/nothing")]
    [InlineData("api/v1/review/dmd_0000000000000000/approval")]
    [InlineData("api/v1/demands/dmd_0000000000000000/nothing")]
    [InlineData("openapi/v2.json")]
    public async Task An_address_that_is_not_there_is_a_problem_and_not_a_page(string path)
    {
        foreach (var token in (string?[])[null, server.TokenOf("officer")])
        {
            var reply = await server.Send(HttpMethod.Get, path, token);
            if (path.StartsWith("api", StringComparison.Ordinal) && path != "api") reply.Refused(404, "request-no-such-address");
            else Assert.Equal(404, reply.Status);
        }
    }

    [Theory]
    [InlineData("api/v1/demands?skip=many")]
    [InlineData("api/v1/demands?skip=99999999999999999999")]
    [InlineData("api/v1/demands?skip=1.5")]
    public async Task A_number_in_the_address_that_is_none_is_refused(string path) =>
        (await server.Send(HttpMethod.Get, path, server.TokenOf("officer"))).Refused(400, "request-malformed");

    [Theory]
    [InlineData("api/v1/demands?skip=-5")]
    [InlineData("api/v1/demands?skip=2147483647")]
    [InlineData("api/v1/demands?skip=-2147483648")]
    public async Task A_number_far_out_does_no_harm(string path) =>
        Assert.Equal(200, (await server.Send(HttpMethod.Get, path, server.TokenOf("officer"))).Status);

    [Theory]
    [InlineData("api/v1/demands/..%2f..%2fetc%2fpasswd")]
    [InlineData("api/v1/demands/%00")]
    [InlineData("api/v1/demands/dmd_0000000000000000%20")]
    [InlineData("api/v1/demands/DMD_0000000000000000")]
    [InlineData("api/v1/demands/%E2%80%AE")]
    [InlineData("api/v1/demands/' OR 1=1 --")]
    public async Task An_id_that_is_none_leads_nowhere(string path)
    {
        var reply = await server.Send(HttpMethod.Get, path, server.TokenOf("officer"));

        Assert.True(reply.Status is 400 or 404, $"{reply.Status}");
        Assert.DoesNotContain("root:", reply.Text, StringComparison.Ordinal);
    }
}
