using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Register.Batches;

namespace Writ.Ledger.Facts;

/// <summary>
/// Writes and reads open facts as log entries: canonical JSON (RFC 8785) of at most 65,535 bytes with <c>kind</c>,
/// <c>n</c>, <c>at</c> and the members of the kind, all of them and no others. Writing what would not be read back
/// throws <see cref="ArgumentException"/>: it is the caller's bug.
/// </summary>
public static partial class Facts
{
    public const string Spec = "writ.record/v1";

    public static byte[] LogOpened(string origin, string promiseKey, DateTimeOffset at) => Write(new Fact.LogOpened(origin, promiseKey, Spec, at));

    public static byte[] AgencyEnrolled(AgencyId agency, string name, string country, string kind, DateTimeOffset at) =>
        Write(new Fact.AgencyEnrolled(agency, name, country, kind, at));

    public static byte[] AgencyVerified(AgencyId agency, string how, string byRole, DateTimeOffset at) => Write(new Fact.AgencyVerified(agency, how, byRole, at));

    public static byte[] AgencySuspended(AgencyId agency, string reason, DateTimeOffset at) => Write(new Fact.AgencySuspended(agency, reason, at));

    public static byte[] KeyEnrolled(AgencyId agency, string keyThumbprintHex, DateTimeOffset at) => Write(new Fact.KeyEnrolled(agency, keyThumbprintHex, at));

    public static byte[] KeyRevoked(AgencyId agency, string keyThumbprintHex, string reason, DateTimeOffset at) =>
        Write(new Fact.KeyRevoked(agency, keyThumbprintHex, reason, at));

    public static byte[] LawAdopted(string pack, string sha256, DateTimeOffset at) => Write(new Fact.LawAdopted(pack, sha256, at));

    public static byte[] ReportPublished(
        string period, int version, string path, string sha256, string openingsSha256, long from, long to, bool provisional, DateTimeOffset at) =>
        Write(new Fact.ReportPublished(period, version, path, sha256, openingsSha256, from, to, provisional, at));

    public static byte[] Correction(long entry, string text, DateTimeOffset at) => Write(new Fact.Correction(entry, text, at));

    public static byte[] ClassAdjusted(long leaf, long by, string reason, DateTimeOffset at) => Write(new Fact.ClassAdjusted(leaf, by, reason, at));

    public static byte[] LeavesUnsealed(string path, string sha256, long count, DateTimeOffset at) => Write(new Fact.LeavesUnsealed(path, sha256, count, at));

    public static byte[] ScheduleSet(Schedule schedule, DateTimeOffset at) => Write(new Fact.ScheduleSet(
        schedule.From, (long)schedule.BatchEvery.TotalSeconds, schedule.BatchLeaves, schedule.Reserve, (long)schedule.EpochEvery.TotalSeconds, schedule.EpochLeaves, at));

    /// <summary>Stands before the leaves of a batch or an epoch.</summary>
    public static byte[] BatchOut(LeafKind kind, DateTimeOffset due, DateTimeOffset at) => Write(kind switch
    {
        LeafKind.Register => new Fact.RegisterBatch(due, at),
        LeafKind.Authorisation => new Fact.AuthorisationEpoch(due, at),
    });

    /// <param name="from">Not before <paramref name="at"/>.</param>
    public static byte[] AuditorDesignated(AuditorId auditor, string name, Base.Sealing.PublicKey key, DateTimeOffset from, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Write(new Fact.AuditorDesignated(auditor, name, Convert.ToBase64String(key.Spki), from, at));
    }

    public static byte[] AuditorRetired(AuditorId auditor, string reason, DateTimeOffset at) => Write(new Fact.AuditorRetired(auditor, reason, at));

    public static byte[] ApproverEnrolled(string person, string role, string key, DateTimeOffset at) => Write(new Fact.ApproverEnrolled(person, role, key, at));

    public static byte[] ApproverRemoved(string person, string role, string reason, DateTimeOffset at) => Write(new Fact.ApproverRemoved(person, role, reason, at));

    public static byte[] KeysDestroyed(string what, string reason, DateTimeOffset at) => Write(new Fact.KeysDestroyed(what, reason, at));

    public static byte[] BreakGlassUsed(long count, string statement, string vault, DateTimeOffset at) =>
        Write(new Fact.BreakGlassUsed(count, Fact.BreakGlassUsed.Danger, statement, vault, at));

