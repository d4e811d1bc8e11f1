using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>One run: key, checkpoint, log, papers, reports; then the verdict. Trusts nothing but the key it was given.</summary>
public static class Verifier
{
    private const int MaxNote = 1 << 20;

    /// <returns>0 everything holds, 1 something is false, 2 something could not be checked.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors, bool showProgress, TimeProvider clock) =>
        Run(args, output, errors, showProgress, clock, open: null);

    internal static int Run(
        IReadOnlyList<string> args, TextWriter output, TextWriter errors, bool showProgress, TimeProvider clock, Func<string, Site>? open)
    {
        if (args.Count == 0 || args.Contains("--help"))
        {
            output.WriteLine(Options.Usage);
            return args.Count == 0 ? 2 : 0;
        }

        if (!Options.Parse(args).TryGet(out var options, out var refusal))
        {
            errors.WriteLine($"{refusal.Sentence}\n\n{Options.Usage}");
            return 2;
        }

        var verdict = new Verdict();
        try
        {
            using var site = open?.Invoke(options.Target) ?? Site.At(options.Target, options.Timeout, clock);
            Check(site, options, verdict, new Progress(showProgress ? errors : null), clock);
        }
        catch (UnreachableException e)
        {
            verdict.Findings.Unchecked("verify-unreachable", options.Target, e.Message);
        }
        catch (TypeInitializationException e) when (e.InnerException is DllNotFoundException missing)
        {
            errors.WriteLine(missing.Message);
            return 2;
        }

        if (options.Json) JsonPrinter.Print(verdict, output);
        else TextPrinter.Print(verdict, output);
        return verdict.Findings.ExitCode;
    }

    private static void Check(Site site, Options options, Verdict verdict, Progress progress, TimeProvider clock)
    {
        var findings = verdict.Findings;
        var note = site.Read("ledger/checkpoint", MaxNote).GetAwaiter().GetResult();
        if (note is null)
        {
            findings.Unchecked("verify-no-checkpoint", "ledger/checkpoint", "There is no checkpoint: nothing here can be checked.");
            return;
        }

        if (!Pinned.Read(options, findings).TryGet(out var pinned, out _)) return;
        if (Key(site, options, pinned, note, verdict) is not { } key) return;
        if (!SignedNote.Verify(note, [key, .. pinned.Witnesses], out _).TryGet(out _, out var refusal)
            || !Checkpoint.Open(System.Text.Encoding.UTF8.GetString(note), [key]).TryGet(out var checkpoint, out refusal))
        {
            findings.False(refusal, "ledger/checkpoint");
            return;
        }

        verdict.Checkpoint = checkpoint;
        verdict.Witnesses = pinned.Judge(System.Text.Encoding.UTF8.GetString(note), key, findings);
        var papers = Papers.Read(options, key, pinned, findings);
        var contents = new LogPass(site, checkpoint, findings, papers, (done, of) => progress.Show($"log {done}/{of} entries")).Run();
        if (contents is not null)
        {
            verdict.Contents = contents;
            papers.Check(contents, key, findings, clock.GetUtcNow());
            var reports = new ReportCheck(site, contents, findings, progress.Show);
            reports.Run();
            verdict.Reports = reports.Reports;
            new UnsealedCheck(site, contents, findings).Run();
            var later = new Later(site, key, checkpoint);
            new IndexCheck(site, reports, later, findings, clock).Run();
            new DownloadCheck(site, reports, later, findings, progress.Show).Run();
        }

        progress.Clear();
    }

    private static VerifierKey? Key(Site site, Options options, Pinned pinned, byte[] note, Verdict verdict)
    {
        if (options.VerifierKey is null && pinned.LogOf(note, verdict.Findings, out var named))
        {
            verdict.Key = named;
            return named;
        }

        var line = options.VerifierKey;
        if (line is null)
        {
            verdict.KeyFromSite = true;
            if (site.Read("ledger/vkey", 4096).GetAwaiter().GetResult() is not { } bytes)
            {
                verdict.Findings.Unchecked("verify-no-key", "ledger/vkey", "The site has no verifier key; give one with --vkey.");
                return null;
            }

            line = System.Text.Encoding.UTF8.GetString(bytes);
        }

        if (VerifierKey.Parse(line).TryGet(out var key, out var refusal))
        {
            if (!pinned.Allows(key, verdict.Findings)) return null;
            verdict.Key = key;
            return key;
        }

        verdict.Findings.False(refusal, options.VerifierKey is null ? "ledger/vkey" : "--vkey");
        return null;
    }
}

/// <summary>Everything that is printed.</summary>
internal sealed class Verdict
{
    public Findings Findings { get; } = new();

    public VerifierKey? Key { get; set; }

    public bool KeyFromSite { get; set; }

    public Checkpoint? Checkpoint { get; set; }

    /// <summary>Null until the checkpoint was opened.</summary>
    public WitnessVerdict? Witnesses { get; set; }

    /// <summary>Null if the log could not be read to its end.</summary>
    public LogContents? Contents { get; set; }

    public IReadOnlyList<CheckedReport> Reports { get; set; } = [];
}

/// <summary>One line that is written over; nothing at all where no terminal is.</summary>
internal sealed class Progress(TextWriter? terminal)
{
    private string last = "";

    public void Show(string text)
    {
        if (text == last) return;
        terminal?.Write($"\r{text.PadRight(last.Length)}");
        last = text;
    }

    public void Clear()
    {
        terminal?.Write($"\r{new string(' ', last.Length)}\r");
        last = "";
    }
}
