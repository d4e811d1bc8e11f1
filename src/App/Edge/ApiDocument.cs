using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Writ.App.Edge;

/// <summary>What <c>/openapi/v1.json</c> says beyond what the endpoints say of themselves. Committed as docs/openapi/v1.json.</summary>
internal static class ApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Writ",
                Version = "v1",
                Description = "Demands, reviews, agencies and reports. Every refusal is application/problem+json (RFC 9457) with a stable code and a page at /refusals/<code>.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            foreach (var inside in document.Components.Schemas?.Keys.Where(IsOfTheHouse).ToList() ?? []) document.Components.Schemas!.Remove(inside);
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token: writ_ and 48 hexadecimal digits; a hub's: writ_hub_ and 64." },
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            foreach (var member in context.JsonTypeInfo.Properties.Where(m => m.IsGetNullable)) schema.Required?.Remove(member.Name);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var scopes = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(a => a.Policy).OfType<string>().ToList();
            operation.Description = scopes.Count == 0 ? "Open to anyone." : $"Needs the scope {string.Join(", ", scopes)}.";
            operation.Security = scopes.Count == 0 ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", context.Document)] = scopes }];
            // The framework adds what a handler returns before the edge unpacks it.
            if (operation.Responses!.ContainsKey("201") || operation.Responses.ContainsKey("204")) operation.Responses.Remove("200");
            operation.Responses["default"] = new OpenApiResponse
            {
                Description = "Refused: problem details with a stable code.",
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
            };
            return Task.CompletedTask;
        });
    }

    private static bool IsOfTheHouse(string schema) =>
        schema.StartsWith("ResultOf", StringComparison.Ordinal) || schema is nameof(Writ.Base.Refusal) or nameof(Writ.Base.RefusalKind);
}
