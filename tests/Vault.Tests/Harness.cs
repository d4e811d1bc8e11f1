using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.Vault.Tests;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class StillClock : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = new(2020, 8, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A real log in a folder, without its operator's care.</summary>
internal sealed class TestLog : IDisposable
{
    internal const string Origin = "example.test/log";

    private readonly LogWriter writer;

    internal TestLog(string folder)
    {
        Folder = new LogFolder(Path.Combine(folder, "log-" + Path.GetRandomFileName()));
        Directory.CreateDirectory(Folder.Root);
        writer = LogWriter.Open(Folder, Key, null).Value;
    }

    internal SigningKey Key { get; private init; } = SigningKey.FromSeed(Origin, new byte[32]);

    internal LogFolder Folder { get; }

    internal string Note { get; private set; } = "";

    internal long Size => writer.Size;

    /// <summary>Index of the entry.</summary>
    internal long Append(byte[] entry)
    {
        var head = writer.Integrate([entry]);
        Note = writer.Sign(head);
        writer.Accept(head);
        return head.Size - 1;
    }

    public void Dispose() => Key.Dispose();
}

/// <summary>A vault over a log, with one account that holds records of three kinds.</summary>
internal sealed class Harness : IDisposable
{
    internal static readonly DataCategory Subscriber = DataCategory.FromTrusted("subscriber");
    internal static readonly DataCategory Transaction = DataCategory.FromTrusted("transaction");
    internal static readonly DataCategory Content = DataCategory.FromTrusted("content");

    internal Harness(WitnessPolicy? policy = null)
    {
        Log = new TestLog(Root);
        Policy = policy ?? WitnessPolicy.None;
        Vault = Open(Folder);
    }

    internal string Root { get; } = Directory.CreateTempSubdirectory("writ-test-").FullName;

    internal string Folder => Path.Combine(Root, "vault");

    internal TestLog Log { get; }

    internal WitnessPolicy Policy { get; }

    internal StillClock Clock { get; } = new();

    internal VaultService Vault { get; set; }

    internal VaultClient Client => new(Vault);

    internal AccountId Account { get; } = AccountId.New();

    public void Dispose()
    {
        Vault.Dispose();
        Log.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    internal VaultService Open(string folder) => VaultService.Open(folder, Log.Key.Verifier, Policy, Clock).Value;

    internal void Reopen()
    {
        Vault.Dispose();
        Vault = Open(Folder);
    }

    internal async Task<SealedRecord> Record(DataCategory category, DateOnly on, AccountId? account = null)
    {
        var owner = account ?? Account;
        return Sealer.Seal((await Client.PublicKey(owner)).Value, RecordId.New(), owner, category, on, "a record"u8);
    }

    /// <summary>An authorisation for the account's transactions in July 2020, as a record that may be varied before it is drawn.</summary>
    internal async Task<AuthorisationRecord> Draft() => new(
        AuthorisationId.New(), Vault.Id, (await Client.Nonce()).Value, DemandId.New().Text, Convert.ToBase64String(new byte[32]), "writ",
        [new AuthorisedItem(ItemId.New(), Account, Transaction, new DateOnly(2020, 7, 1), new DateOnly(2020, 7, 31))],
        [new string('a', 64)], "stf_0000000000000001", "stf_0000000000000002", Clock.Now.AddDays(1));

    internal async Task<Logged> Authorise(Func<AuthorisationRecord, AuthorisationRecord>? vary = null)
    {
        var draft = await Draft();
        return Enter(vary is null ? draft : vary(draft));
    }

    internal Logged Enter(AuthorisationRecord record)
    {
        var opening = AuthorisationOpening.Draw(record);
        return new Logged(opening, Log.Append(opening.Leaf()));
    }

    internal Task<Result<IReadOnlyDictionary<RecordId, byte[]>>> Release(Logged logged, params SealedRecord[] records) =>
        Client.Release(logged.Opening.ToJson(), records, known => Evidence(logged.Index, known.Size));

    internal ReleaseEvidence Evidence(long index, long known) => new(
        index,
        Log.Folder.ReceiptFor(index, Log.Note),
        known == 0 || known >= Log.Size ? null : Log.Folder.ProveConsistency(known, Log.Size).Hashes);

    /// <summary>The bare request, to be bent.</summary>
    internal AskRelease Ask(Logged logged, params SealedRecord[] records) => new(
        logged.Opening.ToJson(), logged.Index, Log.Folder.ReceiptFor(logged.Index, Log.Note), null,
        [.. records.Select(r => new AskRecord(r.Record.Text, r.Account.Text, r.Category.Text, r.On.ToString("yyyy-MM-dd"), r.Header))]);

    internal async Task<string> CodeOf(AskRelease ask) => await CodeOf(VaultWire.Write(ask));

    /// <summary>The code of the refusal, or <c>given</c>.</summary>
    internal async Task<string> CodeOf(byte[] request) =>
        VaultWire.ReadAnswer<VaultKeys>(await Vault.Exchange(request, default)).Refusal?.Code ?? "given";

    internal sealed record Logged(AuthorisationOpening Opening, long Index);
}
