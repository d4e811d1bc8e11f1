using System.Diagnostics;

namespace Writ.Shared;

/// <summary>Runs a script of the tests in Node, against the modules that a browser gets. Linked into the projects that need it.</summary>
internal static class NodeModules
{
    public static string Root { get; } = FindRoot();

    /// <summary>Nothing where all was right: the exit code was 0 and nothing was printed.</summary>
    public static async Task<string> Run(string script, params string[] more)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Root, script));
        start.ArgumentList.Add(Root);
        foreach (var argument in more) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && said.Length == 0 ? string.Empty : $"exit {process.ExitCode}: {said}{await errors}";
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Writ.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        if (!path.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")))) Skip = "node is not installed";
    }
}
