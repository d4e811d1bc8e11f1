using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.Vault.Tests;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class StillClock : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = new(2020, 8, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A real log in a folder, without its operator's care. It begins with all that a release under a writ rests on.</summary>
internal sealed class TestLog : IDisposable
{
    internal const string Origin = "example.test/log";

    internal const string Reviewer = "stf_0000000000000001";

    internal const string Approver = "stf_0000000000000002";

    /// <summary>How many entries it begins with.</summary>
    internal const int Begun = 5;

    internal static readonly string Recipient = new('a', 64);

    private readonly LogWriter writer;

    /// <param name="at">When its first entries say that they were made.</param>
    internal TestLog(string folder, DateTimeOffset at)
    {
        Folder = new LogFolder(Path.Combine(folder, "log-" + Path.GetRandomFileName()));
        Directory.CreateDirectory(Folder.Root);
        writer = LogWriter.Open(Folder, Key, null).Value;
        var opening = RegisterOpening.Draw(DemandClass.Open, SomeDemand());
        (Register, Demand) = (opening.Leaf(), opening.ShowDemand());
        Append(Facts.LogOpened(Origin, Promises.Verifier.ToString(), at));
        Append(Facts.KeyEnrolled(AgencyId.New(), Recipient, at));
        Append(Facts.ApproverEnrolled(Reviewer, ApproverRoles.Reviewer, "-", at));
        Append(Facts.ApproverEnrolled(Approver, ApproverRoles.Approver, "-", at));
        RegisterIndex = Append(Register);
    }

    internal SigningKey Promises { get; } = SigningKey.FromSeed($"{Origin}/promises", [.. Enumerable.Repeat((byte)7, 32)]);

    /// <summary>The demand's register leaf.</summary>
    internal byte[] Register { get; }

    /// <summary>What shows that it is of <see cref="DemandId"/>.</summary>
    internal DemandShown Demand { get; }

    internal DemandId DemandId { get; } = DemandId.New();

    internal long RegisterIndex { get; }

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

    public void Dispose()
    {
        Key.Dispose();
        Promises.Dispose();
    }

    /// <summary>What shows the register leaf under the newest checkpoint.</summary>
    internal AskRegister Shown() => new(Register, RegisterIndex, Folder.Prove(RegisterIndex, Size).Hashes, null, Demand.Fields, Demand.Salt);

    internal LogForVault ForVault()
    {
        var (note, size) = (Note, Size);
        return new LogForVault(note, size, from => Folder.ProveConsistency(from, size).Hashes, from => Part(from, size));
    }

    /// <summary>To the end of the bundle.</summary>
    internal (int Count, byte[] Entries) Part(long from, long size)
    {
        using var bytes = new MemoryStream();
        var entries = Folder.ReadEntries(from, size);
        foreach (var entry in entries) EntryBundle.Append(bytes, entry.Span);
        return (entries.Length, bytes.ToArray());
    }

    private RegisterRecord SomeDemand() => new(
        new DateOnly(2020, 7, 20), "us/search-warrant", "search-warrant", true, "US", "police", "retail", false, 1, false, false, AgencyId.New(), DemandId);
}

/// <summary>A vault over a log, with one account that holds records of three kinds.</summary>
internal sealed class Harness : IDisposable
{
    internal static readonly DataCategory Subscriber = DataCategory.FromTrusted("subscriber");
    internal static readonly DataCategory Transaction = DataCategory.FromTrusted("transaction");
    internal static readonly DataCategory Content = DataCategory.FromTrusted("content");

    internal Harness(WitnessPolicy? policy = null, VaultOptions? options = null)
    {
        Log = new TestLog(Root, Clock.Now.AddDays(-3));
        Policy = policy ?? WitnessPolicy.None;
        Options = options ?? VaultOptions.Trial;
        Vault = Open(Folder);
    }

    internal string Root { get; } = Directory.CreateTempSubdirectory("writ-test-").FullName;

    internal string Folder => Path.Combine(Root, "vault");

    internal TestLog Log { get; }

    internal WitnessPolicy Policy { get; }

    internal VaultOptions Options { get; }

    internal StillClock Clock { get; } = new();

    internal VaultService Vault { get; set; }

    /// <summary>As a server keeps what the vault gives it.</summary>
    internal Memory Kept { get; } = new();

    internal VaultClient Client => new(Vault, Kept);

    internal AccountId Account { get; } = AccountId.New();

    public void Dispose()
    {
        Vault.Dispose();
        Log.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    internal VaultService Open(string folder) => VaultService.Open(folder, Log.Key.Verifier, Policy, Clock, Options).Value;

    /// <summary>A vault over the same folder whose journal fails at its n-th step from now on.</summary>
    internal (VaultService Vault, Func<bool> Broke) Breaking(int at)
    {
        var (left, broke) = (at, false);
        var vault = VaultService.Open(Folder, Log.Key.Verifier, Policy, Clock, VaultOptions.Trial, _ =>
        {
            if (Interlocked.Decrement(ref left) != 0) return;
            Volatile.Write(ref broke, true);
            throw new IOException("No space left on device");
        }).Value;
        return (vault, () => Volatile.Read(ref broke));
    }

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
        AuthorisationId.New(), Vault.Id, (await Client.Nonce()).Value, Log.DemandId.Text, Convert.ToBase64String(Rfc6962.Leaf(Log.Register)), "writ",
        [new AuthorisedItem(ItemId.New(), Account, Transaction, new DateOnly(2020, 7, 1), new DateOnly(2020, 7, 31))],
        [TestLog.Recipient], TestLog.Reviewer, TestLog.Approver, Clock.Now.AddDays(1));

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
        known == 0 || known >= Log.Size ? null : Log.Folder.ProveConsistency(known, Log.Size).Hashes,
        Log.ForVault(),
        Log.Shown());

    /// <summary>The vault reads all there is; no code where it does.</summary>
    internal async Task<string?> Follow() => (await Client.Follow(Log.ForVault)).Refusal?.Code;

    /// <summary>The bare request, to be bent.</summary>
    internal AskRelease Ask(Logged logged, params SealedRecord[] records) => new(
        logged.Opening.ToJson(), logged.Index, Log.Folder.ReceiptFor(logged.Index, Log.Note), null,
        [.. records.Select(r => new AskRecord(r.Record.Text, r.Account.Text, r.Category.Text, r.On.ToString("yyyy-MM-dd"), r.Header))],
        Log.Shown());

    internal async Task<string> CodeOf(AskRelease ask) => await CodeOf(VaultWire.Write(ask));

    /// <summary>The code of the refusal, or <c>given</c>.</summary>
    internal async Task<string> CodeOf(byte[] request) =>
        VaultWire.ReadAnswer<VaultKeys>(await Vault.Exchange(request, default)).Refusal?.Code ?? "given";

    internal sealed class Memory : IVaultMemory
    {
        public string? First { get; private set; }

        public string? Note { get; set; }

        public Task<string?> Standing(string vault, CancellationToken cancel) => Task.FromResult(Note);

        public List<string> Notes { get; } = [];

        public VaultGiven? Last { get; private set; }

        public Task<long> Given(string vault, CancellationToken cancel) => Task.FromResult((long)Notes.Count);

        public Task KeepGiven(string vault, long from, VaultGiven given, CancellationToken cancel)
        {
            Last = given;
            for (var i = 0; i < given.Notes.Count; i++)
            {
                if (from + i > Notes.Count) Notes.Add(given.Notes[i]);
            }

            return Task.CompletedTask;
        }

        public Task Keep(string vault, string standing, CancellationToken cancel)
        {
            First ??= standing;
            Note = standing;
            return Task.CompletedTask;
        }
    }

    internal sealed record Logged(AuthorisationOpening Opening, long Index);
}
