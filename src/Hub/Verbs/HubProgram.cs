using System.Runtime.InteropServices;
using Writ.Base;

namespace Writ.Hub.Verbs;

/// <summary>The command line of <c>writ-hub</c>.</summary>
internal static class HubProgram
{
    public const string Usage =
        """
        writ-hub check CONFIG      reads the config, asks each camera for its stream, and says how each one is
        writ-hub watch CONFIG      watches the cameras and prints what would be kept; keeps nothing
        writ-hub discover          looks for ONVIF cameras on this network
               [--user NAME --password-file FILE]   and asks each for the addresses of its streams

        Exit: 0 all is well; 1 a camera is not, or none was found; 2 the command or the config is not understood.
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, TimeProvider clock, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, ended));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, ended));
        var say = TextWriter.Synchronized(output);
        Result<int> result = args switch
        {
            ["check", var config] => await CheckVerb.RunAsync(config, say, clock, ended.Token),
            ["watch", var config] => await WatchVerb.RunAsync(config, say, clock, ended.Token),
            ["discover"] => await DiscoverVerb.RunAsync(null, null, say, clock, ended.Token),
            ["discover", "--user", var user, "--password-file", var file] => await DiscoverVerb.RunAsync(user, file, say, clock, ended.Token),
            ["--help" or "help"] => Help(output),
            _ => new Refusal("hub-usage", "Say what to do."),
        };
        if (result.TryGet(out var exit, out var refusal)) return exit;
        foreach (var one in (IEnumerable<Refusal>)[refusal, .. refusal.Others]) errors.WriteLine(one.Field is null ? one.Sentence : $"{one.Field}: {one.Sentence}");
        if (refusal.Code == "hub-usage") errors.WriteLine($"\n{Usage}");
        return 2;
    }

    private static int Help(TextWriter output)
    {
        output.WriteLine(Usage);
        return 0;
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource ended)
    {
        signal.Cancel = true;
        ended.Cancel();
    }
}
