using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Notices;
using Writ.Gate.Release;
using Writ.Gate.Subject.Paper;
using Writ.Ledger.Register;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Mail;

namespace Writ.Gate.Subject;

/// <summary>
/// Takes the proof of record to the vault and makes the copy ready to be sent. Nothing of it is kept: each download asks the vault again.
/// Before the first byte leaves, the download is written down and a mail about it is owed.
/// </summary>
internal sealed class TakeCopy(
    IStore store, AccountSource accounts, ContactBook contacts, CustomerNotices notices, VaultClient vault, RecordEvidence evidence, OwnCopies copies,
    MailKey mails, CopyPapers papers, OpeningKeys openings, TimeProvider time)
{
    /// <summary>
    /// Refusals <c>gate-no-copy</c>, <c>gate-copy-over</c>, <c>gate-copy-not-ready</c>, <c>gate-copy-taken-often</c>, <c>gate-copy-changed</c>,
    /// <c>gate-copy-unopened</c>. The caller disposes of the copy, which wipes its keys.
    /// </summary>
    public async Task<Result<OwnCopy>> Begin(AccountId account, string text, CancellationToken cancel)
    {
        if (!SubjectRequestId.TryParse(text, out var id)) return SubjectRefusals.NoCopy;
        var look = await store.Look(async work =>
        {
            var row = await Row(work, account, id);
            return row is null ? default : (Row: row, Index: await copies.EntryOf(work, row), Known: await accounts.Outline(work, account));
        }, cancel);
        if (look.Row is null) return SubjectRefusals.NoCopy;
        if (await store.Look(work => Against(work, look.Row), cancel) is { } against) return against;
        if (look.Index is not { } index) return SubjectRefusals.NotReady;
        var records = Asked(look.Row, look.Known);
        if (records is null) return SubjectRefusals.Changed;

        if (!openings.Open(look.Row.Opening).TryGet(out var json, out _)) return SubjectRefusals.Unopened;
        var opening = AuthorisationOpening.FromJson(json).Value;
        IReadOnlyDictionary<RecordId, byte[]> keys = new Dictionary<RecordId, byte[]>();
        if (records.Count > 0)
        {
            if (!await evidence.Fresh(cancel)) return GateRefusals.WitnessesMissing;
            if (!(await vault.Release(json, records, known => evidence.Of(index, known), cancel)).TryGet(out var given, out _))
                return SubjectRefusals.Unopened;
            keys = given;
        }

        var permit = new ReleasePermit(opening.Record, keys);
        var handedOn = false;
        try
        {
            var receipt = evidence.Receipt(index);
            if (!(await WriteDown(look.Row, cancel)).TryGet(out var download, out var refusal)) return refusal;
            handedOn = true;
            return new OwnCopy(store, accounts, contacts, notices, papers, permit, new CopyFacts(id, account, opening, index, receipt, download.BegunAt, records), download);
        }
        finally
        {
            if (!handedOn) permit.Dispose();
        }
    }

    private static Task<SubjectRequest?> Row(IWork work, AccountId account, SubjectRequestId id) =>
        work.Db().Set<SubjectRequest>().SingleOrDefaultAsync(r => r.Id == id && r.AccountId == account);

    /// <summary>The records as they were when the copy was asked for; null where one is gone.</summary>
    private static List<SealedRecord>? Asked(SubjectRequest row, IReadOnlyList<SealedRecord> known)
    {
        var asked = Encoding.ASCII.GetString(row.Records!).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var found = known.Where(r => asked.Contains(r.Record.Text)).ToList();
        return found.Count == asked.Count ? found : null;
    }

    private async Task<Refusal?> Against(IWork work, SubjectRequest row)
    {
        if (row.State == SubjectState.Ended || row.ExpiresAt <= time.GetUtcNow()) return SubjectRefusals.Over;
        return await work.Db().Set<SubjectDownload>().CountAsync(d => d.RequestId == row.Id) >= SubjectRequest.MostDownloads ? SubjectRefusals.Often : null;
    }

    private async Task<Result<SubjectDownload>> WriteDown(SubjectRequest asked, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (contact, service) = await store.Look(async work => (await contacts.Find(work, asked.AccountId), (await accounts.About(work, asked.AccountId)).Service), cancel);
        var mail = contact?.Mail is { Length: > 0 } to ? await papers.Mail(to, service, asked.Id, now) : null;
        return await store.Act<SubjectDownload>(async work =>
        {
            // Once more inside the act: two downloads may begin at one moment, and the time may be over.
            if (await Row(work, asked.AccountId, asked.Id) is not { } row) return SubjectRefusals.NoCopy;
            if (await Against(work, row) is { } against) return against;
            var download = new SubjectDownload
            {
                RequestId = row.Id,
                Number = 1 + await work.Db().Set<SubjectDownload>().CountAsync(d => d.RequestId == row.Id, CancellationToken.None),
                BegunAt = now,
            };
            work.Db().Add(download);
            if (mail is not null) _ = MailQueue.Owe(work, mails, mail, now);
            return download;
        }, cancel);
    }
}
