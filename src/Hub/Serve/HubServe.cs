using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Config;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Home;
using Writ.Hub.Keeping;
using Writ.Hub.Live;
using Writ.Hub.Neighbors;
using Writ.Hub.Orders;
using Writ.Hub.Rendering;
using Writ.Hub.Sync;

namespace Writ.Hub.Serve;

/// <summary>The hub at work: pairs if it must, then records, uploads, listens and reports, each by itself, whatever the others meet.</summary>
internal sealed class HubServe(HubConfig config, HubFolder folder, Tools tools, HubStanding standing, HubTimings timings, TimeProvider clock, Action<string> say)
{
    private readonly Rounds rounds = new(standing, clock, say);

    /// <summary>Until stopped. Refusals of the config and the folder.</summary>
    public async Task<Result<int>> RunAsync(CancellationToken stop)
    {
        if (config.Server is not { } address || config.Cell is not { } cell) return ConfigRefusals.NotForServing;
        if (!Keyring.Open(folder).TryGet(out var ring, out var refusal)) return refusal;
        using var keys = ring;
        if (!CameraNumbers.Open(folder).TryGet(out var numbers, out refusal)) return refusal;
        if (!ServerFile.Read(folder).TryGet(out var known, out refusal) && refusal is not null) return refusal;
        if (known is not null && (known.Address != address || ring.Chain is null)) return known.Address != address ? ConfigRefusals.OtherServer : KeepingRefusals.Damaged;
        known ??= await Pair(address, ring, stop);
        if (known is null) return 0;

        using var server = new HubServer(address, known.Token);
        await Work(server, ring, numbers, cell, stop);
        return 0;
    }

    private async Task<ServerFile?> Pair(Uri address, Keyring ring, CancellationToken stop)
    {
        // A home that was founded and whose token was never kept: nobody sealed anything for it.
        if (ring.Chain is not null) ring.Forget();
        using var server = new HubServer(address);
        var pause = Rounds.Pause;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var token = await new PairWithOwner(server, ring, clock, Show).RunAsync(stop);
                standing.Pairing = null;
                if (token.Ok)
                {
                    var file = new ServerFile(address, token.Value);
                    file.Write(folder);
                    say("Paired. The cameras are watched from now on.");
                    return file;
                }

                if (standing.Report("pairing", token.Refusal)) say(token.Refusal.Sentence);
                pause = token.Refusal.Code == SyncRefusals.PairingFailed.Code ? Rounds.Pause : Rounds.Longer(pause);
                await Task.Delay(pause, clock, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The hub stops.
            }
        }

        return null;
    }

    private void Show(PairingCode code, DateTimeOffset until)
    {
        standing.Pairing = (code, until);
        standing.Report("pairing", null);
        say($"Pairing code: {code.Shown()}  (sign in, open Cameras, type it there; it lives until {until:HH:mm} UTC)");
    }

    private async Task Work(HubServer server, Keyring ring, CameraNumbers numbers, CoarseCell cell, CancellationToken stop)
    {
        var wishes = new OwnerSettings(folder, ring);
        var profile = new OwnerProfile(folder, ring);
        var shelf = new ClipShelf(folder, ring, config.Keep, clock);
        var uploader = new Uploader(server, shelf, camera => wishes.Of(camera)?.KeepDays ?? OwnerSettings.UsualDays, new ClipRecords(server, ring, wishes.ProviderHeld));
        var health = new HealthBoard(clock, (camera, now) => say($"{now.Since:yyyy-MM-dd HH:mm:ss} UTC  {camera}: {now.Sentence}"));
        (standing.Health, standing.Waiting) = (health, () => shelf.Waiting().Count);
        var live = new LiveRelay(server, ring, numbers.Of);
        var crew = new CameraCrew(config.Cameras, numbers, wishes, c => new SealingSink(ring, shelf, c.MarksOf), live, health, tools, timings, clock);
        var line = new ServerLine(server, clock);
        var (errands, looks) = (new Errands(folder, shelf, line), new HomeLooks(folder, ring, line));
        IReadOnlyList<CameraId> cameras = [.. config.Cameras.Select(c => numbers.Of(c.Id))];
        IReadOnlyList<CameraPlace> Places() => [.. cameras.Select(c => profile.Place(c) ?? config.Place).OfType<CameraPlace>()];
        using var source = new RegionSource(server.At);
        using var renders = Renders(ring, shelf, line);
        var polls = new RequestPolls(source, ring, new SealedState<FoundRequests>(folder, ring, "requests", new FoundRequests(null, [])), Places, () => [.. cameras.Select(c => profile.Cell(c) ?? cell)], clock);
        var choices = new RequestChoices(new SealedState<Chosen>(folder, ring, "choices", Chosen.Nothing), () => polls.Found, clock);
        var desk = new OrderDesk(ring, new Dictionary<string, OrderWork>
        {
            ["matches"] = choices.MatchesAsync, ["choose"] = choices.ChooseAsync, ["faces"] = renders.FacesAsync, ["render"] = renders.RenderAsync,
        }, clock, say);
        var board = new OrderBoard(clock, OrderBoard.MostOfHome, _ => { });
        var inbox = new Inbox(server, ring, shelf, wishes, profile, live, new OrdersFromServer(server, desk), cell, cameras, errands.About, crew.Changed, say);
        var reports = new HealthReports(server, ring, shelf, crew, config.Cameras, numbers, health, uploader, clock);
        var clips = new HomeClips(shelf, line, errands, wishes, clock);
        var watched = new LiveAtHome(live, ring, clock);
        var read = new HomeRead(ring, wishes, profile, reports, clips, looks, line, cameras, inbox.CellOf);
        standing.Home = new HomeDesk(new HomeAccess(folder, clock, say), new HomeRoutes(read, clips, looks, watched, new OrdersAtHome(desk, board, () => ring.Chain!.Home, stop), line, ring, wishes, profile, crew.Changed, cameras), source.BytesAsync, server.At.ToString().TrimEnd('/'));

        await new Salvage(ring, shelf, say).RunAsync(stop);
        await Task.WhenAll(
            crew.RunAsync(stop),
            polls.RunAsync(stop),
            new CoverTraffic(line, config.CoverMegabytes, clock).RunAsync(stop),
            rounds.Again("inbox", async () => await inbox.OnceAsync(HubWire.MostWait, stop) is { Ok: false } refused ? refused.Refusal : null, TimeSpan.Zero, stop),
            rounds.Again("clips", async () => await uploader.RoundAsync(stop) >= 0 ? uploader.Trouble : null, Rounds.Pause, stop),
            rounds.Again("reports", async () =>
            {
                await reports.RoundAsync(stop);
                await errands.RoundAsync(stop);
                await looks.RoundAsync(stop);
                watched.Tidy();
                board.Tidy();
                return null;
            }, Rounds.Pause, stop));
    }

    private RenderWork Renders(Keyring ring, ClipShelf shelf, ServerLine line)
    {
        var faces = new FaceFinder(tools);
        return new RenderWork(ring, new ClipFinder(folder, ring, shelf, line), new Renderer(tools, faces), faces, clock);
    }
}
