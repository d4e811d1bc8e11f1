namespace Writ.Verify;

/// <summary>What a pass is worth. Said after every run, because a tick alone says too much.</summary>
internal static class Meaning
{
    public static IEnumerable<string> Proves(Verdict verdict)
    {
        yield return "The log's key signed exactly these entries in this order, and every tile served is what they hash to.";
        if (verdict.Witnesses is { Met: true } witnesses)
            yield return $"The quorum of the policy you gave ({witnesses.Words}) cosigned this checkpoint: each saw it grow out of the one that it saw before.";
        yield return "Every entry is a fact, a register leaf or an authorisation leaf of the published form.";
        if (verdict.Reports.Count > 0)
        {
            yield return "Every version of every own report is the file whose hash the log holds, and the site lists those that count and no others.";
            yield return "Every demand counted was committed to in the log before the report, under the same class and the same fields.";
            yield return "Every count follows from the demands opened and the outcomes published with them, by the definitions in the report; no leaf is counted twice.";
            if (verdict.Reports.Any(report => report.Document.Unopened is not null))
                yield return "Every leaf that a report keeps closed is withheld or a dummy, and the number withheld lies in the band the report states; neither which nor how many is shown.";
        }

        if (verdict.Quarters > 0)
            yield return "Every file of a quarter is the one whose hash the log holds, noise was published once for each, and how often homes were asked is what the requests in the log give.";
    }

    public static IEnumerable<string> DoesNotProve(Verdict verdict)
    {
        if (verdict.KeyFromSite)
            yield return "That this is the log others see: THE KEY CAME FROM THE SITE ITSELF. Get it from somewhere else and give it with --vkey.";
        if (verdict.ResumedAt > 0)
            yield return FormattableString.Invariant($"What the first {verdict.ResumedAt} entries are, beyond that they are under the signed root: that is the word of an earlier run, in a file of yours. If another could write it, run without --state.");
        yield return verdict.Witnesses switch
        {
            { Met: true } => "That everyone is shown the same log, if the witnesses of the quorum work together with the publisher: who runs them, and where, a signature does not tell.",
            { Demanded: true } => "That everyone is shown the same log: too few witnesses of your policy cosigned this one.",
            { Given: true } => "That everyone is shown the same log: your policy demands no witness. Compare the root above with someone else's, or check a receipt.",
            _ => "That everyone is shown the same log: no policy was given (--policy), so no witness's signature was checked. Compare the root above with someone else's, or check a receipt.",
        };
        yield return "That every demand was entered: one that was never entered and never promised leaves no trace. Whoever holds a promise or a receipt can show an omission.";
        if (verdict.Reports.Count > 0)
            yield return "That no demand has two leaves: where its id stays closed, only its requester could tell.";
        if (verdict.Quarters > 0)
            yield return "In which neighbourhood a request lay, and what noise was drawn: the first is counted by the operator's own maps, the second nobody may know.";
        yield return "That outcomes are true: what became of each item is the publisher's word, not a commitment.";
        yield return "That nothing left by another way: plaintext in indexes, backups, caches and live connectors is beyond a record.";
        yield return "That any demand was lawful.";
        if (verdict.Reports.Any(report => report.Document.Unopened is not null))
            yield return "That leaves kept closed are withheld for a lawful reason: only those who hold their receipts, an auditor, or a later unsealing can tell.";
        yield return "Anything about cells read in from elsewhere, or authorisation leaves, which stay closed.";
    }
}
