using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;
using Writ.App.Client;
using Writ.App.Data;
using Writ.App.Record;
using Writ.App.Serve;
using Writ.App.Verbs;
using Writ.Base;
using Writ.Demands.Report;
using Writ.Sources.Accounts;
using Writ.Store;

namespace Writ.App.Replay;

/// <summary><c>writ replay PERIOD</c></summary>
internal static class ReplayVerb
{
    private const int Accounts = 200;

    public static Command Build()
    {
        var period = new Argument<string>("period") { Description = string.Join(", ", Plan.Periods) };
        var data = new Option<string?>("--data") { Description = "New folder for it (default ./data-replay-PERIOD)" };
        var command = new Command("replay", "Turn a published period back into single demands and carry each through the real door") { period, data };
        command.SetAction(async (parse, cancel) =>
        {
            if (!Period.TryParse(parse.GetValue(period), out var parsed) || !Plan.Periods.Contains(parsed.Text))
                return Common.Fail(new Refusal("replay-unknown-period", $"Choose one of: {string.Join(", ", Plan.Periods)}."));
            var root = parse.GetValue(data) ?? $"./data-replay-{parsed.Text}";
            if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
                return Common.Fail(new Refusal("client-data-not-empty", "The data folder holds other files; give an empty one with --data."));
            return await Show(root, Plan.Of(parsed), cancel);
        });
        return command;
    }

    /// <summary>Replays into a new folder; the report's bytes are in its published folder and bound by its record.</summary>
    public static async Task<Result<PublishedView>> Replay(string root, Plan plan, Action<int> progress, CancellationToken cancel)
    {
        var folder = DataFolder.Make(root, "Amazon's published figures, replayed", FolderKind.Replay, $"writ.invalid/replay/{plan.Period}");
        var time = new VirtualTime(new DateTimeOffset(plan.Period.First.AddDays(-1), TimeOnly.MinValue, TimeSpan.Zero));
        var built = await WritHost.Build(folder, new ServerOptions(0, time, plan.Report, Ears: new ReplayEars()));
        if (!built.TryGet(out var app, out var refusal)) return refusal;
        await using (app)
        {
            await app.StartAsync(cancel);
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(10) };
            var seeded = await app.Services.GetRequiredService<SampleRetail>().SeedMany(
                app.Services.GetRequiredService<IStore>(), app.Services.GetRequiredService<VaultClient>(), 1, Accounts, plan.Period.First, cancel: cancel);
            if (!seeded.Ok) return seeded.Refusal;
            var identifiers = Enumerable.Range(1, Accounts).Select(SampleRetail.ReplayCustomerNumber).ToList();
            var run = new ReplayRun(new ApiClient(http, null), app.Services, time, plan, identifiers);
            if (await run.Run(progress, cancel) is { } broken) return broken;
            var published = await Publish(app.Services, plan, cancel);
            await app.StopAsync(cancel);
            return published;
        }
    }

    private static async Task<Result<PublishedView>> Publish(IServiceProvider services, Plan plan, CancellationToken cancel)
    {
        // The last releases are told from inside their transactions; what comes after them in line sees them committed.
        await services.GetRequiredService<IStore>().Act<bool>(_ => Task.FromResult<Result<bool>>(true), cancel);
        var reports = services.GetRequiredService<PublishReport>();
        var published = await reports.Publish(plan.Period, plan.Report, cancel);
        while (published.Ok && (await reports.InRecord(services.GetRequiredService<Record.Sequencer>().PublishedSize, cancel)).Count == 0) await Task.Delay(50, cancel);
        return published;
    }

    private static async Task<int> Show(string root, Plan plan, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        Result<PublishedView> published = default;
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async context =>
        {
            var task = context.AddTask($"{plan.Period}: {plan.Demands.Count} demands", maxValue: plan.Demands.Count);
            published = await Replay(root, plan, done => task.Value = done, cancel);
        });
        if (!published.TryGet(out var view, out var refusal)) return Common.Fail(refusal);
        Console.WriteLine($"""
            {plan.Demands.Count} demands carried through door, gate, vault and record in {watch.Elapsed.TotalSeconds:0.0} s; peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MiB.
            Report {view.Period}, version {view.Version}, sha256 {view.Sha256}
              Look at it   ./writ serve --data {root}
              Check it     ./writ-verify {root}
            """);
        return 0;
    }
}
