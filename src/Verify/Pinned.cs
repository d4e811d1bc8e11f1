using System.Text;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;

namespace Writ.Verify;

/// <summary>What was found of witnesses.</summary>
/// <param name="Given">A policy was given.</param>
/// <param name="Demanded">It demands a quorum.</param>
/// <param name="Met">The quorum that it demands cosigned the checkpoint.</param>
/// <param name="Words">The quorum in words; empty where none is demanded.</param>
internal sealed record WitnessVerdict(bool Given, bool Demanded, bool Met, string Words, IReadOnlyList<Cosignature> Cosigned);

/// <summary>The policy that the user pinned: logs they accept, witnesses they ask for. The site's own copy of a policy is never read.</summary>
internal sealed class Pinned
{
    private const int MaxBytes = 1 << 18;

    private const string Place = "--policy";

    private readonly WitnessPolicy? policy;

    private Pinned(WitnessPolicy? policy) => this.policy = policy;

    public static Pinned None { get; } = new(null);

    public IReadOnlyList<VerifierKey> Witnesses => policy?.Witnesses ?? [];

    /// <summary>A refusal has been told as a finding: without the policy that was asked for, nothing is checked.</summary>
    public static Result<Pinned> Read(Options options, Findings findings)
    {
        if (options.Policy is not { } path) return None;
        Refusal? refusal;
        try
        {
            using var stream = new BoundedStream(File.OpenRead(path), MaxBytes, path);
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
            if (WitnessPolicy.Parse(reader.ReadToEnd()).TryGet(out var policy, out refusal)) return new Pinned(policy);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UnreachableException or DecoderFallbackException)
        {
            refusal = new Refusal("verify-policy-unreadable", $"The policy's file cannot be read: {e.Message}");
        }

        findings.Unchecked(refusal.Code, Place, refusal.Sentence);
        return refusal;
    }

    /// <summary>The log's key, where the policy names logs. False where it names none, and the key has to come from elsewhere.</summary>
    /// <param name="key">Null where it names others than this one; that has been told as a finding.</param>
    public bool LogOf(byte[] note, Findings findings, out VerifierKey? key)
    {
        key = null;
        if (policy is null || policy.Logs.Count == 0) return false;
        var origin = Encoding.UTF8.GetString(note).Split('\n', 2)[0];
        key = policy.Logs.FirstOrDefault(log => log.Name == origin);
        if (key is null) OtherLog(findings);
        return true;
    }

    public bool Allows(VerifierKey key, Findings findings)
    {
        if (policy is null || policy.Logs.Count == 0 || policy.Logs.Contains(key)) return true;
        OtherLog(findings);
        return false;
    }

    /// <summary>Told as a finding where too few cosigned.</summary>
    public WitnessVerdict Judge(string note, VerifierKey log, Findings findings)
    {
        if (policy is null)
        {
            if (Cosignatures.Strangers(note, [log]) is > 0 and var more)
                findings.Remarks.Add($"The checkpoint carries {more} more signatures. Without --policy they are strangers', and were not checked.");
            return new WitnessVerdict(false, false, false, "", []);
        }

        var cosigned = Cosignatures.In(note, policy.Witnesses);
        var met = policy.Demands && policy.IsMet([.. cosigned.Select(c => c.Witness)]);
        if (policy.Demands && !met)
            findings.False("verify-witnesses-missing", "ledger/checkpoint", $"The policy demands {policy.Words}; cosigned have: {(cosigned.Count == 0 ? "none" : string.Join(", ", cosigned.Select(c => c.Witness.Name)))}.");
        return new WitnessVerdict(true, policy.Demands, met, policy.Words, cosigned);
    }

    public bool IsMet(string note) => policy is null || policy.IsMet([.. Cosignatures.In(note, policy.Witnesses).Select(c => c.Witness)]);

    /// <summary>Whether the quorum that is demanded cosigned after a moment: one witness's clock alone proves nothing where several are asked for.</summary>
    public bool SawAfter(IReadOnlyList<Cosignature> cosigned, DateTimeOffset moment) =>
        policy is { Demands: true } && policy.IsMet([.. cosigned.Where(c => c.At > moment).Select(c => c.Witness)]);

    private static void OtherLog(Findings findings) =>
        findings.Unchecked("verify-policy-log", Place, "The policy names logs, and this is none of them; give the policy of this log.");
}
