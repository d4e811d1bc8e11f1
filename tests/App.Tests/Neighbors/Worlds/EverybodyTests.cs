using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.SignIn;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;

namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>
/// No rate of answers: in two towns that differ only in how many homes answer nothing, every role there is asks every address there is, and gets the same. Who knows how many gave does not know
/// out of how many.
/// </summary>
public sealed class EverybodyTests
{
    /// <summary>Beside the agencies' people and the homes' no more may sign in from one address in a minute.</summary>
    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.0.0.2");

    private static readonly DrawnHome Gives = new(1, 1, 1, [Behaviour.Gives]);

    private static readonly DrawnHome Nothing = new(0, 0, 0, [Behaviour.Ignores]);

    private static readonly DrawnTown Few = new([0], [Gives, Nothing, Nothing, Nothing]);

    private static readonly DrawnTown Many = new([0], [Gives, new(1, 2, 1, [Behaviour.Looks]), new(2, 2, 2, [Behaviour.Declines]), new(1, 1, 0, [Behaviour.Ignores])]);

    [Fact]
    public async Task Nothing_that_any_role_can_ask_of_any_address_depends_on_how_many_homes_answer_nothing()
    {
        var (few, many) = (await Everything(Few), await Everything(Many));
        Compared.Same(few, many);
        Assert.True(few.Count > 1500, $"only {few.Count} answers were compared");

        // The control: one more that gives is seen.
        var more = await Everything(Few with { Homes = Few.Homes.SetItem(1, Gives) }, "officer");
        Assert.Contains(Compared.Differ(few, more), line => line.Contains("officer /officer/grants", StringComparison.Ordinal));
    }

    /// <param name="only">This role alone; null: all.</param>
    private static async Task<IReadOnlyList<string>> Everything(DrawnTown town, string? only = null)
    {
        await using var server = await WritServer.Start();
        using var agency = await AgencyInTown.Asks(server, town);
        await HomeInTown.Live(server, town, agency.Requests);
        var people = await People(server, agency);
        var asked = agency.Requests[0];
        string[] ids = [asked.Id, asked.Agency, asked.Officer, await server.Text("SELECT MIN(id) FROM footage_grant"), await server.Text("SELECT MIN(home_id) FROM footage_grant")];
        var lines = new List<string>();
        foreach (var (role, scopes, reader) in people.Where(p => only is null || p.Role == only))
        {
            foreach (var (path, policy) in Addresses(server))
            {
                if (policy is null && role != "anybody") continue;
                var may = policy is null || policy == Scopes.AnyPage || scopes.Any(scope => policy == Scopes.Page(scope));
                foreach (var id in path.Contains('{', StringComparison.Ordinal) && may ? ids : ids[..1])
                {
                    var at = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", id);
                    var (line, status) = await Walks.Line(role, reader, at);
                    Assert.True(may || status is HttpStatusCode.Forbidden or HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{role} {at} {status}");
                    lines.Add(line);
                }
            }

            lines.AddRange(await Walks.Of(role, reader, inside: role != "anybody"));
            if (role != "anybody") reader.Dispose();
        }

        foreach (var token in (string[])["officer", "other-officer", "everything"]) lines.AddRange(await Walks.OfPrograms(server, token));
        return [.. lines, await Walks.LogSize(server)];
    }

    /// <summary>Somebody of every role but a home's own people, and somebody without any.</summary>
    private static async Task<List<(string Role, IReadOnlyList<string> Scopes, Reader Reader)>> People(WritServer server, AgencyInTown agency)
    {
        var people = new List<(string, IReadOnlyList<string>, Reader)>();
        var desk = await server.SignedInPerson(await server.Member("partners"), Elsewhere);
        var here = $"/desk/partners/{agency.Requests[0].Agency}";
        Assert.Equal(303, (int)(await desk.Post(here, $"{here}/admin", ("admin-officer", agency.Requests[0].Officer))).Status);
        foreach (var role in Roles.All.Where(r => r.Kind != CallerKind.Customer))
        {
            var scopes = role.Name == "admin" ? [.. role.Scopes, .. Roles.All.Single(r => r.Name == "officer").Scopes] : role.Scopes;
            var reader = role.Kind switch
            {
                CallerKind.Staff => role.Name == "partners" ? desk : await server.SignedInPerson(await server.Member(role.Name), Elsewhere),
                CallerKind.Outside => await Outside(server, desk, here, role.Name),
                _ => role.Name == "admin" ? await server.SignedInPerson(agency.Requests[0].Officer, Elsewhere) : agency.People[0].Reader,
            };
            if (role.Name == "officer") scopes = [.. scopes, .. Roles.All.Single(r => r.Name == "admin").Scopes];
            people.Add((role.Name, scopes, reader));
        }

        people.Add(("supervisor", Roles.All.Single(r => r.Name == "officer").Scopes, agency.People[1].Reader));
        people.Add(("anybody", [], agency.People[^1].Reader));
        return people;
    }

    private static async Task<Reader> Outside(WritServer server, Reader desk, string here, string office)
    {
        var id = OutsideId.New().Text;
        Assert.Equal(303, (int)(await desk.Post(here, $"{here}/accounts", ("account-office", office), ("account-body", $"Sample {office}"), ("once", id))).Status);
        return await server.SignedInPerson(id, Elsewhere);
    }

    /// <summary>Every address that is read, with its policy; null: open to anybody. Where only so many may try in a minute, when that is over is chance: those tell nothing but who signs in and pairs.</summary>
    private static IEnumerable<(string Path, string? Policy)> Addresses(WritServer server) =>
        from endpoint in server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where !Walks.IsFixed(path) && endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>() is null
        orderby path
        select (path, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? null : endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy);
}
