using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Mirror.Record;

namespace Writ.Mirror.Routes;

/// <summary>The files of the record, as C2SP tlog-tiles wants them served.</summary>
internal static class RecordRoutes
{
    public static void MapRecordFiles(this IEndpointRouteBuilder app) =>
        app.MapMethods("/ledger/{**path}", Answers.Read, (MirrorSite site, HttpContext http, string? path) =>
        {
            if (site.Record.Resolve(path) is not { } file) return Answers.NoSuchPage(site, false);
            // A tile never changes; what points at the newest may be a few seconds old.
            var tile = RecordFolder.IsTile(path!);
            http.Response.Headers.CacheControl = tile ? "public, max-age=31536000, immutable" : "public, max-age=5";
            return Results.File(file, tile ? "application/octet-stream" : "text/plain; charset=utf-8");
        });
}
