using Microsoft.AspNetCore.Builder;
using Writ.App.Client;
using Writ.App.Data;
using Writ.App.Serve;
using Writ.Base;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Access;

namespace Writ.App.Seed;

/// <summary>
/// Makes a sample data folder: beside its place, through the same API that everybody uses, and moved there whole, so that
/// a first start that was killed leaves nothing half made.
/// </summary>
internal static class SampleFolder
{
    private const string Company = "Harbour & Pine (sample company)";

    public static async Task<Refusal?> Make(string root)
    {
        var draft = Path.Combine(root, ".draft");

        // Only a folder with our draft in it is half made; one without is somebody's, perhaps half restored from a backup.
        var there = Directory.Exists(root) ? Directory.GetFileSystemEntries(root) : [];
        if (there.Length > 0 && (!there.Contains(draft) || !there.All(IsOurs)))
            return new Refusal("client-data-not-empty", "The data folder holds other files; give an empty one with --data.");
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);

        var folder = DataFolder.Make(draft, Company, FolderKind.Sample);
        if (await Fill(folder) is { } refusal) return refusal;

        // company.json goes last: a folder without it is not made, and the next start begins again.
        foreach (var part in Directory.EnumerateFileSystemEntries(draft).OrderBy(p => Path.GetFileName(p) == "company.json").ToList())
        {
            var target = Path.Combine(root, Path.GetFileName(part));
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
            else File.Delete(target);
            Directory.Move(part, target);
        }

        Directory.Delete(draft);
        return null;
    }

    // What an interrupted move leaves behind.
    private static bool IsOurs(string entry) => Path.GetFileName(entry) is ".draft" or "db" or "blobs" or "ledger" or "published" or "keys" or "vault" or "mail" or "sample" or "sample.json";

    private static async Task<Refusal?> Fill(DataFolder folder)
    {
        var clock = new SeedClock(TimeProvider.System);
        var built = await WritHost.Build(folder, new ServerOptions(0, clock, DefaultPlan.Own));
        if (!built.TryGet(out var app, out var refusal)) return refusal;
        await using (app)
        {
            await app.StartAsync();
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var filled = await new SampleTown(new ApiClient(http, null), await Staff(app.Services), folder, clock).Fill(app.Services);
            await app.StopAsync();
            return filled.Refusal;
        }
    }

    private static async Task<IReadOnlyList<SamplePerson>> Staff(IServiceProvider services)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        (string Name, string Title, string[] Scopes)[] staff =
        [
            ("reviewer", "Reviewer, response team", [Scopes.ReviewRead, Scopes.ReviewDecide]),
            ("approver", "Approver, response team", [Scopes.ReviewRead, Scopes.ReviewApprove, Scopes.ReportsPublish]),
            ("desk", "Agency desk: enrols agencies and officers", [Scopes.ReviewRead, Scopes.AgenciesWrite]),
            ("verifier", "Agency verifier: checks them out of band", [Scopes.ReviewRead, Scopes.AgenciesVerify]),
        ];
        var issued = await services.GetRequiredService<IStore>().Act<IReadOnlyList<SamplePerson>>(work => Task.FromResult<Result<IReadOnlyList<SamplePerson>>>(
            staff.Select(s => new SamplePerson(
                s.Name, s.Title, AccessTokens.Issue(work, CallerKind.Staff, StaffId.New().Text, null, s.Scopes, now, now.AddYears(10)), null)).ToList()));
        return issued.Value;
    }
}
