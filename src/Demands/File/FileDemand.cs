using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Follow;
using Writ.Gate.Recorded;
using Writ.Law;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Idempotency;
using Writ.Store.Record;

namespace Writ.Demands.File;

/// <summary>
/// A demand comes in: checked for form, stored with its instrument sealed, committed to for the record, and promised. All
/// of it is one transaction; the answer is given only when it is durable.
/// </summary>
internal sealed class FileDemand(
    IStore store, IBlobs blobs, AgencyRegister agencies, LawBook law, Lint lint, DemandKeys keys, OpeningKeys openings, DemandOptions options, TimeProvider time)
{
    private const int MostBytes = 12 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WhatMayBeNullMayBeAbsent } },
    };

    private static readonly HashSet<string> Members =
    [
        .. new[] { typeof(FileDemandRequest), typeof(FileAuthority), typeof(FileItem), typeof(FileIdentifier), typeof(FileInstrument) }
            .SelectMany(type => type.GetProperties()).Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)),
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/demands", (HttpRequest http, [FromHeader(Name = "Idempotency-Key")] string? key, FileDemand use, Caller caller, CancellationToken cancel) =>
                use.Handle(http, key, caller, cancel))
            .RequireAuthorization(Scopes.DemandsWrite)
            .WithSummary("File a demand; send an Idempotency-Key, and keep the promise that comes back")
            .Accepts<FileDemandRequest>("application/json")
            .Produces<FiledDemand>(201);
        api.MapPost("/demands/lint", async (HttpRequest http, FileDemand use, CancellationToken cancel) => (await Read(http, cancel)).Then(use.Check))
            .RequireAuthorization(Scopes.DemandsWrite)
            .WithSummary("Check a demand without filing it")
            .Accepts<FileDemandRequest>("application/json")
            .Produces<Advice[]>();
    }

    private async Task<Result<FiledDemand>> Handle(HttpRequest http, string? key, Caller caller, CancellationToken cancel)
    {
        if (key is null || !IdempotentRequests.KeyFits(key)) return StoreRefusals.KeyForm;
        var read = await Read(http, cancel);
        if (!read.TryGet(out var body, out var refusal)) return refusal;
        return await File(body.Request, key, body.Hash, caller, null, cancel);
    }

    /// <summary>Files it, or answers as it did the first time under this key.</summary>
    /// <param name="hash">Of what was sent: the same key with another is refused.</param>
    /// <param name="also">What else belongs to the act; its refusal undoes it all.</param>
    public async Task<Result<FiledDemand>> File(
        FileDemandRequest request, string key, string hash, Caller caller, Func<IWork, DemandId, Task<Refusal?>>? also, CancellationToken cancel)
    {
        while (true)
        {
            var look = await store.Look(
                async work => (Earlier: await Earlier(work, caller, key, hash), Officer: await Requester(work, caller), Wait: WaitOf(work), Auditors: Auditing.Keys(work)), cancel);
            if (!look.Earlier.Ok) return look.Earlier.Refusal;
            if (look.Earlier.Value is { } answered) return answered;
            if (lint.Faults(request, Today(), look.Wait.Hidden) is { } fault) return fault;
            if (look.Officer is not { Verified: true } officer) return AgencyRefusals.Unverified;
            var filed = await Store(Prepare(request, officer, look.Wait, look.Auditors), caller, key, hash, also, cancel);
            if (filed.Refusal is not { Code: BeginAgain }) return filed;
        }
    }

    // Something changed between look and act: another copy of the same request won, midnight passed, the officer's agency or the auditors changed, or a schedule came into force.
    private const string BeginAgain = "begin-again";

    private async Task<Result<FiledDemand>> Store(
        Filing draft, Caller caller, string key, string hash, Func<IWork, DemandId, Task<Refusal?>>? also, CancellationToken cancel)
    {
        var small = blobs.IsSmall(draft.SealedFile.Length);
        try
        {
            if (!small) await blobs.Put(draft.Blob, draft.SealedFile, cancel);
        }
        catch (IOException)
        {
            return StoreRefusals.DiskFull;
        }

        // From here on it is done or refused, whoever hangs up: a blob without its demand would be nobody's.
        var filed = await store.Act<FiledDemand>(async work =>
        {
            var earlier = await Earlier(work, caller, key, hash);
            if (!earlier.Ok) return earlier.Refusal;
            if (earlier.Value is not null || await Requester(work, caller) != draft.Officer || Today() != draft.Record.Received
                || RecordBatches.Stands(work, time.GetUtcNow()) != draft.Hidden || !Auditing.Keys(work).SequenceEqual(draft.Auditors)) return new Refusal(BeginAgain, string.Empty);
            if (small) blobs.Put(work, draft.Blob, draft.SealedFile);
            var answer = await Write(work, draft);
            if (also is not null && await also(work, draft.Record.Demand) is { } no) return no;
            work.Insert(new IdempotentRequest
            {
                Caller = caller.Subject, Key = key, BodyHash = hash, Answer = JsonSerializer.Serialize(answer, Json), At = answer.ReceivedAt,
            });
            return answer;
        }, CancellationToken.None);
        if (!filed.Ok && !small) await blobs.Delete(draft.Blob, CancellationToken.None);
        return filed;
    }

    /// <summary>Everything that can be made before the act, which holds the only writer: what is sealed, committed to and signed.</summary>
    private Filing Prepare(FileDemandRequest r, Requester officer, Wait wait, IReadOnlyList<PublicKey> auditors)
    {
        var now = time.GetUtcNow();
        var instrument = law.Find(r.Instrument).Value;
        var record = new RegisterRecord(
            DateOnly.FromDateTime(now.UtcDateTime),
            instrument.Id,
            instrument.Reporting,
            instrument.Judicial,
            officer.Country,
            r.Authority.Kind,
            r.Service,
            r.Items.Any(i => law.IsContent(DataCategory.FromTrusted(i.Category))),
            r.Items.Select(i => i.Identifier).Distinct().Count(),
            r.Gag,
            Emergency: false,
            officer.Agency,
            DemandId.New());
        var withheld = DemandQueries.IsWithheld(r.Gag, instrument);
        var opening = RegisterOpening.Draw(withheld ? DemandClass.Withheld : DemandClass.Open, record, auditors);
        var leaf = opening.Leaf();
        var blob = BlobId.New();
        var promise = Promises.Sign(
            keys.Promises, options.Origin, Outbox.LeafHash(leaf), Convert.FromBase64String(r.Nonce), (wait.Batch ?? now) + options.PromisedWithin);
        return new Filing(
            r, officer, wait.Hidden, withheld, record, auditors, openings.Seal(now, Outbox.LeafHash(leaf), opening.ToJson()), opening.ForAuditors, leaf, promise, blob,
            keys.Blobs.Seal(blob, r.File.Content), Convert.ToHexStringLower(SHA256.HashData(r.File.Content)));
    }

    private async Task<FiledDemand> Write(IWork work, Filing draft)
    {
        var (r, officer, id) = (draft.Request, draft.Officer, draft.Record.Demand);

        // Only here, under the one writer, is the order of times that of the register's leaves, by which reports are cut.
        var now = time.GetUtcNow();
        var entry = await Outbox.AppendLeaf(work, LeafKind.Register, draft.Leaf, now, draft.Withheld ? LeafLane.Withheld : LeafLane.Open);
        Auditing.Keep(work, entry.LeafHash, draft.ForAuditors);
        work.Insert(new Demand
        {
            Id = id,
            AgencyId = officer.Agency,
            OfficerId = officer.Officer,
            AgencyReference = r.Reference,
            Instrument = draft.Record.Instrument,
            AuthorityName = r.Authority.Name,
            AuthorityKind = r.Authority.Kind,
            Country = officer.Country,
            Service = r.Service,
            IssuedOn = r.IssuedOn,
            ExpiresOn = r.ExpiresOn,
            Gag = r.Gag,
            State = DemandState.Received,
            ReceivedAt = now,
            FileBlob = draft.Blob,
            FileType = r.File.Type,
            FileSize = r.File.Content.Length,
            FileSha256 = draft.FileSha256,
            RegisterSeq = entry.Seq,
            RegisterOpening = draft.Opening,
            Promise = draft.Promise,
        });
        var items = r.Items.Select((item, i) => new DemandItem
        {
            Id = ItemId.New(),
            DemandId = id,
            Position = i,
            IdentifierKind = item.Identifier.Kind,
            IdentifierValue = item.Identifier.Value,
            Category = DataCategory.FromTrusted(item.Category),
            AskedFrom = item.From,
            AskedTo = item.To,
        }).ToList();
        foreach (var item in items) work.Insert(item);
        work.Insert(new DemandEvent { DemandId = id, At = now, Actor = officer.Officer.Text, Kind = "filed" });
        return new FiledDemand(
            id.Text, DemandState.Received.Word(), now, [.. items.Select(i => i.Id.Text)], Convert.ToBase64String(entry.LeafHash), draft.Promise, lint.Advise(r));
    }

    /// <summary>Under a schedule the promise names the batch after the one that the leaf should go out with: one that is full carries over.</summary>
    private Wait WaitOf(IWork work)
    {
        var now = time.GetUtcNow();
        if (RecordTimes.InForce(work, now) is not { } book) return new Wait(false, null);
        var expected = book.Expected(LeafKind.Register, now, RecordBatches.Last(work, LeafKind.Register))!.Value;
        return new Wait(true, book.Next(LeafKind.Register, expected.Due)!.Value.Due);
    }

    private Task<Requester?> Requester(IWork work, Caller caller) => agencies.Find(work, OfficerId.FromTrusted(caller.Subject));

    private static async Task<Result<FiledDemand?>> Earlier(IWork work, Caller caller, string key, string hash) =>
        (await IdempotentRequests.Find(work, caller.Subject, key, hash))
        .Map(answer => answer is null ? null : JsonSerializer.Deserialize<FiledDemand>(answer, Json));

    private static async Task<Result<Body>> Read(HttpRequest http, CancellationToken cancel)
    {
        if (http.ContentLength > MostBytes) return DemandRefusals.BodyTooLarge;
        using var buffer = new MemoryStream((int)(http.ContentLength ?? 4096));
        var reader = http.BodyReader;
        for (var done = false; !done;)
        {
            var some = await reader.ReadAsync(cancel);
            var fits = buffer.Length + some.Buffer.Length <= MostBytes;
            if (fits) foreach (var part in some.Buffer) buffer.Write(part.Span);
            reader.AdvanceTo(some.Buffer.End);
            if (!fits) return DemandRefusals.BodyTooLarge;
            done = some.IsCompleted;
        }

        try
        {
            var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
            return JsonSerializer.Deserialize<FileDemandRequest>(bytes, Json) is { } request ? new Body(request, IdempotentRequests.HashOf(bytes)) : DemandRefusals.Body;
        }
        catch (JsonException wrong)
        {
            return DemandRefusals.Body with { Field = PointerOf(wrong.Path) };
        }
    }

    /// <summary>A JSON pointer (RFC 6901) to a member of our own schema; null where the sender's own words stand in the path.</summary>
    private static string? PointerOf(string? path)
    {
        if (path is not { Length: > 2 and < 100 } || !path.StartsWith("$.", StringComparison.Ordinal)) return null;
        var pointer = path[1..].Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal);
        return pointer.Split('/')[1..].All(step => Members.Contains(step) || step.All(char.IsAsciiDigit)) ? pointer : null;
    }

    private static void WhatMayBeNullMayBeAbsent(JsonTypeInfo type)
    {
        foreach (var member in type.Properties) member.IsRequired &= !member.IsSetNullable;
    }

    private Result<Advice[]> Check(Body body) =>
        lint.Faults(body.Request, Today()) is { } fault ? fault : lint.Advise(body.Request).ToArray();

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private sealed record Filing(
        FileDemandRequest Request, Requester Officer, bool Hidden, bool Withheld, RegisterRecord Record, IReadOnlyList<PublicKey> Auditors, byte[] Opening, byte[]? ForAuditors, byte[] Leaf, string Promise,
        BlobId Blob, byte[] SealedFile, string FileSha256);

    /// <param name="Hidden">Its leaf waits for a batch.</param>
    /// <param name="Batch">When the last batch is due that it can go out with; null: it waits for none.</param>
    private sealed record Wait(bool Hidden, DateTimeOffset? Batch);

    /// <param name="Hash">Of the bytes as they came.</param>
    private sealed record Body(FileDemandRequest Request, string Hash);
}
