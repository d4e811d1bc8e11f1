using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Notices;
using Writ.Gate.Release;
using Writ.Gate.Subject.Paper;
using Writ.Ledger.Register;
using Writ.Sources.Accounts;
using Writ.Store;

namespace Writ.Gate.Subject;

/// <summary>What is fixed of a copy before its first byte.</summary>
/// <param name="Entry">Index in the record.</param>
/// <param name="Receipt">Text of the proof that it is there.</param>
/// <param name="Records">Outlines, by category.</param>
internal sealed record CopyFacts(
    SubjectRequestId Request, AccountId Account, AuthorisationOpening Opening, long Entry, string Receipt, DateTimeOffset At, IReadOnlyList<SealedRecord> Records);

/// <summary>One download under way: opens record by record and writes a ZIP as it goes. Holds one record's plaintext at a time.</summary>
internal sealed class OwnCopy(
    IStore store, AccountSource accounts, ContactBook contacts, CustomerNotices notices, CopyPapers papers, ReleasePermit permit, CopyFacts facts, SubjectDownload download)
    : IDisposable
{
    private int unopened;

    public string FileName => $"my-data-{facts.At:yyyy-MM-dd}.zip";

    /// <summary>If it throws, what was written is no whole ZIP: the caller breaks the connection off.</summary>
    public async Task Write(Stream output, CancellationToken cancel)
    {
        var zip = await CopyZip.Begin(output, facts.At, cancel);
        var kinds = facts.Records.GroupBy(r => r.Category).Select(g => new CopyKind(g.Key, [.. g])).ToList();
        foreach (var kind in kinds)
        {
            await zip.Add(kind.Data, file => WriteData(file, kind, cancel));
            await zip.Add(kind.Page, file => WritePage(file, kind, cancel));
        }

        var (about, contact, letters) = await store.Look(
            async work => (await accounts.About(work, facts.Account), await contacts.Find(work, facts.Account), await notices.SentTo(work, facts.Account)), cancel);
        await zip.Add("account.json", CopyJson.Account(facts, about.Service, about.Identifiers, contact));
        await zip.Add("letters.json", CopyJson.Letters(letters));
        await zip.Add("record/opening.json", facts.Opening.ToJson());
        await zip.Add("record/entry.tlog-proof", System.Text.Encoding.UTF8.GetBytes(facts.Receipt));
        var index = new CopyIndex(facts, about.Service, about.Identifiers, contact, kinds, letters, unopened);
        await zip.Add("index.html", System.Text.Encoding.UTF8.GetBytes(await papers.Index(index)));
        await zip.End(files => CopyJson.Manifest(facts, papers.Company, unopened, files));
    }

    /// <summary>The last byte was sent.</summary>
    /// <param name="at">Now.</param>
    public async Task Sent(DateTimeOffset at) => await store.Act<bool>(async work =>
    {
        (await work.Db().Set<SubjectDownload>().SingleAsync(d => d.RequestId == download.RequestId && d.Number == download.Number)).WholeAt = at;
        return true;
    });

    public void Dispose() => permit.Dispose();

    private async Task WriteData(Stream file, CopyKind kind, CancellationToken cancel)
    {
        await file.WriteAsync("["u8.ToArray(), cancel);
        for (var i = 0; i < kind.Records.Count; i++)
        {
            using var opened = await Open(kind.Records[i], cancel);
            if (opened.Plain is null) unopened++;
            await file.WriteAsync(i == 0 ? "\n"u8.ToArray() : ",\n"u8.ToArray(), cancel);
            await CopyJson.Record(file, opened, cancel);
        }

        await file.WriteAsync("\n]\n"u8.ToArray(), cancel);
    }

    private async Task WritePage(Stream file, CopyKind kind, CancellationToken cancel)
    {
        var (head, foot) = await papers.Around(facts, kind);
        await file.WriteAsync(head, cancel);
        foreach (var record in kind.Records)
        {
            using var opened = await Open(record, cancel);
            await file.WriteAsync(await papers.Card(opened), cancel);
        }

        await file.WriteAsync(foot, cancel);
    }

    private async Task<OpenedRecord> Open(SealedRecord outline, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var whole = await store.Look(work => accounts.Whole(work, outline), cancel);
        return new OpenedRecord(outline, whole is not null && permit.Open(whole).TryGet(out var plain, out _) ? plain : null);
    }
}

/// <summary>The records of one category, and the names of their files.</summary>
internal sealed record CopyKind(DataCategory Category, IReadOnlyList<SealedRecord> Records)
{
    public string Data => $"records/{Category.Text}.json";

    public string Page => $"records/{Category.Text}.html";
}

/// <summary>A record in the clear, for a moment.</summary>
/// <param name="Plain">Null: it could not be opened. Wiped with this.</param>
internal sealed record OpenedRecord(SealedRecord Outline, byte[]? Plain) : IDisposable
{
    public void Dispose() => System.Security.Cryptography.CryptographicOperations.ZeroMemory(Plain);
}
