using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Recorded;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Audit;

/// <param name="Key">SHA-256 thumbprint.</param>
internal sealed record AuditorView(string Id, string Name, string Key, DateTimeOffset DesignatedAt, DateTimeOffset From, DateTimeOffset? RetiredAt);

/// <summary>The operator designates auditors and retires them. Row and fact are one act: from it on, every leaf that is drawn is sealed to them.</summary>
internal sealed class Auditors(IStore store, TimeProvider time)
{
    private const int MostWords = 200;

    /// <summary>Refusals <c>audit-words</c>, <c>audit-key-designated</c>, <c>audit-too-many-auditors</c>.</summary>
    /// <param name="from">Null: at once. Under a schedule never before what waits for a batch now is out.</param>
    public Task<Result<AuditorView>> Designate(string name, PublicKey key, DateTimeOffset? from) => store.Act<AuditorView>(async work =>
    {
        var now = Now();
        if (!Fits(name) || from < now || from?.Year > 9000) return AuditRefusals.Words;
        var all = await Auditing.All(work);
        if (all.Any(a => a.RetiredAt is null && a.Thumbprint == key.Thumbprint)) return AuditRefusals.Designated;
        if (all.Count(a => a.RetiredAt is null) >= AuditSeal.MostAuditors) return AuditRefusals.TooMany;
        var auditor = new Auditor
        {
            Id = AuditorId.New(), Name = name, Spki = key.Spki.ToArray(), Thumbprint = key.Thumbprint, DesignatedAt = now, FromAt = Later(from ?? now, WaitingIsOut(work, now)),
        };
        Auditing.Designate(work, auditor);
        await Outbox.Append(work, Facts.AuditorDesignated(auditor.Id, name, key, auditor.FromAt, now));
        return View(auditor);
    });

    /// <summary>Refusals <c>audit-words</c>, <c>audit-auditor-unknown</c>, <c>audit-auditor-retired</c>.</summary>
    public Task<Result<AuditorView>> Retire(string id, string reason) => store.Act<AuditorView>(async work =>
    {
        if (!Fits(reason)) return AuditRefusals.Words;
        if (!AuditorId.TryParse(id, out var known) || await Auditing.Find(work, known) is not { } auditor) return AuditRefusals.Unknown;
        if (auditor.RetiredAt is not null) return AuditRefusals.Retired;
        var now = Now();

        // A clock that went back must not make the fact contradict the one before it.
        auditor.RetiredAt = now > auditor.DesignatedAt ? now : auditor.DesignatedAt;
        await Outbox.Append(work, Facts.AuditorRetired(auditor.Id, reason, auditor.RetiredAt.Value));
        return View(auditor);
    });

    public Task<IReadOnlyList<AuditorView>> All() => store.Look<IReadOnlyList<AuditorView>>(async work => [.. (await Auditing.All(work)).Select(View)]);

    private static bool Fits(string words) => words.Length is > 0 and <= MostWords && !words.Any(char.IsControl);

    private static AuditorView View(Auditor a) => new(a.Id.Text, a.Name, a.Thumbprint, a.DesignatedAt, a.FromAt, a.RetiredAt);

    private static DateTimeOffset Seconds(DateTimeOffset at) => at.ToUniversalTime().AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => Seconds(one > other ? one : other);

    /// <summary>Right after the last batch with which what waits now can go out: it was sealed to others.</summary>
    private static DateTimeOffset WaitingIsOut(IWork work, DateTimeOffset now) =>
        RecordTimes.InForce(work, now) is { } book
            && book.Expected(LeafKind.Register, now, RecordBatches.Last(work, LeafKind.Register)) is { } expected
            && book.Next(LeafKind.Register, expected.Due) is { } last
            ? last.Due.AddSeconds(1)
            : now;

    private DateTimeOffset Now() => Seconds(time.GetUtcNow());
}
