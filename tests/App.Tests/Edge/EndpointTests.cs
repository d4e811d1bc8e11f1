using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.SignIn.Pages;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Store.Access;

namespace Writ.App.Tests.Edge;

/// <summary>Every endpoint that there is, taken from the running server, against every scope that there is.</summary>
public sealed class EndpointTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    private IReadOnlyList<Entry> Endpoints =>
    [
        .. server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Entries)
            .OrderBy(e => e.Path, StringComparer.Ordinal).ThenBy(e => e.Method, StringComparer.Ordinal),
    ];

    /// <summary>Those of the API.</summary>
    private IEnumerable<Entry> Guarded => Endpoints.Where(e => Scopes.All.Contains(e.Policy));

    /// <summary>Those of people who are signed in.</summary>
    private IEnumerable<Entry> Pages => Endpoints.Where(e => IsPage(e.Policy));

    [Fact]
    public void What_there_is_and_who_may_use_it_is_approved()
    {
        Approved.Equal("Edge/endpoints.approved.txt", string.Concat(Endpoints.Select(e => $"{e.Method} {e.Path} {e.Policy}\n")));
    }

    [Fact]
    public void Every_endpoint_names_one_scope_or_is_open_to_anyone()
    {
        Assert.NotEmpty(Endpoints);
        Assert.All(Endpoints, e => Assert.True(e.Policy == "anonymous" || Scopes.All.Contains(e.Policy) || IsPage(e.Policy), e.ToString()));
        Assert.All(Endpoints.Where(e => !IsPairing(e.Path)), e => Assert.Equal(e.Path.StartsWith("/api", StringComparison.Ordinal), Scopes.All.Contains(e.Policy)));
        Assert.All(Endpoints.Where(e => IsPairing(e.Path)), e => Assert.Equal("anonymous", e.Policy));
        Assert.Equal(Scopes.All.Order(), Guarded.Select(e => e.Policy).Distinct().Order());
    }

    [Fact]
    public async Task A_token_with_any_other_scope_is_refused_everywhere()
    {
        foreach (var scope in Scopes.All.Except(Scopes.OfHubs))
        {
            var token = await Issue(scope);
            foreach (var endpoint in Guarded)
            {
                var reply = await Holdings.Unchanged(server, () => Ask(endpoint, token));
                if (endpoint.Policy != scope) reply.Refused(403, "signin-scope-missing");
                else Assert.False(reply.Status is 401 or 405 || reply.Text.Contains("signin-scope-missing", StringComparison.Ordinal), $"{endpoint} {reply.Status} {reply.Text}");
            }
        }
    }

    [Fact]
    public async Task Without_a_token_nothing_but_the_public_answers()
    {
        foreach (var endpoint in Guarded)
        {
            var reply = await Holdings.Unchanged(server, () => Ask(endpoint, token: null));
            reply.Refused(401, "signin-token-missing");
            Assert.Equal("Bearer", reply.Headers["WWW-Authenticate"]);
        }
    }

    [Fact]
    public async Task A_page_for_signed_in_people_takes_no_token_whatever_its_scopes()
    {
        Assert.NotEmpty(Pages);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Http.BaseAddress };
        var token = await Issue(CallerKind.Staff, StaffId.New().Text, null, Scopes.All);
        foreach (var endpoint in Pages)
        {
            foreach (var sent in (string?[])[null, token])
            {
                using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), endpoint.Path);
                if (sent is not null) request.Headers.Authorization = new("Bearer", sent);
                using var reply = await Holdings.Unchanged(server, () => http.SendAsync(request));
                Assert.Equal(System.Net.HttpStatusCode.Redirect, reply.StatusCode);
                var there = endpoint.Path.Split('/')[1] is "my" or "feed" ? "/my/sign-in" : "/sign-in";
                Assert.StartsWith(there, reply.Headers.Location?.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Staff_never_act_as_officers_nor_officers_as_staff_whatever_was_issued()
    {
        var agency = AgencyId.FromTrusted(await server.Text("SELECT id FROM agency LIMIT 1"));
        var officer = await Issue(CallerKind.Officer, OfficerId.New().Text, agency, Scopes.All);
        var staff = await Issue(CallerKind.Staff, StaffId.New().Text, null, Scopes.All);
        foreach (var endpoint in Guarded)
        {
            if (Scopes.OfHubs.Contains(endpoint.Policy)) continue;
            var wrong = Scopes.OfStaff.Contains(endpoint.Policy) ? officer : staff;
            (await Holdings.Unchanged(server, () => Ask(endpoint, wrong))).Refused(403, "signin-scope-missing");
        }
    }

    [Fact]
    public async Task A_hub_s_token_opens_no_other_door_and_no_other_token_a_hub_s()
    {
        using var owner = await Sources.Cameras.Seat.Of(server, 5);
        using var hub = await Sources.Cameras.FakeHub.Paired(server, owner);
        foreach (var endpoint in Guarded)
        {
            var reply = await Holdings.Unchanged(server, () => Ask(endpoint, hub.Token));
            if (!Scopes.OfHubs.Contains(endpoint.Policy)) reply.Refused(403, "signin-scope-missing");
            else Assert.False(reply.Status is 401 or 405 || reply.Text.Contains("signin-scope-missing", StringComparison.Ordinal), $"{endpoint} {reply.Status} {reply.Text}");
        }

        var everything = await Issue(CallerKind.Staff, StaffId.New().Text, null, Scopes.All);
        foreach (var endpoint in Guarded.Where(e => Scopes.OfHubs.Contains(e.Policy))) (await Ask(endpoint, everything)).Refused(403, "signin-scope-missing");
    }

    // A hub that is to be paired has no token yet.
    private static bool IsPairing(string path) => path.StartsWith("/api/v1/hub/pairings", StringComparison.Ordinal);

    private static bool IsPage(string policy) => policy == Scopes.AnyPage || Scopes.OfSessions.Any(scope => policy == Scopes.Page(scope));

    private static IEnumerable<Entry> Entries(RouteEndpoint endpoint)
    {
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy ?? "none").ToList();
        var anonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var policy = anonymous ? "anonymous" : string.Join('+', policies.DefaultIfEmpty("none"));
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return methods.DefaultIfEmpty("ANY").Select(method => new Entry(method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), policy));
    }

    private Task<Reply> Ask(Entry endpoint, string? token) => server.Send(
        new HttpMethod(endpoint.Method),
        endpoint.Path.TrimStart('/').Replace("{period}", "x", StringComparison.Ordinal).Replace("{id}", "x", StringComparison.Ordinal).Replace("{thumbprint}", "x", StringComparison.Ordinal),
        token,
        endpoint.Method == "POST" ? RawRequests.Content("[]") : null);

    private Task<string> Issue(string scope) => Scopes.OfOfficers.Contains(scope)
        ? Issue(CallerKind.Officer, OfficerId.New().Text, AgencyId.New(), [scope])
        : Issue(CallerKind.Staff, StaffId.New().Text, null, [scope]);

    private async Task<string> Issue(CallerKind kind, string subject, AgencyId? agency, IEnumerable<string> scopes) =>
        (await server.Store.Act<string>(work => Task.FromResult<Result<string>>(
            AccessTokens.Issue(work, kind, subject, agency, scopes, server.Time.Now, server.Time.Now.AddDays(1))))).Value;

    private sealed record Entry(string Method, string Path, string Policy);
}
