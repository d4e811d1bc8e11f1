using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Gate.Glass;
using Writ.Kit;
using Writ.Store;

namespace Writ.Demands.Review.Glass;

/// <param name="Why">What was typed when it was refused. Tokens and signatures are not shown again.</param>
internal sealed record GlassSheet(string Demand, string Reference, GlassCase Case, string Why);

/// <summary>The page on which a release is made in danger to life, while the record is out.</summary>
internal sealed class GlassDesk(BreakGlassRelease use, IStore store, TimeProvider time)
{
    private const string Home = "/desk/demands/{id}/glass";

    /// <summary>Of a token's file, and of each file of signatures.</summary>
    private const int MostFile = 4096;

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Home, (HttpContext http, string id, GlassDesk desk) => desk.Show(http, id)).RequireAuthorization(Scopes.Page(Scopes.ReviewApprove)).WarnsOfEnd();
        pages.MapGet(Home + "/statement", (string id, GlassDesk desk) => desk.Statement(id)).RequireAuthorization(Scopes.Page(Scopes.ReviewApprove));
        pages.MapPost(Home + "/statement", (HttpContext http, string id, GlassDesk desk, Caller caller) => desk.Make(http, id, caller)).RequireAuthorization(Scopes.Page(Scopes.ReviewApprove));
        pages.MapPost(Home, (HttpContext http, string id, GlassDesk desk, Caller caller) => desk.Use(http, id, caller)).RequireAuthorization(Scopes.Page(Scopes.ReviewApprove));
    }

    private async Task<IResult> Statement(string id)
    {
        var found = DemandId.TryParse(id, out var demand) ? await use.Bytes(demand) : DemandRefusals.Unknown;
        return found.TryGet(out var bytes, out var refusal) ? Results.Bytes(bytes, "application/octet-stream", $"{id}.statement.json") : DeskAnswers.Refused(refusal);
    }

    private async Task<IResult> Make(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        if (!DemandId.TryParse(id, out var demand)) return DeskAnswers.Refused(DemandRefusals.Unknown);
        var done = await use.Make(demand, await Secret(form, "token"), form.Line("why"), caller.Subject);
        if (!done.Ok) return await Show(http, id, done.Refusal, form.Line("why"));
        await Tell(demand, caller, "glass-stated");
        return DeskAnswers.GoTo($"/desk/demands/{id}/glass", "stated");
    }

    private async Task<IResult> Use(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        if (!DemandId.TryParse(id, out var demand)) return DeskAnswers.Refused(DemandRefusals.Unknown);

        // From here on it goes through, whoever hangs up: the vault's token is used.
        var done = await use.Use(demand, await Secret(form, "token"), await Signatures(form), caller.Subject, CancellationToken.None);
        if (!done.Ok) return await Show(http, id, done.Refusal);
        await Tell(demand, caller, "glass-broken");
        return DeskAnswers.GoTo($"/desk/demands/{id}", "released");
    }

    private Task Tell(DemandId demand, Caller caller, string kind) => store.Act<bool>(work =>
    {
        DemandQueries.Tell(work, demand, time.GetUtcNow(), caller.Subject, kind);
        return Task.FromResult<Result<bool>>(true);
    });

    private async Task<IResult> Show(HttpContext http, string id, Refusal? refusal = null, string why = "")
    {
        if (!DemandId.TryParse(id, out var demand) || await store.Look(work => DemandQueries.Find(work, demand)) is not { } found) return DeskAnswers.Refused(DemandRefusals.Unknown);
        return await DeskAnswers.Show<GlassPage>(http, new GlassSheet(found.Id.Text, found.AgencyReference, await use.About(demand), why), refusal);
    }

    /// <summary>As typed, or from the file that was chosen.</summary>
    private static async Task<string> Secret(Posted form, string name) => form.LineOrNull(name) ?? await Read(form.File($"{name}-file"));

    private static async Task<string> Signatures(Posted form) => $"{form.Text("signatures")}\n{await Read(form.File("signatures-file"))}";

    private static async Task<string> Read(IFormFile? file)
    {
        if (file is null || file.Length > MostFile) return string.Empty;
        using var reader = new StreamReader(file.OpenReadStream());
        return (await reader.ReadToEndAsync()).Trim();
    }
}
