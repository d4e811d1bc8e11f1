using System.Diagnostics;
using Writ.Hub.Tests.Cameras;
using Writ.Hub.Verbs;

namespace Writ.Hub.Tests.Verbs;

public sealed class VerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("writ-hub-test-").FullName;

    [Fact]
    public async Task Check_says_how_each_camera_is()
    {
        var (exit, output, _) = await Run("check", Config("""{ "id": "trial", "kind": "test", "masks": [[0, 0, 100, 100]] }, { "id": "film", "kind": "file", "path": "/nowhere" }"""));
        Assert.Equal(1, exit);
        Assert.Contains("trial: answers. rawvideo, 640 x 360; masked and encoded anew; no sound.", output, StringComparison.Ordinal);
        Assert.Contains("film: The video file is not there or cannot be read.", output, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("check", Config("""{ "id": "trial", "kind": "test" }"""))).Exit);
    }

    [Fact]
    public async Task A_config_that_is_wrong_is_told_with_every_place()
    {
        var (exit, _, errors) = await Run("check", Config("""{ "id": "A", "kind": "test", "mask": 1 }"""));
        Assert.Equal(2, exit);
        Assert.Contains("/cameras/0/id: Write an id", errors, StringComparison.Ordinal);
        Assert.Contains("/cameras/0/mask: There is no such setting", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("check")]
    [InlineData("watch", "a", "b")]
    [InlineData("record", "a")]
    [InlineData("discover", "--user", "x")]
    public async Task What_is_not_understood_is_answered_with_what_there_is(params string[] words)
    {
        var (exit, _, errors) = await Run(words);
        Assert.Equal(2, exit);
        Assert.Contains("writ-hub check CONFIG", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_file_that_is_not_there_is_told() =>
        Assert.Equal(2, (await Run("discover", "--user", "x", "--password-file", Path.Combine(folder, "none"))).Exit);

    [Fact]
    public async Task No_program_outlives_a_hub_that_is_killed()
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        var program = typeof(HubProgram).Assembly.Location;
        foreach (var word in (string[])[program, "watch", Config("""{ "id": "one", "kind": "test" }, { "id": "two", "kind": "test" }""")]) info.ArgumentList.Add(word);
        using var hub = Process.Start(info)!;
        var watched = 0;
        while (watched < 2 && await hub.StandardOutput.ReadLineAsync() is { } line) watched += line.Contains("is watched", StringComparison.Ordinal) ? 1 : 0;
        Assert.Equal(2, watched);
        var children = Children.Of(hub.Id);
        Assert.Equal(2, children.Count);

        // One of them hangs: it would never notice by itself that its reader is gone.
        using var stop = Process.Start("/bin/kill", ["-STOP", $"{children[0]}"]);
        await stop.WaitForExitAsync();
        hub.Kill();
        await hub.WaitForExitAsync();
        var patience = Stopwatch.StartNew();
        while (children.Any(Children.Lives) && patience.Elapsed < TimeSpan.FromMinutes(5)) await Task.Delay(50);
        Assert.DoesNotContain(children, Children.Lives);
    }

    [Fact]
    public async Task Watch_prints_what_would_be_kept_and_stops_when_told()
    {
        using var stop = new CancellationTokenSource();
        var output = new StringWriter();
        var shared = TextWriter.Synchronized(output);
        var running = HubProgram.RunAsync(["watch", Config("""{ "id": "trial", "kind": "test", "every": 5, "moving": 5 }""")], shared, TextWriter.Null, TimeProvider.System, stop.Token);
        var patience = Stopwatch.StartNew();
        while (!Said().Contains("trial: clip begins (something moves), 640 x 360, avc1.", StringComparison.Ordinal))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(5), Said());
            await Task.Delay(100);
        }

        await stop.CancelAsync();
        Assert.Equal(0, await running);
        Assert.Contains("clip ends (the hub stops)", Said(), StringComparison.Ordinal);

        // It is still being written to; the synchronized writer locks itself for that.
        string Said()
        {
            lock (shared) return output.ToString();
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Config(string cameras)
    {
        var path = Path.Combine(folder, "hub.json");
        File.WriteAllText(path, $$"""{ "cameras": [ {{cameras}} ] }""");
        return path;
    }

    private static async Task<(int Exit, string Output, string Errors)> Run(params string[] words)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exit = await HubProgram.RunAsync(words, output, errors, TimeProvider.System, CancellationToken.None);
        return (exit, output.ToString(), errors.ToString());
    }
}
