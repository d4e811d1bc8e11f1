using System.Text.Json;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.Verify.Tests;

/// <summary>Runs the program on a sample site of its own.</summary>
public abstract class VerifierTest : IDisposable
{
    private protected SampleSite Site { get; }

    /// <param name="classes">Of the first leaves of the register; the others are open.</param>
    private protected VerifierTest(params DemandClass[] classes) => Site = new SampleSite(classes);

    public void Dispose() => Site.Dispose();

    private protected ReportDocument Recounted() => Site.Report! with
    {
        Tables = Recount.Tables(SampleSite.Form, Site.Openings, Site.Report!.ReadIn),
        Openings = Site.Report!.Openings with { Count = Site.Openings.Count },
    };

    private protected void False(string code, params string[] args)
    {
        var (exit, json) = Json(args);
        Assert.Contains(code, Codes(json));
        Assert.Equal(1, exit);
    }

    private protected (int Exit, string Code) OnlyCode(params string[] args)
    {
        var (exit, json) = Json(args);
        return (exit, Assert.Single(Codes(json)));
    }

    private protected static string[] Codes(JsonElement json) => [.. json.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()!)];

    private protected (int Exit, JsonElement Json) Json(params string[] args)
    {
        var (exit, text) = Run([Site.Path, "--json", .. args]);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(exit, json.GetProperty("exit").GetInt32());
        return (exit, json);
    }

    private protected (int Exit, string Text) Text(params string[] args) => Run([Site.Path, .. args]);

    private protected static (int Exit, string Text) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = Verifier.Run(args, output, errors, showProgress: false, new FixedClock());
        return (exit, output.ToString());
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SampleSite.Now;

        // Whatever is waited for has passed.
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