    /// <summary>Refusals <c>ledger-fact-malformed</c>, <c>ledger-fact-unknown</c>.</summary>
    public static Result<Fact> Parse(ReadOnlySpan<byte> entry)
    {
        if (!CanonicalJson.ParseStrict(entry, EntryBundle.MaxEntry).TryGet(out var node, out var refusal)) return refusal with { Code = "ledger-fact-malformed" };
        if (node is not JsonObject json) return FactReader.Malformed("an object");
        var reader = new FactReader(json);
        var kind = reader.Text("kind");
        var number = reader.Number("n");
        var at = reader.Time("at");
        Fact? fact = (kind, number) switch
        {
            ("log-opened", 1) => new Fact.LogOpened(reader.Text("origin"), reader.VerifierKey("promise"), reader.Exactly("spec", Spec), at),
            ("agency-enrolled", 2) => new Fact.AgencyEnrolled(reader.Agency(), reader.Text("name"), reader.Country("country"), reader.Text("authority"), at),
            ("agency-verified", 3) => new Fact.AgencyVerified(reader.Agency(), reader.Text("how"), reader.Text("by"), at),
            ("agency-suspended", 4) => new Fact.AgencySuspended(reader.Agency(), reader.Text("reason"), at),
            ("key-enrolled", 5) => new Fact.KeyEnrolled(reader.Agency(), reader.Hash("key"), at),
            ("key-revoked", 6) => new Fact.KeyRevoked(reader.Agency(), reader.Hash("key"), reader.Text("reason"), at),
            ("law-adopted", 7) => new Fact.LawAdopted(reader.Text("pack"), reader.Hash("sha256"), at),
            ("report-published", 8) => Report(reader, at),
            ("correction", 9) => new Fact.Correction(reader.Number("entry"), reader.Text("text"), at),
            ("class-adjusted", 10) => new Fact.ClassAdjusted(reader.Number("leaf"), reader.Number("by", reader.Number("leaf") + 1), reader.Text("reason"), at),
            ("leaves-unsealed", 11) => new Fact.LeavesUnsealed(reader.SitePath("path"), reader.Hash("sha256"), reader.Number("count", 1), at),
            ("schedule-set", 12) => Schedule(reader, at),
            ("register-batch", 13) => new Fact.RegisterBatch(reader.Time("due", most: at), at),
            ("authorisation-epoch", 14) => new Fact.AuthorisationEpoch(reader.Time("due", most: at), at),
            ("auditor-designated", 15) => Auditor(reader, at),
            ("auditor-retired", 16) => new Fact.AuditorRetired(reader.Auditor(), reader.Text("reason"), at),
            ("approver-enrolled", 18) => new Fact.ApproverEnrolled(reader.Text("person"), reader.OneOf("role", ApproverRoles.All), reader.HashOrNone("key"), at),
            ("approver-removed", 19) => new Fact.ApproverRemoved(reader.Text("person"), reader.OneOf("role", ApproverRoles.All), reader.Text("reason"), at),
            ("keys-destroyed", 20) => new Fact.KeysDestroyed(reader.Hash("what"), reader.Text("reason"), at),
            ("break-glass-used", 21) => new Fact.BreakGlassUsed(
                reader.Number("count", 1), reader.Exactly("ground", Fact.BreakGlassUsed.Danger), reader.Hash("statement"), reader.Text("vault"), at),
            _ => Partnership(kind, number, reader, at) ?? Request(kind, number, reader, at) ?? Oversight(kind, number, reader, at) ?? Glass(kind, number, reader, at),
        };
        if (fact is null) return new Refusal("ledger-fact-unknown", "This kind of fact is not known; use a newer verifier.");
        return reader.Wrong() is { } wrong ? FactReader.Malformed(wrong) : fact;
    }

    private static Fact.ReportPublished Report(FactReader reader, DateTimeOffset at) => new(
        reader.Period("period"),
        (int)reader.Number("version", 1, int.MaxValue),
        reader.SitePath("path"),
        reader.Hash("sha256"),
        reader.Hash("openings"),
        reader.Number("from"),
        reader.Number("to", reader.Number("from")),
        reader.Flag("provisional"),
        at);

    private static Fact.ScheduleSet Schedule(FactReader reader, DateTimeOffset at)
    {
        var fact = new Fact.ScheduleSet(
            reader.Time("from", after: at),
            reader.Number("batch", 1, int.MaxValue),
            (int)reader.Number("leaves", 1, int.MaxValue),
            (int)reader.Number("reserve", 0, int.MaxValue),
            reader.Number("epoch", 1, int.MaxValue),
            (int)reader.Number("authorisations", 1, int.MaxValue),
            at);
        if (reader.AllRight && Register.Batches.Schedule.Of(fact).Wrong() is { } member) reader.Refuse(member);
        return fact;
    }

