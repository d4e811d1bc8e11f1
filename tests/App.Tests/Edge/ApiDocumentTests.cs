using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Serving;
using Writ.Base;

namespace Writ.App.Tests.Edge;

/// <summary>The API's document: committed, so that a change of it is a change that somebody reads.</summary>
public sealed class ApiDocumentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task The_document_is_the_committed_one() =>
        Approved.Equal("../../docs/openapi/v1.json", (await Text()).ReplaceLineEndings("\n").TrimEnd() + "\n");

    [Fact]
    public async Task It_is_OpenAPI_3_1() =>
        Assert.StartsWith("3.1.", (string)JsonNode.Parse(await Text())!["openapi"]!, StringComparison.Ordinal);

    [Fact]
    public async Task Every_operation_says_its_scope_and_how_it_refuses()
    {
        var operations = JsonNode.Parse(await Text())!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (Name: $"{operation.Key} {path.Key}", Body: operation.Value!))).ToList();

        var endpoints = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        Assert.Equal(endpoints.Count(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)), operations.Count);
        Assert.All(operations, operation =>
        {
            if (operation.Name.Contains("/hub/pairings", StringComparison.Ordinal))
            {
                Assert.Empty(operation.Body["security"]?.AsArray() ?? []);
                return;
            }

            var scope = (string)Assert.Single(Assert.Single(operation.Body["security"]!.AsArray())!["token"]!.AsArray())!;
            Assert.Contains(scope, Scopes.All);
            Assert.Contains(scope, (string)operation.Body["description"]!, StringComparison.Ordinal);
            Assert.NotNull(operation.Body["summary"]);
            Assert.NotNull(operation.Body["responses"]!["default"]!["content"]!["application/problem+json"]);
            Assert.Single(operation.Body["responses"]!.AsObject(), response => response.Key.StartsWith('2'));
        });
    }

    [Fact]
    public async Task Whoever_follows_it_to_the_letter_is_understood()
    {
        var document = JsonNode.Parse(await Text())!;
        var schema = document["components"]!["schemas"]!["FileDemandRequest"]!;
        var required = schema["required"]!.AsArray().Select(name => (string)name!).ToHashSet();
        var body = RawRequests.Node(server.Demand("us/grand-jury-subpoena"));

        Assert.Equal(body.AsObject().Select(member => member.Key).Order(), schema["properties"]!.AsObject().Select(member => member.Key).Order());
        foreach (var optional in body.AsObject().Select(member => member.Key).Where(name => !required.Contains(name)))
            Assert.Equal(201, (await server.FileRaw(Members.Without(body, $"/{optional}").ToJsonString())).Status);
    }

    [Fact]
    public async Task It_names_the_idempotency_key_and_nothing_of_our_insides()
    {
        var text = await Text();

        Assert.Equal("Idempotency-Key", (string)Assert.Single(JsonNode.Parse(text)!["paths"]!["/api/v1/demands"]!["post"]!["parameters"]!.AsArray())!["name"]!);
        Assert.DoesNotContain("ResultOf", text, StringComparison.Ordinal);
        Assert.DoesNotContain("schemas/Refusal", text, StringComparison.Ordinal);
    }

    private Task<string> Text() => server.Http.GetStringAsync("openapi/v1.json");
}
