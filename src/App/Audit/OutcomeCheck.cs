using System.Text.Json;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Report;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.App.Audit;

/// <summary>Sets what is said to have become of each demand against leaves, promises and authorisations.</summary>
internal sealed class OutcomeCheck(AuditedLog log, OpenedLeaves opened, AuditFindings findings, DateTimeOffset now)
{
    private const int MostLine = 16 << 20;

    private static readonly JsonSerializerOptions Json = new(PublishedJson.Options) { RespectNullableAnnotations = true, AllowDuplicateProperties = false };

    private readonly Dictionary<string, AuditedDemand> demands = new(StringComparer.Ordinal);
    private readonly HashSet<long> told = [];
    private readonly HashSet<string> awaited = new(StringComparer.Ordinal);

    public int Demands => demands.Count;

    /// <summary>Promised, not in the log, and not late.</summary>
    public int Awaited => awaited.Count;

    /// <summary>What is said to have become of a demand; null where nothing was handed over.</summary>
    public DemandOutcome? Of(string demand) => demands.GetValueOrDefault(demand)?.Outcome;

    /// <summary>False where the file could not be opened; that is among the findings.</summary>
    public bool Read(ExportFolder folder, PrivateKey key)
    {
        using var plain = new MemoryStream();
        using (var file = File.OpenRead(folder.OutcomesFile))
        {
            if (!SealedFile.Open(file, key, plain).TryGet(out var info, out var refusal))
            {
                findings.Unchecked("audit-outcomes-unreadable", "outcomes.sealed", refusal.Sentence);
                return false;
            }

            if (!info.Context.StartsWith("writ.audit-outcomes/v1 ", StringComparison.Ordinal) || !info.Context.EndsWith($" {log.Checkpoint.Origin}", StringComparison.Ordinal))
            {
                findings.False("audit-outcomes-other", "outcomes.sealed", "This file of outcomes was sealed for another purpose, or of another log.");
                return false;
            }
        }

        plain.Position = 0;
        using var lines = new StreamReader(plain);
        for (var number = 1; lines.ReadLine() is { } line; number++) Take(line, number);
        return true;
    }

    /// <summary>After every line was read.</summary>
    public void Finish(ExportAbout about)
    {
        var authorised = opened.Authorisations.Where(a => a.Record.Ground == AuthorisationGround.Writ).ToList();
        foreach (var authorisation in authorised) Against(authorisation);
        var asked = authorised.Select(a => a.Record.Asked).ToHashSet(StringComparer.Ordinal);
        var ordinals = opened.Registers.Values.Where(r => r.Class != DemandClass.Dummy).ToLookup(r => r.Demand.Text);
        foreach (var demand in demands.Values.Where(d => d.Outcome.Items.Any(i => i.Produced)))
        {
            // Only where the leaf could be opened is it certain that its authorisation, which comes later, could be too.
            if (ordinals[demand.Demand].Any() && !asked.Contains(demand.Demand))
                findings.False("audit-produced-unauthorised", $"demand {demand.Demand}", "Something is said to have been produced, and no authorisation of it is in the log.");
        }

        foreach (var leaf in opened.Registers.Values.Where(r => r.Class != DemandClass.Dummy && r.Entry.Index >= about.From && !told.Contains(r.Entry.Ordinal)))
        {
            // One that another stands in for is told with that other.
            if (!demands.ContainsKey(leaf.Demand.Text)) findings.False("audit-outcome-missing", leaf.Entry.Place, $"Of demand {leaf.Demand}, which this leaf is of, no outcome was handed over.");
        }
    }

    private void Take(string line, int number)
    {
        var place = $"outcomes.sealed, line {number}";
        if (Parse(line) is not { } demand)
        {
            findings.False("audit-outcome-malformed", place, "This line is no demand with promise and outcome.");
            return;
        }

        if (!demands.TryAdd(demand.Demand, demand))
        {
            findings.False("audit-demand-twice", $"demand {demand.Demand}", "Two outcomes of it were handed over.");
            return;
        }

        if (log.Opened is null || !VerifierKey.Parse(log.Opened.PromiseKey).TryGet(out var key, out _)) return;
        if (!Promises.Verify(demand.Promise, key).TryGet(out var promise, out var refusal)) findings.False(refusal.Code, place, refusal.Sentence);
        else if (log.Find(promise.LeafHash) is not { } leaf) Missing(demand, promise);
        else if (leaf.IsRegister && opened.Registers.TryGetValue(leaf.Ordinal, out var register)) Against(demand, register);
    }

    private void Missing(AuditedDemand demand, Promise promise)
    {
        if (promise.Before > now) awaited.Add(Convert.ToBase64String(promise.LeafHash));
        else findings.False("audit-promise-broken", $"demand {demand.Demand}", $"Its leaf was promised to be in the log before {promise.Before:yyyy-MM-dd HH:mm:ss} UTC, and is not.");
    }

    private void Against(AuditedDemand demand, OpenedRegister leaf)
    {
        told.Add(leaf.Entry.Ordinal);
        if (leaf.Class == DemandClass.Dummy) findings.False("audit-dummy-real", leaf.Entry.Place, $"The leaf that was promised for demand {demand.Demand} is committed to as a dummy.");
        else if (leaf.Demand.Text != demand.Demand) findings.False("audit-outcome-differs", leaf.Entry.Place, $"This leaf is of demand {leaf.Demand}; it was promised for demand {demand.Demand}.");
    }

    private void Against(OpenedAuthorisation authorisation)
    {
        var record = authorisation.Record;
        if (log.Find(Convert.FromBase64String(record.RegisterLeaf)) is not { IsRegister: true } leaf)
        {
            if (!awaited.Contains(record.RegisterLeaf))
                findings.False("audit-authorisation-without-leaf", authorisation.Entry.Place, $"It authorises a disclosure for demand {record.Asked}, whose register leaf is not in the log.");
        }
        else if (opened.Registers.TryGetValue(leaf.Ordinal, out var register))
        {
            if (register.Class == DemandClass.Dummy) findings.False("audit-dummy-real", leaf.Place, $"A disclosure for demand {record.Asked} rests on this leaf, which is committed to as a dummy.");
            else if (register.Demand.Text != record.Asked)
                findings.False("audit-authorisation-differs", authorisation.Entry.Place, $"It is for demand {record.Asked}, and names the leaf of demand {register.Demand}.");
        }
    }

    /// <summary>A line as somebody handed it over; null for what is no demand with promise and outcome.</summary>
    internal static AuditedDemand? Parse(string line)
    {
        if (line.Length > MostLine) return null;
        try
        {
            var demand = JsonSerializer.Deserialize<AuditedDemand>(line, Json);
            return demand is { Demand: not null, Promise: not null, Outcome: { State: not null, Items: { } items } } && items.All(i => i?.Category is not null) ? demand : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
