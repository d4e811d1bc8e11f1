using Writ.Base.Sealing;
using Writ.Ledger.Facts;

namespace Writ.App.Audit;

/// <summary>Which leaves have to be sealed to one auditor, by what the log says of their key.</summary>
internal sealed class AuditTerm
{
    private readonly List<(long From, long Before)> stretches = [];

    public AuditTerm(AuditedLog log, PublicKey key)
    {
        var spki = Convert.ToBase64String(key.Spki);
        foreach (var (index, fact) in log.Facts)
        {
            if (fact is not Fact.AuditorDesignated designated || designated.Key != spki) continue;
            Names.Add(designated.Name);
            var retired = log.Facts.Where(f => f.Index > index && f.Fact is Fact.AuditorRetired r && r.Auditor == designated.Auditor).Select(f => (long?)f.Index).FirstOrDefault() ?? long.MaxValue;

            // From a time on, and the log has times in its facts only: the first that says this time or a later one.
            if (log.FirstAt(index, designated.From) is { } from && from < retired) stretches.Add((from, retired));
        }
    }

    /// <summary>As whom the log designates this key; empty where it does not.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Whether the entry at this index has to be sealed to the auditor.</summary>
    public bool Covers(long index) => stretches.Any(s => index > s.From && index < s.Before);
}
