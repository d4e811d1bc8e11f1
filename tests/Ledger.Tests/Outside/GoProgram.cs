using System.ComponentModel;
using System.Diagnostics;

namespace Writ.Ledger.Tests.Outside;

/// <summary>Runs a Go program of this folder, with the packages that Debian has.</summary>
internal static class GoProgram
{
    public static (int Code, string LastLine) Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("go", ["run", Path.Combine(AppContext.BaseDirectory, $"Outside/{program}/main.go"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = "/usr/share/gocode";
        start.Environment["GOFLAGS"] = "";
        start.Environment["GOCACHE"] = Path.Combine(Path.GetTempPath(), "writ-go-cache");
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            // Exit code 1 without a verdict would be a build that failed, not a log that is false.
            var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
            Assert.True(last is not null, $"The Go program gave no verdict; are golang-go and golang-golang-x-mod-dev installed? {errors.Result}");
            return (process.ExitCode, last);
        }
        catch (Win32Exception)
        {
            Assert.Fail("Go is missing: install the Debian packages golang-go and golang-golang-x-mod-dev (./test does it).");
            throw;
        }
    }
}
