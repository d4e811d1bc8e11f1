using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Gate.Grants.Ending;
using Writ.Gate.Grants.Owner;
using Writ.Gate.Notices;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Jobs;

namespace Writ.Gate.Grants.Giving;

/// <summary>
/// An owner gives: first the signed word with the wrapped keys, then the sealed file. Nothing of an answer exists here before the word, and nobody but the owner
/// hears of it before the file.
/// </summary>
internal sealed class GiveGrant(IStore store, IBlobs blobs, ConsentGate gate, NoticeKey key, GrantOptions options, TimeProvider time)
{
    public const string OfferJob = "grant-offer-over";

    private const int MostKeys = 16;

    public async Task<Result<GrantGiven>> Offer(Caller caller, GrantOffer offer)
    {
        var text = Encoding.UTF8.GetBytes(offer.Consent ?? string.Empty);
        if (!SignedText.Read(text, GrantConsent.Kind).TryGet(out var signed, out var refusal)) return refusal;
        if (!GrantConsent.Read(signed).TryGet(out var consent, out refusal)) return refusal;
        if (!Wraps(offer.Wraps).TryGet(out var wraps, out refusal)) return refusal;
        var hash = Convert.ToHexStringLower(SHA256.HashData(text));
        var before = await store.Look(work => work.Db().Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == consent.Grant));
        if (before is not null) return Same(before, caller, hash, offer.Size) ? new GrantGiven(before.Id.Text) : GrantRefusals.Taken;