    private static Fact.AuditorDesignated Auditor(FactReader reader, DateTimeOffset at)
    {
        var fact = new Fact.AuditorDesignated(reader.Auditor(), reader.Text("name"), reader.SealingKey("key"), reader.Time("from"), at);
        if (fact.From < at) reader.Refuse("from");
        return fact;
    }

    private static byte[] Write(Fact fact)
    {
        var json = Members(fact);
        json["n"] = fact.Number;
        json["at"] = Strict.Timestamp(fact.At);
        var bytes = CanonicalJson.Write(json);
        return Parse(bytes).TryGet(out _, out var refusal) ? bytes : throw new ArgumentException(refusal.ToString());
    }

    private static JsonObject Members(Fact fact) => fact switch
    {
        Fact.LogOpened f => new() { ["kind"] = "log-opened", ["origin"] = f.Origin, ["promise"] = f.PromiseKey, ["spec"] = f.Spec },
        Fact.AgencyEnrolled f => new()
        {
            ["kind"] = "agency-enrolled", ["agency"] = f.Agency.Text, ["name"] = f.Name, ["country"] = f.Country, ["authority"] = f.Authority,
        },
        Fact.AgencyVerified f => new() { ["kind"] = "agency-verified", ["agency"] = f.Agency.Text, ["how"] = f.How, ["by"] = f.By },
        Fact.AgencySuspended f => new() { ["kind"] = "agency-suspended", ["agency"] = f.Agency.Text, ["reason"] = f.Reason },
        Fact.KeyEnrolled f => new() { ["kind"] = "key-enrolled", ["agency"] = f.Agency.Text, ["key"] = f.Key },
        Fact.KeyRevoked f => new() { ["kind"] = "key-revoked", ["agency"] = f.Agency.Text, ["key"] = f.Key, ["reason"] = f.Reason },
        Fact.LawAdopted f => new() { ["kind"] = "law-adopted", ["pack"] = f.Pack, ["sha256"] = f.Sha256 },
        Fact.ReportPublished f => new()
        {
            ["kind"] = "report-published", ["period"] = f.Period, ["version"] = f.Version, ["path"] = f.Path, ["sha256"] = f.Sha256,
            ["openings"] = f.OpeningsSha256, ["from"] = f.From, ["to"] = f.To, ["provisional"] = f.Provisional,
        },
        Fact.Correction f => new() { ["kind"] = "correction", ["entry"] = f.Entry, ["text"] = f.Text },
        Fact.ClassAdjusted f => new() { ["kind"] = "class-adjusted", ["leaf"] = f.Leaf, ["by"] = f.By, ["reason"] = f.Reason },
        Fact.LeavesUnsealed f => new() { ["kind"] = "leaves-unsealed", ["path"] = f.Path, ["sha256"] = f.Sha256, ["count"] = f.Count },
        Fact.ScheduleSet f => new()
        {
            ["kind"] = "schedule-set", ["from"] = Strict.Timestamp(f.From), ["batch"] = f.BatchSeconds, ["leaves"] = f.BatchLeaves, ["reserve"] = f.Reserve,
            ["epoch"] = f.EpochSeconds, ["authorisations"] = f.EpochLeaves,
        },
        Fact.RegisterBatch f => new() { ["kind"] = "register-batch", ["due"] = Strict.Timestamp(f.Due) },
        Fact.AuthorisationEpoch f => new() { ["kind"] = "authorisation-epoch", ["due"] = Strict.Timestamp(f.Due) },
        Fact.AuditorDesignated f => new()
        {
            ["kind"] = "auditor-designated", ["auditor"] = f.Auditor.Text, ["name"] = f.Name, ["key"] = f.Key, ["from"] = Strict.Timestamp(f.From),
        },
        Fact.AuditorRetired f => new() { ["kind"] = "auditor-retired", ["auditor"] = f.Auditor.Text, ["reason"] = f.Reason },
        Fact.ApproverEnrolled f => new() { ["kind"] = "approver-enrolled", ["person"] = f.Person, ["role"] = f.Role, ["key"] = f.Key },
        Fact.ApproverRemoved f => new() { ["kind"] = "approver-removed", ["person"] = f.Person, ["role"] = f.Role, ["reason"] = f.Reason },
        Fact.KeysDestroyed f => new() { ["kind"] = "keys-destroyed", ["what"] = f.What, ["reason"] = f.Reason },
        Fact.BreakGlassUsed f => new() { ["kind"] = "break-glass-used", ["count"] = f.Count, ["ground"] = f.Ground, ["statement"] = f.Statement, ["vault"] = f.Vault },
        _ => PartnershipMembers(fact) ?? RequestMembers(fact) ?? OversightMembers(fact) ?? GlassMembers(fact) ?? throw new ArgumentException($"Not a kind of fact: {fact.GetType().Name}"),
    };
}
