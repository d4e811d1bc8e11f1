using System.Globalization;

namespace Writ.Verify;

internal static class TextPrinter
{
    public static void Print(Verdict verdict, TextWriter output)
    {
        var findings = verdict.Findings;
        if (verdict.KeyFromSite)
        {
            output.WriteLine("WARNING: the verifier key was taken from the site under check. Whoever could forge the log could forge the key.");
            output.WriteLine();
        }

        if (verdict.Checkpoint is { } checkpoint)
        {
            Line(output, "log", checkpoint.Origin);
            Line(output, "key", verdict.Key!.ToString());
            Line(output, "size", checkpoint.Size.ToString(CultureInfo.InvariantCulture));
            Line(output, "root", Convert.ToBase64String(checkpoint.Root));
        }

        foreach (var cosigned in verdict.Witnesses?.Cosigned ?? [])
            Line(output, "witness", $"{cosigned.Witness.Name} at {cosigned.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}");
        if (verdict.Contents is { } contents)
            Line(output, "entries", $"{contents.Facts} facts, {contents.Registers} register leaves, {contents.Authorisations} authorisation leaves");
        if (verdict.ResumedAt > 0) Line(output, "resumed", string.Create(CultureInfo.InvariantCulture, $"after {verdict.ResumedAt} entries of an earlier run"));
        foreach (var report in verdict.Reports)
            Line(output, "report", $"{report.Name}: {report.Opened} of {report.Covered} leaves opened, {report.Cells} cells recounted");

        Section(output, "Remarks", findings.Remarks);
        Section(output, "Findings", findings.Kept.Select(f => $"{f.Code} at {f.Place}: {f.Sentence}"));
        foreach (var evidence in verdict.Evidence)
        {
            output.WriteLine();
            output.WriteLine($"Shown by {Plain(evidence.Source)}; keep it as it is, for it is evidence:");
            foreach (var line in evidence.Note.Split('\n')) output.WriteLine($"  {Plain(line)}");
        }

        foreach (var (code, more) in findings.Dropped) output.WriteLine($"  and {more} more of {code}");
        Section(output, findings.ExitCode == 0 ? "What this pass proves" : "What a pass would prove", Meaning.Proves(verdict));
        Section(output, "What it does not prove", Meaning.DoesNotProve(verdict));
        output.WriteLine();
        output.WriteLine(findings.ExitCode switch
        {
            0 => "PASS",
            1 => "FALSE: something is malformed or contradicts something else",
            _ => "NOT CHECKED: something could not be checked",
        });
    }

    private static void Line(TextWriter output, string name, string value) => output.WriteLine($"{name,-8} {Plain(value)}");

    private static void Section(TextWriter output, string title, IEnumerable<string> lines)
    {
        var all = lines.ToArray();
        if (all.Length == 0) return;
        output.WriteLine();
        output.WriteLine(title);
        foreach (var line in all) output.WriteLine($"  - {Plain(line)}");
    }

    /// <summary>Much of what is printed comes from the site; it must not steer the reader's terminal.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
