using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>One run: key, checkpoint, log, papers, reports; then the verdict. Trusts nothing but the key it was given.</summary>
public static class Verifier
{
    private const int MaxNote = 1 << 20;

    /// <param name="stop">Ends the run at the next file; what was read is kept where there is a state or a copy.</param>
    /// <returns>0 everything holds, 1 something is false, 2 something could not be checked.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors, bool showProgress, TimeProvider clock, CancellationToken stop = default) =>
        Run(args, output, errors, showProgress, clock, open: null, stop);

    internal static int Run(
        IReadOnlyList<string> args, TextWriter output, TextWriter errors, bool showProgress, TimeProvider clock, Func<string, Site>? open, CancellationToken stop = default)
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
        var progress = new Progress(showProgress || options.Progress ? errors : null, overwrite: showProgress, clock);
        try
        {
            Check(options, verdict, progress, clock, open ?? (source => Site.At(source, options.Timeout, clock, stop)), stop);
        }
        catch (UnreachableException e)
        {
            verdict.Findings.Unchecked("verify-unreachable", options.Target, e.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            verdict.Findings.Unchecked("verify-interrupted", options.Target, options.State is null && options.Save is null ? "It was stopped before its end." : "It was stopped before its end; run it again, and it goes on from there.");
        }
        catch (TypeInitializationException e) when (e.InnerException is DllNotFoundException missing)
        {
            errors.WriteLine(missing.Message);
            return 2;
        }

        progress.Clear();
        if (options.Json) JsonPrinter.Print(verdict, output);
        else TextPrinter.Print(verdict, output);
        return verdict.Findings.ExitCode;
    }

    private static void Check(Options options, Verdict verdict, Progress progress, TimeProvider clock, Func<string, Site> open, CancellationToken stop)
    {
        var source = open(options.Target);
        using var copy = options.Save is { } folder ? new SavingSite(source, folder) : null;
        using var site = new StoppingSite((Site?)copy ?? source, stop);
        Check(site, options, verdict, progress, clock, open, copy, stop);
        if (verdict.Evidence.Count > 0) copy?.Put(verdict.Evidence);
        if (copy is { Reused: > 0 and var reused } && verdict.Findings.Kept.Any(f => f.Kind == FindingKind.False))
            verdict.Findings.Remarks.Add($"{reused} files were taken from the copy in {options.Save}. If they may have been damaged there, check with another folder.");
    }

    private static void Check(
        Site site, Options options, Verdict verdict, Progress progress, TimeProvider clock, Func<string, Site> open, SavingSite? copy, CancellationToken stop)
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
        if (options.Against is { } other)
        {
            using var against = new StoppingSite(open(other), stop);
            Against.Check(site, checkpoint, note, against, options, key, verdict, stop);
        }

        var papers = Papers.Read(options, key, pinned, findings);
        if (!StateKeeper.Open(site, options, key, note, checkpoint, anew: papers.Any || copy is not null, verdict, stop, out var keeper)) return;
        var log = progress.Of(checkpoint.Size, LogFetch.Files(checkpoint.Size));
        var contents = new LogPass(site, checkpoint, findings, papers, log, options.Connections, keeper, stop).Run();
        if (contents is null) return;
        verdict.Contents = contents;
        papers.Check(contents, key, verdict.Witnesses.Cosigned, findings, clock.GetUtcNow());
        var reports = new ReportCheck(site, contents, findings, progress.Show);
        reports.Run();
        verdict.Reports = reports.Reports;
        new UnsealedCheck(site, contents, findings).Run();
        verdict.Quarters = new QuarterCheck(site, contents, findings).Run();
        if (contents.Glass.Words() is { } glass) findings.Remarks.Add(glass);
        var later = new Later(site, key, checkpoint);
        new IndexCheck(site, reports, later, findings, clock).Run();
        new DownloadCheck(site, reports, later, findings, progress.Show).Run();
        if (copy is null) return;

        // Whoever checks the copy needs the key too, or a key from elsewhere to compare it with.
        _ = site.Read("ledger/vkey", 4096).GetAwaiter().GetResult();
        copy.Complete();
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

    /// <summary>Files of quarters that are what the log names.</summary>
    public int Quarters { get; set; }

    /// <summary>Signed notes that together prove a finding.</summary>
    public List<Evidence> Evidence { get; } = [];

    /// <summary>Entries that an earlier run had read; 0 where this one read them all.</summary>
    public long ResumedAt { get; set; }
}
