using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.Blobs;

namespace Writ.Gate.Notices.Objecting;

/// <summary>A file that the person attaches. Kept sealed, never interpreted, handed on as octets only.</summary>
public sealed record ObjectionFile(string Name, byte[] Content);

/// <summary>A person objects; a reviewer decides. While an objection is open nothing leaves.</summary>
public sealed class Objections(IStore store, IBlobs blobs, NoticeKey key, NoticeDesk desk, TimeProvider time, IEnumerable<INoticeWatcher> watchers)
{
    /// <summary>Longest text, in characters.</summary>
    public const int MostText = 10_000;

    /// <summary>Largest file, in bytes.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private static readonly (string Type, byte[] Start)[] Types =
    [
        ("application/pdf", "%PDF-"u8.ToArray()), ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), ("image/jpeg", [0xFF, 0xD8, 0xFF]),
    ];

    /// <summary>
    /// Makes an objection against a notice of this account, once, before its time is over. Not within an act: it is one.
    /// Refusals: <c>gate-no-notice</c>, <c>gate-notice-spent</c>, <c>gate-objection-late</c>, <c>gate-objection-made</c>, and of form
    /// <c>input-missing</c>, <c>input-too-long</c> at <c>/text</c>, <c>gate-objection-file</c> at <c>/file</c>.
    /// </summary>
    /// <param name="text">1 to 10,000 characters; lines may break.</param>
    public async Task<Result<CustomerObjection>> Make(AccountId account, NoticeId notice, string text, ObjectionFile? file, CancellationToken cancel = default)
    {
        var type = file is null ? null : TypeOf(file);
        var checks = new Checks();
        checks.Require(!string.IsNullOrWhiteSpace(text), "input-missing", "Say why you object; one sentence is enough.", "/text");
        checks.Require((text?.Length ?? 0) <= MostText, "input-too-long", "Shorten this to at most 10,000 characters, or attach it as a file.", "/text");
        if (file is not null && (type is null || !Named(file.Name))) checks.Add(GateRefusals.ObjectionFile);
        if (!checks.Ok) return checks.Refusal;
        if (await store.Look(work => MayNot(work, account, notice), cancel) is { } no) return no;

        var id = ObjectionId.New();
        BlobId? blob = file is null ? null : BlobId.New();
        if (blob is { } fresh)
        {
            try
            {
                await blobs.Put(fresh, key.Rows.Seal(fresh.Text, file!.Content), cancel);
            }
            catch (IOException)
            {
                return StoreRefusals.DiskFull;
            }
        }

        var content = new ObjectionContent(text!, file?.Name, type);
        var made = await store.Act<CustomerObjection>(async work =>
        {
            if (await MayNot(work, account, notice) is { } refusal) return refusal;
            var row = await work.Db().Set<NoticeRow>().AsNoTracking().SingleAsync(n => n.Id == notice);
            var objection = new ObjectionRow
            {
                Id = id,
                NoticeId = notice,
                DemandId = row.DemandId,
                AccountId = account,
                MadeAt = time.GetUtcNow(),
                Sealed = key.Seal(id.Text, content),
                FileBlob = blob,
                FileSize = file?.Content.Length,
                State = ObjectionState.Open,
            };
            work.Db().Add(objection);
            foreach (var watcher in watchers) await watcher.Told(work, row.DemandId, objection.MadeAt, "person", "objection-made", null);
            return Customer(objection);
        }, CancellationToken.None);
        if (!made.Ok && blob is { } orphan) await blobs.Delete(orphan, CancellationToken.None);
        return made;
    }

    /// <summary>
    /// A reviewer decides, with a reason that the person reads. Upheld: those items are decided again, and give nothing without a new
    /// notice. Either way the person is told. Refusals <c>gate-no-objection</c>, <c>gate-objection-decided</c>.
    /// </summary>
    public async Task<Result<bool>> Decide(IWork work, DemandId demand, ObjectionId objection, bool uphold, string reason, string staff)
    {
        var checks = new Checks();
        checks.Line(reason, 500, "/reason");
        if (!checks.Ok) return checks.Refusal;
        if (await work.Db().Set<ObjectionRow>().SingleOrDefaultAsync(o => o.Id == objection && o.DemandId == demand) is not { } row) return GateRefusals.NoObjection;
        if (row.State != ObjectionState.Open) return GateRefusals.ObjectionDecided;
        var now = time.GetUtcNow();
        (row.State, row.DecidedAt, row.DecidedBy, row.Reason) = (uphold ? ObjectionState.Upheld : ObjectionState.Overruled, now, staff, reason);
        var notice = await work.Db().Set<NoticeRow>().SingleAsync(n => n.Id == row.NoticeId);
        if (uphold)
        {
            notice.SpentAt ??= now;
            var items = await work.Db().Set<NoticeScope>().AsNoTracking().Where(s => s.NoticeId == notice.Id).Select(s => s.ItemId).ToListAsync();
            foreach (var watcher in watchers) await watcher.DecideAgain(work, demand, items);
        }

        foreach (var watcher in watchers) await watcher.Told(work, demand, now, staff, $"objection-{row.State.Word()}", reason);
        await desk.AnswerObjection(work, notice, new ObjectionAnswer(uphold, reason, row.MadeAt));
        return true;
    }

    /// <summary>The attached file as it was sent: name and octets. Refusal <c>gate-no-objection</c>.</summary>
    public async Task<Result<(string Name, byte[] Content)>> File(DemandId demand, ObjectionId objection, CancellationToken cancel = default)
    {
        var row = await store.Look(work => work.Db().Set<ObjectionRow>().SingleOrDefaultAsync(o => o.Id == objection && o.DemandId == demand), cancel);
        if (row?.FileBlob is not { } blob || await blobs.Get(blob, cancel) is not { } stream) return GateRefusals.NoObjection;
        await using (stream)
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancel);
            var opened = key.Rows.Open(blob.Text, bytes.ToArray());
            return opened.TryGet(out var plain, out var refusal) ? (key.Open<ObjectionContent>(row.Id.Text, row.Sealed).FileName!, plain) : refusal;
        }
    }

    internal static Task<bool> AnyOpen(IWork work, DemandId demand, AccountId account) => work.Db().Set<ObjectionRow>()
        .AnyAsync(o => o.DemandId == demand && o.AccountId == account && o.State == ObjectionState.Open);

    internal CustomerObjection Customer(ObjectionRow row)
    {
        var content = key.Open<ObjectionContent>(row.Id.Text, row.Sealed);
        return new CustomerObjection(row.Id, row.MadeAt, content.Text, content.FileName, row.State.Word(), row.DecidedAt, row.Reason);
    }

    internal ObjectionView Staff(ObjectionRow row)
    {
        var content = key.Open<ObjectionContent>(row.Id.Text, row.Sealed);
        return new ObjectionView(
            row.Id.Text, row.NoticeId.Text, row.AccountId.Text, row.MadeAt, content.Text, content.FileName, content.FileType, row.FileSize, row.State.Word(),
            row.DecidedAt, row.DecidedBy, row.Reason);
    }

    private async Task<Refusal?> MayNot(IWork work, AccountId account, NoticeId notice)
    {
        var row = await work.Db().Set<NoticeRow>().AsNoTracking()
            .SingleOrDefaultAsync(n => n.Id == notice && n.AccountId == account && n.State == NoticeState.Sent);
        if (row is not { Kind: NoticeKind.Before }) return GateRefusals.NoNotice;
        if (await work.Db().Set<ObjectionRow>().AnyAsync(o => o.NoticeId == notice)) return GateRefusals.ObjectionMade;
        if (row.SpentAt is not null) return GateRefusals.NoticeSpent;
        return time.GetUtcNow() < row.ObjectUntil ? null : GateRefusals.ObjectionLate;
    }

    private static string? TypeOf(ObjectionFile file) => file.Content is { Length: > 0 and <= MostBytes }
        ? Array.Find(Types, t => file.Content.AsSpan().StartsWith(t.Start)).Type
        : null;

    private static bool Named(string name)
    {
        var checks = new Checks();
        checks.Line(name, 200, "/file");
        return checks.Ok;
    }
}
