using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Writ.Mirror.Routes;

/// <summary>Addresses that are for readers. A machine's address that does not exist, or not for this method, must not turn into a page.</summary>
internal sealed class PageAddress : IRouteConstraint
{
    public const string Name = "page-address";

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is not string rest
        || !(rest.StartsWith("api/", StringComparison.Ordinal) || rest.StartsWith("openapi/", StringComparison.Ordinal) || rest is "healthz" or "readyz");
}
