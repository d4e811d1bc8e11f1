using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Writ.App.Tests.Record;
using Writ.App.Tests.Serving;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;
using Writ.Shared;

namespace Writ.App.Tests.Witnesses;

/// <summary><c>writ witness</c> as a process of its own, killed as the kernel kills while it is asked by many at once.</summary>
public sealed class KilledWitnessTests : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("writ-witness-").FullName;
    private readonly LogHouse house = new();
    private readonly List<string> notes = [];

    [Fact]
    public async Task Killed_in_the_middle_it_never_forgets_a_size_that_it_has_answered()
    {
        using (var add = Run("add", house.Key.Verifier.ToString()))
        {
            await add.WaitForExitAsync();
            Assert.Equal(0, add.ExitCode);
        }

        long acknowledged = 0;
        for (var round = 1; round <= 2; round++)
        {
            var port = FreePorts.Take();
            using var process = Run("--port", port.ToString(CultureInfo.InvariantCulture));
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            var known = await Known(http, process);
            Assert.True(known >= acknowledged, $"It knows {known} after it answered for {acknowledged}");
            var upTo = round * 100;
            var asking = Enumerable.Range(0, 4).Select(_ => Ask(http, upTo, size => Raise(ref acknowledged, size))).ToList();
            while (Interlocked.Read(ref acknowledged) < upTo - 60 && asking.Any(task => !task.IsCompleted)) await Task.Delay(1);
            process.Kill();
            await process.WaitForExitAsync();
            await Task.WhenAll(asking);
        }

        using var last = WitnessFolder.Open(root, null).Value;
        var shown = last.Shown(AddCheckpoint.MonitorPath(house.Key.Verifier.Name).Split('/')[0])!;
        Assert.True(Checkpoint.Open(shown, [house.Key.Verifier, last.Verifier]).Value.Size >= acknowledged);
        Assert.Single(Cosignatures.In(shown, [last.Verifier]));
    }

    public async Task InitializeAsync()
    {
        var store = house.Store();
        var sequencer = await house.Started(store);
        for (var size = 1; size <= 200; size++)
        {
            await house.Append(store, 1);
            await sequencer.Step();
            notes.Add(house.Ledger.ReadCheckpoint()!);
        }
    }

    public async Task DisposeAsync()
    {
        await house.DisposeAsync();
        Leftovers.Delete(root);
    }

    /// <summary>One size after the other, from where the witness says it is, until it is killed.</summary>
    private async Task Ask(HttpClient http, int upTo, Action<long> answered)
    {
        try
        {
            long old = 0;
            while (old < upTo)
            {
                var body = new AddCheckpoint(old, house.Ledger.ProveConsistency(old, old + 1).Hashes, notes[(int)old]).ToText();
                using var answer = await http.PostAsync("add-checkpoint", new StringContent(body, Encoding.UTF8, "text/plain"));
                var said = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode == HttpStatusCode.OK) answered(++old);
                else if (answer.StatusCode == HttpStatusCode.Conflict) old = long.Parse(said, CultureInfo.InvariantCulture);
                else Assert.Fail($"{answer.StatusCode}: {said}");
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Killed.
        }
    }

    private async Task<long> Known(HttpClient http, Process process)
    {
        while (true)
        {
            Assert.False(process.HasExited, "writ witness ended");
            try
            {
                using var answer = await http.GetAsync(AddCheckpoint.MonitorPath(house.Key.Verifier.Name));
                return answer.StatusCode == HttpStatusCode.OK ? Checkpoint.Open(await answer.Content.ReadAsStringAsync(), [house.Key.Verifier]).Value.Size : 0;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                await Task.Delay(20);
            }
        }
    }

    private Process Run(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "writ.dll"), "witness", .. arguments, "--data", root]) { RedirectStandardOutput = true })!;

    private static void Raise(ref long most, long size)
    {
        for (var seen = Interlocked.Read(ref most); seen < size; seen = Interlocked.Read(ref most)) Interlocked.CompareExchange(ref most, size, seen);
    }
}
