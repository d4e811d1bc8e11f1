using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Authorise;
using Writ.Ledger.Register;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Record;

namespace Writ.Gate.Subject;

/// <summary>
/// A person asks for a copy of their own data: an authorisation on the ground of the subject, written for the record with the request.
/// Nobody else decides, so nobody else is named: one account, no recipient, an hour at most.
/// </summary>
internal sealed class AskForCopy(IStore store, DisclosureGate gate, AccountSource accounts, OpeningKeys openings, TimeProvider time)
{
    // Also where there is no record at all: then too one leaf is written, and nobody can tell the two apart.
    private static readonly DataCategory Always = DataCategory.FromTrusted("subscriber");

    /// <summary>The request that is open, where one is: a second press, a second tab and Back make no other. Refusal <c>gate-copy-too-large</c>.</summary>
    public async Task<Result<SubjectRequestId>> Ask(AccountId account, CancellationToken cancel)
    {
        if (await store.Look(work => Open(work, account), cancel) is { } open && open.ExpiresAt > time.GetUtcNow()) return open.Id;

        // Asked before the act begins: an act waits for nothing but the database.
        if (!(await gate.Ticket(cancel)).TryGet(out var ticket, out var refusal)) return refusal;
        return await store.Act<SubjectRequestId>(async work =>
        {
            var now = time.GetUtcNow();
            if (await Open(work, account) is { } before)
            {
                if (before.ExpiresAt > now) return before.Id;
                before.End(now);
                await work.Db().SaveChangesAsync(CancellationToken.None);
            }

            var records = await accounts.Outline(work, account);
            if (records.Count > VaultWire.MaxRecords) return SubjectRefusals.TooLarge;
            var id = SubjectRequestId.New();
            var authorisation = new AuthorisationRecord(
                AuthorisationId.New(),
                ticket.Vault.Id,
                ticket.Nonce,
                id.Text,
                AuthorisationGround.Nobody,
                AuthorisationGround.Subject,
                [.. records.Select(r => r.Category).Append(Always).Distinct().OrderBy(c => c.Text, StringComparer.Ordinal)
                    .Select(category => new AuthorisedItem(ItemId.New(), account, category, null, null))],
                [],
                AuthorisationGround.Nobody,
                AuthorisationGround.Nobody,
                WholeSeconds(now + SubjectRequest.Lasts));
            var opening = AuthorisationOpening.Draw(authorisation);
            var json = opening.ToJson();
            var entry = await Outbox.AppendLeaf(work, LeafKind.Authorisation, opening.Leaf(), now, LeafLane.Own);
            AuditedLeaf.Keep(work, entry, json);
            work.Db().Add(new SubjectRequest
            {
                Id = id,
                AccountId = account,
                State = SubjectState.Open,
                MadeAt = now,
                ExpiresAt = authorisation.Expires,
                Opening = openings.Seal(now, entry.LeafHash, json),
                Records = Encoding.ASCII.GetBytes(string.Join('\n', records.Select(r => r.Record.Text))),
                EntrySeq = entry.Seq,
            });
            await JobQueue.Owe(work, CopyOver.JobKind, id.Text, authorisation.Expires);
            return id;
        }, cancel);
    }

    private static Task<SubjectRequest?> Open(IWork work, AccountId account) =>
        work.Db().Set<SubjectRequest>().SingleOrDefaultAsync(r => r.AccountId == account && r.State == SubjectState.Open);

    private static DateTimeOffset WholeSeconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}

/// <summary>When its time is over, a request forgets all but that it happened.</summary>
internal sealed class CopyOver(IStore store, TimeProvider time) : IJobHandler
{
    public const string JobKind = "subject-copy-over";

    string IJobHandler.Kind => JobKind;

    Task<Result<bool>> IJobHandler.Run(string subject, CancellationToken cancel) => store.Act<bool>(async work =>
    {
        var id = SubjectRequestId.FromTrusted(subject);
        if (await work.Db().Set<SubjectRequest>().SingleAsync(r => r.Id == id, cancel) is { State: SubjectState.Open } row) row.End(time.GetUtcNow());
        return true;
    }, cancel);
}