        // Written before the act, and taken away again where that writes nothing: a wrapped key is in no table, and so in no page of one that was given up.
        var blob = BlobId.New();
        await blobs.Put(blob, KeptWrap.Write(wraps));
        Result<GrantGiven> offered = GrantRefusals.Taken;
        try
        {
            offered = await store.Act<GrantGiven>(async work =>
            {
                var now = time.GetUtcNow();
                if (await work.Db().Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == consent.Grant) is { } there)
                    return Same(there, caller, hash, offer.Size) ? new GrantGiven(there.Id.Text) : GrantRefusals.Taken;
                var prints = wraps.Select(w => w.Thumbprint).Order(StringComparer.Ordinal).ToList();
                var account = caller.Account!.Value;
                var living = await work.Db().Set<Grant>().CountAsync(
                    g => g.AccountId == account && (g.State == GrantState.Offered || g.State == GrantState.Given || g.State == GrantState.Opened));
                if (living >= options.Limits.MostLiving) return GrantRefusals.TooMany;
                if (await gate.Against(new ConsentCase(work, caller, signed, consent, prints, offer.Size, now, now)) is { } no) return no;
                work.Db().Add(new Grant
                {
                    Id = consent.Grant, AccountId = account, HomeId = consent.Home, RequestId = consent.Request, AgencyId = consent.Agency, OfficerId = consent.Officer,
                    Passes = consent.Passes, State = GrantState.Offered, Consent = key.Rows.Seal(consent.Grant.Text, text), ConsentHash = hash, Terms = consent.Terms,
                    Keys = string.Join(' ', prints), Sha256 = consent.File, Size = offer.Size, Days = consent.Days, WrapsBlob = blob, OfferedAt = now,
                    ContactOpen = true,
                });
                await JobQueue.Owe(work, OfferJob, consent.Grant.Text, now + options.Limits.OfferLasts);
                return new GrantGiven(consent.Grant.Text);
            });
        }
        finally
        {
            // Where somebody sent the same at the same moment, theirs is the blob that is named.
            if (!offered.Ok || !await store.Look(work => work.Db().Set<Grant>().AnyAsync(g => g.WrapsBlob == blob))) await blobs.Delete(blob);
        }

        return offered;
    }

    /// <summary>The file that the word names. From its act on it is authorised, and a leaf of it is on its way into the record.</summary>
    public async Task<Result<bool>> PutFile(Caller caller, string text, Stream bytes, CancellationToken cancel)
    {
        if (!GrantId.TryParse(text, out var id)) return GrantRefusals.Unknown;
        var row = await store.Look(work => OwnGrants.Of(work, caller).AsNoTracking().SingleOrDefaultAsync(g => g.Id == id), cancel);
        if (row is null) return GrantRefusals.Unknown;
        if (row.State is GrantState.Given or GrantState.Opened) return true;
        if (row.State != GrantState.Offered || time.GetUtcNow() >= row.OfferedAt + options.Limits.OfferLasts) return GrantRefusals.Over;

        var blob = BlobId.New();
        var taken = false;
        try
        {
            if (!await Keep(blob, row, bytes, cancel)) return GrantRefusals.File;
            var given = await store.Act<bool>(work => Give(work, caller, id, blob), CancellationToken.None);
            taken = given is { Ok: true, Value: true };
            return given.Map(_ => true);
        }
        catch (IOException e) when (e is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            return StoreRefusals.DiskFull;
        }
        finally
        {
            if (!taken) await blobs.Delete(blob, CancellationToken.None);
        }
    }

    /// <summary>False where it was given before.</summary>
    private async Task<Result<bool>> Give(IWork work, Caller caller, GrantId id, BlobId blob)
    {
        var now = time.GetUtcNow();
        var row = await work.Db().Set<Grant>().SingleOrDefaultAsync(g => g.Id == id);
        if (row is null || row.State is GrantState.Withdrawn or GrantState.Ended or GrantState.Purged) return GrantRefusals.Over;
        if (row.State != GrantState.Offered) return false;
        var bytes = key.Rows.Open(id.Text, row.Consent!).Value;
        var signed = SignedText.Read(bytes, GrantConsent.Kind).Value;
        var consent = GrantConsent.Read(signed).Value;
        var until = now.AddDays(consent.Days);
        var given = new ConsentCase(work, caller, signed, consent, row.Keys.Split(' '), row.Size, row.OfferedAt, now);
        if (!(await gate.Authorise(given, SHA256.HashData(bytes), until)).TryGet(out var leaf, out var refusal)) return refusal;
        (row.State, row.GivenAt, row.UntilAt, row.FileBlob, row.Opening, row.EntrySeq) = (GrantState.Given, now, until, blob, leaf.Opening, leaf.Seq);
        if (given.Passing is { } passing) (passing.State, passing.AnsweredAt, passing.Answer) = (PassingState.Answered, now, id);
        await JobQueue.Owe(work, EndGrant.JobKind, id.Text, until);
        await JobQueue.Owe(work, Room.TellOfficer.JobKind, id.Text, now);
        await JobQueue.Owe(work, LookAtStandings.JobKind, LookAtStandings.All, now + options.LookEvery);
        return true;
    }

    /// <summary>Whether what came is what was signed.</summary>
    private async Task<bool> Keep(BlobId blob, Grant row, Stream bytes, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = new byte[GrantFile.HeaderLength];
        long length = 0;
        await blobs.Put(blob, async file =>
        {
            var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
            try
            {
                int some;
                while (length <= row.Size && (some = await bytes.ReadAsync(buffer.AsMemory(0, 64 * 1024), cancel)) > 0)
                {
                    if (length < head.Length) buffer.AsSpan(0, (int)Math.Min(some, head.Length - length)).CopyTo(head.AsSpan((int)length));
                    hash.AppendData(buffer, 0, some);
                    await file.WriteAsync(buffer.AsMemory(0, some), cancel);
                    length += some;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        });
        return length == row.Size && GrantFile.Begins(row.Id, head) && Convert.ToHexStringLower(hash.GetHashAndReset()) == row.Sha256;
    }

    private static bool Same(Grant row, Caller caller, string hash, long size) => row.AccountId == caller.Account && row.ConsentHash == hash && row.Size == size;

    private static Result<IReadOnlyList<KeptWrap>> Wraps(IReadOnlyList<GrantWrap>? wraps)
    {
        if (wraps is not { Count: > 0 and <= MostKeys }) return GrantRefusals.Wraps;
        var kept = new List<KeptWrap>();
        foreach (var wrap in wraps)
        {
            var bytes = new byte[GrantFile.WrapLength];
            var fits = wrap is { Thumbprint: { Length: 64 } print, Wrap: { Length: < 400 } text } && print.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0
                && Convert.TryFromBase64String(text, bytes, out var length) && length == bytes.Length && Convert.ToBase64String(bytes) == text && GrantFile.IsWrap(bytes)
                && kept.All(k => k.Thumbprint != print);
            if (!fits) return GrantRefusals.Wraps;
            kept.Add(new KeptWrap(wrap.Thumbprint, wrap.Wrap));
        }

        return kept;
    }

    /// <summary>An offer whose file never came is forgotten, word and all.</summary>
    public async Task<Result<bool>> Forget(GrantId id, CancellationToken cancel)
    {
        var row = await store.Look(work => work.Db().Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == id && g.State == GrantState.Offered), cancel);
        if (row is null) return true;
        var gone = await store.Act<bool>(async work => await work.Db().Set<Grant>().Where(g => g.Id == id && g.State == GrantState.Offered).ExecuteDeleteAsync() == 1, cancel);
        if (gone is { Ok: true, Value: true } && row.WrapsBlob is { } blob) await blobs.Delete(blob, cancel);
        return gone.Map(_ => true);
    }
}

/// <summary>As it lies in the blob of wraps.</summary>
internal sealed record KeptWrap(string Thumbprint, string Wrap)
{
    // Base64 as it is: with its plus signs escaped the file's length would say something of the bytes.
    private static readonly JsonSerializerOptions Plainly = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(IReadOnlyList<KeptWrap> wraps) => JsonSerializer.SerializeToUtf8Bytes(wraps, Plainly);
}

internal sealed class OfferOver(GiveGrant use) : IJobHandler
{
    public string Kind => GiveGrant.OfferJob;

    public Task<Result<bool>> Run(string subject, CancellationToken cancel) => use.Forget(GrantId.FromTrusted(subject), cancel);
}
