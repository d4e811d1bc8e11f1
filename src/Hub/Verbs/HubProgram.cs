using System.Runtime.InteropServices;
using Writ.Base;

namespace Writ.Hub.Verbs;

/// <summary>The command line of <c>writ-hub</c>.</summary>
internal static class HubProgram
{
    public const string Usage =
        """
        writ-hub serve CONFIG      records, seals and uploads; shows a pairing code at first
               [--data DIR] [--page PORT]               its folder (./hub-data) and the port of its own page (8090)
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
            ["serve", var config, .. var options] when Options(options) is var (data, page) => await ServeVerb.RunAsync(config, data, page, say, clock, ended.Token),
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

    /// <summary>Null where they are not understood.</summary>
    private static (string Data, string Page)? Options(string[] options)
    {
        var (data, page) = ("hub-data", "8090");
        for (var i = 0; i < options.Length; i += 2)
        {
            if (i + 1 == options.Length) return null;
            if (options[i] == "--data") data = options[i + 1];
            else if (options[i] == "--page") page = options[i + 1];
            else return null;
        }

        return (data, page);
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
