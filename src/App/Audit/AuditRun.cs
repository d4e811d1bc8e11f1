using System.Globalization;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.App.Audit;

/// <summary>One audit: the log, its leaves, reports, outcomes; then what was counted and what was found.</summary>
internal sealed class AuditRun(RecordSource source, ExportFolder folder, PrivateKey key, VerifierKey? log, WitnessPolicy policy, TimeProvider time, VerifierKey? vault = null)
{
    public AuditFindings Findings { get; } = new();

    public AuditedLog? Log { get; private set; }

    public OpenedLeaves? Leaves { get; private set; }

    public OutcomeCheck? Outcomes { get; private set; }

    public GivenCheck? Given { get; private set; }

    public IReadOnlyList<AuditedReport> Reports { get; private set; } = [];

    public AuditTerm? Term { get; private set; }

    public ExportAbout? About { get; private set; }

    /// <returns>0 nothing was found, 1 something is false, 2 something could not be checked.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        try
        {
            await Check(cancel);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or HttpRequestException)
        {
            Findings.Unchecked("audit-unreachable", "log or export", e.Message);
        }

        return Findings.ExitCode;
    }

    public void Print(TextWriter output)
    {
        if (Log is { } read)
        {
            Line(output, "Log", $"{read.Checkpoint.Origin}, {read.Checkpoint.Size} entries, root {Convert.ToBase64String(read.Checkpoint.Root)}");
            Line(output, "Witnesses", policy.Demands ? policy.Words : "the policy demands none: a split view would not show");
        }

        if (About is { } about) Line(output, "Export", $"covers entries {about.From} to {about.Size - 1}, made {about.MadeAt}");
        if (Leaves is { } leaves && Term is { } term)
        {
            Line(output, "Key", term.Names.Count == 0 ? "designated by no fact of this log" : $"designated as {string.Join(", ", term.Names)}");
            Line(output, "Register", $"{Count(DemandClass.Open)} open, {Count(DemandClass.Withheld)} withheld, {Count(DemandClass.Dummy)} dummies");
            Line(output, "Authorised", $"{leaves.Authorisations.Count}, and {leaves.DummyAuthorisations} dummies");
            if (Of(AuthorisationGround.Consent) is > 0 and var given) Line(output, "Of these", $"{given} given by owners, {Of(AuthorisationGround.Renewal)} renewed, {Of(AuthorisationGround.Deletion)} said to be deleted");
            if (leaves.NotOurs > 0) Line(output, "Not yours", $"{leaves.NotOurs} leaves are from before your time or after it");
            int Of(string ground) => leaves.Authorisations.Count(a => a.Record.Ground == ground);
            long Count(DemandClass cls) => leaves.Registers.Values.Count(r => r.Class == cls);
        }

        if (Outcomes is { } outcomes) Line(output, "Outcomes", $"{outcomes.Demands} demands, {outcomes.Awaited} promised and not out yet");
        foreach (var line in Given?.Lines ?? []) Line(output, "Vault", line);
        foreach (var report in Reports)
        {
            var band = report.Band is { } b ? $"in the band {b.Lo} to {b.Hi}" : "no band said";
            Line(output, "Report", report.Sealed > 0 ? $"{report.Name}: {report.Sealed} leaves not opened" : $"{report.Name}: {report.Open} open, {report.Withheld} withheld ({band}), {report.Dummy} dummies");
        }

        foreach (var finding in Findings.Kept) output.WriteLine($"{(finding.False ? "FALSE" : "UNCHECKED")}  {finding.Code}  {finding.Place}: {finding.Sentence}");
        foreach (var (code, more) in Findings.Dropped) output.WriteLine($"and {more} more of {code}");
        output.WriteLine(Findings.ExitCode switch
        {
            0 => "Nothing was found. That says nothing of a demand that was never entered, nor whether one was lawful.",
            1 => "Something is false. Keep this folder and the log as they are.",
            _ => "Something could not be checked.",
        });
    }

    private async Task Check(CancellationToken cancel)
    {
        Log = await AuditedLog.Read(source, log, policy, Findings, cancel);
        if (Log is null) return;
        if (!folder.About().TryGet(out var about, out var refusal))
        {
            Findings.Unchecked(refusal.Code, "audit.json", refusal.Sentence);
            return;
        }

        About = about;
        if (about.Origin != Log.Checkpoint.Origin)
        {
            Findings.Unchecked("audit-export-other-log", "audit.json", $"The export is of the log {about.Origin}, and this is {Log.Checkpoint.Origin}.");
            return;
        }

        if (about.Size > Log.Checkpoint.Size)
        {
            Findings.Unchecked("audit-log-older", "ledger/checkpoint", "The log that was read is shorter than the one that the export was made from; read the newest.");
            return;
        }

        Term = new AuditTerm(Log, key.Public);
        if (Term.Names.Count == 0) Findings.Unchecked("audit-not-designated", "--key", "No fact of this log designates this key as an auditor’s.");
        Leaves = new OpenedLeaves(Log, Term, key, Findings);
        Leaves.Read(folder, about);
        Outcomes = new OutcomeCheck(Log, Leaves, Findings, time.GetUtcNow());
        if (Outcomes.Read(folder, key))
        {
            Outcomes.Finish(about);
            Given = new GivenCheck(Log, Leaves, Outcomes, Findings, time.GetUtcNow(), vault);
            if (Given.Read(folder, key)) Given.Finish();
        }

        Reports = await new BandCheck(Log, Leaves, source, Findings).Run(cancel);
    }

    private static void Line(TextWriter output, string name, FormattableString value) => output.WriteLine($"{name,-12} {value.ToString(CultureInfo.InvariantCulture)}");

    private static void Line(TextWriter output, string name, string value) => output.WriteLine($"{name,-12} {value}");
}
